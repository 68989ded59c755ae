import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, onTestFinished, test, vi } from "vitest";
import { type Answer, expectDone } from "#durable-objects/platform/answer.ts";
import { crashAt } from "#durable-objects/platform/boundary.ts";
import { sha256 } from "#durable-objects/platform/hash.ts";
import { recordAudit } from "#durable-objects/platform/record-audit.ts";
import { systemCall } from "#durable-objects/platform/system.ts";
import { ledgerStub } from "#durable-objects/stubs.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { crash } from "#durable-objects/testing/deal.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { verifyChain } from "#knowledge/core/audit/chain.ts";
import { AuditEntry, AuditFact } from "#knowledge/core/audit/entry.ts";
import { type Allowance, askFor } from "#knowledge/core/budget/allowance.ts";
import { tenantLedgerName } from "#knowledge/core/vocabulary/ids.ts";
import { canonicalJson } from "#knowledge/core/vocabulary/json.ts";
import type { Call } from "#knowledge/core/vocabulary/principal.ts";
import { DAY_MS, MINUTE_MS } from "#knowledge/core/vocabulary/time.ts";

async function fresh() {
	const clock = standStill();
	const at = await newTenant("audit-ledger");
	const raw = () => env.TENANT_LEDGER.getByName(tenantLedgerName(at.tenant));
	const ledger = () => ledgerStub(env, at.human);
	/** Whoever names the object by hand, past the first guard. */
	const past = () => raw() as unknown as ReturnType<typeof ledger>;
	const factNo = (n: number, more: Partial<AuditFact> = {}): AuditFact =>
		AuditFact.parse({
			at: new Date(clock.now()).toISOString(),
			actor: { kind: "user", id: at.human.id, token: null },
			right: "regional-human·decide",
			action: "approve",
			target: [`approval:a-${"a".repeat(20)}-${n}`],
			address: "192.0.2.7",
			requestId: `request-${n}`,
			result: "done",
			status: 200,
			...more,
		});
	const audit = (fact: AuditFact) => ledger().audit(at.call(), fact);
	const chain = async (): Promise<AuditEntry[]> => {
		const page = expectDone(await ledger().auditPage(at.call(at.admin), 0, 1_000));
		const entries = page.entries.map(({ json }) => AuditEntry.parse(JSON.parse(json)));
		expect(page.entries.map(({ json }) => json)).toEqual(entries.map(canonicalJson));
		const expected = { tenant: at.tenant, head: page.head?.hash ?? null };
		expect(verifyChain(sha256, entries, expected)).toMatchObject({ ok: true, entries: entries.length });
		return entries;
	};
	const sql = <T>(query: string) =>
		runInDurableObject(raw(), (_, state) => state.storage.sql.exec(query).toArray() as T[]);
	return { clock, at, raw, past, ledger, factNo, audit, chain, sql };
}

const code = (answered: Answer<unknown>): string =>
	answered.type === "refused" ? answered.refusal.code : answered.type;

test("[S0-28] what is appended stands in one chain, in the order in which the ledger took it, whoever asked at once", async () => {
	const { audit, factNo, chain } = await fresh();
	const answers = await Promise.all(Array.from({ length: 30 }, (_, n) => audit(factNo(n))));
	expect(answers.map(expectDone).map(({ seq }) => seq)).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
	await crash();
	await audit(factNo(30));
	const entries = await chain();
	expect(entries.map(({ requestId }) => requestId)).toEqual(Array.from({ length: 31 }, (_, n) => `request-${n}`));
	expect(entries.at(-1)?.prev).toBe(entries.at(-2)?.hash);
});

test("[S0-28] a request is recorded once for each thing that it did, whatever is retried", async () => {
	const { audit, factNo, chain } = await fresh();
	const first = expectDone(await audit(factNo(1)));
	await audit(factNo(2));
	await crash();
	expect(expectDone(await audit(factNo(1)))).toEqual(first);
	expect(code(await audit(factNo(1, { action: "invitation.accepted" })))).toBe("done");
	expect((await chain()).map(({ action }) => action)).toEqual(["approve", "approve", "invitation.accepted"]);
});

test("[REL1] a ledger that dies at any boundary has each entry once, and its chain is whole", async () => {
	vi.spyOn(console, "error").mockImplementation(() => undefined);
	for (const boundary of ["ledger.audit:before", "ledger.audit:after"]) {
		const { at, factNo, audit, chain, ledger } = await fresh();
		await audit(factNo(1));
		const sent: unknown[] = [];
		const queue = { send: async (body: unknown) => void sent.push(body) as never };
		onTestFinished(() => crashAt(null));
		for (const attemptsThatDie of [1, 2, 3]) {
			let left = attemptsThatDie;
			crashAt((name) => {
				if (name === boundary && left-- > 0) throw new Error(`crash at ${name}`);
			});
			const fact = factNo(1 + attemptsThatDie);
			const isThere = await recordAudit({ ledger, queue }, at.call(), fact);
			crashAt(null);
			await crash();
			// Whoever heard nothing hands it to the queue, which brings it again.
			if (isThere) expect(sent).toEqual([]);
			else for (const late of sent.splice(0)) await audit((late as { fact: AuditFact }).fact);
		}
		expect((await chain()).map(({ requestId }) => requestId)).toEqual([1, 2, 3, 4].map((n) => `request-${n}`));
	}
});

