import { matcherOf, namedIn } from "#knowledge/agents/writing/match.ts";
import type { Ask } from "#knowledge/agents/writing/moves.ts";
import { asksPrice } from "#knowledge/agents/writing/price-ask.ts";
import { stemsOf } from "#knowledge/agents/writing/stems.ts";
import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import type { Offering, Price } from "#knowledge/core/facts/offering.ts";
import { partsOf } from "#knowledge/core/facts/subject.ts";
import { figureValue, scaleOf } from "#knowledge/core/reasoning/entities/numbers.ts";
import { countsOwn, isNamed, peopleIn } from "./quantity.ts";
import type { Request } from "./request.ts";
import { optionsIn, type Payment, unwantedIn, WISHES_CHARS_MAX } from "./wishes.ts";

/** More products than this in one mail is a question, not an answer. */
const OFFERINGS_MAX = 3;

/** What the buyer wants priced: what their list or their words name, else what their needs are mapped to, else the only thing there is. */
export function offeringsFor(input: SkillInput, mail: string, request: Request): Scope {
	const { offerings } = input.catalogue;
	const unwanted = unwantedIn(input, mail);
	const options = optionsIn(
		[mail, ...request.wanted.filter((each) => each.kind === "option").map((each) => `${each.text}, as an option`)],
		offerings,
	).filter((each) => !unwanted.includes(each));
	const core = offerings.filter((each) => !options.includes(each) && !unwanted.includes(each));
	const beside = { options, unwanted };
	const [only, ...more] = core;
	if (only && more.length === 0) return { ...beside, offerings: [only], isInferred: offerings.length > 1 };
	const things = request.wanted.filter((each) => each.kind === "thing").map((each) => each.text);
	const { whole, byWord } = namedIn(mail, core);
	const listed = new Set([...whole, ...things.flatMap((each) => pointedAt(each, core))]);
	if (listed.size > 0 && listed.size <= OFFERINGS_MAX)
		return { ...beside, offerings: core.filter((each) => listed.has(each)), isInferred: false };
	const wanted = wantsIn(mail);
	const likely = new Set([
		...byWord,
		...core.filter((each) => sharesName(wanted, each, core)),
		...core.filter((each) => isCounted(each, core, mail)),
		...namedByFacts(input, core),
	]);
	const found = likely.size > 0 ? core.filter((each) => likely.has(each)) : matchedIn(mail, core);
	const fitted = namedByFacts(input, core);
	const isAgreed = LATE.has(input.deal.stage) && found.length > 0 && found.every((each) => fitted.includes(each));
	return { ...beside, offerings: found.length <= OFFERINGS_MAX ? found : [], isInferred: !isAgreed };
}

/** By then what fits has been talked about, and a proposal does not ask again. */
const LATE: ReadonlySet<string> = new Set(["SOLUTION", "PROPOSAL", "NEGOTIATION"]);

/** `isInferred`: they did not say which, and are told what was counted. */
export type Scope = {
	readonly offerings: readonly Offering[];
	readonly isInferred: boolean;
	readonly options: readonly Offering[];
	readonly unwanted: readonly Offering[];
};

/** The offering that a point of a list is about: by its name, by the people that it counts, or by words that only its own papers have. */
function pointedAt(point: string, offerings: readonly Offering[]): readonly Offering[] {
	const { whole } = namedIn(point, offerings);
	if (whole.length > 0) return whole;
	// A point is short, so that a plain word of the name is the name: «planning and the floor screens».
	const byPlainWord = offerings.filter((each) => sharesName(point, each, offerings));
	if (byPlainWord.length > 0) return byPlainWord;
	const counted = offerings.filter((each) => isCounted(each, offerings, point));
	if (counted.length > 0) return counted;
	const people = peopleIn(point);
	const seated = offerings.filter((each) => each.prices.some(({ unit }) => unit.startsWith("per-user")));
	const theirs = seated.filter((each) => people.some((noun) => speaksOf(each, noun)));
	if (theirs.length > 0 && theirs.length < Math.max(2, seated.length)) return theirs;
	const words = new Set(wordsOf(point));
	const votes = offerings.map((each) => ownWordsOf(each, offerings).filter((word) => words.has(word)).length);
	const most = Math.max(...votes);
	return most < VOTES_MIN ? [] : offerings.filter((_, i) => votes[i] === most);
}

