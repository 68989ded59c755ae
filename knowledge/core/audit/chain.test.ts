import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TENANT } from "../testing/ids.ts";
import { sha256 } from "../testing/sha256.ts";
import { Sha256 } from "../vocabulary/hash.ts";
import { TenantId } from "../vocabulary/ids.ts";
import { canonicalJson } from "../vocabulary/json.ts";
import { headOf, seal, verifyChain } from "./chain.ts";
import { type AuditEntry, AuditFact } from "./entry.ts";
import { verifyFile } from "./file.ts";

const factNo = (n: number): AuditFact =>
	AuditFact.parse({
		at: new Date(Date.UTC(2026, 9, 6, 12, 0, n)).toISOString(),
		actor: { kind: "user", id: "nadia", token: null },
		right: "regional-human·decide",
		action: n % 3 === 0 ? "sign-in" : "approve",
		target: [`approval:a-${"a".repeat(20)}-${n}`],
		address: "2001:db8::7",
		requestId: `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`,
		result: n % 4 === 0 ? "stale-digest" : "done",
		status: 200,
	});

function chainOf(length: number, tenant = TENANT): AuditEntry[] {
	const entries: AuditEntry[] = [];
	for (let n = 1; n <= length; n++) {
		const last = entries.at(-1);
		entries.push(seal(sha256, factNo(n), { tenant, head: last ? headOf(last) : null }));
	}
	return entries;
}

const summaryOf = (entries: readonly AuditEntry[]): string =>
	canonicalJson({ tenant: TENANT, entries: entries.length, head: entries.at(-1)?.hash ?? null });

const exported = (entries: readonly AuditEntry[], summary = summaryOf(entries)): string =>
	[...entries.map(canonicalJson), summary].map((line) => `${line}\n`).join("");

const OTHER = TenantId.parse("other-tenant");

describe("the chain", () => {
	test("[S0-28] is whole from its first entry to its head, and an empty one is whole too", () => {
		const entries = chainOf(5);
		expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
		expect(entries[0]?.prev).toBeNull();
		expect(verifyChain(sha256, entries)).toEqual({ ok: true, entries: 5, head: entries[4]?.hash });
		expect(verifyChain(sha256, [])).toEqual({ ok: true, entries: 0, head: null });
	});

	test("[S0-28] tells what is wrong at the first place where anything is", () => {
		const [a, b, c, d] = chainOf(4) as [AuditEntry, AuditEntry, AuditEntry, AuditEntry];
		const head = d.hash;
		const broken = (entries: readonly AuditEntry[], expected = {}) => verifyChain(sha256, entries, expected);
		expect(broken([a, { ...b, status: 403 }, c, d])).toEqual({ ok: false, seq: 2, reason: "changed" });
		expect(broken([a, c, d])).toEqual({ ok: false, seq: 2, reason: "removed" });
		expect(broken([b, c, d])).toEqual({ ok: false, seq: 1, reason: "removed" });
		expect(broken([a, c, b, d])).toEqual({ ok: false, seq: 2, reason: "reordered" });
		expect(broken([a, b, b, c, d])).toEqual({ ok: false, seq: 3, reason: "reordered" });
		expect(broken([a, b, c], { head })).toEqual({ ok: false, seq: 4, reason: "truncated" });
		expect(broken([], { head })).toEqual({ ok: false, seq: 1, reason: "truncated" });
		expect(broken([a, b, c, d], { tenant: OTHER })).toEqual({ ok: false, seq: 1, reason: "wrong-tenant" });
		const theirs = chainOf(2, OTHER)[1] as AuditEntry;
		expect(broken([a, theirs, c])).toEqual({ ok: false, seq: 2, reason: "wrong-tenant" });
	});

	test("[S0-28] an entry that was changed and hashed anew does not fit the one that follows", () => {
		const [a, b, c] = chainOf(3) as [AuditEntry, AuditEntry, AuditEntry];
		const forged = seal(sha256, { ...factNo(2), result: "done", status: 202 }, { tenant: TENANT, head: headOf(a) });
		expect(verifyChain(sha256, [a, forged, c])).toEqual({ ok: false, seq: 3, reason: "changed" });
		expect(verifyChain(sha256, [a, forged], { head: b.hash })).toMatchObject({ reason: "truncated" });
	});

	test("[S0-28] an entry has no room for a name, an address of mail or a secret", () => {
		const fact = factNo(1);
		for (const target of ["user:Mara Ellingsen", "contact:mara@brightfen.example", "sam", "deal:"])
			expect(AuditFact.safeParse({ ...fact, target: [target] }).success, target).toBe(false);
		expect(AuditFact.safeParse({ ...fact, address: "mara@brightfen.example" }).success).toBe(false);
		expect(AuditFact.safeParse({ ...fact, note: "anything" }).success).toBe(false);
	});
});

