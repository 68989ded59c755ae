import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NADIA, SAM, skillNamed } from "../testing/ids.ts";
import { ActionOutcome, AutonomyLevel, levelOf, NO_RECORD, withOutcome } from "./autonomy.ts";
import { BINS, type Bins, binOf, calibrated, calibrationError, judged, NO_BINS } from "./calibration.ts";
import {
	autonomyFor,
	DEFAULT_CAP,
	type Learnable,
	type LearningEvent,
	learn,
	NOTHING_LEARNED,
	replay,
	styleFor,
	worthOf,
} from "./learned.ts";
import { EDITS_MIN, measureOf, PLAIN_STYLE, styleOf } from "./style.ts";

const QUALIFIER = skillNamed("qualifier");

const log = (events: readonly LearningEvent[]): Learnable[] => events.map((event, i) => ({ seq: i + 1, at: i, event }));
const many = <T>(n: number, event: T): T[] => Array.from({ length: n }, () => event);
const judgedAs = (verdict: "validated" | "edited" | "contradicted", confidence = 0.9): LearningEvent => ({
	type: "fact-judged",
	skill: QUALIFIER,
	key: "bant.budget",
	confidence,
	verdict,
	before: null,
});
const decided = (outcome: ActionOutcome, style: Extract<LearningEvent, { type: "action-decided" }>["style"] = null) =>
	({ type: "action-decided", clone: SAM, action: "answer-mail", outcome, style }) as const;

describe("calibration", () => {
	test("[S2-32] nobody judged anything: a claim is taken at its word", () => {
		expect(calibrated(NO_BINS, 0.83)).toBe(0.83);
	});

	test.each([
		[0, 0],
		[0.0999, 0],
		[0.1, 1],
		[0.9, 9],
		[1, 9],
	])("[S2-32] a confidence of %d is counted in bin %i", (confidence, bin) => {
		expect(binOf(confidence)).toBe(bin);
	});

	test("[S2-32] claims that were wrong are worth less, the more of them; half right is half", () => {
		const worth = (n: number, right: number) =>
			calibrated(
				Array.from({ length: n }).reduce<Bins>((bins) => judged(bins, 0.95, right), NO_BINS),
				0.95,
			);
		expect(worth(1, 0)).toBeGreaterThan(worth(5, 0));
		expect(worth(5, 0)).toBeGreaterThan(worth(40, 0));
		expect(worth(40, 0)).toBeLessThan(0.2);
		expect(worth(40, 0.5)).toBeGreaterThan(worth(40, 0));
		expect(worth(40, 0.5)).toBeLessThan(worth(40, 1));
	});

	const bins = fc
		.array(fc.tuple(fc.nat(30), fc.nat(30)), { minLength: BINS, maxLength: BINS })
		.map((pairs): Bins => pairs.map(([a, b]) => ({ right: Math.min(a, b), n: Math.max(a, b) })));
	test("[S2-32] whatever was judged, a higher confidence is never worth less, and all is in [0.05, 0.98]", () => {
		fc.assert(
			fc.property(
				bins,
				// Evenly spread: most of what `fc.double` makes is next to nothing.
				fc.nat(1_000),
				fc.nat(100),
				(had, some, more) => {
					const [low, high] = [some / 1_000, Math.min(1, (some + more) / 1_000)];
					if (had.every(({ n }) => n === 0)) return;
					expect(calibrated(had, low)).toBeLessThanOrEqual(calibrated(had, high) + 1e-9);
					expect(calibrated(had, low)).toBeGreaterThanOrEqual(0.05);
					expect(calibrated(had, high)).toBeLessThanOrEqual(0.98);
				},
			),
		);
	});

	test("[S2-32] the error is nothing where what is said comes true, and its distance where it does not", () => {
		expect(calibrationError([])).toBe(0);
		expect(calibrationError(many(10, { said: 0.5, right: 0.5 }))).toBe(0);
		expect(calibrationError([...many(9, { said: 0.9, right: 1 }), { said: 0.9, right: 0 }])).toBeCloseTo(0);
		expect(calibrationError(many(4, { said: 0.9, right: 0 }))).toBeCloseTo(0.9);
	});
});

