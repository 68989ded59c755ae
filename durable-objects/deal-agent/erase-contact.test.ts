import { runInDurableObject } from "cloudflare:test";
import { expect, test, vi } from "vitest";
import { expectDone } from "#durable-objects/platform/answer.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import {
	claimOf,
	gate,
	giveCrew,
	giveModel,
	giveSmallCrew,
	paidAnswer,
	testSkill,
} from "#durable-objects/testing/crew.setup.ts";
import {
	expectReplays,
	MARA,
	openDraft,
	refusalOf,
	type TestDeal,
	testDeal,
} from "#durable-objects/testing/deal.setup.ts";
import { vaultOf } from "#durable-objects/testing/sealed.setup.ts";
import { startSink } from "#durable-objects/testing/sink.setup.ts";
import { newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import { SkillName } from "#knowledge/core/vocabulary/ids.ts";
import { openText } from "./texts.ts";

const TEXT = "We keep our gallimaufry in a drawer. What would 85 seats cost per year?";

async function opened(name: string, undoWindowMs = 0) {
	vi.spyOn(console, "error").mockImplementation(() => undefined);
	const clock = standStill();
	const sink = startSink("keyed");
	const at = await newTenant(name, { undoWindowMs });
	return { clock, sink, at, deal: testDeal(at), contact: at.contact(MARA.address) };
}

const erase = async (at: TestTenant, deal: TestDeal) =>
	expectDone(
		await deal.rpc().eraseContact(deal.by(), {
			contact: at.contact(MARA.address),
			identity: { names: [], addresses: [], phones: [] },
		}),
	);

/** Every kept text, opened. */
async function textsOf(at: TestTenant, deal: TestDeal): Promise<string> {
	const vault = await vaultOf(at);
	const rows = await deal.sql<{ hash: string; body: string }>("SELECT hash, body FROM payloads");
	return rows.map(({ hash, body }) => openText(vault, hash, body)).join("\n");
}

test("[ER2] what a model was asked and answers after an erasure is kept nowhere, and the deal goes on", async () => {
	const { at, deal } = await opened("erase-busy");
	const reader = testSkill("qualifier", (input) => ({ proposals: [claimOf(input, "A need.")], summary: "Learnt." }));
	giveCrew(at, [[reader]]);
	const [asked, answered] = [gate(), gate()];
	let isFirst = true;
	giveModel(at, async (skill, input) => {
		if (!isFirst) return paidAnswer(input.signal ? skill.reason(input) : { proposals: [], summary: "Nothing." });
		isFirst = false;
		asked.open();
		await answered.passed();
		return paidAnswer({ proposals: [claimOf(input, "gallimaufry")], summary: `They said: ${TEXT}` });
	});
	await deal.receive("first", { text: TEXT });
	await asked.passed();
	expect(await erase(at, deal)).toMatchObject({ isChanged: true });
	answered.open();
	await runInDurableObject(deal.raw(), () => scheduler.wait(50));
	expect(await textsOf(at, deal)).not.toContain("gallimaufry");
	expect((await deal.runs()).map(({ state }) => state)).toEqual(["skipped"]);
	const otto = { address: "otto@brightfen.example", name: "Otto Lind" };
	await deal.receive("second", { text: "Is single sign-on included?", from: otto });
	await vi.waitFor(async () => expect((await deal.runs()).map(({ state }) => state)).toEqual(["done", "skipped"]));
	await expectReplays(deal);
});

test("[ER2][S0-117] what a model answered is not there to be found again: the same question would bring back their words", async () => {
	const { at, deal } = await opened("erase-answers");
	giveCrew(at, [[testSkill("qualifier", () => ({ proposals: [], summary: "Learnt." }))]]);
	giveModel(at, async (_skill, input) =>
		paidAnswer({ proposals: [claimOf(input, "A need.")], summary: `They said: ${TEXT}` }),
	);
	await deal.receive("first", { text: TEXT });
	await vi.waitFor(async () => expect((await deal.runs()).map(({ state }) => state)).toEqual(["done"]));
	const kept = () => deal.sql<{ question: string; output: string }>("SELECT question, output FROM answers");
	expect(await kept()).toHaveLength(1);
	expect(await textsOf(at, deal)).toContain("gallimaufry");
	expect(await erase(at, deal)).toMatchObject({ isChanged: true });
	expect(await kept()).toEqual([]);
	expect(await textsOf(at, deal)).not.toContain("gallimaufry");
	await expectReplays(deal);
});

test("[ER2] another buyer's run that was under way is asked anew, about what is left", async () => {
	const { at, deal } = await opened("erase-beside");
	giveCrew(at, [[testSkill("qualifier", () => ({ proposals: [], summary: "Read." }))]]);
	const [asked, answered] = [gate(), gate()];
	const seen: string[] = [];
	giveModel(at, async (_skill, input, prompt) => {
		seen.push(JSON.stringify([input, prompt]));
		if (seen.length === 2) {
			asked.open();
			await answered.passed();
		}
		return paidAnswer({ proposals: [], summary: `Asked ${seen.length} times.` });
	});
	await deal.receive("first", { text: TEXT });
	await vi.waitFor(async () => expect((await deal.runs()).map(({ state }) => state)).toEqual(["done"]));
	const otto = { address: "otto@brightfen.example", name: "Otto Lind" };
	await deal.receive("second", { text: "Is single sign-on included?", from: otto });
	await asked.passed();
	await erase(at, deal);
	answered.open();
	await vi.waitFor(async () => expect((await deal.runs()).map(({ state }) => state)).toEqual(["done", "done"]));
	expect(seen).toHaveLength(3);
	expect(seen[1]).toContain(MARA.address);
	expect(seen[2]).not.toContain(MARA.address);
	const texts = await textsOf(at, deal);
	for (const word of ["gallimaufry", MARA.address, MARA.name]) expect(texts).not.toContain(word);
	expect(texts).toContain("single sign-on");
});

test("[ER2] a step that read what was erased is not run again, and an erased draft is not approved", async () => {
	const { at, deal } = await opened("erase-retry");
	giveCrew(at, [
		[
			testSkill("qualifier", () => {
				throw new Error("a bug of its own");
			}),
		],
	]);
	await deal.receive("first", { text: TEXT });
	const [run] = await deal.runs();
	if (!run) throw new Error("a mail has a run");
	await erase(at, deal);
	const again = await deal.rpc().retryStep(deal.by(), { run: run.run, step: 1 }, "again");
	expect(again).toMatchObject({ refusal: { code: "conflict", reason: expect.stringContaining("erased") } });
	expect(await deal.rpc().run(deal.by(), run.run)).toMatchObject({ value: { steps: [{ input: null, output: null }] } });
});

test("[ER2] a mail that waits to leave is taken back, and a draft to them can no longer be approved", async () => {
	const { clock, sink, at, deal } = await opened("erase-queued", 60_000);
	giveSmallCrew(at);
	await deal.receive("first", { text: TEXT });
	const draft = await openDraft(deal);
	await deal.approve(draft);
	await deal.receive("second", { text: `${TEXT} And when?` });
	const second = await openDraft(deal);
	expect(await erase(at, deal)).toMatchObject({ underWay: [] });
	expect(refusalOf(await deal.approve(second))).toBe("already-decided");
	clock.advance(120_000);
	await deal.settle(clock);
	expect(sink.calls).toEqual([]);
	expect(await deal.outbox()).toMatchObject([{ state: "cancelled", reason: "contact-erased", to: [], subject: null }]);
	expect(await erase(at, deal)).toMatchObject({ isChanged: false, texts: 0 });
	await expectReplays(deal);
});

test("[ER2] what a provider may have stays until it is settled, and goes when it is asked for again", async () => {
	const { clock, sink, at, deal } = await opened("erase-claimed", 60_000);
	giveSmallCrew(at);
	await deal.receive("first", { text: TEXT });
	await deal.approve(await openDraft(deal));
	await deal.sql("UPDATE outbox SET state = 'claimed', attempts = 1, first_attempt_at = ?", clock.now());
	const [row] = await deal.outbox();
	expect(await erase(at, deal)).toMatchObject({ underWay: [row?.key] });
	expect(await textsOf(at, deal)).toContain(MARA.address);
	clock.advance(61_000);
	await deal.settle(clock);
	expect(sink.delivered).toEqual([row?.key]);
	expect(await erase(at, deal)).toMatchObject({ underWay: [], isChanged: true });
	expect(await textsOf(at, deal)).not.toContain(MARA.address);
	expect(await erase(at, deal)).toMatchObject({ isChanged: false });
	await expectReplays(deal);
});

test("[ER3] what people of ours said of somebody's facts goes with them: why, and what repeats their words", async () => {
	const { at, deal } = await opened("erase-judged");
	giveCrew(at, [
		[
			testSkill("qualifier", (input) => ({
				proposals: [claimOf(input, input.signal?.subject ?? "-")],
				summary: "Learnt.",
			})),
		],
		[
			testSkill("reply-handler", () => {
				throw new Error("a bug of its own");
			}),
		],
	]);
	const otto = { address: "otto@brightfen.example", name: "Otto Lind" };
	await deal.receive("first", { text: TEXT, subject: "A drawer" });
	const [fact] = (await deal.read()).facts;
	const [run] = await deal.runs();
	if (!fact || !run) throw new Error("a mail has a run, and teaches something");
	const value = "We keep our gallimaufry in a drawer";
	expectDone(await deal.rpc().sayOfFact(deal.by(), { type: "edit", fact: fact.id, value, reason: "So she told me." }));
	const said = { run: run.run, skill: SkillName.parse("reply-handler"), about: "failed", rule: null } as const;
	expectDone(await deal.rpc().sayOfRun(deal.by(), { ...said, verdict: "disagree", note: "She waits for it." }));
	await deal.receive("second", { text: "Is single sign-on included?", subject: "Sign-on", from: otto });
	const other = (await deal.read()).facts.find(({ id }) => id !== fact.id);
	expectDone(
		await deal.rpc().sayOfFact(deal.by(), { type: "validate", fact: other?.id ?? fact.id, reason: "Otto said so." }),
	);
	await erase(at, deal);
	const texts = await textsOf(at, deal);
	for (const words of ["gallimaufry", "So she told me.", "She waits for it."]) expect(texts).not.toContain(words);
	expect(texts).toContain("Otto said so.");
	expect((await deal.read()).facts.map(({ judged }) => judged?.reason)).toEqual(["Otto said so."]);
	await expectReplays(deal);
});
