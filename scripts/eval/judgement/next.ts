import * as z from "zod";
import { gapsOf } from "#knowledge/agents/skills/pipeline/gaps.ts";
import { messagesOf } from "#knowledge/agents/skills/pipeline/messages.ts";
import { type NextAction, nextAction } from "#knowledge/agents/skills/pipeline/next-action.ts";
import { type Evaluation, type Figure, rounded } from "../figure.ts";
import { inputAt, type PlayedThread, playThread } from "./play.ts";
import { isHidden, isLaterHidden, isSecondHalf, LATER_SETS, laterSet, readSet } from "./sets.ts";
import { Thread } from "./thread.ts";

const Wanted = z.object({ action: z.string(), about: z.string().nullable().default(null) });

/** A deal at a moment, and what a good sales manager would do next. */
export const Scenario = Thread.extend({
	id: z.string(),
	now: z.iso.datetime({ offset: true }),
	best: Wanted.extend({ person: z.string().nullable().default(null), day: z.string().nullable().default(null) }),
	equal: z.array(Wanted).default([]),
	why: z.string().default(""),
});
export type Scenario = z.infer<typeof Scenario>;

/** [S2-20] The first action that the crew names against the one that somebody who has not seen the rules holds best. */
export const evalNext: Evaluation = async ({ say, misses }) => {
	const scenarios = readSet("next-action", Scenario);
	if (!scenarios) return null;
	const judged = scenarios.map((scenario) => ({ scenario, ...answer(scenario) }));
	if (misses) tell(judged, isHidden, say);
	const share = (of: readonly { readonly right: boolean }[]): number =>
		rounded(of.filter(({ right }) => right).length / Math.max(1, of.length));
	const figure = (metric: string, of: readonly { readonly right: boolean }[], goal?: number): Figure => ({
		name: "judge.next",
		metric,
		value: share(of),
		n: of.length,
		...(goal === undefined ? {} : { against: { name: "goal", value: goal } }),
	});
	const later = LATER_SETS.flatMap((each) => {
		const of = laterSet(each, "next-action", Scenario).map((scenario) => ({ scenario, ...answer(scenario) }));
		if (misses) tell(of, (id) => isLaterHidden(each, id), say);
		return of.length === 0 ? [] : [figure(`best action first, ${each} set`, of)];
	});
	return [
		figure("best action first", judged, 0.85),
		figure(
			"best action first, second half",
			judged.filter(({ scenario }) => isSecondHalf(scenario.id)),
			0.85,
		),
		...later,
		...[...new Set(scenarios.map(({ best }) => best.action))].map((kind) =>
			figure(
				kind,
				judged.filter(({ scenario }) => scenario.best.action === kind),
			),
		),
	];
};

function tell(
	judged: readonly (Answer & { readonly scenario: Scenario })[],
	isSecret: (id: string) => boolean,
	say: (line: string) => void,
): void {
	for (const { scenario, ours, state, right } of judged) {
		const { id, best, why } = scenario;
		if (right || isSecret(id)) continue;
		say(`  ${id}: ${named(ours)} («${ours.why}»), not ${named({ kind: best.action, about: best.about })} (${why})`);
		say(`    ${state}`);
		for (const { kind, text, sentAt } of scenario.messages.slice(-2))
			say(`    ${sentAt.slice(0, 10)} ${kind}: ${text.replace(/\s+/g, " ").slice(0, MESSAGE_CHARS_MAX)}`);
	}
}

const MESSAGE_CHARS_MAX = 500;

type Named = { readonly kind: string; readonly about: string | null };
const named = ({ kind, about }: Named): string => (about === null ? kind : `${kind} of ${about}`);

type Answer = {
	readonly ours: NextAction;
	readonly right: boolean;
	/** The stages, and what we hold unknown, that the answer rests on. */
	readonly state: string;
};

const answer = (scenario: Scenario): Answer => answerOf(scenario, playThread(scenario));

export function answerOf(scenario: Scenario, thread: PlayedThread): Answer {
	const played = inputAt(scenario, thread, Date.parse(scenario.now));
	// The label was given for the stage that the scenario names, whatever the crew made of the thread since.
	const input = { ...played, deal: { ...played.deal, stage: scenario.stage } };
	const ours = nextAction(input);
	const right = [scenario.best, ...scenario.equal].some(
		({ action, about }) => action === ours.kind && (about === null || about === ours.about),
	);
	const said = messagesOf(input).flatMap(({ theirs }) => theirs.map(({ text }) => text));
	const open = gapsOf(scenario.stage, input.facts, said).join(", ") || "none";
	return { ours, right, state: `in ${scenario.stage}, played to ${played.deal.stage}; open: ${open}` };
}
