import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { approvalNo, contactNo, DEAL, dealNo, factNo, flagNo, runNo, signalNo, TENANT } from "../testing/ids.ts";
import { sha256 } from "../testing/sha256.ts";
import { Sha256, shortOf } from "./hash.ts";
import {
	ApprovalId,
	approvalIdOf,
	attachmentKey,
	ConnectionId,
	ContactId,
	contactIdOf,
	DealId,
	dealAgentName,
	dealIdOf,
	dealOfApproval,
	EffectKey,
	effectKeyOf,
	FactId,
	FlagId,
	factIdOf,
	flagIdOf,
	RunId,
	rawSignalKey,
	runIdOf,
	SignalId,
	SkillName,
	sentMailKey,
	signalIdOf,
	signalInboxName,
	TenantId,
	tenantLedgerName,
	UserId,
} from "./ids.ts";

const OTHER = TenantId.parse("totogi");
const KINDS = { DealId, SignalId, RunId, FactId, ContactId, FlagId, ApprovalId } as const;
const SAMPLES = {
	DealId: dealNo(7),
	SignalId: signalNo(7),
	RunId: runNo(7),
	FactId: factNo(7),
	ContactId: contactNo(7),
	FlagId: flagNo(7),
	ApprovalId: approvalNo(7),
} as const;

describe("parsing", () => {
	test.each(Object.entries(KINDS))("[VO2] only a %s parses as one", (name, kind) => {
		for (const [other, sample] of Object.entries(SAMPLES)) expect(kind.safeParse(sample).success).toBe(other === name);
	});

	test.each(Object.entries(KINDS))("[VO2] a malformed %s is refused", (name, kind) => {
		const good: string = Object.entries(SAMPLES).find(([each]) => each === name)?.[1] ?? "";
		const bad = [
			good.slice(0, -1),
			`${good}a`,
			good.toUpperCase(),
			` ${good}`,
			`${good}\n`,
			good.replace("a", "1"),
			"",
		];
		for (const text of bad.filter((each) => !(name === "ApprovalId" && each === `${good}1`)))
			expect(kind.safeParse(text).success, JSON.stringify(text)).toBe(false);
		for (const value of [null, 7, {}, [good]]) expect(kind.safeParse(value).success).toBe(false);
	});

	test.each([
		[
			"TenantId",
			TenantId,
			["abc", "a-1", `a${"b".repeat(31)}`],
			["ab", `a${"b".repeat(32)}`, "1ab", "ab-", "a_b", "ABC", "a/b"],
		],
		["UserId", UserId, ["a", "0", "a.b_c:d-e", "a".repeat(64)], ["", ".a", "a".repeat(65), "a b", "A"]],
		["SkillName", SkillName, ["ab", "a-b", `a${"b".repeat(30)}`], ["a", `a${"b".repeat(31)}`, "-a", "a1"]],
		["ConnectionId", ConnectionId, ["ab", "mail", `a${"1".repeat(39)}`], ["a", `a${"1".repeat(40)}`, "1a"]],
		["Sha256", Sha256, ["0".repeat(64)], ["0".repeat(63), "0".repeat(65), "A".repeat(64), "g".repeat(64)]],
		["EffectKey", EffectKey, ["f".repeat(64)], ["f".repeat(63), "f".repeat(65)]],
	])("[VO2] %s at its bounds", (_name, kind, good, bad) => {
		for (const text of good) expect(kind.safeParse(text).success, text).toBe(true);
		for (const text of bad) expect(kind.safeParse(text).success, text).toBe(false);
	});

	test.each([
		[1, true],
		[999_999_999, true],
		[0, false],
		[1_000_000_000, false],
		[-1, false],
		[1.5, false],
	])("[VO5] an approval numbered %d: %s", (count, good) => {
		expect(ApprovalId.safeParse(`a-${DEAL.slice(2)}-${count}`).success).toBe(good);
	});
});

