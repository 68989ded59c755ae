import { describe, expect, test } from "vitest";
import { evaluate } from "#knowledge/core/methodology/evaluate.ts";
import { ACTIVE_PACKS_MAX, Pack, Rank } from "#knowledge/core/methodology/pack.ts";
import { classifyQuestion } from "#knowledge/core/methodology/question-types.ts";
import { aPack } from "#knowledge/core/testing/packs.ts";
import { activeOf, BUILT_IN_PACKS, DEFAULT_PACKS, packsWith } from "./built-in.ts";

const ids = (packs: readonly Pack[]) => packs.map(({ id }) => id as string);

test("[S0-127] the methods of the promise are there", () => {
	expect(ids(BUILT_IN_PACKS).toSorted()).toEqual([
		"bant",
		"challenger",
		"chris-voss",
		"meddic",
		"meddpicc",
		"qbs",
		"sandler",
		"spin",
		"target-account-selling",
	]);
});

describe.each(BUILT_IN_PACKS.map((pack) => [pack.name, pack] as const))("%s", (_, pack) => {
	test("[S2-22] is a pack, and writing it down again changes nothing", () => {
		expect(Pack.parse(JSON.parse(JSON.stringify(pack)))).toEqual(pack);
	});

	test("[S2-22] can be filled: each field is known by facts, by words, or by an answer to its question", () => {
		for (const { id, questions, facts, cues } of pack.fields) {
			expect(questions.length, id).toBeGreaterThanOrEqual(2);
			expect(new Set(questions.map(({ text }) => text)).size, id).toBe(questions.length);
			expect(facts.length + cues.length, id).toBeGreaterThan(0);
		}
	});

	test("[S2-22] asks at least two ranks differently, and has a question for whoever reads in one of its stages", () => {
		for (const field of pack.fields) {
			expect(
				field.questions.some(({ ranks }) => ranks !== undefined),
				field.id,
			).toBe(true);
			const heard = Rank.options.filter((rank) =>
				field.stages.some((stage) => evaluate({ ...pack, fields: [field] }, [], { stage, rank }).next !== null),
			);
			expect(heard.length, field.id).toBeGreaterThanOrEqual(2);
		}
		for (const rank of Rank.options)
			expect(pack.fields.some(({ stages }) => stages.some((stage) => evaluate(pack, [], { stage, rank }).next))).toBe(
				true,
			);
	});

	test("[S2-33] each example, and each question that names its type, is of that type by the pack's own words", () => {
		for (const type of pack.questionTypes)
			for (const example of type.examples) {
				const before = type.forms?.includes("mirror") ? `We do it ${example.replace("?", ".")}` : null;
				expect(classifyQuestion(example, pack.questionTypes, before)?.type.id, example).toBe(type.id);
			}
		for (const { questions } of pack.fields)
			for (const { text, type } of questions)
				if (type !== undefined) expect(classifyQuestion(text, pack.questionTypes)?.type.id, text).toBe(type);
	});
});

test("[S2-06] unless a tenant says otherwise, BANT, MEDDIC and QBS are asked by", () => {
	expect(ids(DEFAULT_PACKS)).toEqual(["bant", "meddic", "qbs"]);
});

test("[S2-22] a tenant's own pack takes the place of the built-in one, or comes beside it and before it is asked", () => {
	const own = aPack({ id: "house" });
	const quiet = aPack({ id: "bant", active: false });
	expect(ids(packsWith([own, quiet])).at(-1)).toBe("house");
	expect(packsWith([quiet])[0]).toBe(quiet);
	expect(ids(activeOf([own, quiet]))).toEqual(["house", "meddic", "qbs"]);
	const many = Array.from({ length: 9 }, (_, i) => aPack({ id: `own-${i}` }));
	expect(activeOf(many)).toEqual(many.slice(0, ACTIVE_PACKS_MAX));
});

const typesOf = (id: string) => BUILT_IN_PACKS.find((pack) => pack.id === id)?.questionTypes ?? [];

test("[S2-33] QBS tells five types of question apart, one of them in two halves", () => {
	expect(typesOf("qbs").filter(({ partOf }) => partOf === undefined)).toHaveLength(5);
	expect(typesOf("qbs").find(({ partOf }) => partOf !== undefined)).toMatchObject({
		id: "confirming",
		partOf: "global",
	});
});

describe("a question of ours is of a type", () => {
	test.each([
		["qbs", "status", "How many people touch an order today?"],
		["qbs", "status", "Which system do you book the slots in?"],
		["qbs", "status", "How long have you had the current contract?"],
		["qbs", "status", "What does the month end look like today?"],
		["qbs", "issue", "What are the main problems with the way rotas are made?"],
		["qbs", "issue", "How satisfied are you with the answers that come back?"],
		["qbs", "issue", "What would you change about the hand-over?"],
		["qbs", "issue", "To what extent is speed a concern for you?"],
		["qbs", "implication", "What happens when a technician arrives without the part?"],
		["qbs", "implication", "How does that affect your renewals?"],
		["qbs", "implication", "If you do nothing, who feels it first?"],
		["qbs", "implication", "What does a lost day cost the plant?"],
		["qbs", "solution", "If you could see every berth on one screen, who would gain?"],
		["qbs", "solution", "How valuable would an hour a day be to the desk?"],
		["qbs", "solution", "Would it help if the list wrote itself?"],
		["qbs", "global", "How so?"],
		["qbs", "global", "What else is on your mind?"],
		["qbs", "global", "Can you say more about the second one?"],
		["qbs", "confirming", "So you are saying that the date is what counts?"],
		["qbs", "confirming", "Have I understood you correctly?"],
		["qbs", "confirming", "Did I miss anything?"],
		["spin", "situation", "How many vans do you send out?"],
		["spin", "situation", "Who is responsible for the rota?"],
		["spin", "problem", "Is it difficult to find a free slot?"],
		["spin", "problem", "Are you happy with how long that takes?"],
		["spin", "implication", "What effect does a missed slot have on the customer?"],
		["spin", "implication", "Does that lead to credits?"],
		["spin", "need-payoff", "Would it be useful to you to know that the evening before?"],
		["spin", "need-payoff", "How would that help the depot?"],
		["chris-voss", "calibrated", "How am I supposed to explain that to my director?"],
		["chris-voss", "calibrated", "What makes the thirtieth so important?"],
		["chris-voss", "label", "It seems like the price is not the real point."],
		["chris-voss", "label", "You sound unsure about the second year."],
		["chris-voss", "no-oriented", "Have you given up on this project?"],
	])("[S2-33] %s: %s: %s", (pack, type, question) => {
		expect(classifyQuestion(question, typesOf(pack))?.type.id).toBe(type);
	});

	test("[S2-33] a mirror is one by what was said before it, and by nothing else", () => {
		const before = "Honestly, the board wants it done before the freeze.";
		expect(classifyQuestion("Before the freeze?", typesOf("chris-voss"), before)?.type.id).toBe("mirror");
		expect(classifyQuestion("Before the freeze?", typesOf("chris-voss"))).toBeNull();
		expect(classifyQuestion("Before the summer?", typesOf("chris-voss"), before)).toBeNull();
	});

	test.each([
		["chris-voss", "Why did you sign that?"],
		["chris-voss", "The price is on page two."],
		["qbs", "Could we meet on Tuesday?"],
		["qbs", "Was kostet das?"],
		["spin", ""],
	])("[S2-33] of no type of %s: %s", (pack, question) => {
		expect(classifyQuestion(question, typesOf(pack))).toBeNull();
	});
});
