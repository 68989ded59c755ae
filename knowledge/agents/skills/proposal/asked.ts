import { type Lookup, saidOf } from "#knowledge/agents/writing/answered.ts";
import { NOTHING } from "#knowledge/agents/writing/answers.ts";
import { answeredBy } from "#knowledge/agents/writing/deadline.ts";
import { directAnswer, sentencesOf, toldPart } from "#knowledge/agents/writing/direct.ts";
import type { Matcher } from "#knowledge/agents/writing/match.ts";
import type { Ask, Moves } from "#knowledge/agents/writing/moves.ts";
import type { Reader } from "#knowledge/agents/writing/norms.ts";
import { plainFor } from "#knowledge/agents/writing/plain.ts";
import { asksDiscount, asksPrice } from "#knowledge/agents/writing/price-ask.ts";
import { restPart } from "#knowledge/agents/writing/rest.ts";
import { situationOf } from "#knowledge/agents/writing/situation.ts";
import { stemsOf } from "#knowledge/agents/writing/stems.ts";
import { subjectOf } from "#knowledge/agents/writing/subjects.ts";
import type { Answer } from "#knowledge/agents/writing/topics.ts";
import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import type { Offering } from "#knowledge/core/facts/offering.ts";
import type { Stage } from "#knowledge/core/vocabulary/stage.ts";
import { isLiterallyMet, isLiterallyNamed } from "../strategy/literal.ts";
import { discountAnswer, unpricedAnswer } from "./price-text.ts";
import type { Priced, Quote } from "./quote.ts";
import { AS_AN_OPTION } from "./wishes.ts";

/** How many answers it holds says whether a longer mail may put them off. */
type Answered = { readonly answer: Answer; readonly count: number };

/** [PP15] What is asked beside the price, in sentences by topic. What the price section answers is not said twice. */
export function answersTo(
	input: SkillInput,
	how: {
		readonly moves: Moves;
		readonly quote: Quote;
		readonly matched: Matcher;
		/** Nothing of the price stands before it. */
		readonly isFirst: boolean;
		readonly room: "own" | "topics" | "later";
		readonly reader: Reader;
		readonly mail: string;
	},
): Answered {
	const { moves, quote } = how;
	const { signal } = input;
	const by = answeredBy(signal?.author === "buyer" ? situationOf(signal).deadline : null);
	const told = moves.asks.find((ask) => ask.text === "");
	if (told) return { answer: toldAnswer(told, quote, { by, isFirst: how.isFirst, stage: how.reader.stage }), count: 1 };
	const lookup: Lookup = how.room === "own" ? literalIn(how) : () => null;
	const isSorry = moves.objections.some((each) => each.kind === "complaint");
	const direct = moves.asks.map((ask) => ({
		ask,
		answer:
			priceAnswer(ask, quote, how.reader.stage) ?? directAnswer(ask, { lookup, by, isSorry, stage: how.reader.stage }),
	}));
	const said = direct.flatMap(({ answer }) => (answer === null || answer === NOTHING ? [] : answer));
	const open = direct.filter(({ answer }) => answer === null).map(({ ask }) => ask);
	const questions = questionsIn(quote, moves);
	const rest = restPart({
		open,
		demands: questions.flatMap((each) => subjectOfQuestion(each) ?? []),
		unnamed: questions.filter((each) => subjectOfQuestion(each) === null).length,
		isSecond: direct.length > open.length,
		price: false,
		hasCondition: false,
		by,
		stage: how.reader.stage,
	});
	const all = [sentencesOf(said), rest].filter((each) => each.says !== "");
	return {
		answer: {
			says: all.map((each) => each.says).join("\n\n"),
			commits: all.flatMap((each) => (each.commits === "" ? [] : each.commits)).join("; "),
		},
		count: said.length + (rest === NOTHING ? 0 : 1),
	};
}

/** Points of their list that are questions, and are not read as an ask already. */
const questionsIn = (quote: Quote, { asks }: Moves): readonly string[] =>
	quote.type === "unpriced"
		? []
		: quote.open.questions.filter((each) => {
				const start = each.replace(/…$/, "").slice(0, SAME_CHARS);
				return !asks.some((ask) => ask.text.includes(start));
			});
const SAME_CHARS = 30;

/** A question about money beside our price is none that «the price» would name. */
const subjectOfQuestion = (question: string) => (asksPrice({ text: question }) ? null : subjectOf(question));

function toldAnswer(
	ask: Ask,
	quote: Quote,
	{ by, isFirst, stage }: { readonly by: string; readonly isFirst: boolean; readonly stage: Stage },
): Answer {
	const discount = discountAnswer(stage);
	if (asksDiscount(ask)) return { ...discount, says: `You raised a question about price. ${discount.says}` };
	if (ask.topic !== "price") return toldPart(ask, by);
	if (quote.type === "priced") return isFirst ? { says: "You raised a question about price.", commits: "" } : NOTHING;
	const { says, commits } = unpricedAnswer(quote, stage);
	return { says: `You raised a question about price. ${says}`, commits };
}

/** What this skill knows by itself; nothing is said where the price section says it. */
function priceAnswer(ask: Ask, quote: Quote, stage: Stage): Answer | null {
	if (asksDiscount(ask)) return discountAnswer(stage);
	if (quote.type === "unpriced") return asksPrice(ask) ? unpricedAnswer(quote, stage) : null;
	if (AS_AN_OPTION.test(ask.text)) return quote.apart.length > 0 || quote.options.length > 0 ? NOTHING : LATER_APART;
	if (isOtherWay(ask.text, quote) || asksPrice(ask)) return NOTHING;
	return INCLUDED.test(ask.text) && isListed(ask.text, quote) ? NOTHING : null;
}

const LATER_APART: Answer = {
	says: "A colleague will write to you about the price of the option that you ask for.",
	commits: "the price of the option that they ask for",
};

/** «Please also show what it is by the month» is answered by the other way to pay. */
const isOtherWay = (text: string, quote: Priced): boolean =>
	quote.apart.some((row) => row.insteadOf !== null) &&
	/\b(?:month|year|flat|usage)/i.test(text) &&
	(!text.includes("?") || /\b(?:pay|paid|bill\w*|invoic\w*)\b/i.test(text));

/** «Is onboarding included?»: whatever the answer, it stands in the lines of the price. */
const INCLUDED = /\b(?:includ\w*|extra|on top|separate\w*|own line|part of (?:it|the price)|covered by)\b/i;
function isListed(text: string, quote: Priced): boolean {
	const words = new Set(stemsOf(text));
	return [...quote.rows.map((row) => row.price.item), ...quote.leftOut].some((item) =>
		stemsOf(item).some((stem) => words.has(stem)),
	);
}

/** A sentence of the catalogue where the words are the same on both sides, in words that the reader wants, and nothing else. */
const literalIn =
	({ matched, reader, mail }: { readonly matched: Matcher; readonly reader: Reader; readonly mail: string }): Lookup =>
	(question) => {
		const match = matched(question);
		const says =
			match?.type === "fit"
				? isLiterallyMet(question, match.capability)
					? match.capability.says
					: null
				: match?.type === "limit" && isLiterallyNamed(question, limitOf(match.offering.limits, match.says))
					? match.says
					: null;
		return says === null || match === null || match.type === "uncovered"
			? null
			: plainFor(saidOf(match.offering, says), { reader, mail });
	};

const limitOf = (limits: Offering["limits"], says: string): Offering["limits"][number] =>
	limits.find((each) => each.says === says) ?? { says, about: [] };
