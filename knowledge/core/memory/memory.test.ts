import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sha256 } from "../testing/sha256.ts";
import { DAY_MS } from "../vocabulary/time.ts";
import { compact, gistOf } from "./compact.ts";
import { Category, fateOf, MEMORY_CHARS_MAX, type MemoryItem, STRATEGIES, Workstream } from "./item.ts";
import { layerOf } from "./layers.ts";
import { indexOf, ranked, search } from "./search.ts";
import { COLD_MAX, sessionOf, type TaskView } from "./session.ts";
import { shouldSpawn } from "./spawn.ts";
import { termsOf } from "./terms.ts";

const NOW = 400 * DAY_MS;
const item = (changes: Partial<MemoryItem> & { days?: number } = {}): MemoryItem => {
	const { days = 0, ...rest } = changes;
	return {
		id: `m-${days}`,
		at: NOW - days * DAY_MS,
		kind: "context",
		category: "process_changes",
		importance: 1,
		text: "They moved dispatch to Leeds.",
		of: 1,
		...rest,
	};
};
const TASK: TaskView = { workstreams: [], kinds: [], question: "" };
const ROOMY = { now: NOW, tokensMax: 100_000 };

describe("layers", () => {
	test.each([
		[7 * DAY_MS, 1, "hot"],
		[7 * DAY_MS + 1, 1, "warm"],
		[400 * DAY_MS, 8, "hot"],
		[400 * DAY_MS, 7, "warm"],
		[7 * DAY_MS + 1, 7, "warm"],
		[-1, 1, "hot"],
	])("[S3-09] %i ms old, importance %i: %s", (age, importance, layer) => {
		expect(layerOf({ at: NOW - age, importance }, NOW)).toBe(layer);
	});

	test.each([
		[30 * DAY_MS, 1, "warm"],
		[30 * DAY_MS + 1, 1, "cold"],
		[400 * DAY_MS, 6, "warm"],
		[400 * DAY_MS, 5, "cold"],
	])("[S3-10][S3-11] %i ms old, importance %i: %s", (age, importance, layer) => {
		expect(layerOf({ at: NOW - age, importance }, NOW)).toBe(layer);
	});
});