describe("an exported file", () => {
	const entries = chainOf(12);
	const text = exported(entries);
	const head = Sha256.parse(entries.at(-1)?.hash);

	test("[S0-28] is verified with its summary, and with a head that was noted elsewhere", () => {
		expect(verifyFile(sha256, text)).toEqual({ ok: true, tenant: TENANT, entries: 12, head });
		expect(verifyFile(sha256, text, head)).toMatchObject({ ok: true });
		expect(verifyFile(sha256, exported([]))).toEqual({ ok: true, tenant: TENANT, entries: 0, head: null });
		expect(verifyFile(sha256, text.trimEnd())).toMatchObject({ ok: true });
	});

	test("[S0-28] a byte that was changed is found wherever it stands", () => {
		const bytes = new TextEncoder().encode(text);
		fc.assert(
			fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
				const changed = bytes.slice();
				changed[at] = (bytes[at] ?? 0) ^ by;
				expect(verifyFile(sha256, new TextDecoder().decode(changed)).ok).toBe(false);
			}),
			{ numRuns: 2_000 },
		);
	});

	test("[S0-28] lines that were removed, swapped or put in twice are found, with the line", () => {
		const lines = text.trimEnd().split("\n");
		const joined = (all: readonly string[]): string => all.map((line) => `${line}\n`).join("");
		fc.assert(
			fc.property(fc.nat(lines.length - 1), fc.nat(lines.length - 1), (i, j) => {
				const without = lines.toSpliced(i, 1);
				expect(verifyFile(sha256, joined(without)).ok).toBe(false);
				expect(verifyFile(sha256, joined(lines.toSpliced(i, 0, lines[j] ?? ""))).ok).toBe(false);
				if (i === j) return;
				const swapped = lines.with(i, lines[j] ?? "").with(j, lines[i] ?? "");
				const verdict = verifyFile(sha256, joined(swapped));
				expect(verdict).toMatchObject({ ok: false });
				if (!verdict.ok) expect(verdict.line).toBeGreaterThanOrEqual(Math.min(i, j) + 1);
			}),
		);
	});

	test("[S0-28] an end that was cut off is found by the summary; one that was cut with it, by the head", () => {
		for (let kept = 0; kept < entries.length; kept++) {
			const cut = entries.slice(0, kept);
			expect(verifyFile(sha256, exported(cut, summaryOf(entries)))).toMatchObject({ reason: "truncated" });
			expect(verifyFile(sha256, exported(cut))).toMatchObject({ ok: true });
			expect(verifyFile(sha256, exported(cut), head)).toMatchObject({ ok: false, reason: "truncated" });
			expect(verifyFile(sha256, cut.map((entry) => `${canonicalJson(entry)}\n`).join("")).ok).toBe(false);
		}
	});

	test.each([
		["", 1, /is empty/],
		["\n \n", 1, /is empty/],
		["garbage\n", 1, /not JSON/],
		["{}\n", 1, /neither an entry nor the summary/],
		["\u0000\u0001\u0002", 1, /not JSON/],
		[text.replaceAll("\n", "\r\n"), 1, /CR LF/],
		[text.split("\n").slice(0, 12).join("\n"), 13, /summary, is missing/],
		[`${text}${text}`, 14, /after the summary/],
		[text.replace(/\n$/, "\n\n"), 14, /after the summary/],
		[`\uFEFF${text}`, 1, /not JSON/],
		[text.replace('"action":', '"action": '), 1, /not written as an export/],
	])("[S0-28] what is no whole export is told in a sentence, with its line (%#)", (wrong, line, says) => {
		const verdict = verifyFile(sha256, wrong);
		expect(verdict).toMatchObject({ ok: false, line });
		if (!verdict.ok) expect(verdict.says).toMatch(says);
	});
});
