import * as z from "zod";
import { Verdict } from "../events/fact.ts";
import { FactKey } from "../vocabulary/fact-key.ts";
import { SkillName, UserId } from "../vocabulary/ids.ts";
import { assertNever } from "../vocabulary/invariant.ts";
import { canonicalJson } from "../vocabulary/json.ts";
import { StyleMeasure } from "../vocabulary/style.ts";
import { Instant } from "../vocabulary/time.ts";
import {
	ActionClass,
	ActionOutcome,
	type ActionRecord,
	AutonomyLevel,
	levelOf,
	NO_RECORD,
	withOutcome,
} from "./autonomy.ts";
import { type Bins, calibrated, judged, NO_BINS, unjudged } from "./calibration.ts";
import { EDITS_MAX, type Edit, PLAIN_STYLE, type Style, styleOf } from "./style.ts";

/** What is learned from. Each happened once, in one account, in an order that does not change. */
export const LearningEvent = z.discriminatedUnion("type", [
	z.strictObject({
		type: z.literal("fact-judged"),
		skill: SkillName,
		key: FactKey,
		/** As the skill said it, before anything learned was applied. */
		confidence: z.number().min(0).max(1),
		verdict: Verdict,
		/** What was said of the same claim before, and no longer holds. */
		before: Verdict.nullable(),
	}),
	z.strictObject({
		type: z.literal("action-decided"),
		clone: UserId,
		action: ActionClass,
		outcome: ActionOutcome,
		/** Of a mail that was let go: how it was drafted and how it left. */
		style: z.strictObject({ drafted: StyleMeasure, sent: StyleMeasure }).nullable(),
	}),
	z.strictObject({ type: z.literal("autonomy-capped"), action: ActionClass, level: AutonomyLevel, by: UserId }),
	/** A person takes a change back: what had led to it no longer counts. */
	z.strictObject({ type: z.literal("change-reverted"), change: z.string().max(200), by: UserId }),
]);
export type LearningEvent = z.infer<typeof LearningEvent>;

export const Learnable = z.strictObject({ seq: z.int().min(1), at: Instant, event: LearningEvent });
export type Learnable = z.infer<typeof Learnable>;

/** Something that the crew does otherwise since an event, and what it did before. */
export type Change = {
	/** «31.0»: the first that event 31 caused. */
	readonly id: string;
	/** «calibration qualifier bant.budget», «style u-…», «autonomy sam answer-mail», «cap * answer-mail». */
	readonly subject: string;
	readonly seq: number;
	readonly at: Instant;
	readonly from: string;
	readonly to: string;
	readonly revertedBy: number | null;
};

/** What people said of the claims of each skill and key: «calibration qualifier bant.budget». */
export type Calibration = Readonly<Record<string, Bins>>;

export type Learned = {
	readonly calibration: Calibration;
	readonly edits: Readonly<Record<string, readonly Edit[]>>;
	readonly records: Readonly<Record<string, ActionRecord>>;
	readonly caps: Readonly<Partial<Record<ActionClass, AutonomyLevel>>>;
	readonly changes: readonly Change[];
};

export const NOTHING_LEARNED: Learned = { calibration: {}, edits: {}, records: {}, caps: {}, changes: [] };

/** Until a tenant says otherwise nothing leaves without an approval. */
export const DEFAULT_CAP: AutonomyLevel = "act-with-approval";
/** Changes that are told of; the log holds them all. */
const CHANGES_MAX = 500;

/** What of whom a change is about: the names of subjects are made here, and read here. */
export type Subject = { readonly what: string; readonly of: string; readonly about: string };
export function readSubject(subject: string): Subject {
	const [what = "", of = "", about = ""] = subject.split(" ");
	return { what, of, about };
}

const calibrationKey = (skill: string, key: string): string => `calibration ${skill} ${key}`;
const styleKey = (clone: string): string => `style ${clone}`;
const capKey = (action: string): string => `cap * ${action}`;
const autonomyKey = (clone: string, action: string): string => `autonomy ${clone} ${action}`;

/**
 * What one more event teaches. Pure: the same events in the same order give the same state, so that what was learned can
 * be replayed from its log, up to any moment. A change that is taken back is not unlearned by hand: its subject begins anew,
 * with nothing that came before. A cap is what it was before: to take back a tenant's word must not open what another of its words had closed.
 */