/** One word that two papers do not share is chance. */
const VOTES_MIN = 2;

const speaksOf = (offering: Offering, noun: string): boolean =>
	new RegExp(`\\b${noun}s?\\b`, "i").test(
		[offering.name, offering.summary, ...offering.capabilities.map((each) => each.says)].join(" "),
	);

/** What they say that they want, without what they want to do: «the planning», and not «to plan». */
const wantsIn = (mail: string): string =>
	mail
		.slice(0, WISHES_CHARS_MAX)
		.split(/(?<=[.?!])\s|\n{2,}/)
		.filter((sentence) => /\b(?:we|i) (?:want|need|would like|are (?:after|looking for))\b/i.test(sentence))
		.join("\n")
		.replace(/\bto \p{L}+/giu, " ");

/** Words of names that any mail holds. */
const OF_ANY_NAME: ReadonlySet<string> = new Set(
	wordsOf("product service system software team customer tool platform data user site office sales support"),
);

/** A word of the name that no other offering's name has. */
export function sharesName(text: string, offering: Offering, all: readonly Offering[]): boolean {
	const words = new Set(wordsOf(text));
	const elsewhere = new Set(all.filter((each) => each !== offering).flatMap((each) => wordsOf(each.name)));
	return wordsOf(offering.name).some((word) => words.has(word) && !elsewhere.has(word) && !OF_ANY_NAME.has(word));
}

/** To the letter, but for endings: a point of a list is short, and a likeness in meaning would be a guess. */
function wordsOf(text: string): readonly string[] {
	return (text.toLowerCase().match(/\p{L}{4,}/gu) ?? []).map((word) => word.replace(/(?:ning|ing|s)$/, ""));
}

function ownWordsOf(offering: Offering, all: readonly Offering[]): readonly string[] {
	const of = (each: Offering): readonly string[] =>
		wordsOf(
			[
				each.name,
				...each.prices.map((price) => price.item),
				...each.capabilities.flatMap((one) => [one.name, ...one.about]),
			].join(" "),
		);
	const elsewhere = new Set(all.filter((each) => each !== offering).flatMap(of));
	return [...new Set(of(offering))].filter((word) => !elsewhere.has(word));
}

/** A price counts technicians, and so do they: a word of the item that no other offering's items have. */
function isCounted(offering: Offering, all: readonly Offering[], mail: string): boolean {
	const others = all.filter((each) => each !== offering).flatMap((each) => each.prices.map((price) => price.item));
	return offering.prices.some((price) => countsOwn(price, others, mail));
}

/** Those that the fits speak of: the one with most of them, and what has half as many. */
function namedByFacts({ facts }: SkillInput, offerings: readonly Offering[]): readonly Offering[] {
	const names = facts
		.filter((fact) => fact.key === "strategy.fit" && fact.state !== "contradicted")
		.flatMap((fact) => partsOf(fact.value ?? "")[1] ?? []);
	const count = (each: Offering): number => names.filter((name) => name === each.name).length;
	const most = Math.max(1, ...offerings.map(count));
	return offerings.filter((each) => count(each) * 2 >= most && count(each) > 0);
}

/** What a mail is about stands in its first pages. */
const MATCHED_CHARS_MAX = 8_000;

function matchedIn(mail: string, offerings: readonly Offering[]): readonly Offering[] {
	const matched = matcherOf({ offerings: [...offerings], competitors: [] });
	const matches = mail
		.slice(0, MATCHED_CHARS_MAX)
		.split(/[.?!\n]+/)
		.flatMap((sentence) => {
			const match = matched(sentence);
			return match?.type === "fit" ? [match.offering] : [];
		});
	return mostNamed(offerings, (each) => matches.filter((match) => match === each).length);
}

