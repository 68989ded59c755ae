import * as z from "zod";
import { FactState } from "../events/fact.ts";
import { FieldId, Pack, PackId, Rank } from "../methodology/pack.ts";
import { FactId } from "../vocabulary/ids.ts";
import { Stage } from "../vocabulary/stage.ts";

const Standing = {
	/** Whether it comes with the platform. */
	builtIn: z.boolean(),
	/** Whether the account has written it, or its own form of a built-in one. */
	own: z.boolean(),
	/** When the account wrote it; `null` for a built-in one that is as it came. */
	updatedAt: z.iso.datetime().nullable(),
};

/** A sales method in a list. */
export const MethodologyRow = z.strictObject({
	id: PackId,
	name: z.string(),
	purpose: z.string(),
	active: z.boolean(),
	fields: z.int(),
	...Standing,
});
export type MethodologyRow = z.infer<typeof MethodologyRow>;

/** A sales method, whole: what a `PUT` of it takes is `pack`. */
export const MethodologyView = z.strictObject({ pack: Pack, ...Standing });
export type MethodologyView = z.infer<typeof MethodologyView>;

const QuestionView = z.strictObject({
	pack: PackId,
	field: FieldId,
	text: z.string(),
	/** Why this one and no other. */
	why: z.string(),
});

/** A deal by one method. */
const PackStanding = z.strictObject({
	pack: PackId,
	name: z.string(),
	/** From 0, nothing is known, to 1: all of it in a person's words, or checked by one. */
	score: z.number().min(0).max(1),
	fields: z.array(
		z.strictObject({
			field: FieldId,
			name: z.string(),
			asks: z.string(),
			state: z.enum(["empty", ...FactState.options]),
			facts: z.array(FactId),
		}),
	),
	/** Fields that are not known, the most urgent first. */
	gaps: z.array(FieldId),
	question: QuestionView.nullable(),
});

/** A deal by every active method of the account. */
export const DealMethodologyView = z.strictObject({
	stage: Stage,
	rank: Rank,
	/** The best question of all of them. */
	question: QuestionView.nullable(),
	packs: z.array(PackStanding),
});
export type DealMethodologyView = z.infer<typeof DealMethodologyView>;