describe("autonomy", () => {
	const level = (clean: number, cap: AutonomyLevel = "act") =>
		levelOf(many(clean, "clean" as const).reduce(withOutcome, NO_RECORD), cap);

	test.each([
		[0, "act-with-approval"],
		[18, "act-with-approval"],
		[19, "act-with-undo"],
		[72, "act-with-undo"],
		[74, "act"],
	])("[K4] %i clean ones in a row earn %s", (clean, earned) => {
		expect(level(clean)).toBe(earned);
	});

	test("[K4] one serious error takes it all, and 9 clean ones in a row bring approval back", () => {
		const levelAfter = (clean: number) =>
			levelOf(
				([...many(100, "clean"), "serious-error", ...many(clean, "clean")] as ActionOutcome[]).reduce(
					withOutcome,
					NO_RECORD,
				),
				"act",
			);
		expect(levelAfter(0)).toBe("draft");
		expect(levelAfter(8)).toBe("draft");
		expect(levelAfter(9)).toBe("act-with-approval");
	});

	test("[K4] edited, rejected and undone ones are not clean; a cap only lowers", () => {
		const mixed = (["edited", "rejected", "undone"] as const).flatMap((outcome) => [
			...many(10, "clean" as const),
			outcome,
		]);
		expect(levelOf(mixed.reduce(withOutcome, NO_RECORD), "act")).toBe("act-with-approval");
		expect(level(200, "act-with-undo")).toBe("act-with-undo");
		expect(level(200, "observe")).toBe("observe");
		expect(level(0, "act")).toBe("act-with-approval");
	});
});

const DRAFTED =
	"Dear Ms Lind,\n\nthank you for your question. We are happy to send the figures that you asked for.\n\nKind regards\nSam";
const SENT = "Hi Petra,\n\nhere's what you asked for.\n\nThanks\nSam";
const EDIT = { drafted: measureOf(DRAFTED), sent: measureOf(SENT) };

describe("style", () => {
	test("[S2-32] a mail is measured, and none of its words kept", () => {
		expect(EDIT.drafted).toMatchObject({ greeting: "dear", closing: "kind", contractions: 0, paragraphs: 3 });
		expect(EDIT.sent).toMatchObject({ greeting: "hi", closing: "thanks", contractions: 1 });
		expect(measureOf("")).toMatchObject({ words: 0, greeting: "none", closing: "none", paragraphs: 0 });
	});

	test("[S2-32] two edits are no habit, three are", () => {
		expect(styleOf(many(EDITS_MIN - 1, EDIT))).toEqual(PLAIN_STYLE);
		expect(styleOf(many(EDITS_MIN, EDIT))).toMatchObject({ greeting: "hi", closing: "thanks", contractions: true });
		expect(styleOf(many(EDITS_MIN, EDIT)).length).toBeLessThan(0.7);
	});

	test("[S2-32] what the crew writes anyway is nobody's habit", () => {
		expect(styleOf(many(5, { drafted: EDIT.sent, sent: EDIT.sent }))).toEqual(PLAIN_STYLE);
	});
});

