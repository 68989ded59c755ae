import { APICallError } from "@ai-sdk/provider";
import { describe, expect, test } from "vitest";
import { modelClock } from "#durable-objects/testing/model.setup.ts";
import { ROSTER } from "#knowledge/agents/roster.ts";
import { readAnswer, schemaFor } from "./answer.ts";
import { BREAKER_FAULTS, BREAKER_OPEN_MS, createBreakers } from "./breaker.ts";
import { faultOf } from "./faults.ts";
import { meter } from "./meter.ts";
import { createSlots } from "./slots.ts";
import { boundedFetch } from "./wire.ts";

const NEVER = new AbortController().signal;

describe("slots", () => {
	test("[S0-122] so many are taken at once, the others in the order in which they came", async () => {
		const slots = createSlots(5);
		const held = await Promise.all(Array.from({ length: 5 }, () => slots.take(NEVER)));
		const order: number[] = [];
		const waiting = [1, 2].map(async (n) => {
			const giveBack = await slots.take(NEVER);
			order.push(n);
			return giveBack;
		});
		await Promise.resolve();
		expect(order).toEqual([]);
		held[0]?.();
		// Given back twice, a slot lets no second one in.
		held[0]?.();
		await waiting[0];
		expect(order).toEqual([1]);
		held[1]?.();
		await waiting[1];
		expect(order).toEqual([1, 2]);
	});

	test("[REL8] whoever is aborted leaves the queue, and takes no slot with them", async () => {
		const slots = createSlots(1);
		const first = await slots.take(NEVER);
		const left = new AbortController();
		const gone = slots.take(left.signal);
		const next = slots.take(NEVER);
		left.abort();
		expect(await gone).toBeNull();
		expect(await slots.take(AbortSignal.abort())).toBeNull();
		first?.();
		expect(await next).not.toBeNull();
	});
});

describe("the breaker", () => {
	const broken = () => {
		const { clock, advance } = modelClock();
		const breakers = createBreakers(clock.now);
		for (let i = 0; i < BREAKER_FAULTS; i++) breakers.tell("a", "down");
		return { breakers, advance };
	};

	test("[S0-124] opens at so many faults in a row and not before; one answer between them starts the count anew", () => {
		const { clock } = modelClock();
		const breakers = createBreakers(clock.now);
		const fail = (times: number) => Array.from({ length: times }, () => breakers.tell("a", "down"));
		fail(BREAKER_FAULTS - 1);
		expect(breakers.may("a")).toBe(true);
		breakers.tell("a", "up");
		fail(BREAKER_FAULTS - 1);
		expect(breakers.may("a")).toBe(true);
		breakers.tell("a", "unknown");
		expect(breakers.may("a")).toBe(true);
		fail(1);
		expect(breakers.may("a")).toBe(false);
		expect(breakers.may("b")).toBe(true);
	});

	test.each([
		[BREAKER_OPEN_MS - 1, false],
		[BREAKER_OPEN_MS, true],
	])("[S0-124] after %i ms a trial may go: %s", (ms, may) => {
		const { breakers, advance } = broken();
		advance(ms);
		expect(breakers.may("a")).toBe(may);
	});

	test("[S0-124] there is one trial at a time; a good one closes it, a bad one opens it again", () => {
		const { breakers, advance } = broken();
		advance(BREAKER_OPEN_MS);
		expect([breakers.may("a"), breakers.may("a")]).toEqual([true, false]);
		breakers.tell("a", "down");
		expect(breakers.may("a")).toBe(false);
		advance(BREAKER_OPEN_MS);
		expect(breakers.may("a")).toBe(true);
		breakers.tell("a", "up");
		expect([breakers.may("a"), breakers.may("a")]).toEqual([true, true]);
	});

	test("[S0-124] a trial of which nothing is heard, or that came to nothing, makes room for another", () => {
		const { breakers, advance } = broken();
		advance(BREAKER_OPEN_MS);
		expect(breakers.may("a")).toBe(true);
		breakers.tell("a", "unknown");
		expect(breakers.may("a")).toBe(true);
		advance(BREAKER_OPEN_MS);
		expect(breakers.may("a")).toBe(true);
	});
});

