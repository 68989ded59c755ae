import { visibleOf } from "#knowledge/agents/signal-text.ts";
import { mayAnswer } from "#knowledge/agents/writing/gate.ts";
import { allLines, judgeOffer } from "#knowledge/core/deal/pricing.ts";
import type { Judgement, Proposal, SkillInput } from "#knowledge/core/deal/skill.ts";
import type { Offer } from "#knowledge/core/facts/offering.ts";
import { amountsIn } from "#knowledge/core/reasoning/entities/amounts.ts";
import { ownWords } from "#knowledge/core/reasoning/own-words.ts";
import { DRAFT_CHARS_MAX } from "./draft.ts";
import { NO_TOTAL } from "./price-text.ts";

export const QUESTIONS_MAX = 2;

const PASS: Judgement = { type: "pass" };
const reject = (rule: string, reason: string): Judgement => ({ type: "reject", rule, reason });

/** The proposal skill's own rules, whichever reasoner wrote: list prices that are said as offered. [PP9] is the core's JU12. */
export function judge(input: SkillInput, proposal: Proposal): Judgement {
	if (proposal.type === "ask-human") return PASS;
	if (proposal.type !== "draft-email")
		return reject("PP13", "the proposal skill drafts and asks, and does nothing else");
	const { body, offer } = proposal;
	if (!mayAnswer(input)) return reject("PP12", "this text is not one to answer");
	if (body.length > DRAFT_CHARS_MAX) return reject("PP10", `a draft has at most ${DRAFT_CHARS_MAX} characters`);
	const kept = input.catalogue.offerings.flatMap((each) => [
		...each.capabilities.map((one) => one.says),
		...each.limits.map((one) => one.says),
	]);
	const own = ownWords(body, visibleOf(input.signal), kept);
	if ((own.match(/\?/g) ?? []).length > QUESTIONS_MAX)
		return reject("PP11", `a draft asks at most ${QUESTIONS_MAX} questions`);
	return offer ? judgePrices(input, body, offer) : PASS;
}

/** [PP6] Always at list, and what is offered is what the text says: each unit price, and the sum unless prices stand for one unit, or the text says that there is none yet. */
function judgePrices(input: SkillInput, body: string, offer: Offer): Judgement {
	const judged = judgeOffer(offer, input.catalogue, input.deal.region);
	if (judged.type === "refused") return reject("PP5", judged.reason);
	if (!judged.isOnList) return reject("PP6", "a price off the list is a person's to offer");
	const said = amountsIn(body).filter((each) => each.currency === offer.currency);
	const isSaid = (minor: number): boolean => said.some((each) => each.amountMinor === minor);
	if (!allLines(offer).every((line) => isSaid(line.unitMinor)))
		return reject("PP7", "a unit price of the offer is not said");
	if (body.includes(NO_TOTAL) && statesTotal(body)) return reject("PP34", "there is no total yet, and one is said");
	const isEach = offer.lines.every((line) => line.periods === 1);
	return isEach || body.includes(NO_TOTAL) || isSaid(offer.totalMinor)
		? PASS
		: reject("PP7", "the total of the offer is not said");
}

/** «Total: EUR 49,980», «EUR 49,980 in all». */
const statesTotal = (body: string): boolean =>
	body
		.split(/\n|(?<=[.!?])\s/)
		.some(
			(sentence) =>
				/\b(?:total|in all|altogether|overall)\b/i.test(sentence) &&
				!sentence.includes(NO_TOTAL) &&
				amountsIn(sentence).length > 0,
		);