describe("what is learned", () => {
	const LOG = log([
		...many(6, judgedAs("contradicted")),
		...many(3, decided("edited", EDIT)),
		...many(20, decided("clean")),
		{ type: "autonomy-capped", action: "answer-mail", level: "act", by: SAM },
	]);

	test("[S2-32] judgements change what a claim is worth, edits a style, decisions what a clone may do", () => {
		const state = replay(LOG);
		expect(worthOf(state.calibration, { skill: QUALIFIER, key: "bant.budget", confidence: 0.9 })).toBeLessThan(0.6);
		expect(worthOf(state.calibration, { skill: QUALIFIER, key: "bant.need", confidence: 0.9 })).toBe(0.9);
		expect(styleFor(state, SAM)).toMatchObject({ greeting: "hi" });
		expect(styleFor(state, "u-other")).toEqual(PLAIN_STYLE);
	});

	test("[K4] without a tenant's word nothing earned goes past approval; its word lets it, and is a change like others", () => {
		const clean = log(many(30, decided("clean")));
		expect(autonomyFor(replay(clean), SAM, "answer-mail")).toBe(DEFAULT_CAP);
		const capped = log([
			...many(30, decided("clean")),
			{ type: "autonomy-capped", action: "answer-mail", level: "act", by: SAM },
		]);
		const state = replay(capped);
		expect(autonomyFor(state, SAM, "answer-mail")).toBe("act-with-undo");
		expect(state.changes).toMatchObject([
			{ id: "31.0", subject: "cap * answer-mail", from: DEFAULT_CAP, to: "act" },
			{ id: "31.1", from: "act-with-approval", to: "act-with-undo" },
		]);
		const back = learn(state, { seq: 32, at: 32, event: { type: "change-reverted", change: "31.0", by: SAM } });
		expect(autonomyFor(back, SAM, "answer-mail")).toBe(DEFAULT_CAP);
	});

	test("[S2-32] every change says from what to what, and is taken back by its id: its subject begins anew", () => {
		const state = replay(LOG);
		const style = state.changes.find(({ subject }) => subject.startsWith("style"));
		expect(style).toMatchObject({ seq: 9, revertedBy: null });
		const after = learn(state, {
			seq: 100,
			at: 100,
			event: { type: "change-reverted", change: style?.id ?? "", by: SAM },
		});
		expect(styleFor(after, SAM)).toEqual(PLAIN_STYLE);
		expect(after.changes.find(({ id }) => id === style?.id)?.revertedBy).toBe(100);
		expect(worthOf(after.calibration, { skill: QUALIFIER, key: "bant.budget", confidence: 0.9 })).toBe(
			worthOf(state.calibration, { skill: QUALIFIER, key: "bant.budget", confidence: 0.9 }),
		);
		expect(
			learn(after, { seq: 101, at: 101, event: { type: "change-reverted", change: style?.id ?? "", by: SAM } }),
		).toEqual(after);
		expect(learn(state, { seq: 100, at: 100, event: { type: "change-reverted", change: "1.7", by: SAM } })).toEqual(
			state,
		);
	});

	test("[K4] a cap that is taken back is what it was before, and what clones may do again is told", () => {
		const capped = (level: AutonomyLevel, seq: number): Learnable => ({
			seq,
			at: seq,
			event: { type: "autonomy-capped", action: "answer-mail", level, by: NADIA },
		});
		const state = [...log([decided("clean")]), capped("observe", 2), capped("draft", 3)].reduce(learn, NOTHING_LEARNED);
		expect(autonomyFor(state, SAM, "answer-mail")).toBe("draft");
		const revert = (of: typeof state, seq: number, by: number) => {
			const change = of.changes.find((each) => each.seq === seq && each.subject.startsWith("cap"));
			return learn(of, { seq: by, at: by, event: { type: "change-reverted", change: change?.id ?? "", by: NADIA } });
		};
		const once = revert(state, 3, 4);
		expect(autonomyFor(once, SAM, "answer-mail")).toBe("observe");
		expect(once.changes.at(-1)).toMatchObject({
			subject: "autonomy sam answer-mail",
			seq: 4,
			from: "draft",
			to: "observe",
		});
		expect(autonomyFor(revert(once, 2, 5), SAM, "answer-mail")).toBe(DEFAULT_CAP);
		expect(autonomyFor(revert(state, 2, 4), SAM, "answer-mail")).toBe(DEFAULT_CAP);
	});

	const anyEvent = fc.oneof(
		fc.record({
			type: fc.constant("fact-judged" as const),
			skill: fc.constantFrom(QUALIFIER, skillNamed("discovery")),
			key: fc.constantFrom("bant.budget" as const, "bant.need" as const),
			confidence: fc.double({ min: 0, max: 1, noNaN: true }),
			verdict: fc.constantFrom("validated" as const, "edited" as const, "contradicted" as const),
			before: fc.constantFrom(null, "contradicted" as const),
		}),
		fc.record({
			type: fc.constant("action-decided" as const),
			clone: fc.constantFrom(SAM, NADIA),
			action: fc.constantFrom("answer-mail" as const, "offer-price" as const),
			outcome: fc.constantFrom(...ActionOutcome.options),
			style: fc.constantFrom(null, EDIT),
		}),
		fc.record({
			type: fc.constant("autonomy-capped" as const),
			action: fc.constantFrom("answer-mail" as const, "offer-price" as const),
			level: fc.constantFrom(...AutonomyLevel.options),
			by: fc.constant(SAM),
		}),
	);

	test("[S2-32] replayed in two parts it is what it was whole; a reverted subject is as if nothing had been", () => {
		fc.assert(
			fc.property(fc.array(anyEvent, { maxLength: 80 }), fc.nat(80), (events, cut) => {
				const whole = log(events);
				const state = replay(whole);
				expect(whole.slice(cut).reduce(learn, replay(whole.slice(0, cut)))).toEqual(state);
				const change = state.changes.at(-1);
				if (!change) return;
				const after = learn(state, {
					seq: 999,
					at: 999,
					event: { type: "change-reverted", change: change.id, by: SAM },
				});
				const [what, who = "", rest = ""] = change.subject.split(" ");
				if (what === "style") expect(styleFor(after, who)).toEqual(PLAIN_STYLE);
				if (what === "calibration")
					expect(worthOf(after.calibration, { skill: who, key: rest, confidence: 0.77 })).toBe(0.77);
				if (what === "autonomy") expect(after.records[change.subject]).toBeUndefined();
			}),
			{ numRuns: 200 },
		);
	});

	test("[S2-32] nothing taught is nothing learned", () => {
		expect(replay([])).toEqual(NOTHING_LEARNED);
	});
});