function mostNamed(offerings: readonly Offering[], count: (each: Offering) => number): readonly Offering[] {
	const most = Math.max(1, ...offerings.map(count));
	return offerings.filter((each) => count(each) === most);
}

/** Each price with its offering, as a line of an offer names it. */
export type Listed = { readonly offering: Offering; readonly price: Price };

/** What of a list goes into an offer, and what is only mentioned. */
export type Chosen = {
	readonly items: readonly (readonly Listed[])[];
	/** How else an item may be paid, by the item that was chosen: «Seat, paid yearly» for «Seat». */
	readonly otherWays: ReadonlyMap<string, readonly Listed[]>;
	/** Several items count the same thing, and nothing tells which is meant. */
	readonly alternatives: readonly string[];
	readonly leftOut: readonly string[];
};

/** What is needed to have anything at all, beside what is counted. */
const BASE =
	/\b(?:platform|base|core|subscription|licen[cs]e|minimum|foundation|workspace|tenant|environment|instance)\b/i;
const START =
	/\b(?:onboard\w*|set-?up|implement\w*|activat\w*|deploy\w*|commission\w*|install\w*|go-?live|kick-?off|launch|enablement)\b/i;

/** Items of one offering: what they name, what counts people or places, what has to be there to start. */
export function itemsOf(
	listed: readonly Listed[],
	mail: string,
	how: {
		readonly payment: Payment;
		readonly countOf: (price: Price) => number | null;
		readonly refused: ReadonlySet<string>;
	},
): Chosen {
	// «The connection to X» is what a link is for.
	const text = new Set(stemsOf(mail.replace(/\bconnections?\b/gi, "connector")));
	const names = [...new Set(listed.map(({ price }) => price.item))];
	const groups = names
		.map((name) =>
			ofOnePeriod(
				listed.filter(({ price }) => price.item === name),
				mail,
			),
		)
		.filter((group) => {
			const [first] = group;
			return (
				!first ||
				!isNamed(
					first.price.item,
					[...names.filter((name) => name !== first.price.item), first.offering.name],
					how.refused,
				)
			);
		});
	const named = (group: readonly Listed[]): boolean =>
		group.some(({ offering, price }) =>
			isNamed(price.item, [...names.filter((name) => name !== price.item), offering.name], text),
		);
	const kindOf = (group: readonly Listed[]): string => group[0]?.price.unit.replace(/-(?:month|year)$/, "") ?? "";
	const counted = groups.filter((group) => kindOf(group).startsWith("per-"));
	const flat = groups.filter((group) => kindOf(group) === "flat");
	const once = groups.filter((group) => kindOf(group) === "once");

	const chosen: (readonly Listed[])[] = [];
	const alternatives: string[] = [];
	const otherWays = new Map<string, readonly Listed[]>();
	for (const kind of new Set(counted.map(kindOf))) {
		const ways = ofOnePayment(
			counted.filter((group) => kindOf(group) === kind),
			how,
		);
		const same = ways.map((way) => way.first);
		for (const { first, other } of ways) if (other) otherWays.set(itemOf(first), other);
		const meant = same.filter(named);
		const pick = meant.length > 0 ? meant : same;
		if (meant.length !== 1 && same.length > 1) alternatives.push(...pick.map(itemOf));
		chosen.push(...pick);
	}
	const isOnly = counted.length === 0 && flat.length === 1;
	const byUse = flat.filter((group) => group.some(({ price }) => isByUse(price)));
	const sized = flat.filter((group) => capacityOf(itemOf(group)) !== null);
	const rest = flat.filter((group) => !byUse.includes(group) && !sized.includes(group));
	chosen.push(...rest.filter((group) => isOnly || named(group) || BASE.test(itemOf(group))));
	const model = modelOf(byUse, sized, { mail, countOf: how.countOf });
	chosen.push(...model.chosen);
	alternatives.push(...model.open);
	for (const each of model.chosen) if (model.other) otherWays.set(itemOf(each), model.other);
	if (counted.length === 0 && chosen.length === 0) {
		alternatives.push(...flat.map(itemOf));
		chosen.push(...flat);
	}
	const isBare = chosen.length === 0;
	chosen.push(...once.filter((group) => isBare || named(group) || isStart(group)));
	const told = [...chosen, ...otherWays.values()];
	return {
		items: chosen,
		alternatives: alternatives.length > 1 ? alternatives : [],
		leftOut: groups
			.filter((group) => !told.includes(group))
			.map(itemOf)
			.filter((name) => model.chosen.length === 0 || capacityOf(name) === null)
			// Another way to pay for what is counted is no further thing.
			.filter(
				(name) =>
					!chosen.some((group) => name.startsWith(`${itemOf(group)}, `) || itemOf(group).startsWith(`${name}, `)),
			),
		otherWays,
	};
}