describe("what a fault asks for", () => {
	const NOW = Date.UTC(2026, 10, 2, 12);
	const answered = (statusCode: number, responseHeaders: Record<string, string> = {}, responseBody = "") =>
		faultOf(
			new APICallError({ message: "x", url: "x", requestBodyValues: {}, statusCode, responseHeaders, responseBody }),
			NOW,
		);

	test.each([
		[{ "retry-after": "2" }, 2_000],
		[{ "retry-after": "0" }, 0],
		[{ "retry-after": "1.5" }, 1_500],
		[{ "retry-after": "Mon, 02 Nov 2026 12:00:07 GMT" }, 7_000],
		[{ "retry-after": "Mon, 02 Nov 2026 11:00:00 GMT" }, 0],
		[{ "retry-after": "soon" }, 0],
		[{ "retry-after": "-4" }, 0],
		[{ "retry-after": "9", "retry-after-ms": "120" }, 120],
		[{}, 0],
	] as const)("[REL9] %j means to wait %i ms", (headers, ms) => {
		expect(answered(429, headers)).toMatchObject({ outcome: "limited", retryAfterMs: ms, used: "nothing" });
	});

	test.each([
		[429, "limited", true],
		[529, "limited", true],
		[500, "failed", true],
		[503, "failed", true],
		[400, "failed", false],
		[401, "failed", false],
		[403, "failed", false],
		[404, "failed", false],
		[302, "failed", false],
	] as const)("[REL8] %i is %s, and tried again: %s", (status, outcome, isRetried) => {
		const fault = answered(status);
		expect([fault.outcome, fault.retryAfterMs !== null]).toEqual([outcome, isRetried]);
	});

	test("[REL9] a limit that is used up for good is not tried again", () => {
		expect(answered(429, { "retry-after": "1" }, '{"error":{"code":"insufficient_quota"}}').retryAfterMs).toBeNull();
	});
});

describe("what is read of an answer", () => {
	const GOOD = { proposals: [], summary: "Nothing." };

	test.each([
		["as it is", JSON.stringify(GOOD)],
		["in a block of Markdown", `\`\`\`json\n${JSON.stringify(GOOD)}\n\`\`\``],
		["with line ends around it", `\n ${JSON.stringify(GOOD)}\n`],
	])("[REL10] %s it is read", (_how, text) => {
		expect(readAnswer(text)).toEqual({ type: "read", output: GOOD });
	});

	test("[REL10] null stands for what a strict schema cannot leave out, and nowhere else", () => {
		const draft = { type: "draft-email", to: [`c-${"a".repeat(20)}`], subject: "Hi", body: "Hi", why: "Asked." };
		const withNull = JSON.stringify({ ...GOOD, proposals: [{ ...draft, offer: null }] });
		expect(readAnswer(withNull)).toEqual({ type: "read", output: { ...GOOD, proposals: [draft] } });
		expect(readAnswer(JSON.stringify({ ...GOOD, proposals: [{ ...draft, why: null }] })).type).toBe("nonsense");
	});

	test.each([
		["", "empty"],
		["[".repeat(200_000), "not one JSON object"],
		[`${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`, ""],
		['{"proposals":[],"summary":""}', "At summary"],
		['{"proposals":[],"summary":"x","note":1}', "At the top"],
		['{"proposals":[{"type":"send-now"}],"summary":"x"}', "At proposals.0"],
	])("[REL10] %.40s: nonsense, and what is wrong is told in few words", (text, told) => {
		const read = readAnswer(text);
		expect(read.type).toBe("nonsense");
		if (read.type === "nonsense") {
			expect(read.problem).toContain(told);
			expect(read.problem.length).toBeLessThanOrEqual(300);
		}
	});

	test.each(ROSTER)(
		"[S0-14] the schema of $name is one that strict modes take, and shows what it may propose alone",
		(skill) => {
			const schema = schemaFor(skill);
			const text = JSON.stringify(schema);
			expect(schemaFor(skill)).toBe(schema);
			for (const word of ["oneOf", "minLength", "maxLength", "pattern", "maxItems", '"const"'])
				expect(text).not.toContain(word);
			const types = [...text.matchAll(/"type":\{"type":"string","enum":\["([a-z]+-[a-z-]+)"\]\}/g)].map(
				([, type]) => type,
			);
			expect(types.sort()).toEqual([...skill.mayPropose].sort());
			expect(text.includes('"unitMinor"')).toBe(skill.mayOffer);
			const objects = (node: unknown): boolean =>
				typeof node !== "object" || node === null
					? true
					: Array.isArray(node)
						? node.every(objects)
						: (!("properties" in node) ||
								("additionalProperties" in node &&
									node.additionalProperties === false &&
									"required" in node &&
									JSON.stringify(node.required) === JSON.stringify(Object.keys(node.properties ?? {})))) &&
							Object.values(node).every(objects);
			expect(objects(schema)).toBe(true);
		},
	);
});