export function learn(state: Learned, { seq, at, event }: Learnable): Learned {
	switch (event.type) {
		case "fact-judged": {
			const subject = calibrationKey(event.skill, event.key);
			const had = state.calibration[subject] ?? NO_BINS;
			const kept = event.before ? unjudged(had, event.confidence, RIGHT[event.before]) : had;
			const bins = judged(kept, event.confidence, RIGHT[event.verdict]);
			return told({ ...state, calibration: { ...state.calibration, [subject]: bins } }, state, { subject, seq, at });
		}
		case "action-decided": {
			const subject = autonomyKey(event.clone, event.action);
			const record = withOutcome(state.records[subject] ?? NO_RECORD, event.outcome);
			const next = told({ ...state, records: { ...state.records, [subject]: record } }, state, { subject, seq, at });
			if (!event.style) return next;
			const style = styleKey(event.clone);
			const edits = [...(next.edits[style] ?? []), event.style].slice(-EDITS_MAX);
			return told({ ...next, edits: { ...next.edits, [style]: edits } }, next, { subject: style, seq, at });
		}
		case "autonomy-capped": {
			const subject = capKey(event.action);
			const next = told({ ...state, caps: { ...state.caps, [event.action]: event.level } }, state, {
				subject,
				seq,
				at,
			});
			return toldOfClones(next, state, { action: event.action, seq, at });
		}
		case "change-reverted":
			return reverted(state, event.change, { seq, at });
		default:
			return assertNever(event);
	}
}

/** A claim that was right in other words was half right. */
const RIGHT: Readonly<Record<Verdict, number>> = { validated: 1, edited: 0.5, contradicted: 0 };

export const replay = (log: readonly Learnable[]): Learned => log.reduce(learn, NOTHING_LEARNED);

function reverted(state: Learned, id: string, { seq, at }: Pick<Change, "seq" | "at">): Learned {
	const change = state.changes.find((each) => each.id === id && each.revertedBy === null);
	if (!change) return state;
	const { subject } = change;
	const cap = subject.startsWith("cap ") ? ActionClass.parse(subject.split(" ").at(-1)) : null;
	const next = {
		...state,
		calibration: without(state.calibration, subject),
		edits: without(state.edits, subject),
		records: without(state.records, subject),
		caps: cap ? { ...state.caps, [cap]: AutonomyLevel.parse(change.from) } : state.caps,
		// What followed it in its subject rested on it.
		changes: state.changes.map((each) =>
			each.subject === subject && each.seq >= change.seq && each.revertedBy === null
				? { ...each, revertedBy: seq }
				: each,
		),
	};
	return cap ? toldOfClones(next, state, { action: cap, seq, at }) : next;
}

/** What a cap, or the end of one, makes of what each clone may do. */
function toldOfClones(
	next: Learned,
	before: Learned,
	{ action, seq, at }: Pick<Change, "seq" | "at"> & { readonly action: ActionClass },
): Learned {
	const clones = Object.keys(before.records).filter((each) => each.endsWith(` ${action}`));
	return clones.reduce((all, each) => told(all, before, { subject: each, seq, at }), next);
}

const without = <T extends object>(all: T, name: string): T =>
	Object.fromEntries(Object.entries(all).filter(([key]) => key !== name)) as T;

/** Notes a change where what the crew does is another than before. */
function told(next: Learned, before: Learned, { subject, seq, at }: Pick<Change, "subject" | "seq" | "at">): Learned {
	const from = doneFor(before, subject);
	const to = doneFor(next, subject);
	if (from === to) return next;
	const id = `${seq}.${next.changes.filter((each) => each.seq === seq).length}`;
	const change = { id, subject, seq, at, from, to, revertedBy: null };
	return { ...next, changes: [...next.changes, change].slice(-CHANGES_MAX) };
}

/** What is done because of what was learned of one subject, as text. A confidence is told of when it moved by a twentieth. */
function doneFor(state: Learned, subject: string): string {
	const { what, of: who, about: rest } = readSubject(subject);
	if (what === "style") return canonicalJson(styleFor(state, who));
	if (what === "cap") return state.caps[ActionClass.parse(rest)] ?? DEFAULT_CAP;
	if (what === "autonomy") return autonomyFor(state, who, ActionClass.parse(rest));
	const bins = state.calibration[subject] ?? NO_BINS;
	return [0.5, 0.7, 0.9]
		.map((said) => `${said}→${(Math.round(calibrated(bins, said) * 20) / 20).toFixed(2)}`)
		.join(" ");
}

export const styleFor = (state: Learned, clone: string): Style => {
	const edits = state.edits[styleKey(clone)];
	return edits ? styleOf(edits) : PLAIN_STYLE;
};

export const autonomyFor = (state: Learned, clone: string, action: ActionClass): AutonomyLevel =>
	levelOf(state.records[autonomyKey(clone, action)] ?? NO_RECORD, state.caps[action] ?? DEFAULT_CAP);

/** What a claim is worth, from what its skill said. */
export const worthOf = (
	calibration: Calibration,
	{ skill, key, confidence }: { readonly skill: string; readonly key: string; readonly confidence: number },
): number => calibrated(calibration[calibrationKey(skill, key)] ?? NO_BINS, confidence);
