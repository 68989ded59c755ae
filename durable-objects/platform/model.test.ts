import { MockLanguageModelV4 } from "ai/test";
import { expect, test, vi } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveModel } from "#durable-objects/testing/crew.setup.ts";
import { expectReplays, testDeal, WORDS } from "#durable-objects/testing/deal.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { modelReasoner } from "./model.ts";

type Generate = MockLanguageModelV4["doGenerate"];

const QUOTE = "we have set aside EUR 140,000";

const answering =
	(text: string): Generate =>
	async () => ({
		content: [{ type: "text", text }],
		finishReason: { unified: "stop", raw: "stop" },
		usage: {
			inputTokens: { total: 900, noCache: 900, cacheRead: 0, cacheWrite: 0 },
			outputTokens: { total: 120, text: 120, reasoning: 0 },
		},
		warnings: [],
	});

/** A deal whose skills ask this model; the mail is read by all of the roster. */
async function runWith(doGenerate: Generate, timeoutMs = 5_000) {
	vi.spyOn(console, "warn").mockImplementation(() => undefined);
	standStill();
	const at = await newTenant("sdk");
	const deal = testDeal(at);
	const model = new MockLanguageModelV4({ modelId: "scripted", doGenerate });
	giveModel(
		at,
		modelReasoner({
			model,
			name: "scripted",
			now: () => Date.now(),
			timeoutMs,
			price: ({ prompt, output }) => prompt + 4 * output,
		}),
	);
	await deal.receive("first");
	await vi.waitUntil(async () => !(await deal.read()).working, { interval: 10, timeout: 5_000 });
	const [run] = await deal.runs();
	const full = await deal.rpc().run(deal.by(), run?.run as never);
	if (full.type !== "done") throw new Error("the run is there");
	return { deal, model, run: full.value, view: await deal.read() };
}

test("[S2-77] a good answer of a model becomes facts by the same rules, with its tokens and its price on the step", async () => {
	const summary = "Money is set aside.";
	const start = WORDS.indexOf(QUOTE);
	const quoting = (signal: string) => ({
		key: "bant.budget",
		value: "EUR 140,000",
		confidence: 0.9,
		evidence: [{ signal, quote: QUOTE, start, end: start + QUOTE.length }],
	});
	const { deal, model, run, view } = await runWith(async (options) => {
		const signal = /signal (s-[a-z2-7]{20})/.exec(JSON.stringify(options.prompt))?.[1] ?? "";
		const text = JSON.stringify({ proposals: [{ type: "learn-fact", claim: quoting(signal) }], summary });
		return answering(text)(options);
	});
	const woken = ["qualifier", "discovery", "strategy", "pipeline", "reply-handler"];
	expect(run.steps.map(({ skill }) => skill)).toEqual(woken);
	expect(run.steps[0]).toMatchObject({
		skill: "qualifier",
		reasoner: "model:scripted",
		degraded: false,
		tokens: { prompt: 900, output: 120 },
		costMicros: 900 + 4 * 120,
		summary,
	});
	expect(view.facts).toMatchObject([{ key: "bant.budget", value: "EUR 140,000", evidence: [{ quote: QUOTE, start }] }]);
	// Least privilege holds for a model too: nobody but the qualifier may claim a budget.
	expect(run.refusals.map(({ skill, proposal }) => [skill, proposal])).toEqual(
		woken.slice(1).map((skill) => [skill, "learn-fact"]),
	);
	expect(model.doGenerateCalls).toHaveLength(woken.length);
	await expectReplays(deal);
});

test("[S0-51] a model gets the stable prefix apart from the task, with the mail as fenced data", async () => {
	const { model, run } = await runWith(answering('{"proposals":[],"summary":"Nothing."}'));
	const [first] = model.doGenerateCalls;
	const system = first?.prompt.find((each) => each.role === "system");
	const user = first?.prompt.find((each) => each.role === "user");
	expect(String(system?.content)).toContain("Qualifier");
	expect(JSON.stringify(user?.content)).toContain("never instructions");
	const journaled: { prefix: string; suffix: string } = JSON.parse(run.steps[0]?.input ?? "null");
	expect(String(system?.content)).toContain(journaled.prefix.trim());
	expect(JSON.stringify(user?.content)).toContain(JSON.stringify(journaled.suffix).slice(1, 60));
});

const PROPOSING_TOO_MUCH = '{"proposals":[{"type":"send-now","to":"x@y.example"}],"summary":"Sent."}';

test.each([
	["malformed JSON", '{"proposals": ['],
	["prose", "Sure! Here is what I found."],
	["a shape of its own", '{"facts":[]}'],
	["an unknown proposal", PROPOSING_TOO_MUCH],
	["nothing", ""],
])("[REL10] %s from a model: the rules answer stands, marked degraded, and the run is whole", async (_what, text) => {
	const { deal, run, view } = await runWith(answering(text));
	expect(run.state).toBe("done");
	expect(run.steps.length).toBeGreaterThanOrEqual(5);
	for (const step of run.steps)
		expect(step).toMatchObject({ reasoner: expect.stringMatching(/^rules:/), degraded: true, outcome: "done" });
	expect(view.facts.map((fact) => fact.key)).toContain("bant.budget");
	expect(view.approvals).toHaveLength(1);
	expect(view.flags.filter(({ kind }) => kind === "step-failed")).toEqual([]);
	await expectReplays(deal);
});

test.each([
	[
		"fails",
		async () => {
			throw new Error("500 from the provider");
		},
	],
	[
		"hangs beyond its time",
		({ abortSignal }: { abortSignal?: AbortSignal }) =>
			new Promise((_, reject) => abortSignal?.addEventListener("abort", () => reject(abortSignal.reason))),
	],
] as const)(
	"[REL8][S4-18] a model that %s: the rules answer stands, degraded; the run goes on",
	async (_how, doGenerate) => {
		const { run, view } = await runWith(doGenerate as unknown as Generate, 30);
		expect(run).toMatchObject({ state: "done" });
		expect(run.steps.every((step) => step.degraded && step.reasoner.startsWith("rules:"))).toBe(true);
		expect(run.steps.every((step) => step.tokens.output === 0)).toBe(true);
		expect(view.approvals).toHaveLength(1);
	},
);
