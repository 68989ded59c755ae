import { NOTHING, objection, takesUp, unansweredNote } from "#knowledge/agents/writing/answers.ts";
import {
	asksBack,
	commitNote,
	firstNameOf,
	languageNote,
	opening,
	subjectOf,
	whyText,
} from "#knowledge/agents/writing/frame.ts";
import { type Matcher, matcherOf } from "#knowledge/agents/writing/match.ts";
import type { Moves } from "#knowledge/agents/writing/moves.ts";
import { nextQuestion } from "#knowledge/agents/writing/next-question.ts";
import { MANNERS, type Persona, personaOf, type Section } from "#knowledge/agents/writing/persona.ts";
import { asksDiscount, isTender } from "#knowledge/agents/writing/price-ask.ts";
import { MANNERS_OF } from "#knowledge/agents/writing/region.ts";
import { stageManner } from "#knowledge/agents/writing/stage-manner.ts";
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
import { countQuestion, priceText, totalText, whichQuestion } from "./price-text.ts";
import type { Quote, Unpriced } from "./quote.ts";
import { coversText, dayText, gapsNote, gapsText, outcomeText, rivalsText, worthText } from "./sections.ts";

export const DRAFT_CHARS_MAX = 2_400;

type Draft = Extract<Proposal, { type: "draft-email" }>;

/** What gives way when a mail grows too long, step by step; the price and the asks themselves never do. */
type Room = {
	readonly covers: number;
	readonly gaps: number;
	readonly says: "own" | "topics" | "later";
};
const ROOMS: readonly Room[] = [
	{ covers: 9, gaps: 4, says: "own" },
	{ covers: 1, gaps: 3, says: "own" },
	{ covers: 0, gaps: 2, says: "topics" },
	{ covers: 0, gaps: 1, says: "later" },
	{ covers: 0, gaps: 0, says: "later" },
];

/** One mail, in the order that its reader wants it: what is asked, the price, what it covers and what it does not. */
export function draftProposal(
	input: SkillInput,
	contact: DealContact,
	asked: { readonly moves: Moves; readonly quote: Quote; readonly mail: string },
): Draft {
	const { moves, quote } = asked;
	const persona = personaOf(input, contact);
	const matched = matcherOf(input.catalogue);
	const draftOf = ({ text, commits }: Written): Draft => ({
		type: "draft-email",
		to: [contact.id],
		subject: subjectOf(input),
		body: text,
		why: whyText({
			does: [...takesUp(moves), `written for ${READERS[persona]}`],
			notes: [
				quoteNote(input, quote),
				overBudget(input, asked.mail, quote).note,
				openNote(quote),
				moves.asks.some(asksDiscount) ? discountNote(quote) : "",
				gapsNote(input, moves),
				languageNote(input),
				commitNote(commits),
				unansweredNote(moves),
			],
		}),
		...(quote.type === "priced" ? { offer: quote.offer } : {}),
	});
	let body: Written = { text: "", commits: [] };
	for (const room of ROOMS) {
		body = bodyOf(input, contact, { ...asked, persona, matched, room });
		if (body.text.length <= DRAFT_CHARS_MAX && isFit(input, draftOf(body))) break;
	}
	return draftOf(body);
}

/** The runtime judges every draft: one that it would refuse is written more plainly. */
const isFit = (input: SkillInput, draft: Draft): boolean => judgeDraft(input, draft).type === "pass";

type Written = { readonly text: string; readonly commits: readonly string[] };
type How = {
	readonly moves: Moves;
	readonly quote: Quote;
	readonly mail: string;
	readonly persona: Persona;
	readonly matched: Matcher;
	readonly room: Room;
};

