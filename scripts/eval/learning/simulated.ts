import { type ActionOutcome, levelOf, NO_RECORD, withOutcome } from "#knowledge/core/learning/autonomy.ts";
import { calibrationError } from "#knowledge/core/learning/calibration.ts";
import { type Learnable, type LearningEvent, replay, styleFor, worthOf } from "#knowledge/core/learning/learned.ts";
import type { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import { SkillName, UserId } from "#knowledge/core/vocabulary/ids.ts";
import type { StyleMeasure } from "#knowledge/core/vocabulary/style.ts";
import { type Evaluation, mean, rounded } from "../figure.ts";
import { type Rng, seeded } from "../generate/random.ts";

const SEEDS = [5, 6, 7, 8, 9];
const JUDGED = 1_500;
/** What is learned from comes first; what it is measured on comes later. */
const LEARNED_SHARE = 0.6;

/** How often claims of a key are right, by the confidence that they were made with: hidden from whoever learns. */
const TRUTHS: readonly { readonly skill: string; readonly key: FactKey; readonly right: (said: number) => number }[] = [
	{ skill: "qualifier", key: "bant.budget", right: (said) => said * 0.6 },
	{ skill: "qualifier", key: "bant.need", right: (said) => Math.min(1, said + 0.15) },
	{ skill: "qualifier", key: "bant.timeline", right: (said) => said },
	{ skill: "discovery", key: "discovery.requirement", right: (said) => said ** 3 },
	{ skill: "discovery", key: "discovery.stakeholder", right: (said) => 0.5 + said / 3 },
	{ skill: "discovery", key: "discovery.competitor", right: () => 0.35 },
];

/** S2-32: a stream of judgements, edits and decisions in which it is known what is true. */
export const evalLearning: Evaluation = async () => {
	const name = "learning.simulated";
	const runs = SEEDS.map((seed) => calibration(seeded(seed)));
	const styles = SEEDS.map((seed) => style(seeded(seed)));
	const of = <T>(all: readonly T[], value: (each: T) => number): number => rounded(mean(all.map(value)));
	return [
		{
			name,
			metric: "calibration error on later claims that were held out",
			value: of(runs, ({ after }) => after),
			n: Math.round(JUDGED * (1 - LEARNED_SHARE)) * SEEDS.length,
			against: { name: "before", value: of(runs, ({ before }) => before) },
		},
		{
			name,
			metric: "the same, after a tenth of the judgements",
			value: of(runs, ({ early }) => early),
			n: Math.round(JUDGED * (1 - LEARNED_SHARE)) * SEEDS.length,
			against: { name: "before", value: of(runs, ({ before }) => before) },
		},
		{
			name,
			metric: "habits of later edits that the learned style has",
			value: of(styles, ({ after }) => after),
			n: SEEDS.length * 40,
			against: { name: "before", value: of(styles, ({ before }) => before) },
		},
		...[0.6, 0.8, 0.9, 0.97].map((clean) => ({
			name,
			metric: `clones whose drafts are clean at ${clean} that ever earn to act, in 200 decisions`,
			value: of(SEEDS, (seed) => everActs(seeded(seed * 31), clean)),
			n: CLONES * SEEDS.length,
		})),
		{
			name,
			metric: "replayed logs that give the same state, and reverted changes that are gone",
			value: of(runs, ({ replays }) => replays),
			n: SEEDS.length,
		},
	];
};

function calibration(rng: Rng) {
	const said = Array.from({ length: JUDGED }, () => {
		const truth = rng.pick(TRUTHS);
		// Reasoners say round numbers, and high ones more often than low ones.
		const confidence = Math.round((0.35 + 0.6 * Math.sqrt(rng.next())) * 20) / 20;
		return { ...truth, confidence, isRight: rng.chance(truth.right(confidence)) };
	});
	const cut = Math.floor(JUDGED * LEARNED_SHARE);
	const log = logged(
		said.slice(0, cut).map(({ skill, key, confidence, isRight }) => ({
			type: "fact-judged",
			skill: SkillName.parse(skill),
			key,
			confidence,
			verdict: isRight ? "validated" : "contradicted",
			before: null,
		})),
	);
	const later = said.slice(cut);
	const state = replay(log);
	const early = replay(log.slice(0, Math.floor(JUDGED / 10)));
	const error = (of: typeof state | null): number =>
		mean(
			TRUTHS.map(({ skill, key }) =>
				calibrationError(
					later
						.filter((each) => each.key === key)
						.map(({ confidence, isRight }) => ({
							said: of ? worthOf(of.calibration, { skill, key, confidence }) : confidence,
							right: Number(isRight),
						})),
				),
			),
		);
	return { before: error(null), early: error(early), after: error(state), replays: Number(replaysAndReverts(log)) };
}

function replaysAndReverts(log: readonly Learnable[]): boolean {
	const state = replay(log);
	const change = state.changes.find(({ subject }) => subject.startsWith("calibration"));
	if (!change) return false;
	const by = UserId.parse("sam");
	const after = replay([
		...log,
		{ seq: log.length + 1, at: log.length + 1, event: { type: "change-reverted", change: change.id, by } },
	]);
	const [, skill = "", key = ""] = change.subject.split(" ");
	const isGone =
		worthOf(after.calibration, { skill, key, confidence: 0.8 }) === 0.8 &&
		worthOf(state.calibration, { skill, key, confidence: 0.8 }) !== 0.8;
	return isGone && JSON.stringify(replay(log)) === JSON.stringify(state);
}

const logged = (events: readonly LearningEvent[]): readonly Learnable[] =>
	events.map((event, i) => ({ seq: i + 1, at: i, event }));

const DRAFT: StyleMeasure = {
	words: 120,
	sentences: 8,
	paragraphs: 5,
	greeting: "dear",
	closing: "kind",
	contractions: 0,
	bullets: 3,
	exclamations: 0,
};

/** A person who mostly writes «Hi», in half the words, without lists; now and then otherwise. */
function style(rng: Rng) {
	const clone = UserId.parse("sam");
	const sent = (): StyleMeasure => ({
		...DRAFT,
		words: rng.int(50, 80),
		greeting: rng.chance(0.85) ? "hi" : "dear",
		closing: rng.chance(0.8) ? "thanks" : "kind",
		contractions: rng.chance(0.8) ? 2 : 0,
		bullets: rng.chance(0.9) ? 0 : 2,
	});
	const edits = (n: number): readonly StyleMeasure[] => Array.from({ length: n }, sent);
	const taught = logged(
		edits(15).map((each) => ({
			type: "action-decided",
			clone,
			action: "answer-mail",
			outcome: "edited",
			style: { drafted: DRAFT, sent: each },
		})),
	);
	const learned = styleFor(replay(taught), clone);
	const later = edits(40);
	const shared = (of: {
		greeting: string;
		closing: string;
		contractions: boolean;
		bullets: boolean;
		words: number;
	}): number =>
		mean(
			later.map((each) =>
				mean([
					Number(of.greeting === each.greeting),
					Number(of.closing === each.closing),
					Number(of.contractions === each.contractions > 0),
					Number(of.bullets === each.bullets > 0),
					Number(Math.abs(of.words - each.words) <= 20),
				]),
			),
		);
	return {
		before: shared({ greeting: "dear", closing: "kind", contractions: false, bullets: true, words: DRAFT.words }),
		after: shared({
			greeting: learned.greeting ?? "dear",
			closing: learned.closing ?? "kind",
			contractions: learned.contractions ?? false,
			bullets: learned.bullets ?? true,
			words: DRAFT.words * learned.length,
		}),
	};
}

const CLONES = 100;
const DECISIONS = 200;

function everActs(rng: Rng, clean: number): number {
	let acting = 0;
	for (let clone = 0; clone < CLONES; clone++) {
		let record = NO_RECORD;
		let hasActed = false;
		for (let i = 0; i < DECISIONS; i++) {
			const outcome: ActionOutcome = rng.chance(clean) ? "clean" : "edited";
			record = withOutcome(record, outcome);
			hasActed ||= levelOf(record, "act").startsWith("act") && levelOf(record, "act") !== "act-with-approval";
		}
		acting += Number(hasActed);
	}
	return acting / CLONES;
}