const isByUse = ({ item, unit }: Price): boolean =>
	unit.startsWith("flat") && /\bper (?:million|thousand|hundred|\d)/i.test(item);
/** «Up to 10 million subscribers»: how many it is good for. */
function capacityOf(item: string): number | null {
	const [, figure = "", scale] = /\bup to (\d[\d.,]{0,9})\s?(million|thousand|k|m)?\b/i.exec(item) ?? [];
	return figure === "" ? null : figureValue(figure, scale !== undefined) * scaleOf(scale);
}

type Model = {
	readonly chosen: readonly (readonly Listed[])[];
	readonly other: readonly Listed[] | null;
	readonly open: readonly string[];
};

/** By use or at a flat rate: the one that they ask for first, and the other one beside it; of flat rates the smallest that holds them all. */
function modelOf(
	byUse: readonly (readonly Listed[])[],
	sized: readonly (readonly Listed[])[],
	{ mail, countOf }: { readonly mail: string; readonly countOf: (price: Price) => number | null },
): Model {
	const [use] = byUse;
	const text = mail.replace(/\s+/g, " ");
	const [useAt, flatAt] = [text.search(/\busage\b|\bby use\b|\bpay per use\b/i), text.search(/\bflat\b/i)];
	const first = use?.[0]?.price;
	const units = first ? countOf(first) : null;
	const count = units === null || !first ? null : units * (capacityUnitOf(first.item) ?? 1);
	const fitting = sized
		.filter((group) => count !== null && (capacityOf(itemOf(group)) ?? 0) >= count)
		.sort((a, b) => (capacityOf(itemOf(a)) ?? 0) - (capacityOf(itemOf(b)) ?? 0));
	const flat = fitting[0] ?? null;
	if (use && (useAt >= 0 || flatAt < 0) && !(flatAt >= 0 && flatAt < useAt))
		return { chosen: [use], other: flatAt >= 0 ? flat : null, open: [] };
	if (flat && flatAt >= 0) return { chosen: [flat], other: useAt >= 0 ? (use ?? null) : null, open: [] };
	const all = [...byUse, ...sized];
	return all.length === 0 ? { chosen: [], other: null, open: [] } : { chosen: all, other: null, open: all.map(itemOf) };
}
const capacityUnitOf = (item: string): number | null => {
	const [, scale] = /\bper (million|thousand)\b/i.exec(item) ?? [];
	return scale === undefined ? null : scaleOf(scale);
};

/** «Onboarding and migration», «Catalogue setup»; an «ERP link setup» starts something that not everybody wants. */
function isStart(group: readonly Listed[]): boolean {
	const [first] = group;
	const at = START.exec(itemOf(group))?.index ?? -1;
	if (!first || at < 0) return false;
	const own = new Set(wordsOf(first.offering.name));
	return wordsOf(itemOf(group).slice(0, at)).every((word) => own.has(word));
}

