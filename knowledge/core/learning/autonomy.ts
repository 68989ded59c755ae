import * as z from "zod";
import { wilsonLow } from "../facts/lessons.ts";

/** K4: what an agent may do of one class of actions by itself, from least to most. */
export const AutonomyLevel = z.enum(["observe", "draft", "act-with-approval", "act-with-undo", "act"]);
export type AutonomyLevel = z.infer<typeof AutonomyLevel>;
const LADDER = AutonomyLevel.options;

/** What a clone is judged by, one class at a time. */
export const ActionClass = z.enum(["answer-mail", "offer-price", "move-stage"]);
export type ActionClass = z.infer<typeof ActionClass>;

/** `clean`: approved as it was. `serious-error`: a person said that it must not happen again. */
export const ActionOutcome = z.enum(["clean", "edited", "rejected", "undone", "serious-error"]);
export type ActionOutcome = z.infer<typeof ActionOutcome>;

/** Since the last serious error: how many were decided, and how many of them went as they were. */
export type ActionRecord = { readonly clean: number; readonly decided: number; readonly hasErred: boolean };
export const NO_RECORD: ActionRecord = { clean: 0, decided: 0, hasErred: false };

/** One serious error takes all that was earned. */
export function withOutcome(record: ActionRecord, outcome: ActionOutcome): ActionRecord {
	if (outcome === "serious-error") return { clean: 0, decided: 0, hasErred: true };
	// It was decided before, and counted as clean if it was.
	if (outcome === "undone") return { ...record, clean: Math.max(0, record.clean - 1) };
	return { ...record, clean: record.clean + (outcome === "clean" ? 1 : 0), decided: record.decided + 1 };
}

/**
 * By the lower end of the 95 % interval of the share that was clean: a short record earns nothing, however clean. 19 in a
 * row earn the undo window, 73 in a row earn to act.
 */
const EARNED: readonly (readonly [number, AutonomyLevel])[] = [
	[0.95, "act"],
	[0.83, "act-with-undo"],
];

/** Where a clone begins, and what is left to it after a serious error. */
export const FIRST_LEVEL: AutonomyLevel = "act-with-approval";
export const LEVEL_AFTER_ERROR: AutonomyLevel = "draft";
/** After an error approval is earned back by so many clean ones in a row, as the interval says: 9. */
const APPROVAL_AGAIN = 0.7;

/** What the record earns, and what the tenant's policy leaves of it. A cap only lowers. */
export function levelOf(record: ActionRecord, cap: AutonomyLevel): AutonomyLevel {
	const low = wilsonLow(record.clean, record.decided);
	const earned = EARNED.find(([needed]) => low >= needed)?.[1];
	const base = record.hasErred && low < APPROVAL_AGAIN ? LEVEL_AFTER_ERROR : FIRST_LEVEL;
	const level = earned ?? base;
	return LADDER.indexOf(level) <= LADDER.indexOf(cap) ? level : cap;
}
