import * as z from "zod";
import { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import { Region } from "#knowledge/core/vocabulary/region.ts";
import { Stage } from "#knowledge/core/vocabulary/stage.ts";
import written from "../../frameworks/personas.json" with { type: "json" };

/** Who is written to, by the title: `knowledge/frameworks/personas.md` says what each wants. */
export const Rank = z.enum(["individual contributor", "manager", "executive", "c-suite"]);
export type Rank = z.infer<typeof Rank>;

/** Whom a draft is for, and where the deal stands. */
export type Reader = { readonly rank: Rank; readonly stage: Stage; readonly region: Region };

const RankNorm = z.strictObject({
	/** Words that make a title one of this rank, as the document names them; `persona.ts` reads titles. */
	titles: z.array(z.string()).min(1),
	/** Of the body at most, greeting and signature aside. */
	words: z.int().positive(),
	questions: z.int().nonnegative(),
	leads: z.string(),
	/** Lines of a list at most; `null`: as many as it takes. */
	listLines: z.int().nonnegative().nullable(),
	technicalWords: z.enum(["as wanted", "those the reader used"]),
});

const StageNorm = z.strictObject({
	/** Fewer than the rank's; `null`: as many. */
	questions: z.int().nonnegative().nullable(),
	/** What a question of ours may be about. */
	asksAbout: z.array(FactKey),
	/** Whether a price of ours may be named. */
	price: z.boolean(),
	/** Whether contracts may be spoken of. */
	contracts: z.boolean(),
});
export type StageNorm = z.infer<typeof StageNorm>;

const RegionNorm = z.strictObject({
	days: z.enum(["18 September", "September 18"]),
	greets: z.array(z.string()).min(1),
	greetsBy: z.enum(["name", "first name"]),
	closes: z.array(z.string()).min(1),
	/** Whether «Send me» may be said to a reader. */
	bareImperatives: z.boolean(),
});
export type RegionNorm = z.infer<typeof RegionNorm>;

const Norms = z.strictObject({
	ranks: z.record(Rank, RankNorm),
	withoutTitle: Rank,
	technicalWords: z.array(z.string()),
	/** So many points asked, and the words may be so many times as many. */
	manyPoints: z.strictObject({ from: z.int().min(2), wordsTimes: z.number().min(1) }),
	stages: z.partialRecord(Stage, StageNorm),
	regions: z.record(Region, RegionNorm),
	never: z.strictObject({ filler: z.array(z.string()), phrases: z.array(z.string()), presses: z.array(z.string()) }),
});

/** The persona rules as people edit them: `knowledge/frameworks/personas.json`, which a test holds equal to the document beside it. */
export const NORMS = Norms.parse(written);

/** After the sale nothing is sold: questions are a person's to ask. */
const AFTERWARDS: StageNorm = { questions: null, asksAbout: [], price: true, contracts: true };
export const stageNorm = (stage: Stage): StageNorm => NORMS.stages[stage] ?? AFTERWARDS;

/** How much a draft may hold for its reader. */
export type Room = { readonly words: number; readonly questions: number; readonly listLines: number };

/** `points`: how many were asked. Who asked in points may be answered in points. */
export function roomFor(reader: Reader, asked: { readonly points: number; readonly inPoints: boolean }): Room {
	const { words, questions, listLines } = NORMS.ranks[reader.rank];
	const { from, wordsTimes } = NORMS.manyPoints;
	return {
		words: asked.points >= from ? Math.floor(words * wordsTimes) : words,
		questions: Math.min(questions, stageNorm(reader.stage).questions ?? questions),
		listLines: listLines === null || (listLines === 0 && asked.inPoints) ? Number.POSITIVE_INFINITY : listLines,
	};
}