describe("a session's context", () => {
	const ids = (items: readonly MemoryItem[], task: Partial<TaskView>, at = ROOMY) =>
		sessionOf(items, { ...TASK, ...task }, at).lines.map(({ item: { id }, why }) => `${id} ${why}`);

	test("[S3-12] all that is hot, whatever the task", () => {
		expect(ids([item({ id: "young", days: 7 }), item({ id: "weighty", days: 300, importance: 8 })], {})).toEqual([
			"weighty important",
			"young recent",
		]);
	});

	test("[S3-12] of what is warm, that which concerns the task: by workstream, by kind, by its words", () => {
		const warm = [
			item({ id: "law", days: 20, category: "deadlines" }),
			item({ id: "who", days: 20, kind: "people" }),
			item({ id: "leeds", days: 20 }),
			item({ id: "other", days: 20, text: "The canteen closes at two." }),
		];
		expect(ids(warm, { workstreams: ["legal"] })).toEqual(["law of-this-task"]);
		expect(ids(warm, { kinds: ["people"], question: "Where is dispatch?" })).toEqual([
			"law answers",
			"leeds answers",
			"who answers",
		]);
		expect(ids(warm.slice(3), { question: "Where is dispatch?" })).toEqual([]);
	});

	test.each([
		[4, 4],
		[5, 5],
		[6, 5],
		[40, 5],
	])("[S3-11] of %i cold ones that answer, %i come in", (count, shown) => {
		const cold = Array.from({ length: count }, (_, i) => item({ id: `c-${String(i).padStart(2, "0")}`, days: 40 + i }));
		expect(ids(cold, { question: "dispatch" })).toHaveLength(shown);
		expect(ids(cold, { question: "canteen" })).toEqual([]);
		expect(COLD_MAX).toBe(5);
	});

	test("[S3-12] short of room: what answers first, told whole or in a sentence; what is left out is counted", () => {
		const long = `Dispatch moved to Leeds on 3 March. ${"They talked about the weather again. ".repeat(8)}`.trim();
		const items = [
			item({ id: "answer", text: long }),
			item({ id: "weighty", importance: 10, text: long.replace("Dispatch", "Stock") }),
		];
		const { lines, left, tokens } = sessionOf(items, { ...TASK, question: "dispatch" }, { now: NOW, tokensMax: 12 });
		expect(lines).toMatchObject([
			{ item: { id: "answer" }, text: "Dispatch moved to Leeds on 3 March.", isToldShort: true },
		]);
		expect(left).toBe(1);
		expect(tokens).toBeLessThanOrEqual(12);
	});

	test("[S3-12] short of room, the layers take turns: a week full of news about the same does not push out the cold answer", () => {
		const news = Array.from({ length: 60 }, (_, i) =>
			item({ id: `n-${String(i).padStart(2, "0")}`, importance: 7, text: `Dispatch had a quiet day, number ${i}.` }),
		);
		const answer = item({ id: "answer", days: 200, text: "Petra Lind took dispatch over." });
		const { lines } = sessionOf([...news, answer], { ...TASK, question: "Dispatch?" }, { now: NOW, tokensMax: 40 });
		expect(lines.map(({ item: { id } }) => id).slice(0, 2)).toContain("answer");
	});

	test("[S0-55] what a task is never told does not come in, and takes no cold answer's place", () => {
		const cold = Array.from({ length: 12 }, (_, i) =>
			item({ id: `c-${String(i).padStart(2, "0")}`, days: 90, kind: i < 6 ? "people" : "issues" }),
		);
		const { lines } = sessionOf(cold, { ...TASK, question: "dispatch", never: ["people"] }, ROOMY);
		expect(lines).toHaveLength(COLD_MAX);
		expect(lines.every(({ item: { kind } }) => kind === "issues")).toBe(true);
	});

	const some = fc.array(
		fc.record({
			days: fc.nat(400),
			importance: fc.integer({ min: 1, max: 10 }),
			category: fc.constantFrom(...Category.options),
			text: fc.constantFrom(
				"Dispatch is in Leeds.",
				"The board chose Kolme on 3 May.",
				"Nothing new.",
				"漢字 42",
				"x".repeat(600),
			),
		}),
		{ maxLength: 60 },
	);
	const asItems = (drawn: readonly { days: number; importance: number; category: Category; text: string }[]) =>
		drawn.map((each, i) => item({ ...each, id: `m-${String(i).padStart(3, "0")}` }));

	test("[S3-09][S3-11][S3-12] with room, every hot one is in; never more than five cold ones; never past the room; in one order", () => {
		fc.assert(
			fc.property(
				some,
				fc.constantFrom("", "dispatch leeds", "board", "nothing"),
				fc.nat(4_000),
				(drawn, question, tokensMax) => {
					const items = asItems(drawn);
					const { lines } = sessionOf(items, { ...TASK, question }, ROOMY);
					const hot = items.filter((each) => layerOf(each, NOW) === "hot").map(({ id }) => id);
					expect(lines.map(({ item: { id } }) => id)).toEqual(expect.arrayContaining(hot));
					expect(lines.filter(({ layer }) => layer === "cold").length).toBeLessThanOrEqual(COLD_MAX);
					const tight = sessionOf(items, { ...TASK, question }, { now: NOW, tokensMax });
					expect(tight.tokens).toBeLessThanOrEqual(tokensMax);
					expect(sessionOf([...items].reverse(), { ...TASK, question }, { now: NOW, tokensMax })).toEqual(tight);
				},
			),
			{ numRuns: 200 },
		);
	});

	test("[S3-14] what is to be preserved stays to the byte, what is hot stays whatever it is, and done again nothing changes", () => {
		fc.assert(
			fc.property(some, (drawn) => {
				const items = asItems(drawn);
				const once = compact(items, NOW, sha256);
				for (const each of items) {
					const isSafe = fateOf(each.category) === "preserve" || layerOf(each, NOW) === "hot";
					if (isSafe) expect(once.items).toContain(each);
				}
				expect(compact(once.items, NOW, sha256).items).toEqual(once.items);
				const told = once.items.reduce((sum, { of }) => sum + of, 0);
				expect(told + once.discarded.length).toBe(items.length);
				for (const { text } of once.items) expect(text.length).toBeLessThanOrEqual(MEMORY_CHARS_MAX);
			}),
			{ numRuns: 200 },
		);
	});
});

describe("compaction", () => {
	test("[S3-14] every category has one fate, by its workstream", () => {
		expect(Category.options).toHaveLength(20);
		for (const workstream of Workstream.options)
			for (const fate of ["preserve", "summarise", "discard"] as const)
				for (const category of STRATEGIES[workstream][fate]) expect(fateOf(category)).toBe(fate);
	});

	test.each([
		["discard", "informal_notes", 7, 1],
		["discard", "informal_notes", 8, 0],
		["summarise", "status_meetings", 30, 2],
		["summarise", "status_meetings", 31, 1],
		["preserve", "key_decisions", 399, 2],
	] as const)("[S3-14] %s: two of %s after %i days are %i", (_fate, category, days, left) => {
		const two = ["a", "b"].map((id) => item({ id, days, category }));
		expect(compact(two, NOW, sha256).items).toHaveLength(category === "informal_notes" ? left * 2 : left);
	});

	test("[S3-14] golden: a month of status meetings told together", () => {
		const told = [
			"Weekly call. Petra said testing moves to 12 May. Weather was discussed.",
			"Weekly call, nothing new.",
			"Jonas approved 14 more seats for Leeds. They will write again.",
		].map((text, i) => item({ id: `s-${i}`, days: 50 - i, category: "status_meetings", importance: i + 2, text }));
		const { items, summarised } = compact(told, NOW, sha256);
		expect(items).toMatchObject([
			{
				text: "Petra said testing moves to 12 May. Weekly call, nothing new. Jonas approved 14 more seats for Leeds.",
				importance: 4,
				of: 3,
				at: NOW - 48 * DAY_MS,
			},
		]);
		expect(summarised).toEqual([{ into: items[0]?.id, from: ["s-0", "s-1", "s-2"] }]);
	});

	test("[S3-14] a long sentence is cut at a word", () => {
		expect(gistOf(`${"word ".repeat(40)}end`, 21)).toBe("word word word word…");
		expect(gistOf("")).toBe("");
	});
});

