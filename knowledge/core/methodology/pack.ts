import * as z from "zod";
import { FactKey } from "../vocabulary/fact-key.ts";
import { Stage } from "../vocabulary/stage.ts";
import { isCue } from "./cues.ts";

/** Packs that one tenant may have beside the built-in ones, and of those how many are asked by at once: a turn reads each text by all of them. */
export const PACKS_MAX = 20;
export const ACTIVE_PACKS_MAX = 6;
/** All cues of a pack: each text is read by all of them. The richest built-in one has 192. */
export const CUES_MAX = 300;
/** As JSON. The longest built-in one is a fifth of it; settings with six of these are read by every deal. */
export const PACK_CHARS_MAX = 60_000;

/** Small letters, digits and single hyphens: it stands in paths and in the values of facts. */
const Slug = z
	.string()
	.max(40)
	.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "must be small letters, digits and single hyphens");
/** One line as it looks, in the order in which it is written, without the sign that parts the values of facts. */
const Line = (max: number) =>
	z
		.string()
		.trim()
		.min(1)
		.max(max)
		.regex(/^[^\p{Cc}\p{Zl}\p{Zp}\p{Bidi_C}|]*$/u, "must be one line without «|» or marks that turn the writing round");

export const PackId = Slug.brand<"PackId">();
export type PackId = z.infer<typeof PackId>;
export const FieldId = Slug.brand<"FieldId">();
export type FieldId = z.infer<typeof FieldId>;

/** A word or a phrase, see `cues.ts`. No pattern language: whoever edits a pack need not be a programmer, and none can be slow. */
const CueText = Line(80).refine(
	isCue,
	"must be words, with «…» for up to six words between and «*» at the end of a word",
);

/** S2-19: four kinds of reader. */
export const Rank = z.enum(["individual contributor", "manager", "executive", "c-suite"]);
export type Rank = z.infer<typeof Rank>;

/** A form that a question has whatever it is about. `mirror`: it hands back their last words; `statement`: it is none by its grammar. */
export const QuestionForm = z.enum(["open", "closed", "mirror", "statement"]);
export type QuestionForm = z.infer<typeof QuestionForm>;

/** A kind of question that a method tells apart. */
export const QuestionType = z.strictObject({
	id: Slug,
	name: Line(60),
	/** What it is for, and when it is asked. */
	description: Line(300),
	/** A variety of another type of the pack, rather than a type of its own. */
	partOf: Slug.optional(),
	/** Only a question of one of these forms is of this type. Without it any is. */
	forms: z.array(QuestionForm).min(1).max(4).optional(),
	/** By which words it is known. The longest that is found decides. */
	cues: z.array(CueText).max(60),
	examples: z.array(Line(240)).min(1).max(12),
});
export type QuestionType = z.infer<typeof QuestionType>;

/** Something to ask, as it is written in a mail. */
export const Question = z.strictObject({
	text: Line(240).regex(/\?$/, "must end with a question mark"),
	/** Which of the pack's types of question it is. */
	type: Slug.optional(),
	/** Who is asked so. Without it anybody. */
	ranks: z.array(Rank).min(1).max(4).optional(),
	/** When it is asked so. Without it in all stages of the field. */
	stages: z.array(Stage).min(1).max(11).optional(),
});
export type Question = z.infer<typeof Question>;

/** Facts that fill a field by themselves. */
export const FactRule = z.strictObject({
	key: FactKey.exclude(["methodology.answer"]),
	/** Only where one of these words or phrases stands in the fact's value. */
	saying: z.array(CueText).min(1).max(30).optional(),
});

/** One thing that a method wants to know. */
export const Field = z.strictObject({
	id: FieldId,
	name: Line(60),
	/** What it means, for who edits or reads it. */
	asks: Line(300),
	facts: z.array(FactRule).max(8),
	/** Words by which a buyer's own sentence answers it, where no fact does. */
	cues: z.array(CueText).max(40),
	questions: z.array(Question).min(1).max(16),
	/** How much it matters beside the other fields, 1 to 5. */
	weight: z.int().min(1).max(5),
	/** When it is worth asking. */
	stages: z.array(Stage).min(1).max(11),
});
export type Field = z.infer<typeof Field>;

/** A sales method as data: what it wants to know, how that is known, and what to ask next. */
export const Pack = z
	.strictObject({
		id: PackId,
		name: Line(60),
		/** What it is good for, in a line. */
		purpose: Line(200),
		/** The language of its questions and cues, as in «en». */
		language: z.string().regex(/^[a-z]{2}$/, "must be a language of two letters, such as en"),
		/** Whether the crew asks by it. A pack that is off can still be read. */
		active: z.boolean(),
		fields: z.array(Field).min(1).max(20),
		questionTypes: z.array(QuestionType).max(12).default([]),
		/** Where the method comes from: author and book. */
		source: Line(200),
	})
	.superRefine((pack, context) => {
		for (const { path, message } of misfits(pack)) context.addIssue({ code: "custom", path: [...path], message });
		if (JSON.stringify(pack).length > PACK_CHARS_MAX)
			context.addIssue({ code: "custom", path: [], message: `must be at most ${PACK_CHARS_MAX} characters in all` });
	});
export type Pack = z.infer<typeof Pack>;

type Misfit = { readonly path: readonly (string | number)[]; readonly message: string };
type Parts = {
	readonly fields: readonly Field[];
	readonly questionTypes: readonly QuestionType[];
};

/** What no single member shows: ids that stand twice, and names of nothing. */
function misfits({ fields, questionTypes }: Parts): readonly Misfit[] {
	const types = new Set(questionTypes.map(({ id }) => id));
	const cues = [...fields, ...questionTypes].reduce((sum, each) => sum + each.cues.length, 0);
	return [
		...(cues > CUES_MAX
			? [{ path: ["fields"], message: `have ${cues} cues with the types of question, at most ${CUES_MAX}` }]
			: []),
		...twice(fields).map((at) => ({ path: ["fields", at, "id"], message: "stands twice" })),
		...twice(questionTypes).map((at) => ({ path: ["questionTypes", at, "id"], message: "stands twice" })),
		...questionTypes.flatMap(({ id, partOf }, at) =>
			partOf === undefined || (partOf !== id && types.has(partOf))
				? []
				: [{ path: ["questionTypes", at, "partOf"], message: "is no other type of this pack" }],
		),
		...fields.flatMap((field, at) =>
			field.questions.flatMap(({ type, stages = [] }, which): readonly Misfit[] => [
				...(type === undefined || types.has(type)
					? []
					: [{ path: ["fields", at, "questions", which, "type"], message: "is no type of question of this pack" }]),
				...(stages.every((stage) => field.stages.includes(stage))
					? []
					: [{ path: ["fields", at, "questions", which, "stages"], message: "has a stage that its field has not" }]),
			]),
		),
	];
}

const twice = (all: readonly { readonly id: string }[]): readonly number[] =>
	all.flatMap(({ id }, at) => (all.findIndex((each) => each.id === id) < at ? [at] : []));
