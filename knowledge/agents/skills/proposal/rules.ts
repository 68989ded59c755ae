import { visibleOf } from "#knowledge/agents/signal-text.ts";
import { buyersText, mayAnswer } from "#knowledge/agents/writing/gate.ts";
import { type Moves, movesIn, SILENT } from "#knowledge/agents/writing/moves.ts";
import { stageNorm } from "#knowledge/agents/writing/norms.ts";
import { asksDiscount, asksPrice, isPriceTask, isTender, TENDER_WHY } from "#knowledge/agents/writing/price-ask.ts";
import { topicOf } from "#knowledge/agents/writing/topics.ts";
import { ANSWERED_WITHIN } from "#knowledge/core/deal/answer-time.ts";
import type { Proposal, SkillInput, SkillOutput } from "#knowledge/core/deal/skill.ts";
import { shortened } from "#knowledge/core/reasoning/span.ts";
import { moneyText } from "#knowledge/core/vocabulary/money.ts";
import { draftProposal } from "./draft.ts";
import { type Quote, quoteFor, type Unpriced } from "./quote.ts";

/** What they count, want and pay by stands in the first pages of a mail; asks are read further on. */
const MAIL_CHARS_READ = 20_000;

/** The rules reasoner of the proposal skill: one mail that answers all that is asked, with the price from the tenant's list. */
export function reason(input: SkillInput): SkillOutput {
	const { signal, handoff } = input;
	if (!mayAnswer(input)) return nothing("This is not a text to answer.");
	const contact = input.contacts.find((each) => each.id === signal?.from) ?? (handoff ? input.contacts[0] : undefined);
	if (!contact) return nothing("There is no contact to write to.");
	const mail = buyersText(signal).slice(0, MAIL_CHARS_READ);
	const moves = movesOf(input);
	const isAsked =
		moves.asks.some(asksPrice) || (moves.asks.every((ask) => ask.text === "") && isPriceTask(handoff?.task ?? ""));
	if (moves.asks.length === 0) return nothing("Nothing is asked, so nothing is offered.");
	// What was handed over is answered, even where no price is asked after all: nobody else does.
	if (!isAsked && !handoff) return nothing("No price is asked, so none is offered.");
	const quote: Quote = isAsked
		? quoteOrLeave(input, mail, moves)
		: { type: "unpriced", why: moves.asks.some(asksDiscount) ? "discount" : "not-asked", of: [] };
	const proposals: Proposal[] = [draftProposal(input, contact, { moves, quote, mail })];
	const why = askWhy(input, quote);
	if (why !== null) proposals.push({ type: "ask-human", why: shortened(why, 400) });
	if (isTender(mail)) proposals.push({ type: "ask-human", why: TENDER_WHY });
	return { proposals, summary: summaryOf(quote, moves) };
}

/** Who asks for nothing but a better price has ours already: it is not stated again, and a person decides. */
function quoteOrLeave(input: SkillInput, mail: string, moves: Moves): Quote {
	const priced = moves.asks.filter(asksPrice);
	if (priced.length > 0 && priced.every((ask) => asksDiscount(ask) || IS_LESS.test(ask.text)))
		return { type: "unpriced", why: "discount", of: [] };
	const quote = quoteFor(input, mail, moves.asks);
	return quote.type === "priced" && !stageNorm(input.deal.stage).price
		? { type: "unpriced", why: "early", of: quote.missing, atList: quote.how === "sum" ? quote.offer : null }
		: quote;
}
const IS_LESS =
	/\b(?:reduction|reduced?|lower|better|cheaper|less)\b[^.?!]{0,40}\b(?:offer|price|fee|rate|quote|total|cost|%|percent)|\b\d{1,2}\s?(?:%|per ?cent) (?:off|less|on the)|\breduction of\b/i;

