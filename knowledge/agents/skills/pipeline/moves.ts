import type * as z from "zod";
import type { MoveStage, SkillInput } from "#knowledge/core/deal/skill.ts";
import { criteriaOf, isOfferAsk, isTenderAsk, type MetCriterion } from "#knowledge/core/facts/exit-criteria.ts";
import type { Evidence, ReadFact } from "#knowledge/core/facts/fact.ts";
import { AGENT_CEILING, SELLING_STAGES } from "#knowledge/core/facts/stage.ts";
import { isQuestion, isRequest } from "#knowledge/core/reasoning/acts.ts";
import { evidenceOf } from "#knowledge/core/reasoning/evidence.ts";
import type { Sentence } from "#knowledge/core/reasoning/sentences.ts";
import type { Stage } from "#knowledge/core/vocabulary/stage.ts";
import { isOurAccount, isSameQuote, quotesOf, type Reading } from "./reading.ts";
import { isOfferNamed, isOfferOut, termsIn } from "./terms.ts";

export type Move = z.infer<typeof MoveStage>;

const EVIDENCE_MAX = 5;
const WHY_CHARS_MAX = 400;

/** The steps forward that are earned, in order: each is judged on the board that the one before it leaves. */
export function movesOf(input: SkillInput, reading: Reading): readonly Move[] {
	const { signal } = reading;
	if (!signal || signal.kind === "calendar" || reading.silentWeeks > 0) return [];
	// What we wrote ourselves says nothing new of the buyer.
	if (signal.author !== "buyer" && signal.kind === "email") return [];
	const from = SELLING_STAGES.indexOf(input.deal.stage);
	if (from < 0) return [];
	const moves: Move[] = [];
	for (const [i, stage] of SELLING_STAGES.slice(from, -1).entries()) {
		const to = SELLING_STAGES[from + i + 1];
		if (!to) break;
		const move = to === AGENT_CEILING ? toNegotiation(input, reading, to) : onCriteria(input, reading, { stage, to });
		if (!move || (isOurAccount(signal) && move.evidence.every((each) => each.signal === signal.id))) break;
		moves.push(move);
	}
	return moves;
}

/** A criterion as the facts have it, or as the words that are read just now meet it. */
export type Shown = MetCriterion & { readonly said: Sentence | null };

/**
 * [PI20] What they ask for in this signal is filed once it is answered, so that its own words count. Who bargains over an
 * offer of ours has asked for it.
 */
export function criteriaNow(input: SkillInput, { signal, buyers }: Reading, stage: Stage): readonly Shown[] {
	const isTheirs = signal !== null && signal.kind !== "calendar";
	const asks = isTheirs ? buyers.filter(({ text }) => isOfferAsk(text) && asksFor(text)) : [];
	const tender = asks.find(({ text }) => isTenderAsk(text));
	const bargain = isOfferNamed(input, buyers) ? termsIn(buyers).find(({ bargains }) => bargains)?.sentence : undefined;
	const said: Readonly<Record<string, Sentence | undefined>> = {
		asked: asks[0] ?? bargain,
		budget: tender,
		process: tender,
	};
	return criteriaOf(stage, input.facts).map((each) => {
		const sentence = each.met ? null : (said[each.criterion.id] ?? null);
		return { ...each, met: each.met || sentence !== null, said: sentence };
	});
}

const asksFor = (text: string): boolean => isQuestion(text) || isRequest(text) || isTenderAsk(text);

/** One step whose criteria are all met, with a quote for every fact that it takes. */
function onCriteria(input: SkillInput, reading: Reading, { stage, to }: { stage: Stage; to: Stage }): Move | null {
	const criteria = criteriaNow(input, reading, stage);
	const { signal } = reading;
	if (!signal || criteria.length === 0 || !criteria.every(({ met }) => met)) return null;
	const evidence = withoutRepeats(
		criteria.flatMap((each) => (each.said ? [evidenceOf(signal, each.said)] : proofOf(each, input.facts))),
	);
	const names = criteria.map(({ criterion }) => criterion.name.toLowerCase()).join("; ");
	return {
		type: "move-stage",
		to,
		why: `${stage} is left: ${names}.`.slice(0, WHY_CHARS_MAX),
		evidence: evidence.slice(0, EVIDENCE_MAX),
	};
}

/** As many facts as the criterion counts, a quote of each; the surest first. */
function proofOf({ criterion, by }: MetCriterion, facts: readonly ReadFact[]): readonly Evidence[] {
	const met = facts.filter((fact) => by.includes(fact.id)).sort((a, b) => b.confidence - a.confidence);
	return met.slice(0, criterion.count).flatMap((fact) => quotesOf(fact).slice(0, 1));
}

function toNegotiation(input: SkillInput, reading: Reading, to: Stage): Move | null {
	const { signal, buyers } = reading;
	const terms = termsIn(buyers);
	if (!signal || terms.length === 0 || !isOfferOut(input, buyers)) return null;
	return {
		type: "move-stage",
		to,
		why: "Our offer is out, and the buyer answers it with terms: price, contract, procurement, signature or start.",
		evidence: terms.slice(0, 3).map(({ sentence }) => evidenceOf(signal, sentence)),
	};
}

const withoutRepeats = (evidence: readonly Evidence[]): readonly Evidence[] =>
	evidence.filter((each, i) => evidence.findIndex((had) => isSameQuote(had, each)) === i);
