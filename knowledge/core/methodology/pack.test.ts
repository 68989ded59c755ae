import { describe, expect, test } from "vitest";
import { aField, aPack, writtenPack } from "../testing/packs.ts";
import { PACK_CHARS_MAX, Pack } from "./pack.ts";

/** The places that are named as wrong. */
const wrong = (pack: unknown): readonly string[] =>
	Pack.safeParse(pack).error?.issues.map(({ path }) => path.join(".")) ?? [];
const withField = (changes: Parameters<typeof aField>[1]) => writtenPack({ fields: [aField("one", changes)] });

describe("a pack that is refused names what is wrong", () => {
	test.each([
		["a question without its mark", withField({ questions: [{ text: "Tell me" }] }), "fields.0.questions.0.text"],
		["no question", withField({ questions: [] }), "fields.0.questions"],
		["a fact that there is not", withField({ facts: [{ key: "bant.mood" as never }] }), "fields.0.facts.0.key"],
		[
			"its own answers as facts",
			withField({ facts: [{ key: "methodology.answer" as never }] }),
			"fields.0.facts.0.key",
		],
		["a pattern for a cue", withField({ cues: ["(a+)+"] }), "fields.0.cues.0"],
		["a weight of nothing", withField({ weight: 0 }), "fields.0.weight"],
		["a weight over five", withField({ weight: 6 }), "fields.0.weight"],
		["a stage that there is not", withField({ stages: ["LATER" as never] }), "fields.0.stages.0"],
		["no stage", withField({ stages: [] }), "fields.0.stages"],
		[
			"a rank that there is not",
			withField({ questions: [{ text: "What?", ranks: ["boss" as never] }] }),
			"fields.0.questions.0.ranks.0",
		],
		[
			"a question at a stage that is not the field's",
			withField({ questions: [{ text: "What?", stages: ["PROPOSAL"] }] }),
			"fields.0.questions.0.stages",
		],
		[
			"a type of question that there is not",
			withField({ questions: [{ text: "What?", type: "x" }] }),
			"fields.0.questions.0.type",
		],
		["a field twice", writtenPack({ fields: [aField("one"), aField("one")] }), "fields.1.id"],
		["no field", writtenPack({ fields: [] }), "fields"],
		["too many fields", writtenPack({ fields: Array.from({ length: 21 }, (_, i) => aField(`f-${i}`)) }), "fields"],
		["a sign that parts values", withField({ name: "a | b" }), "fields.0.name"],
		["a line break", withField({ asks: "a\nb" }), "fields.0.asks"],
		["a line break of its own kind", withField({ questions: [{ text: "a\u2028b?" }] }), "fields.0.questions.0.text"],
		["writing that is turned round", withField({ questions: [{ text: "a\u202eb?" }] }), "fields.0.questions.0.text"],
		["an id with a slash", writtenPack({ id: "a/b" }), "id"],
		["a language in words", writtenPack({ language: "english" }), "language"],
	])("[S0-127] %s", (_, pack, place) => {
		expect(wrong(pack)).toContain(place);
	});

	test("[S0-127] a member that nobody knows", () => {
		expect(wrong({ ...writtenPack(), colour: "red" })).toEqual([""]);
	});

	test("[S0-127] a variety of a type that there is not, or of itself", () => {
		const type = { id: "x", name: "X", description: "X.", cues: ["x"], examples: ["X?"] };
		expect(wrong(writtenPack({ questionTypes: [{ ...type, partOf: "y" }] }))).toEqual(["questionTypes.0.partOf"]);
		expect(wrong(writtenPack({ questionTypes: [{ ...type, partOf: "x" }] }))).toEqual(["questionTypes.0.partOf"]);
		expect(wrong(writtenPack({ questionTypes: [type, { ...type, id: "y", partOf: "x" }] }))).toEqual([]);
	});
});

test("[S0-127] a pack has a size, whatever it is made of", () => {
	// Twenty fields of sixteen questions; the first field's words make up what is left.
	const long = (length: number) => {
		const of = (asks: string) =>
			writtenPack({
				questionTypes: [],
				fields: Array.from({ length: 20 }, (_, i) =>
					aField(`f-${i}`, {
						questions: Array.from({ length: 16 }, () => ({ text: `${"x".repeat(166)}?` })),
						...(i === 0 ? { asks } : {}),
					}),
				),
			});
		return of("x".repeat(length - JSON.stringify(of("")).length));
	};
	expect(wrong(long(PACK_CHARS_MAX))).toEqual([]);
	expect(wrong(long(PACK_CHARS_MAX + 1))).toEqual([""]);
});

test("[S0-127] what is left out is empty, and the edges are taken", () => {
	expect(aPack().questionTypes).toEqual([]);
	expect(wrong(withField({ weight: 5 }))).toEqual([]);
	expect(wrong(withField({ weight: 1, questions: [{ text: `${"x".repeat(239)}?` }] }))).toEqual([]);
	expect(wrong(withField({ questions: [{ text: `${"x".repeat(240)}?` }] }))).toEqual(["fields.0.questions.0.text"]);
	expect(wrong(writtenPack({ fields: Array.from({ length: 20 }, (_, i) => aField(`f-${i}`)) }))).toEqual([]);
});