const itemOf = (group: readonly Listed[]): string => group[0]?.price.item ?? "";

/**
 * «Seat» and «Seat, paid yearly» are one thing, paid in two ways: the way that they ask for, else the one that is listed by
 * itself. What asks for more than they want gives way, for nobody is made to buy more than they ask for.
 */
function ofOnePayment(
	groups: readonly (readonly Listed[])[],
	{ payment, countOf }: { readonly payment: Payment; readonly countOf: (price: Price) => number | null },
): readonly { readonly first: readonly Listed[]; readonly other: readonly Listed[] | null }[] {
	const variantsOf = (group: readonly Listed[]) =>
		groups.filter((other) => other !== group && itemOf(other).startsWith(`${itemOf(group)}, `));
	return groups.flatMap((group) => {
		if (groups.some((other) => variantsOf(other).includes(group))) return [];
		const ways = [group, ...variantsOf(group).filter((variant) => unitOf(variant) !== unitOf(group))];
		const isEnough = (way: readonly Listed[]): boolean => {
			const [one] = way;
			const count = one ? countOf(one.price) : null;
			return count === null || way.some(({ price }) => price.minQuantity <= count);
		};
		const by = (period: Payment["first"]) => ways.find((way) => unitOf(way).endsWith(period ?? "-"));
		const wanted = by(payment.first) ?? group;
		const first = isEnough(wanted) ? wanted : (ways.find(isEnough) ?? wanted);
		const second = by(payment.second);
		return [{ first, other: second && second !== first && isEnough(second) ? second : null }];
	});
}
const unitOf = (group: readonly Listed[]): string => group[0]?.price.unit ?? "";

/** One item may be listed by the month and by the year; an offer counts one of them. */
function ofOnePeriod(group: readonly Listed[], mail: string): readonly Listed[] {
	const units = [...new Set(group.map(({ price }) => price.unit))];
	const wanted = /\b(?:per year|a year|annual\w*|yearly|p\.a\.)(?!\w)/i.test(mail)
		? units.find((unit) => unit.endsWith("year"))
		: /\b(?:per month|a month|monthly)\b/i.test(mail)
			? units.find((unit) => unit.endsWith("month"))
			: undefined;
	return group.filter(({ price }) => price.unit === (wanted ?? units[0]));
}

const PRODUCT_WORD =
	/\b((?:[\p{L}\p{N}&+-]{2,20}\s){1,3})(module|add-?on|connector|edition|tier|package|bundle|plug-?in|extension|hardware|device|workshop|consulting|assistant|app)s?\b/giu;

/** Things that a price is asked for by name, and that no list of ours has. */
export function unknownItems(asks: readonly Ask[], { catalogue }: SkillInput): readonly string[] {
	const known = new Set(
		catalogue.offerings.flatMap((each) =>
			stemsOf(
				[
					each.name,
					...each.prices.map((price) => price.item),
					...each.capabilities.flatMap((one) => [one.name, ...one.about]),
				].join(" "),
			),
		),
	);
	return asks.filter(asksPrice).flatMap((ask) =>
		[...ask.text.matchAll(PRODUCT_WORD)].flatMap((match) => {
			const words = (match[1] ?? "").trim().split(/\s+/);
			const telling = words.slice(words.findLastIndex((word) => LEADS.test(word)) + 1);
			const isKnown = telling.length === 0 || stemsOf(telling.join(" ")).some((stem) => known.has(stem));
			return isKnown ? [] : [`${telling.join(" ")} ${match[2] ?? ""}`];
		}),
	);
}
const LEADS =
	/^(?:the|a|an|your|our|this|that|of|for|with|and|or|is|are|does|do|would|will|price|cost|costs|quote|each|per|any|full|same|which|what|whole|basic|standard|new|one|two|best|right)$/i;