/** What a person has to do before this mail is whole; `null`: nothing. */
function askWhy(input: SkillInput, quote: Quote): string | null {
	if (quote.type === "unpriced") {
		switch (quote.why) {
			case "no-catalogue":
			case "no-price":
				return missingWhy(input, quote.of);
			case "currency":
				return `A price is asked, and they speak of ${quote.of.join(", ")}, which the list of ${input.deal.region} does not have.${quote.atList ? ` At that list it comes to ${moneyText({ minor: quote.atList.totalMinor, currency: quote.atList.currency })}.` : ""} The draft names no price and says that a person answers ${ANSWERED_WITHIN}.`;
			case "early":
				return `A price is asked at ${input.deal.stage}, where a draft names none.${quote.atList ? ` At list it comes to ${moneyText({ minor: quote.atList.totalMinor, currency: quote.atList.currency })}.` : ""} If they should have it now, move the deal on and the price can be drafted.`;
			case "discount":
				return "They ask for a better price than the one they have: a person decides. The draft names no figure.";
			default:
				return null;
		}
	}
	if (quote.unknown.length > 0) return missingWhy(input, quote.unknown);
	const { open } = quote;
	const lines =
		open.lines.length > 0 ? [`${open.lines.length} of ${open.listed} lines not priced: ${open.lines.join(", ")}.`] : [];
	const options =
		quote.options.length > 0 && quote.how !== "each"
			? [`Options to be priced by a person: ${quote.options.join(", ")}.`]
			: [];
	const limits =
		open.limits.length > 0
			? [
					`Not sold by us, and said so by a limit of the catalogue: ${open.limits.map((each) => each.label).join(", ")}.`,
				]
			: [];
	const all = [...limits, ...lines, ...options];
	const isAdded = lines.length + options.length > 0;
	return all.length === 0
		? null
		: `${all.join(" ")}${isAdded ? ` The draft says that a colleague adds what is missing ${ANSWERED_WITHIN}.` : ""}`;
}

/** A note's question is put to us in no mail: it is answered by its topic, and not quoted. */
function movesOf(input: SkillInput): Moves {
	const { signal, handoff } = input;
	if (signal?.author === "buyer" && visibleOf(signal).trim() !== "") {
		const read = movesIn(signal, input.sender.name);
		// «Send us a proposal» asks for a document, and for the price in it.
		const asks = read.asks.map((ask) =>
			asksPrice(ask) && ask.topic !== "discount" ? { ...ask, topic: "price" as const } : ask,
		);
		const moves = { ...read, asks };
		if (asks.length > 0 || !handoff) return moves;
		return { ...moves, asks: [{ start: 0, end: 0, text: "", topic: topicOf(handoff.task) }] };
	}
	return handoff ? { ...SILENT, asks: [{ start: 0, end: 0, text: "", topic: "price" }] } : SILENT;
}

const missingWhy = (input: SkillInput, of: readonly string[]): string =>
	of.length === 0
		? `A price is asked, and there is no price list. The draft names none and says that a person answers ${ANSWERED_WITHIN}.`
		: `A price is asked, and the list of ${input.deal.region} has none for ${of.slice(0, 4).join(", ")}. The draft says that a person answers ${ANSWERED_WITHIN}.`;

const UNPRICED: Readonly<Record<Unpriced["why"], string>> = {
	"no-catalogue": "without a price, for there is no price list",
	"no-price": "without a price, for none is listed",
	"not-asked": "without a price, for none is asked",
	discount: "without a price, for a person decides on anything off the list",
	currency: "without a price, for they speak of another currency than the list of the region",
	which: "without a price, for it is open which offering is meant",
	early: "without a price, for the stage names none",
};

function summaryOf(quote: Quote, { asks, unread }: Moves): string {
	const priced =
		quote.type === "unpriced"
			? UNPRICED[quote.why]
			: quote.how !== "each"
				? `with list prices for ${quote.rows.length} ${quote.rows.length === 1 ? "item" : "items"}`
				: "with unit prices, for a number or a choice is missing";
	return `Drafted one answer to ${asks.length} ${asks.length === 1 ? "ask" : "asks"}, ${priced}. ${unread}`.trimEnd();
}

const nothing = (summary: string): SkillOutput => ({ proposals: [], summary });