describe("deriving", () => {
	test("[VO5] an approval's deal is read back from its id", () => {
		for (const n of [1, 2, 31, 32, 1_000]) expect(dealOfApproval(approvalIdOf(dealNo(n), n))).toBe(dealNo(n));
	});

	test("[VO4] an effect's key is the same for ever", () => {
		const at = { tenant: TENANT, deal: DEAL, action: approvalIdOf(DEAL, 1), version: 1 };
		expect(effectKeyOf(sha256, at)).toBe("d806eb703f5cc21fe9b021a53a9e079e0c911fd55d675ea9405022ca4ba09275");
		expect(effectKeyOf(sha256, { ...at, version: 2 })).toBe(
			"96b90249f3dc106c7c4b5f9e6bbede86d83318457b61323a2922c7cab14f8360",
		);
	});

	test("[VO4] it differs with each of tenant, deal, approval and version", () => {
		const at = { tenant: TENANT, deal: DEAL, action: approvalIdOf(DEAL, 1), version: 1 };
		const keys = [
			at,
			{ ...at, tenant: OTHER },
			{ ...at, deal: dealNo(2) },
			{ ...at, action: approvalIdOf(DEAL, 2) },
			{ ...at, version: 2 },
		].map((each) => effectKeyOf(sha256, each));
		expect(new Set(keys).size).toBe(keys.length);
	});

	test("[VO3] derived ids are the same for ever", () => {
		expect({
			signal: signalIdOf(sha256, TENANT, "email", "<1@brightfen.example>"),
			deal: dealIdOf(sha256, TENANT, "s-1"),
			run: runIdOf(sha256, DEAL, "tick 1"),
			contact: contactIdOf(sha256, { tenant: TENANT, pepper: "pepper", address: "mara@brightfen.example" }),
			fact: factIdOf(sha256, DEAL, "bant.budget", ["7"]),
			flag: flagIdOf(sha256, DEAL, "step-failed", "r-1"),
		}).toMatchInlineSnapshot(`
			{
			  "contact": "c-bo7ozrqwpy3h5yqzvlhb",
			  "deal": "d-w5li63nndevq4stltcoe",
			  "fact": "f-piedhmr3bfio3m34yaih",
			  "flag": "g-yifb4nnnz3ukrcovt2iz",
			  "run": "r-ndm2fgdbtjcpat3ybd6p",
			  "signal": "s-2nhtvkd7yimjojsb3lw5",
			}
		`);
	});

	test("[VO3] parts do not run into each other", () => {
		expect(factIdOf(sha256, DEAL, "ab", ["c"])).not.toBe(factIdOf(sha256, DEAL, "a", ["bc"]));
		expect(factIdOf(sha256, DEAL, "a", ["b", "c"])).not.toBe(factIdOf(sha256, DEAL, "a", ["bc"]));
		expect(signalIdOf(sha256, TENANT, "email", "a")).not.toBe(signalIdOf(sha256, OTHER, "email", "a"));
	});

	test("[VO6] an address has one contact, however it is written", () => {
		const of = (address: string, pepper = "p", tenant = TENANT) => contactIdOf(sha256, { tenant, pepper, address });
		expect(of(" Mara@Brightfen.Example\n")).toBe(of("mara@brightfen.example"));
		expect(of("mara@brightfen.example", "q")).not.toBe(of("mara@brightfen.example"));
		expect(of("mara@brightfen.example", "p", OTHER)).not.toBe(of("mara@brightfen.example"));
	});

	test("[VO11] names and keys begin with their tenant, and no tenant's begins another's", () => {
		const longer = TenantId.parse(`${TENANT}-2`);
		const of = (tenant: TenantId) => [
			rawSignalKey(tenant, signalNo(1)),
			attachmentKey(tenant, signalNo(1), 1),
			sentMailKey(tenant, effect),
		];
		const effect = EffectKey.parse("0".repeat(64));
		for (const key of of(longer)) expect(key.startsWith(`t/${TENANT}/`)).toBe(false);
		for (const key of of(TENANT)) expect(key.startsWith(`t/${TENANT}/`)).toBe(true);
		const names = [TENANT, longer].flatMap((tenant) => [
			dealAgentName(tenant, DEAL),
			signalInboxName(tenant),
			tenantLedgerName(tenant),
		]);
		expect(new Set(names).size).toBe(names.length);
	});
});

describe("short ids", () => {
	test.each([
		["0".repeat(64), "a".repeat(20)],
		["f".repeat(64), "7".repeat(20)],
		[`08421${"0".repeat(59)}`, `bbbb${"a".repeat(16)}`],
		[`${"0".repeat(24)}1${"f".repeat(39)}`, `${"a".repeat(19)}b`],
	])("[VO8] %s is %s", (hash, short) => {
		expect(shortOf(Sha256.parse(hash))).toBe(short);
	});

	test("[VO8] 20 characters of the first 100 bits, whatever follows them", () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), (a, b) => {
				const hash = sha256(a);
				const tail = Sha256.parse(hash.slice(0, 25) + sha256(b).slice(25));
				expect(shortOf(hash)).toMatch(/^[a-z2-7]{20}$/);
				expect(shortOf(tail)).toBe(shortOf(hash));
			}),
		);
	});
});