test("[S0-28] a byte that is changed in the ledger itself is found", async () => {
	const { audit, factNo, sql, ledger, at } = await fresh();
	for (const n of [1, 2, 3]) await audit(factNo(n));
	await sql("UPDATE audit SET json = REPLACE(json, '192.0.2.7', '192.0.2.8') WHERE seq = 2");
	const page = expectDone(await ledger().auditPage(at.call(at.admin), 0, 10));
	const entries = page.entries.map(({ json }) => AuditEntry.parse(JSON.parse(json)));
	expect(verifyChain(sha256, entries)).toEqual({ ok: false, seq: 2, reason: "changed" });
});

test("[INV12] the chain is read by the tenant's own admin, appended to by nobody of another tenant, and not made by looking", async () => {
	const { at, past, ledger, factNo, sql } = await fresh();
	const stranger = await newTenant("audit-stranger");
	for (const call of [stranger.call(), stranger.call(stranger.admin)]) {
		expect(code(await past().audit(call, factNo(1)))).toBe("not-found");
		expect(code(await past().auditPage(call, 0, 10))).toBe("not-found");
		expect(code(await past().lease(call, [askFor({ subject: "tenant", limit: 5, periodMs: MINUTE_MS })]))).toBe(
			"not-found",
		);
		expect(code(await past().purge(call))).toBe("not-found");
		expect(code(await past().remains(call))).toBe("not-found");
	}
	for (const who of [at.human, at.rep, at.reader])
		expect(code(await ledger().auditPage(at.call(who), 0, 10))).toBe("not-allowed");
	expect(expectDone(await ledger().auditPage(at.call(at.admin), 0, 10))).toEqual({ entries: [], head: null });
	expect(await sql("SELECT name FROM sqlite_master WHERE name NOT LIKE '_cf%'")).toEqual([]);
});

test("[SEC29] a limit holds over all who lease of it, over crashes, and begins anew with its window", async () => {
	const { clock, at, ledger, sql } = await fresh();
	const allowance: Allowance = { subject: "user:nadia", limit: 100, periodMs: MINUTE_MS };
	const lease = async () => {
		const [given] = expectDone(await ledger().lease(at.call(), [askFor(allowance)]));
		return given ?? { granted: 0, left: 0, endsAt: 0 };
	};
	const granted = async (times: number) => {
		const all = await Promise.all(Array.from({ length: times }, lease));
		return all.reduce((sum, each) => sum + each.granted, 0);
	};
	const before = await granted(10);
	await crash();
	expect(before + (await granted(60))).toBe(100);
	expect(await lease()).toMatchObject({ granted: 0, left: 0 });
	clock.advance(MINUTE_MS);
	expect(await granted(100)).toBe(100);
	clock.advance(2 * DAY_MS);
	expectDone(await ledger().lease(at.call(), [askFor({ ...allowance, subject: "tenant" })]));
	expect(await sql("SELECT subject FROM leases")).toEqual([{ subject: "tenant" }]);
});

test("[S1-30] an account's ledger is purged by the tear-down alone: nothing remains, and nothing makes it anew", async () => {
	const { clock, at, ledger, factNo, audit, raw, sql } = await fresh();
	await audit(factNo(1));
	const tearDown: Call = systemCall(at.tenant, "tear-down", { now: clock.now(), settingsVersion: 0 });
	for (const who of [at.admin, at.human, at.agent, { ...at.admin, id: tearDown.principal.id }])
		expect(code(await ledger().purge(at.call(who)))).toBe("not-found");
	expect(expectDone(await ledger().remains(tearDown))).toBeGreaterThan(0);
	expect(code(await ledger().purge(tearDown))).toBe("done");
	expect(expectDone(await ledger().remains(tearDown))).toBe(0);
	// What was on its way when it was purged.
	expect(code(await audit(factNo(2)))).toBe("not-found");
	expect(code(await ledger().stop(at.call()))).toBe("not-found");
	expect(code(await ledger().purge(tearDown))).toBe("done");
	expect(expectDone(await ledger().remains(tearDown))).toBe(0);
	expect(await sql("SELECT name FROM sqlite_master WHERE name NOT LIKE '_cf%'")).toEqual([]);
	expect(await runInDurableObject(raw(), (_, state) => state.storage.getAlarm())).toBeNull();
});