describe("search", () => {
	test("[S3-11] a rare word counts for more than a common one, and forms of a word meet", () => {
		const texts = ["Signed with Kolme in May.", "Signed with Ardvane.", "Signing is planned with Ardvane."];
		const items = texts.map((text, i) => ({ id: String(i), text }));
		expect(ranked(items, "Who signs with Kolme?").map(({ item: { id } }) => id)[0]).toBe("0");
		expect(ranked(items, "signing")).toHaveLength(3);
		expect(ranked(items, "the of and")).toEqual([]);
		expect(termsOf("Renewals, the renewal: 1,200.50 EUR")).toEqual(["renewal", "renewal", "1,200.50", "eur"]);
	});
});

describe("what answers a question", () => {
	const best = (question: string, ...texts: readonly string[]): string | undefined =>
		ranked(
			texts.map((text, i) => ({ id: String(i), text })),
			question,
		)[0]?.item.text;

	test.each([
		["Who approves Kolme?", "Kolme is slow on Mondays.", "Petra Lind said Kolme is fine."],
		["When is Leeds ready?", "Leeds is loud these days.", "Leeds opens on 12 May."],
		["How much is Kolme a year?", "Kolme was bought for the depots.", "Kolme: 41,700 euros, paid in advance."],
		["How many seats has Leeds?", "Leeds asked for seats.", "Leeds has 85 of them and more seats to come."],
	])("[S3-11] «%s»: of two about the same, the one that names such a thing", (question, vague, telling) => {
		expect(best(question, vague, telling)).toBe(telling);
		expect(best(question, telling, vague)).toBe(telling);
	});

	test("[S3-11] whom a question is about is not its answer", () => {
		const answer = "Anton Weiss has asked Noor Jansen to step in.";
		expect(best("Who stands in for Anton Weiss?", "Anton Weiss had a call about trains today.", answer)).toBe(answer);
	});

	test("[S3-11] what is said of others counts for less than what is said of whom was asked, in other words", () => {
		const answer = "They pay 700 euros for Vasa.";
		expect(best("What does Vasa charge and cost a year?", "The trip to Graz cost a year of talks.", answer)).toBe(
			answer,
		);
	});

	test("[S3-11] in a summary a sentence answers alone: what stands beside it is neither for nor against it", () => {
		const beside = "Sync with Juno done. ".repeat(12);
		const [first] = ranked(
			[
				{ id: "a", text: `${beside}Kolme ends in May.`, of: 13 },
				{
					id: "b",
					text: "Kolme was discussed. It ends, they said, some day, and nobody there knows more of it yet.",
					of: 1,
				},
			],
			"When does Kolme end in May?",
		);
		expect(first?.item.id).toBe("a");
	});

	test("[S3-11] an index answers as the plain search does, question after question", () => {
		const texts = ["Kolme ends in May.", "Petra Lind leads dispatch.", "Dispatch pays 400 euros for Kolme."];
		const items = texts.map((text, i) => ({ id: String(i), text }));
		const index = indexOf(items);
		for (const question of ["Kolme?", "Who leads dispatch?", "", "What does dispatch pay?", "Kolme?"])
			expect(search(index, question)).toEqual(ranked(items, question));
	});
});

describe("whether a specialist is called in", () => {
	test.each([
		["new_company_onboarding", 0, 0, true],
		["complex_legal_analysis", 0, 0, true],
		["financial_modeling", 0, 0, true],
		["routine_status_update", 0, 50_000, false],
		["routine_status_update", 0, 50_001, true],
		["quick_question_answer", 0, 50_000, false],
		["quick_question_answer", 0, 50_001, true],
		["document_review", 10_000, 90_000, false],
		["document_review", 10_001, 0, true],
		["something_else", 99_999, 50_000, false],
		["something_else", 0, 50_001, true],
	])("[S3-13][S3-38] %s of %i characters and %i tokens: %s", (type, size, estimatedTokens, spawned) => {
		expect(shouldSpawn({ type, size, estimatedTokens })).toBe(spawned);
	});
});
