import { NOTHING, objection, takesUp, unansweredNote } from "#knowledge/agents/writing/answers.ts";
import {
	asksBack,
	commitNote,
	languageNote,
	opening,
	READERS,
	subjectOf,
	whyText,
} from "#knowledge/agents/writing/frame.ts";
import { bestOf, LAYOUTS, type Letter, lettersFor, type Part, part } from "#knowledge/agents/writing/layout.ts";
import { besideNames, type Matcher, matcherOf } from "#knowledge/agents/writing/match.ts";
import type { Moves } from "#knowledge/agents/writing/moves.ts";
import { deciderPart, nextPart } from "#knowledge/agents/writing/next.ts";
import type { Reader } from "#knowledge/agents/writing/norms.ts";
import { readerOf } from "#knowledge/agents/writing/persona.ts";
import { asksDiscount, isTender } from "#knowledge/agents/writing/price-ask.ts";
import { askedText, questionFor } from "#knowledge/agents/writing/question.ts";
import { TAX_OF } from "#knowledge/agents/writing/region.ts";
import { capitalised } from "#knowledge/agents/writing/speech.ts";
import { stageManner } from "#knowledge/agents/writing/stage-manner.ts";
import { teamPart } from "#knowledge/agents/writing/team.ts";
import { anyOfTheirs, theirsIn } from "#knowledge/agents/writing/theirs.ts";
import type { Answer } from "#knowledge/agents/writing/topics.ts";
import { ANSWERED_WITHIN } from "#knowledge/core/deal/answer-time.ts";
import { judgeDraft } from "#knowledge/core/deal/judge-draft.ts";
import type { DealContact, Proposal, SkillInput } from "#knowledge/core/deal/skill.ts";
import { shortened } from "#knowledge/core/reasoning/span.ts";
import type { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import { moneyText } from "#knowledge/core/vocabulary/money.ts";
import { answersTo } from "./asked.ts";
import { overBudget } from "./budget.ts";
import { formalText } from "./formal.ts";
import { MANNERS } from "./manners.ts";
import { countQuestion, manyQuestion, priceText, totalText, whichQuestion } from "./price-text.ts";
import type { Priced, Quote, Unpriced } from "./quote.ts";
import { coversText, dayText, gapsNote, gapsText, outcomeText, rivalsText, worthText } from "./sections.ts";

export const DRAFT_CHARS_MAX = 2_400;

type Draft = Extract<Proposal, { type: "draft-email" }>;

/** How much is said beside the price; what an answer of the catalogue would make unfit gives way step by step. */
type Room = "own" | "topics" | "later";

/** One mail, in the order that its reader wants it: what is asked, the price, what it covers and what it does not. */
export function draftProposal(
	input: SkillInput,
	contact: DealContact,
	asked: { readonly moves: Moves; readonly quote: Quote; readonly mail: string },
): Draft {
	const { moves, quote, mail } = asked;
	const reader = readerOf(input, contact);
	const matched = matcherOf(input.catalogue);
	const isForm = isTender(mail);
	const question = !isForm && asksBack(moves) ? questionOf(input, moves, { quote, reader }) : "";
	const listed = quote.type === "priced" ? quote.open.listed : 0;
	const ways = (["own", "topics", "later"] as const).map((room) =>
		lettersFor(input, contact, reader, {
			parts: partsOf(input, { ...asked, reader, matched, room, isForm, isAsked: question !== "" }),
			question,
			points: Math.max(listed, moves.asks.length + moves.unanswered),
			inPoints: listed > 1 || isForm,
			isForm,
		}),
	);
	const draftOf = ({ body, parts }: Letter): Draft => ({
		type: "draft-email",
		to: [contact.id],
		subject: subjectOf(input),
		body,
		why: whyText({
			does: [...takesUp(moves), `written for ${READERS[reader.rank]}`],
			notes: [
				quoteNote(input, quote),
				overBudget(input, mail, quote).note,
				openNote(quote),
				moves.asks.some(asksDiscount) ? discountNote(quote) : "",
				gapsNote(input, moves),
				languageNote(input),
				commitNote(parts.map((each) => each.commits)),
				unansweredNote(moves),
			],
		}),
		...(quote.type === "priced" ? { offer: quote.offer } : {}),
	});
	const best = bestOf(ways, (letter) => isFit(input, draftOf(letter)));
	return draftOf(best ?? ways.at(-1)?.at(-1) ?? { body: "", parts: [], question: "", broken: [] });
}

/** The runtime judges every draft: one that it would refuse is written more plainly. */
const isFit = (input: SkillInput, draft: Draft): boolean =>
	draft.body.length <= DRAFT_CHARS_MAX && judgeDraft(input, draft).type === "pass";

type How = {
	readonly moves: Moves;
	readonly quote: Quote;
	readonly mail: string;
	readonly reader: Reader;
	readonly matched: Matcher;
	readonly room: Room;
	/** A tender is answered as a form is. */
	readonly isForm: boolean;
	/** A question of ours stands at the end. */
	readonly isAsked: boolean;
};

function partsOf(input: SkillInput, how: How): readonly Part[] {
	const { moves, quote, reader, isForm } = how;
	const manner = MANNERS[reader.rank];
	const stage = stageManner(reader.stage);
	const offered = quote.type === "priced" ? [...new Set(quote.rows.map((row) => row.offering.name))] : [];
	const { order } = LAYOUTS[reader.rank];
	const answered = answersTo(input, { ...how, isFirst: !isForm && order.indexOf("answer") < order.indexOf("price") });
	const isLater = how.room === "later" && answered.count > 1;
	const { says: answers, commits: owed } = isLater ? LATER : answered.answer;
	const objected = moves.objections.length > 0 ? objection(moves) : NOTHING;
	const isHeard = moves.objections.some((each) => each.kind === "complaint");
	const price = priceTexts(input, how, offered);
	const committed = [optionCommits(quote), openCommits(quote)].filter((each) => each !== "").join("; ");
	const gaps = part("gaps", { says: gapsText(input, { moves, told: answers, max: GAPS_MAX }), commits: "" });
	if (isForm)
		return [
			part("heard", {
				says: `Thank you for your request.${quote.type === "priced" ? " This is what our price list holds for it." : ""}`,
				commits: "",
			}),
			part("price", { says: price.whole, commits: committed }),
			part("answer", { says: answers, commits: owed }),
			gaps,
			part("next", nextPart(reader, "open")),
		];
	const isSummed = manner.sumFirst && quote.type === "priced" && quote.how === "sum";
	const covers = coversText(input, {
		title: manner.coversTitle,
		max: how.room === "own" ? manner.covers + (manner.covers > 0 ? stage.covers : 0) : 0,
		told: answers,
		offered,
		reader,
		mail: how.mail,
	});
	const outcome = outcomeText(input);
	const theirs =
		how.room === "own"
			? theirsIn(input, { ...how, matched: besideNames(how.matched, input.catalogue) }).filter(
					({ says }) => says !== null && !answers.includes(says),
				)
			: [];
	const told = [answers, price.whole, covers].join("\n");
	const team =
		covers === "" ? teamPart(input, { reader, mail: how.mail, told, standing: "answered", theirs }) : NOTHING;
	const isPriced = quote.type === "priced";
	// At the stage that is for listening something of theirs is taken up, whatever they ask.
	const [heard] =
		reader.stage === "DISCOVERY" && !team.says.startsWith("You write") ? [...theirs, ...anyOfTheirs(input)] : [];
	const closes = isPriced && asksBack(moves) && !how.isAsked ? stage.closes : "";
	return [
		part("heard", { says: opening(moves), commits: "" }),
		part("sum", { says: isSummed ? sumText(quote) : "", commits: "" }),
		part("outcome", { says: manner.sumFirst ? outcome : "", commits: "" }),
		part("price", { says: price.whole, commits: committed }, price.brief),
		part("answer", { says: answers, commits: owed }),
		part("covers", { says: covers, commits: "" }),
		part("team", team),
		part(
			"theirs",
			heard
				? { says: `You write that ${heard.clause}; I will keep that in mind for what we propose.`, commits: "" }
				: NOTHING,
		),
		gaps,
		part(isHeard ? "heard" : "objection", {
			says: [objected.says, worthText(input, moves, outcome)].filter((each) => each !== "").join(" "),
			commits: objected.commits,
		}),
		part("rival", { says: rivalsText(input, how.mail, offered), commits: "" }),
		part("day", { says: dayText(moves, reader.region), commits: "" }),
		part(
			"decider",
			deciderPart(reader, {
				asks: moves.asks.map((ask) => ask.text),
				mail: how.mail,
				told: `${answers} ${closes}`,
				by: ANSWERED_WITHIN,
			}),
		),
		part("next", closes === "" ? nextPart(reader, isPriced ? "answered" : "open") : { says: closes, commits: "" }),
	];
}

const GAPS_MAX = 3;
const LATER: Answer = {
	says: "Your other points get an answer of their own, in writing.",
	commits: "a second mail on their other points",
};

const sumText = (quote: Priced): string =>
	`In short: ${totalText(quote)} ${quote.inferred.length > 0 ? `for ${quote.inferred.join(" and ")}` : "in all"}, at list.`;

/** The price with its title and what it rests on, and the lines alone for who has read the sum already. */
function priceTexts(
	input: SkillInput,
	{ quote, mail, reader, isForm }: How,
	offered: readonly string[],
): { readonly whole: string; readonly brief: string } {
	if (quote.type !== "priced") return { whole: "", brief: "" };
	const tax = TAX_OF[reader.region];
	const how = { manner: MANNERS[reader.rank], stage: stageManner(reader.stage), tax, prefix: offered.length > 1 };
	const { named } = overBudget(input, mail, quote);
	const rest = [named ? `You named ${named}. This is more than that.` : "", limitsText(quote)];
	const of = (text: string): string => [text, ...rest].filter((each) => each !== "").join("\n\n");
	return {
		whole: of(isForm ? formalText(quote, { mail, tax }) : priceText(quote, how)),
		brief: of(priceText(quote, { ...how, isBrief: true })),
	};
}

const optionCommits = (quote: Quote): string =>
	quote.type === "priced" && quote.options.length > 0 ? `the price of ${quote.options.join(", ")} as an option` : "";

/** What they list and we do not do is said in the words of the catalogue. */
function limitsText(quote: Quote): string {
	const limits = quote.type === "priced" ? quote.open.limits : [];
	return limits.length === 0
		? ""
		: [
				"Not in our offer, so that you know it before you decide:",
				...limits.map(({ label, says }) => `- ${label}: ${says}`),
			].join("\n");
}

const openCommits = (quote: Quote): string =>
	quote.type === "priced" && quote.open.lines.length > 0 ? `what is left open in it ${ANSWERED_WITHIN}` : "";

/** What has no price stands in its own question to a person. */
const openNote = (quote: Quote): string =>
	quote.type === "priced" && quote.open.training ? `Training is taken as ${quote.open.training.item}: check.` : "";

/** Beside a price only what the next step depends on is worth a question. */
const WORTH_ASKING: ReadonlySet<FactKey> = new Set([
	"bant.need",
	"meddic.pain",
	"bant.timeline",
	"bant.authority",
	"meddic.decision-process",
	"meddic.decision-criteria",
]);

/** What the price still needs comes before what the stage would like to know. */
function questionOf(
	input: SkillInput,
	moves: Moves,
	{ quote, reader }: { readonly quote: Quote; readonly reader: Reader },
): string {
	const own = priceQuestion(quote);
	if (own !== null) return reader.region === "apac" ? `May I ask: ${own}` : capitalised(own);
	const next = questionFor(input, reader, moves.answered);
	return next && WORTH_ASKING.has(next.key) ? askedText(next, reader) : "";
}

function priceQuestion(quote: Quote): string | null {
	if (quote.type === "priced") return quote.how === "each" ? countQuestion(quote) : null;
	if (quote.why === "which") return whichQuestion(quote.of);
	return quote.why === "early" && quote.of.length > 0 ? manyQuestion(quote.of) : null;
}

const UNPRICED: Readonly<Record<Unpriced["why"], string>> = {
	"no-catalogue": "States no price: there is no price list.",
	"no-price": "States no price: none is listed.",
	"not-asked": "States no price: none is asked.",
	discount: "States no price: they ask for something off our list, and a person decides.",
	currency: "States no price: they speak of a currency that our list for the region does not have.",
	which: "States no price: it is open which offering they mean.",
	early: "States no price: the deal stands where none is named.",
};

/** What is offered, from which list, and what was assumed. */
function quoteNote(input: SkillInput, quote: Quote): string {
	if (quote.type === "unpriced") return UNPRICED[quote.why];
	const sources = [...new Set(quote.rows.map((row) => row.offering.source))].join("; ");
	const sum =
		quote.how === "sum"
			? `${totalText(quote)} in all`
			: quote.how === "part"
				? `no total, ${quote.open.lines.length} of ${quote.open.listed} lines have no price`
				: "unit prices only";
	const counted = quote.rows.some((row) => row.wanted !== null) ? ", raised to the least quantity" : "";
	const term = quote.how !== "each" && !quote.term.isSaid ? ", the term is our assumption" : "";
	const scope = quote.inferred.length > 0 ? ", the scope is inferred: check it" : "";
	return `Offers list prices of ${input.deal.region} (${shortened(sources, 40)}): ${sum}${counted}${term}${scope}.`;
}

/** How far a person could go. It stands here alone: no buyer reads this. */
function discountNote(quote: Quote): string {
	if (quote.type === "unpriced") return "They ask for a discount: a person decides.";
	const rooms = quote.rows.map(({ price }) => {
		const money = moneyText({ minor: price.listMinor - price.floorMinor, currency: price.currency });
		return `${price.item} ${money}`;
	});
	return `Discount asked: a person decides. Room to the floor: ${rooms.join(", ")}.`;
}
