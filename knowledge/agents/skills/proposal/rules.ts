import { buyersText, mayAnswer, visibleOf } from "#knowledge/agents/writing/gate.ts";
import { type Moves, movesIn, SILENT } from "#knowledge/agents/writing/moves.ts";
import { asksPrice, isPriceTask, isTender, TENDER_WHY } from "#knowledge/agents/writing/price-ask.ts";
import { topicOf } from "#knowledge/agents/writing/topics.ts";
import { ANSWERED_WITHIN } from "#knowledge/core/deal/answer-time.ts";
import type { Proposal, SkillInput, SkillOutput } from "#knowledge/core/deal/skill.ts";
import { shortened } from "#knowledge/core/reasoning/span.ts";
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
	const isAsked = moves.asks.some(asksPrice) || (mail.trim() === "" && isPriceTask(handoff?.task ?? ""));
	if (moves.asks.length === 0) return nothing("Nothing is asked, so nothing is offered.");
	// What was handed over is answered, even where no price is asked after all: nobody else does.
	if (!isAsked && !handoff) return nothing("No price is asked, so none is offered.");
	const quote: Quote = isAsked ? quoteFor(input, mail, moves.asks) : { type: "unpriced", why: "not-asked", of: [] };
	const proposals: Proposal[] = [draftProposal(input, contact, { moves, quote, mail })];
	if (quote.type === "unpriced" && IS_MISSING.has(quote.why))
		proposals.push({ type: "ask-human", why: missingWhy(input, quote.of) });
	else if (quote.type === "priced" && quote.unknown.length > 0)
		proposals.push({ type: "ask-human", why: missingWhy(input, quote.unknown) });
	if (isTender(mail)) proposals.push({ type: "ask-human", why: TENDER_WHY });
	return { proposals, summary: summaryOf(quote, moves) };
}

const IS_MISSING: ReadonlySet<string> = new Set(["no-catalogue", "no-price"]);

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
	shortened(
		of.length === 0
			? `A price is asked, and there is no price list. The draft names none and says that a person answers ${ANSWERED_WITHIN}.`
			: `A price is asked, and the list of ${input.deal.region} has none for ${of.slice(0, 4).join(", ")}. The draft says that a person answers ${ANSWERED_WITHIN}.`,
		400,
	);

const UNPRICED: Readonly<Record<Unpriced["why"], string>> = {
	"no-catalogue": "without a price, for there is no price list",
	"no-price": "without a price, for none is listed",
	"not-asked": "without a price, for none is asked",
	which: "without a price, for it is open which offering is meant",
};

function summaryOf(quote: Quote, { asks, unread }: Moves): string {
	const priced =
		quote.type === "unpriced"
			? UNPRICED[quote.why]
			: quote.how === "sum"
				? `with list prices for ${quote.rows.length} ${quote.rows.length === 1 ? "item" : "items"}`
				: "with unit prices, for a number or a choice is missing";
	return `Drafted one answer to ${asks.length} ${asks.length === 1 ? "ask" : "asks"}, ${priced}. ${unread}`.trimEnd();
}

const nothing = (summary: string): SkillOutput => ({ proposals: [], summary });
