import type { Proposal, SkillInput, SkillOutput } from "#knowledge/core/deal/skill.ts";
import { isSelling, SELLING_STAGES } from "#knowledge/core/facts/stage.ts";
import { oneLine, shortened } from "#knowledge/core/reasoning/span.ts";
import type { Stage } from "#knowledge/core/vocabulary/stage.ts";
import { dealFields } from "./deal-fields.ts";
import { criteriaNow, type Move, movesOf } from "./moves.ts";
import { type NextAction, nextAction } from "./next-action.ts";
import { type NextStep, nextStep } from "./next-step.ts";
import { peopleFields } from "./people-fields.ts";
import { type Reading, read } from "./reading.ts";
import { type Change, changesOf, type Wanted } from "./record.ts";
import { isWaiting } from "./standing.ts";
import { closingIn, speaksOfOurs, termsIn } from "./terms.ts";

/** The rules reasoner of the pipeline: where the deal stands, what its record says, and what is next. */
export function reason(input: SkillInput): SkillOutput {
	const reading = read(input);
	const moves = movesOf(input, reading);
	const action = nextAction(input);
	const next = nextStep(input, reading, { stage: moves.at(-1)?.to ?? input.deal.stage, action });
	const changes = changesOf(input, [
		...dealFields(input, reading),
		...peopleFields(input, reading),
		...(next ? nextFields(next) : []),
	]);
	const question =
		closingQuestion(reading) ??
		handedQuestion(input, action) ??
		stalledQuestion(input, reading) ??
		behindQuestion(input, reading, moves.at(-1)?.to ?? input.deal.stage);
	const proposals: Proposal[] = [
		...moves,
		...changes,
		...(question === null ? [] : [{ type: "ask-human", why: question } as const]),
	];
	return { proposals, summary: summaryOf(moves, changes, next) };
}

const DEAL = { type: "deal" } as const;

function nextFields({ what, due, why, evidence }: NextStep): readonly Wanted[] {
	return [
		{ record: DEAL, field: "next-step", value: what, why, evidence },
		{ record: DEAL, field: "next-step-due", value: due, why, evidence },
	];
}

/** [PI6] A close is a person's: the crew only says what it heard. */
function closingQuestion({ buyers }: Reading): string | null {
	const closing = closingIn(buyers);
	return (
		closing && `The buyer says «${shortened(oneLine(closing.sentence.text), 280)}»: close the deal as ${closing.as}?`
	);
}

/** [PI22] What only a person may decide is put before one when it is said, and not again. */
function handedQuestion({ signal }: SkillInput, { kind, why, evidence }: NextAction): string | null {
	if (kind !== "hand-to-human" || !evidence.some((each) => each.signal === signal?.id)) return null;
	return shortened(`${why}. Take it over?`, 390);
}

/** Asked in the third week of silence, and in every fourth one after it. */
const STALLED_WEEKS = 3;
const ASK_AGAIN_WEEKS = 4;

function stalledQuestion(input: SkillInput, { silentWeeks }: Reading): string | null {
	const { deal } = input;
	const over = silentWeeks - STALLED_WEEKS;
	if (over < 0 || over % ASK_AGAIN_WEEKS !== 0 || isWaiting(input, input.now)) return null;
	return `The deal has stalled in ${deal.stage}: nobody wrote for ${silentWeeks} weeks. Go on, or give it up?`;
}

/** They bargain over an offer of ours while the stage still lacks something: the rules cannot move it, a person can. */
function behindQuestion(input: SkillInput, reading: Reading, stage: Stage): string | null {
	const { signal, buyers } = reading;
	if (!signal || !isSelling(stage) || SELLING_STAGES.indexOf(stage) >= SELLING_STAGES.indexOf("PROPOSAL")) return null;
	if (!termsIn(buyers).some(({ bargains }) => bargains) || !speaksOfOurs(buyers)) return null;
	const open = criteriaNow(input, reading, stage).filter(({ met }) => !met);
	const lacks = open.map(({ criterion }) => criterion.name.toLowerCase()).join("; ");
	return `They bargain over our offer, but the deal stands in ${stage}, which lacks: ${lacks}. Move it by hand?`;
}

function summaryOf(moves: readonly Move[], changes: readonly Change[], next: NextStep | null): string {
	const moved = moves.length === 0 ? "The stage stays." : `On to ${moves.map(({ to }) => to).join(", ")}.`;
	const written =
		changes.length === 0
			? "The record stays."
			: `${changes.length} ${changes.length === 1 ? "change" : "changes"} of the record.`;
	const then = next ? `Next, by ${next.due}: ${next.what}.` : "The next step stands.";
	return shortened(`${moved} ${written} ${then}`, 400);
}
