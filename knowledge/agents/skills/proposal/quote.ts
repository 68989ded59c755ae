import type { Ask } from "#knowledge/agents/writing/moves.ts";
import { asksPrice } from "#knowledge/agents/writing/price-ask.ts";
import { allLines, judgeOffer, totalMinor } from "#knowledge/core/deal/pricing.ts";
import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import { wordsOfFact } from "#knowledge/core/facts/commitment.ts";
import type { Offer, Offering, Price } from "#knowledge/core/facts/offering.ts";
import type { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import type { Currency } from "#knowledge/core/vocabulary/money.ts";
import { type Chosen, itemsOf, type Listed, offeringsFor, type Scope, unknownItems } from "./choose.ts";
import { currencyFor, mainCurrency, otherCurrencies } from "./currency.ts";
import { type Open, openIn } from "./open.ts";
import { countableOf, type Said } from "./quantity.ts";
import { type Request, requestIn } from "./request.ts";
import { type Apart, besidesOf, countOf, eachOf, type Row, rowFor } from "./rows.ts";
import { type Term, termIn } from "./term.ts";
import { paymentIn, refusedWords } from "./wishes.ts";

export type Priced = {
	readonly type: "priced";
	/** `each`: prices of one unit, for want of a number or of a choice; `part`: not all that they list has a price, so there is no total. */
	readonly how: "sum" | "each" | "part";
	readonly offer: Offer;
	readonly rows: readonly Row[];
	readonly apart: readonly Apart[];
	readonly term: Term;
	readonly request: Request;
	readonly open: Open;
	readonly alternatives: readonly string[];
	readonly leftOut: readonly string[];
	readonly unknown: readonly string[];
	/** What has to be counted before there is a sum. */
	readonly missing: readonly string[];
	/** What they want priced apart, and a person has to price. */
	readonly options: readonly string[];
	/** What was counted, where they did not say which of several they mean. */
	readonly inferred: readonly string[];
};

export type Unpriced =
	| {
			readonly type: "unpriced";
			readonly why: "no-catalogue" | "no-price" | "not-asked" | "discount";
			readonly of: readonly string[];
	  }
	/** In another currency than the list's, or at a stage that names no price; what it comes to at list is for the person who decides. */
	| {
			readonly type: "unpriced";
			readonly why: "currency" | "early";
			readonly of: readonly string[];
			readonly atList: Offer | null;
	  }
	/** Which of several is for the buyer to say. */
	| { readonly type: "unpriced"; readonly why: "which"; readonly of: readonly string[] };

export type Quote = Priced | Unpriced;

/** A mail with more lines is a document. */
const ROWS_MAX = 8;
/** What a line of an offer holds. */
const QUANTITY_MAX = 1_000_000;

/** What may be said about the price: from the list of the deal's region, at list, for what the buyer counts. */
export function quoteFor(input: SkillInput, mail: string, asks: readonly Ask[]): Quote {
	const { catalogue } = input;
	if (catalogue.offerings.length === 0) return { type: "unpriced", why: "no-catalogue", of: [] };
	const priced = asks.filter(asksPrice);
	const unknown = unknownItems(asks, input);
	if (unknown.length > 0 && unknown.length >= priced.length) return { type: "unpriced", why: "no-price", of: unknown };
	const request = requestIn(input.signal, mail);
	const scope = offeringsFor(input, mail, request);
	const candidates = catalogue.offerings.filter((each) => !scope.unwanted.includes(each));
	if (scope.offerings.length === 0)
		return { type: "unpriced", why: "which", of: candidates.map((each) => each.name).slice(0, 6) };
	const listed = inRegion(input, scope.offerings);
	if (listed.length === 0) return noPrice(scope);
	const asked = priced.map((ask) => ask.text);
	const said: Said = {
		points: request.wanted.map((each) => each.text),
		asks: asked,
		mail: [mail, ...request.counts].join("\n"),
		facts: factsSaid(input),
	};
	const read: Read = { input, mail, asked, unknown, request, scope, said, term: termOf(mail, asks, request) };
	const currency = currencyFor(listed, input, mail);
	if (currency) return pricedIn(read, currency);
	const main = mainCurrency(listed);
	const atList = main === null ? null : pricedIn(read, main);
	return {
		type: "unpriced",
		why: "currency",
		of: otherCurrencies(input, mail),
		atList: atList?.type === "priced" && atList.how !== "each" ? atList.offer : null,
	};
}

/** All that was read before a price is looked up. */
type Read = {
	readonly input: SkillInput;
	readonly mail: string;
	/** The asks about the price. */
	readonly asked: readonly string[];
	readonly unknown: readonly string[];
	readonly request: Request;
	readonly scope: Scope;
	readonly said: Said;
	readonly term: Term;
};

const noPrice = (scope: Scope): Unpriced => ({
	type: "unpriced",
	why: "no-price",
	of: scope.offerings.map((each) => each.name),
});

const inRegion = ({ deal }: SkillInput, offerings: readonly Offering[]): readonly Listed[] =>
	offerings.flatMap((offering) =>
		offering.prices.filter((price) => price.region === deal.region).map((price) => ({ offering, price })),
	);

function pricedIn(read: Read, currency: Currency): Quote {
	const { input, request, scope, said, term } = read;
	const list = inRegion(input, input.catalogue.offerings).map((each) => each.price);
	const chosenOf = chooser(read, { currency, list });
	const chosen = scope.offerings.map(chosenOf);
	const items = chosen.flatMap((each) => each.items);
	const alternatives = chosen.flatMap((each) => each.alternatives);
	const countables = items.map((group) => (group[0] ? countableOf(group[0].price, list) : null));
	const counts = countables.map((countable) => countOf(countable, said));
	const missing = [
		...new Set(countables.flatMap((countable, i) => (counts[i] === null ? (countable?.noun ?? []) : []))),
	];
	const isEach = alternatives.length > 0 || missing.length > 0;
	const all = items.flatMap((group, i) => (isEach ? eachOf(group) : rowFor(group, counts[i] ?? null, term)));
	const rows = all.slice(0, ROWS_MAX);
	const open = openIn(request, { rows, offerings: scope.offerings, options: scope.options, list, mail: read.mail });
	const besides = isEach
		? { apart: [], options: scope.options.map((each) => each.name) }
		: besidesOf(scope.options, { chosen, chosenOf, rows, term, said, list });
	const offer = offerOf(currency, rows, besides.apart);
	if (!isOfferable(read, offer)) return noPrice(scope);
	const told = new Set([...rows, ...besides.apart].map((row) => row.price.item));
	return {
		type: "priced",
		how: isEach ? "each" : open.lines.length > 0 || all.length > ROWS_MAX ? "part" : "sum",
		rows,
		apart: besides.apart,
		term,
		request,
		open,
		alternatives,
		unknown: read.unknown,
		missing,
		leftOut: [...chosen.flatMap((each) => each.leftOut), ...items.map((group) => itemName(group))].filter(
			(name, i, names) => !told.has(name) && names.indexOf(name) === i,
		),
		options: [...besides.options, ...open.options],
		inferred: inferredOf(read),
		offer,
	};
}

/** What of one offering's list goes into the offer. */
function chooser(
	{ input, mail, asked, request, said }: Read,
	{ currency, list }: { readonly currency: Currency; readonly list: readonly Price[] },
): (offering: Offering) => Chosen {
	const text = [mail, ...request.wanted.map((each) => each.text)].join("\n");
	const unitsOf = (price: Price): number | null => {
		const countable = countableOf(price, list);
		const count = countable === null ? null : countOf(countable, said);
		return count === null || count === "one" ? null : count.value;
	};
	const how = { payment: paymentIn(mail, asked), countOf: unitsOf, refused: refusedWords(mail) };
	return (offering) =>
		itemsOf(
			inRegion(input, [offering]).filter((each) => each.price.currency === currency),
			text,
			how,
		);
}

const offerOf = (currency: Currency, rows: readonly Row[], apart: readonly Row[]): Offer => ({
	currency,
	lines: rows.map((row) => row.line),
	totalMinor: totalMinor(rows.map((row) => row.line)),
	...(apart.length > 0 ? { apart: apart.map((row) => row.line) } : {}),
});

/** A list that prices one item in two ways at once cannot be quoted from without a person. */
function isOfferable({ input }: Read, offer: Offer): boolean {
	if (offer.lines.length === 0 || allLines(offer).some((line) => line.quantity > QUANTITY_MAX)) return false;
	const judged = judgeOffer(offer, input.catalogue, input.deal.region);
	return judged.type === "priced" && judged.isOnList;
}

function inferredOf({ input, scope }: Read): readonly string[] {
	const candidates = input.catalogue.offerings.length - scope.unwanted.length;
	return scope.isInferred && scope.offerings.length < candidates ? scope.offerings.map((each) => each.name) : [];
}

const itemName = (group: readonly Listed[]): string => group[0]?.price.item ?? "";

function termOf(mail: string, asks: readonly Ask[], request: Request): Term {
	const said = termIn(mail, [...asks.map((ask) => ask.text), ...request.wanted.map((each) => each.text)]);
	return !said.isSaid && request.months !== null && request.months <= 60
		? { months: request.months, isSaid: true }
		: said;
}

/** Where numbers of seats and sites stand that nobody repeats in every mail, the latest first. */
const COUNTED_IN: ReadonlySet<FactKey> = new Set([
	"conversation.ask",
	"conversation.objection",
	"discovery.requirement",
	"bant.need",
	"meddic.pain",
]);
const factsSaid = ({ facts }: SkillInput): readonly string[] =>
	facts
		.filter((fact) => COUNTED_IN.has(fact.key) && fact.state !== "contradicted")
		.sort((a, b) => b.validFrom - a.validFrom)
		.flatMap((fact) => [wordsOfFact(fact.key, fact.value ?? ""), ...fact.evidence.map((each) => each.quote ?? "")])
		.filter((text) => text !== "");
