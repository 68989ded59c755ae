import * as z from "zod";
import { StyleMeasure } from "../vocabulary/style.ts";
import { ActionClass, AutonomyLevel } from "./autonomy.ts";

/** Raised when the same log makes another state: what was stored before is then made again. */
export const FOLD = 1;

const Edit = z.strictObject({ drafted: StyleMeasure, sent: StyleMeasure });

/** A state as it is stored between readings: what cannot be read as one is made again from the log. */
export const StoredLearned = z.strictObject({
	fold: z.literal(FOLD),
	calibration: z.record(z.string(), z.array(z.strictObject({ right: z.number().min(0), n: z.int().min(0) }))),
	edits: z.record(z.string(), z.array(Edit)),
	records: z.record(
		z.string(),
		z.strictObject({ clean: z.int().min(0), decided: z.int().min(0), hasErred: z.boolean() }),
	),
	caps: z.partialRecord(ActionClass, AutonomyLevel),
	changes: z.array(
		z.strictObject({
			id: z.string(),
			subject: z.string(),
			seq: z.int(),
			at: z.int(),
			from: z.string(),
			to: z.string(),
			revertedBy: z.int().nullable(),
		}),
	),
});