function bodyOf(input: SkillInput, contact: DealContact, how: How): Written {
	const { moves, quote, persona, room } = how;
	const manner = MANNERS[persona];
	const region = MANNERS_OF[input.deal.region];
	const stage = stageManner(input.deal.stage);
	const order = orderOf(manner.order, moves);
	const isFormal = isTender(how.mail);
	const offered = quote.type === "priced" ? [...new Set(quote.rows.map((row) => row.offering.name))] : [];
	const answered = answersTo(input, {
		...how,
		isFirst: !isFormal && order.indexOf("answers") < order.indexOf("price"),
	});
	const isLater = room.says === "later" && answered.count > 1;
	const later: Answer = {
		says: "Your other points get an answer of their own, in writing.",
		commits: "a second mail on their other points",
	};
	const { says: answers, commits: owed } = isLater ? later : answered.answer;
	const objected = moves.objections.length > 0 ? objection(moves) : NOTHING;
	const question = !isFormal && asksBack(moves) ? questionOf(input, moves, quote) : null;
	const { named } = overBudget(input, how.mail, quote);
	const sections: Readonly<Record<Section, string>> = {
		outcome: outcomeText(input),
		price:
			quote.type === "priced"
				? [
						isFormal
							? formalText(quote, { mail: how.mail, region })
							: priceText(quote, { manner, stage, region, prefix: offered.length > 1 }),
						named ? `You named ${named}. This is more than that.` : "",
						limitsText(quote),
					]
						.filter((each) => each !== "")
						.join("\n\n")
				: "",
		answers,
		covers: coversText(input, {
			title: manner.coversTitle,
			max: Math.min(room.covers, manner.covers + (manner.covers > 0 ? stage.covers : 0)),
			told: answers,
			offered,
		}),
		gaps: gapsText(input, { moves, told: answers, max: room.gaps }),
		objection: [objected.says, worthText(input, moves, outcomeText(input))].filter((each) => each !== "").join(" "),
		rivals: rivalsText(input, how.mail, offered),
		day: dayText(moves, region),
	};
	const isSummed = manner.sumFirst && quote.type === "priced" && quote.how === "sum";
	const text = [
		greetingOf(contact, input, isFormal ? "formal" : persona),
		isFormal
			? `Thank you for your request.${quote.type === "priced" ? " This is what our price list holds for it." : ""}`
			: isSummed
				? `In short: ${totalText(quote)} ${quote.inferred.length > 0 ? `for ${quote.inferred.join(" and ")}` : "in all"}, at list.`
				: opening(moves),
		...(isFormal ? FORMAL : order).map((each) => sections[each]),
		question ? `One question from my side: ${question}` : "",
		quote.type === "priced" && !isFormal && asksBack(moves) && question === null ? stage.closes : "",
		`${region.closes}\n${input.sender.name}\n${input.sender.organisation}`,
	]
		.filter((each) => each !== "")
		.join("\n\n");
	const options =
		quote.type === "priced" && quote.options.length > 0 ? `the price of ${quote.options.join(", ")} as an option` : "";
	return { text, commits: [owed, objected.commits, options, openCommits(quote)] };
}

/** A complaint is heard before anything else. */
const orderOf = (order: readonly Section[], moves: Moves): readonly Section[] =>
	moves.objections.some((each) => each.kind === "complaint")
		? ["objection", ...order.filter((each) => each !== "objection")]
		: order;

/** What a form asks for, and nothing that is meant to win somebody over. */
const FORMAL: readonly Section[] = ["price", "answers", "gaps"];

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

function greetingOf(contact: DealContact, input: SkillInput, persona: Persona | "formal"): string {
	const region = MANNERS_OF[input.deal.region];
	// «Tolan, Gráinne», as a directory writes it.
	const name = contact.name.trim().replace(/^([^,]{2,40}), ([^,]{2,40})$/, "$2 $1");
	const first = firstNameOf({ ...contact, name });
	if (first === null) return "Hello,";
	if (persona === "formal") return `Dear ${name},`;
	return region.formalWith.includes(persona) ? `${region.greetsFormally} ${name},` : `${region.greets} ${first},`;
}

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
function questionOf(input: SkillInput, moves: Moves, quote: Quote): string | null {
	if (quote.type === "priced" && quote.how === "each") return countQuestion(quote);
	if (quote.type === "unpriced" && quote.why === "which") return whichQuestion(quote.of);
	const next = nextQuestion(input, moves.answered);
	return next && WORTH_ASKING.has(next.key) ? next.text : null;
}

const UNPRICED: Readonly<Record<Unpriced["why"], string>> = {
	"no-catalogue": "States no price: there is no price list.",
	"no-price": "States no price: none is listed.",
	"not-asked": "States no price: none is asked.",
	discount: "States no price: they ask for something off our list, and a person decides.",
	currency: "States no price: they speak of a currency that our list for the region does not have.",
	which: "States no price: it is open which offering they mean.",
};

const READERS: Readonly<Record<Persona, string>> = {
	ic: "an expert",
	manager: "a manager",
	executive: "an executive",
	"c-suite": "the C-suite",
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