describe("what is metered", () => {
	const usage = (input: number | undefined, cached: number, output: number | undefined) => ({
		inputTokens: { total: input, noCache: undefined, cacheRead: cached, cacheWrite: undefined },
		outputTokens: { total: output, text: undefined, reasoning: undefined },
	});
	const ESTIMATE = { prompt: 10, output: 3 };

	test.each([
		[usage(100, 40, 7), { prompt: 100, cached: 40, output: 7 }, true],
		[usage(100, 400, 7), { prompt: 100, cached: 100, output: 7 }, true],
		[usage(100.4, -3, Number.NaN), { prompt: 100, cached: 0, output: 0 }, true],
		[usage(0, 0, 0), { prompt: 10, cached: 0, output: 3 }, false],
		[usage(undefined, 0, undefined), { prompt: 10, cached: 0, output: 3 }, false],
		[usage(Number.POSITIVE_INFINITY, 0, 1), { prompt: 10, cached: 0, output: 3 }, false],
		[usage(1e12, 0, 1), { prompt: 10_000, cached: 0, output: 1 }, true],
		[null, { prompt: 10, cached: 0, output: 3 }, false],
	])("[K8] %j is counted as %j", (told, tokens, isMetered) => {
		expect(meter("m", told, ESTIMATE)).toMatchObject({ tokens, isMetered, isPriced: false });
	});

	test("[K8] a model of the table is priced, its cached part by its own rate", () => {
		const { costMicros, isPriced } = meter("claude-sonnet-5-5", usage(1_000, 400, 100), ESTIMATE);
		expect([costMicros, isPriced]).toEqual([600 * 2 + Math.ceil(400 * 0.2) + 100 * 10, true]);
	});
});

describe("a bounded fetch", () => {
	test("[S0-14] a redirect is not followed: the key goes to no other host", async () => {
		const modes: unknown[] = [];
		const fetching = boundedFetch(async (_input, init) => {
			modes.push(init?.redirect);
			return new Response(null, { status: 302, headers: { location: "https://evil.example" } });
		});
		expect((await fetching("https://a.example")).status).toBe(302);
		expect(modes).toEqual(["manual"]);
	});

	test("[REL10] what a fault says is read to a bound, and no further", async () => {
		let pulled = 0;
		const endless = new ReadableStream<Uint8Array>({
			pull(controller) {
				pulled += 1;
				controller.enqueue(new Uint8Array(8 * 1024).fill(120));
			},
		});
		const response = await boundedFetch(async () => new Response(endless, { status: 500 }))("https://a.example");
		expect((await response.text()).length).toBeLessThanOrEqual(24 * 1024);
		expect(pulled).toBeLessThan(10);
	});
});
