import type { Sha256 } from "../vocabulary/hash.ts";
import {
	type ApprovalId,
	approvalIdOf,
	ConnectionId,
	ContactId,
	DealId,
	FactId,
	FlagId,
	RunId,
	SignalId,
	SkillName,
	TenantId,
	UserId,
} from "../vocabulary/ids.ts";
import { sha256 } from "./sha256.ts";

const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

/** Twenty characters that tell the number apart, the low digits last. */
function short(n: number): string {
	let text = "";
	for (let rest = n; rest > 0; rest = Math.floor(rest / 32)) text = ALPHABET.charAt(rest % 32) + text;
	return text.padStart(20, "a");
}

export const TENANT = TenantId.parse("skyvera");
export const MAIL = ConnectionId.parse("mail");
export const SAM = UserId.parse("sam");
export const NADIA = UserId.parse("nadia");

export const dealNo = (n: number): DealId => DealId.parse(`d-${short(n)}`);
export const signalNo = (n: number): SignalId => SignalId.parse(`s-${short(n)}`);
export const runNo = (n: number): RunId => RunId.parse(`r-${short(n)}`);
export const factNo = (n: number): FactId => FactId.parse(`f-${short(n)}`);
export const flagNo = (n: number): FlagId => FlagId.parse(`g-${short(n)}`);
export const contactNo = (n: number): ContactId => ContactId.parse(`c-${short(n)}`);
export const skillNamed = (name: string): SkillName => SkillName.parse(name);
export const hashNo = (n: number): Sha256 => sha256(`text ${n}`);

export const DEAL = dealNo(1);
/** The n-th approval of the deal that tests are mostly about. */
export const approvalNo = (n: number): ApprovalId => approvalIdOf(DEAL, n);
