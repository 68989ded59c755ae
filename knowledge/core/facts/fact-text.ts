import type { FactKey } from "../vocabulary/fact-key.ts";
import { isCommitmentKey, readCommitment } from "./commitment.ts";
import { readConcession } from "./ledger.ts";
import { partsOf, subjectOf } from "./subject.ts";

const MONTHS = [
	"January",
	"February",
	"March",
	"April",
	"May",
	"June",
	"July",
	"August",
	"September",
	"October",
	"November",
	"December",
] as const;
const UNSAID = /^(?:-|unknown|)$/i;

/** [FT1] A value as a person reads it: «Send the list (Mara Ellingsen, by 21 September 2026)», and never its separators. */
export function factText(key: FactKey, value: string): string {
	if (isCommitmentKey(key)) return commitmentShown(key, value);
	const concession = key === "conversation.concession" ? readConcession(value) : null;
	if (concession) {
		const { who, give, get } = concession;
		return `${who === "us" ? "We give" : "They give"}: ${give} (${get === null ? "nothing asked for it" : `for: ${get}`})`;
	}
	if (subjectOf(key, value) === null) return value;
	const [subject = "", ...rest] = partsOf(value);
	const said = rest.filter((part) => !UNSAID.test(part));
	return said.length === 0 ? subject : `${subject}: ${said.join(", ")}`;
}

/** Who acts is told where it is not who the key speaks of: what they ask is ours to do. */
function commitmentShown(key: Parameters<typeof readCommitment>[0], value: string): string {
	const { what, owner, who, due } = readCommitment(key, value);
	const side = who ?? (owner === "us" ? "we" : "they");
	const isPlain = key === "conversation.ask" && owner === "us" && who === null;
	const told = [...(isPlain ? [] : [side]), ...(due === null ? [] : [`by ${dayShown(due)}`])];
	return told.length === 0 ? what : `${what} (${told.join(", ")})`;
}

function dayShown(iso: string): string {
	const [year, month = "", day = ""] = iso.split("-");
	return `${Number(day)} ${MONTHS[Number(month) - 1] ?? month} ${year}`;
}
