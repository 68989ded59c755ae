import { describe, expect, test } from "vitest";
import { expectDone } from "#durable-objects/platform/answer.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import {
	claimOf,
	giveCrew,
	giveModel,
	giveSmallCrew,
	NOTHING,
	paidAnswer,
	testSkill,
} from "#durable-objects/testing/crew.setup.ts";
import { expectReplays, MARA, openDraft, refusalOf, testDeal } from "#durable-objects/testing/deal.setup.ts";
import { startSink } from "#durable-objects/testing/sink.setup.ts";
import { newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import { differencesOf } from "#knowledge/core/contract/differences.ts";
import type { Adoption, LogPage } from "./calls.ts";
import { PAGE_BYTES_MAX } from "./fork.ts";

async function fresh(settings: { undoWindowMs?: number } = {}) {
	const clock = standStill();
	const at = await newTenant("time", settings);
	giveSmallCrew(at);
	return { clock, at, deal: testDeal(at), fork: testDeal(at, "the fork") };
}
type Deal = ReturnType<typeof testDeal>;

/** A mail that nobody wrote. */
const WHAT = {
	kind: "email",
	author: "buyer",
	contact: null,
	from: null,
	subject: "Re: Pricing",
	request: "1",
} as const;

const hashesOf = (deal: Deal) =>
	deal.sql<{ seq: number; hash: string }>(
		"SELECT seq, state_hash AS hash FROM events WHERE state_hash IS NOT NULL ORDER BY seq",
	);

/** As the route does it. */
async function copyOf(deal: Deal, at: TestTenant, upTo: number | null = null): Promise<Adoption> {
	const page = expectDone(await deal.rpc().logPage(deal.by(), 0, upTo));
	expect(page.next).toBeNull();
	const origin = { from: deal.id, at: page.upTo, by: at.human.id };
	return { origin, events: page.events, payloads: page.payloads };
}
const forkInto = async (deal: Deal, fork: Deal, at: TestTenant, upTo: number | null = null) =>
	expectDone(await fork.rpc().adopt(fork.by(), await copyOf(deal, at, upTo)));

describe("a moment", () => {
	test("[RP1] at the last event of each commit is the board that was recorded then", async () => {
		const { deal } = await fresh();
		await deal.receive("one");
		await deal.receive("two", { text: "We also need it in German.\nOur deadline is May." });
		const recorded = await hashesOf(deal);
		expect(recorded.length).toBeGreaterThan(1);
		for (const { seq, hash } of recorded) {
			const view = expectDone(await deal.rpc().readAt(deal.by(), seq));
			expect(view.stateHash).toBe(hash);
			expect(view.version).toBe(seq);
		}
	});

	test("[S4-12] shows what each skill of its latest run was given by then, and not what came later", async () => {
		const { deal } = await fresh();
		await deal.receive("one");
		const log = await deal.events();
		const steps = log.filter(({ event }) => event.type === "deal.step-settled").map(({ seq }) => seq);
		expect(steps).toHaveLength(2);
		const given = async (seq: number) =>
			expectDone(await deal.rpc().readAt(deal.by(), seq)).moment?.given.map(({ skill }) => skill);
		expect(await given((steps[0] ?? 0) - 1)).toEqual([]);
		expect(await given(steps[0] ?? 0)).toEqual(["qualifier"]);
		expect(await given(steps[1] ?? 0)).toEqual(["qualifier", "reply-handler"]);
		const whole = expectDone(await deal.rpc().readAt(deal.by(), steps[0] ?? 0)).moment?.given[0];
		expect(whole?.input).toContain("What would 85 seats cost");
		expect(whole?.output).toContain("A need.");
	});

	test.each([
		["the first event", 1, "done"],
		["one before it", 0, "not-found"],
		["one that has not happened", 9_999, "not-found"],
	] as const)("%s", async (_name, seq, expected) => {
		const { deal } = await fresh();
		await deal.receive("one");
		const answered = await deal.rpc().readAt(deal.by(), seq);
		expect(answered.type === "refused" ? answered.refusal.code : answered.type).toBe(expected);
	});
});

describe("a fork", () => {
	test("[FK1] from any moment says what the original said then", async () => {
		const { at, deal } = await fresh();
		await deal.receive("one");
		await deal.receive("two", { text: "Budget is EUR 90,000.", subject: "More" });
		const last = (await deal.read()).version;
		const ends = (await hashesOf(deal)).map(({ seq }) => seq);
		for (let upTo = 1; upTo <= last; upTo++) {
			const fork = testDeal(at, `fork ${upTo}`);
			const { fork: copied } = await forkInto(deal, fork, at, upTo);
			// In the midst of a turn it is the turn before; what was only opened is as if somebody had opened it by hand.
			expect(copied?.at).toBe(ends.findLast((seq) => seq <= upTo) ?? 1);
			const then = expectDone(await deal.rpc().readAt(deal.by(), copied?.at ?? 0));
			const moment = expectDone(await fork.rpc().readAt(fork.by(), copied?.at ?? 0));
			expect(differencesOf(then, moment)).toEqual([]);
			await expectReplays(fork);
		}
	});

	test("[FK1] taken in the midst of a run, it works that run to its end, with every skill and all that they propose", async () => {
		const { at, clock, deal } = await fresh();
		const mover = testSkill("pipeline", (input) => ({
			proposals: input.facts.map(({ evidence }) => ({
				type: "move-stage",
				to: "DISCOVERY",
				why: "They need it.",
				evidence: evidence.map((each) => ({ ...each, quote: each.quote ?? "" })),
			})),
			summary: "Moved.",
		}));
		const learner = testSkill("qualifier", (input) => ({ proposals: [claimOf(input, "A need.")], summary: "Learnt." }));
		const writer = testSkill("discovery", () => NOTHING);
		giveCrew(at, [[learner], [mover], [writer]]);
		// A model: so each stage is a turn of its own, and there are moments within the run.
		giveModel(at, async (skill, input) => paidAnswer(skill.reason(input)));
		await deal.receive("one");
		await deal.settle(clock);
		const { version, stage } = await deal.read();
		expect(stage).toBe("DISCOVERY");
		const ends = new Set<number>();
		for (let upTo = 1; upTo <= version; upTo++) {
			const fork = testDeal(at, `fork ${upTo}`);
			const { fork: copied } = await forkInto(deal, fork, at, upTo);
			if (copied?.at === 1) continue;
			await fork.settle(clock);
			const [run] = await fork.runs();
			expect([run?.state, run?.steps.map(({ skill }) => skill)]).toEqual([
				"done",
				["qualifier", "pipeline", "discovery"],
			]);
			expect(await fork.read()).toMatchObject({ stage: "DISCOVERY", facts: [{ key: "bant.need" }] });
			ends.add(copied?.at ?? 0);
		}
		expect(ends.size).toBeGreaterThan(2);
	});

	test("[FK1] brought twice at once it is one fork, and the second caller is answered with it", async () => {
		const { at, deal, fork } = await fresh();
		await deal.receive("one");
		const copy = await copyOf(deal, at);
		const answers = await Promise.all([1, 2].map(() => fork.rpc().adopt(fork.by(), copy)));
		expect(answers.map(({ type }) => type)).toEqual(["done", "done"]);
		expect((await fork.eventTypes()).filter((type) => type === "deal.forked")).toHaveLength(1);
	});

	test("[FK1] a log with long texts goes out in pages that one message holds, and they are the whole log", async () => {
		const { at, deal } = await fresh();
		giveCrew(at, []);
		const long = "Ω".repeat(190_000);
		for (let i = 0; i < 60; i++) await deal.receive(`mail ${i}`, { text: `${i} ${long}` });
		const seen: number[] = [];
		let pages = 0;
		for (let after: number | null = 0; after !== null; pages++) {
			const page: LogPage = expectDone(await deal.rpc().logPage(deal.by(), after, null));
			expect(page.bytes).toBeLessThanOrEqual(PAGE_BYTES_MAX);
			expect(page.bytes).toBeGreaterThan(2 * page.payloads.reduce((sum, { body }) => sum + body.length, 0));
			seen.push(...page.events.map(({ seq }) => seq));
			after = page.next;
		}
		expect(seen).toEqual((await deal.events()).map(({ seq }) => seq));
		expect(pages).toBeGreaterThan(2);
	});

	test("[FK3] an approval there sends nothing, and leaves no effect, no event and no cost on the original", async () => {
		const { at, clock, deal, fork } = await fresh();
		const sink = startSink("keyed");
		await deal.receive("one");
		const before = { view: await deal.read(), log: await deal.events(), outbox: await deal.outbox() };
		const view = await forkInto(deal, fork, at);
		expect(view).toMatchObject({ id: fork.id, fork: { from: deal.id, at: before.view.version } });
		expect((await fork.approve(await openDraft(fork))).type).toBe("done");
		await fork.settle(clock);
		expect((await fork.outbox()).map(({ state }) => state)).toEqual(["rehearsed"]);
		expect((await fork.read()).counts.sent).toBe(0);
		expect(sink.calls).toEqual([]);
		expect({ view: await deal.read(), log: await deal.events(), outbox: await deal.outbox() }).toEqual(before);
	});

	test("[FK3] «what if» runs the crew there, and nowhere else", async () => {
		const { at, deal, fork } = await fresh();
		await deal.receive("one");
		const before = await deal.events();
		await forkInto(deal, fork, at);
		const asked = { ...WHAT, text: "We have decided to go on." };
		const first = expectDone(await fork.rpc().rehearse(fork.by(), asked));
		expect(first.run).not.toBeNull();
		expect(expectDone(await fork.rpc().rehearse(fork.by(), asked))).toEqual(first);
		expect((await fork.eventTypes()).filter((type) => type === "conversation.signal-received")).toHaveLength(2);
		const other = { ...asked, text: "We have decided against it." };
		expect(refusalOf(await fork.rpc().rehearse(fork.by(), other))).toBe("conflict");
		expect((await fork.runs()).map(({ run }) => run)).toContain(first.run);
		expect(await deal.events()).toEqual(before);
		expect(refusalOf(await deal.rpc().rehearse(deal.by(), asked))).toBe("conflict");
	});

	test("[FK3] in a copy in which nobody has written, somebody is made up; where people are known, nobody is", async () => {
		const { at, deal, fork } = await fresh();
		await deal.receive("one");
		await forkInto(deal, fork, at, 1);
		expect((await fork.read()).contacts).toEqual([]);
		const asked = { ...WHAT, text: "We need one screen. What would it cost?" };
		const nobody = await fork.rpc().rehearse(fork.by(), asked);
		expect(nobody).toMatchObject({ refusal: { code: "invalid", reason: expect.stringContaining("/body/from") } });
		const from = { address: "otto@brightfen.example", name: "Otto Lind" };
		const first = expectDone(await fork.rpc().rehearse(fork.by(), { ...asked, from, request: "2" }));
		expect(first.run).not.toBeNull();
		expect((await fork.read()).contacts).toMatchObject([from]);
		const again = await fork.rpc().rehearse(fork.by(), { ...asked, from, request: "3" });
		expect(again.type).toBe("done");
		const stranger = { ...from, address: "ivo@brightfen.example" };
		expect(refusalOf(await fork.rpc().rehearse(fork.by(), { ...asked, from: stranger, request: "4" }))).toBe("invalid");
		expect(refusalOf(await fork.rpc().rehearse(fork.by(), { ...asked, request: "5" }))).toBe("done");
		const known = testDeal(at, "another fork");
		await forkInto(deal, known, at);
		expect(refusalOf(await known.rpc().rehearse(known.by(), { ...asked, from }))).toBe("invalid");
	});

	test("[FK3] an approval there answers that nothing leaves", async () => {
		const { at, deal, fork } = await fresh({ undoWindowMs: 30_000 });
		await deal.receive("one");
		await forkInto(deal, fork, at);
		const approved = expectDone(await fork.approve(await openDraft(fork)));
		expect(approved).toMatchObject({ effect: expect.any(String), leavesAt: null });
		const mail = { to: [at.contact(MARA.address)], subject: "Hello", body: "Hello there." };
		expect(expectDone(await fork.rpc().inject(fork.by(), mail, "1"))).toMatchObject({ leavesAt: null });
		expect(expectDone(await deal.approve(await openDraft(deal))).leavesAt).not.toBeNull();
	});

	test("[FK2] taken while a mail waits in its undo window does not send it, and the original still does", async () => {
		const { at, clock, deal, fork } = await fresh({ undoWindowMs: 30_000 });
		const sink = startSink("keyed");
		await deal.receive("one");
		expect((await deal.approve(await openDraft(deal))).type).toBe("done");
		await forkInto(deal, fork, at);
		await fork.settle(clock);
		expect(sink.calls).toHaveLength(0);
		await deal.settle(clock);
		expect(sink.calls).toHaveLength(1);
		expect((await fork.outbox()).filter(({ state }) => state !== "rehearsed")).toEqual([]);
	});

	test("[INV12] is made of a deal of the same tenant only", async () => {
		const { at, deal, fork } = await fresh();
		await deal.receive("one");
		const { events, payloads } = expectDone(await deal.rpc().logPage(deal.by(), 0, null));
		const foreign = events.map((entry) => ({ ...entry, tenant: "other-tenant" as never }));
		const origin = { from: deal.id, at: 1, by: at.human.id };
		const answered = await fork.rpc().adopt(fork.by(), { origin, events: foreign, payloads });
		expect(answered.type).toBe("fault");
		expect(refusalOf(await fork.rpc().read(fork.by()))).toBe("not-found");
	});

	test("does nothing by the clock, and nobody projects it", async () => {
		const { at, clock, deal, fork } = await fresh();
		await deal.receive("one");
		await forkInto(deal, fork, at);
		const before = await fork.events();
		clock.advance(24 * 3_600_000);
		expect(await fork.alarm()).toBeNull();
		expect(await fork.events()).toEqual(before);
	});
});

test("[RP1] 200 deals and moments: the replayed state hash is the one that was recorded", {
	timeout: 120_000,
}, async () => {
	standStill();
	const at = await newTenant("moments");
	giveCrew(at, [
		[
			testSkill("qualifier", (input) => ({
				proposals: [claimOf(input, input.signal?.text ?? "")],
				summary: "Learnt.",
			})),
		],
	]);
	// Seeded, so that a failure is had again: a number below `max` for each call.
	let state = 20_261_120;
	const below = (max: number): number => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state % max;
	};
	let compared = 0;
	for (let n = 0; compared < 200; n++) {
		const deal = testDeal(at, `deal ${n}`);
		for (let i = 0; i <= below(5); i++) {
			await deal.receive(`s${n}-${below(4)}`, { text: `We need ${below(100)} of ${below(9)} things.` });
			if (below(3) === 0) await deal.rpc().setAutomation(deal.by(), below(2) === 0 ? "paused" : "active");
			if (below(3) === 0) await deal.rpc().move(deal.by(), "DISCOVERY");
		}
		const recorded = await hashesOf(deal);
		for (let i = 0; i < 3; i++) {
			const { seq, hash } = recorded[below(recorded.length)] ?? { seq: 1, hash: "" };
			expect(expectDone(await deal.rpc().readAt(deal.by(), seq)).stateHash).toBe(hash);
			compared += 1;
		}
	}
	expect(compared).toBeGreaterThanOrEqual(200);
});
