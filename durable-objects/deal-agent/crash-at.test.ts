import { abortAllDurableObjects } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, onTestFinished, test, vi } from "vitest";
import { crashAt } from "#durable-objects/platform/boundary.ts";
import { sha256 } from "#durable-objects/platform/hash.ts";
import type { IncomingSignal } from "#durable-objects/signal-inbox/calls.ts";
import { inboxStub } from "#durable-objects/stubs.ts";
import { runAlarms } from "#durable-objects/testing/alarms.setup.ts";
import { type Clock, standStill } from "#durable-objects/testing/clock.setup.ts";
import { expectReplays, MARA, recordOf, refusalOf, testDeal } from "#durable-objects/testing/deal.setup.ts";
import { type Sink, startSink } from "#durable-objects/testing/sink.setup.ts";
import { newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import { signalIdOf, signalInboxName } from "#knowledge/core/vocabulary/ids.ts";

type Mode = "keyed" | "keyless";
const MODES: readonly Mode[] = ["keyed", "keyless"];

/** Two retries of a whole client or person: more than any single crash can make necessary. */
const ATTEMPTS_MAX = 3;

const incoming = (at: TestTenant): IncomingSignal => ({
	signal: signalIdOf(sha256, at.tenant, "email", "mail"),
	kind: "email",
	author: "buyer",
	contact: at.contact(MARA.address),
	record: recordOf({ messageId: "mail@brightfen.example" }),
	refusal: null,
	clues: { deal: null, threads: [], ownThread: "own", domain: "brightfen", isAddressedToUs: true },
	home: { region: "emea", rep: at.rep.id },
});

/** A mail on its way to an answer that was sent, as clients, people and alarms drive it, each as often as it takes. */
async function journey(at: TestTenant, clock: Clock, die: () => Promise<void>) {
	const inbox = () => env.SIGNAL_INBOX.getByName(signalInboxName(at.tenant));
	// The deal that a mail opens is named by its signal; here, by the same cause.
	const deal = testDeal(at, incoming(at).signal);
	const survive = async <T>(work: () => Promise<T>): Promise<T | null> => {
		const result = await work().catch(() => null);
		await die();
		return result;
	};
	const owed = () => survive(() => runAlarms(clock, inbox(), deal.raw()));
	let accepted = false;
	for (let i = 0; i < ATTEMPTS_MAX && !accepted; i++) {
		const answered = await survive(() => inboxStub(env, at.human).accept(at.call(), incoming(at)));
		accepted = answered?.type === "done";
	}
	expect(accepted, "a client that comes again is acknowledged").toBe(true);
	for (let i = 0; i < ATTEMPTS_MAX; i++) await owed();
	const acknowledged = await deal.read();
	const [approval] = acknowledged.approvals;
	for (let i = 0; i < ATTEMPTS_MAX && approval; i++) {
		const answered = await survive(() => deal.approve(approval));
		if (answered && ["done", "already-decided"].includes(refusalOf(answered))) break;
	}
	for (let i = 0; i < ATTEMPTS_MAX; i++) await owed();
	return { deal, inbox };
}

/** Runs the journey with the process dying at boundary `n`: nothing that it does after that happens. Answers what it passed. */
async function crashOnceAt(n: number, mode: Mode) {
	vi.spyOn(console, "error").mockImplementation(() => undefined);
	const clock = standStill();
	const sink = startSink(mode);
	const at = await newTenant(`crash-${mode}`, { undoWindowMs: 5_000, mail: { provider: "sink", mode } });
	const passed: string[] = [];
	let isDead = false;
	onTestFinished(() => crashAt(null));
	crashAt((name) => {
		passed.push(name);
		if (passed.length === n) isDead = true;
		if (isDead) throw new Error(`crash at ${n}: ${name}`);
	});
	const { deal, inbox } = await journey(at, clock, async () => {
		if (!isDead) return;
		// What the dying process still had in hand meets only boundaries that throw, before its memory goes.
		await abortAllDurableObjects();
		isDead = false;
	});
	crashAt(null);
	return { at, clock, sink, deal, inbox, passed };
}

type Crashed = Awaited<ReturnType<typeof crashOnceAt>>;

async function expectWhole({ at, sink, deal }: Crashed, mode: Mode, where: string): Promise<void> {
	const list = await inboxStub(env, at.human).list(at.call(), { state: null, before: null, limit: 10 });
	expect(list, where).toMatchObject({ type: "done", value: [{ state: "delivered", deal: deal.id }] });
	const view = await deal.read();
	expect(view.counts, where).toMatchObject({ signals: 1, runs: 1, steps: 2, approvals: 1 });
	expect((await deal.runs()).map((run) => run.state), where).toEqual(["done"]);
	expect(view.approvals, where).toEqual([]);
	const rows = await deal.outbox();
	expect(rows, where).toHaveLength(1);
	const [row] = rows;
	expectDelivery(sink, mode, { key: row?.key ?? "", state: row?.state ?? "", where });
	const flags = view.flags.map((flag) => flag.kind);
	expect(flags, where).toEqual(row?.state === "unknown" ? ["effect-unknown"] : []);
	expect(view.counts.sent, where).toBe(row?.state === "sent" ? 1 : 0);
	const listed = await env.DB.prepare("SELECT version, sent, flags FROM deals WHERE tenant = ? AND deal = ?")
		.bind(at.tenant, deal.id)
		.first();
	expect(listed, where).toEqual({ version: view.version, sent: view.counts.sent, flags: flags.length });
	await expectReplays(deal);
}

function expectDelivery(sink: Sink, mode: Mode, row: { key: string; state: string; where: string }): void {
	const calls = sink.calls.filter((key) => key === row.key).length;
	expect(sink.calls.length, row.where).toBe(calls);
	if (mode === "keyed") {
		expect(row.state, row.where).toBe("sent");
		expect(sink.delivered, row.where).toEqual([row.key]);
		return;
	}
	expect(calls, row.where).toBeLessThanOrEqual(1);
	expect(["sent", "unknown"], row.where).toContain(row.state);
	if (row.state === "sent") expect(calls, row.where).toBe(1);
}

test("[REL1] a process that dies at any one boundary of the whole journey loses nothing and repeats nothing", async () => {
	const counts = [];
	for (const mode of MODES) {
		const whole = await crashOnceAt(0, mode);
		await expectWhole(whole, mode, `${mode}, no crash`);
		expect(whole.sink.calls).toHaveLength(1);
		const total = whole.passed.length;
		for (let n = 1; n <= total; n++) {
			const crashed = await crashOnceAt(n, mode);
			expect(crashed.passed.length, `the journey passes boundary ${n}`).toBeGreaterThanOrEqual(n);
			await expectWhole(crashed, mode, `${mode}, boundary ${n} of ${total}: ${crashed.passed[n - 1]}`);
		}
		counts.push(`${total} ${mode}`);
		expect(new Set(whole.passed).size).toBeGreaterThan(15);
	}
	console.log(`crashAt boundaries: ${counts.join(", ")}: all pass`);
}, 60_000);
