import { finderOf, mentionsOf, plain } from "#knowledge/core/deal/mentions.ts";
import { ownWordsOf, type Reach } from "#knowledge/core/deal/own-words.ts";
import type { DealEvent } from "#knowledge/core/events/catalogue.ts";
import type { Fact } from "#knowledge/core/events/fact.ts";
import type { Catalogue } from "#knowledge/core/facts/offering.ts";
import type { Sha256 } from "#knowledge/core/vocabulary/hash.ts";
import type { FactId } from "#knowledge/core/vocabulary/ids.ts";
import type { Erasable } from "./erasable.ts";
import type { DealTexts } from "./texts.ts";

type Within = {
	readonly texts: Pick<DealTexts, "personal" | "lookup">;
	readonly log: readonly DealEvent[];
	/** What we say of what we sell. */
	readonly ours: readonly string[];
};

/** A longer text is a mail, or a skill's whole input: a few words in common with one are a coincidence. */
const SHORT_CHARS_MAX = 1_000;

/**
 * [ER3] The texts of a deal that are somebody's, that tell of them, or that repeat their words: every one is opened and read.
 * Then what rests on their words alone, by a shorter run; and at last whatever holds one of those short texts.
 */
export function textsToErase(found: Erasable, { texts, log, ours }: Within): Set<Sha256> {
	const tells = mentionsOf(found.traces);
	const own = ownWordsOf([...ours.map((text) => ({ by: "us", text }) as const), ...found.spoken]);
	const going = new Set<Sha256>();
	const facts = factsOf(log);
	const naming = new Set(log.flatMap((event) => namingOf(event, facts)));
	const repeated: string[] = [];
	for (const { hash, body } of texts.personal()) {
		const reach: Reach = found.others.has(hash) || body.length > SHORT_CHARS_MAX ? "long" : "short";
		const isToldOf = found.texts.has(hash) || tells(body);
		const isRepeated = !isToldOf && !naming.has(hash) && own.repeats(body, reach);
		if (isToldOf || isRepeated) going.add(hash);
		if (isRepeated && reach === "short") repeated.push(plain(body));
	}
	for (const value of provedBy(log, facts, (quote) => going.has(quote) || texts.lookup(quote) === null)) {
		const body = going.has(value) || naming.has(value) ? null : texts.lookup(value);
		if (body === null || !own.repeats(body, "value")) continue;
		going.add(value);
		repeated.push(plain(body));
	}
	if (repeated.length === 0) return going;
	const holdsRepeated = finderOf(repeated);
	for (const { hash, body } of texts.personal())
		if (!going.has(hash) && !found.others.has(hash) && holdsRepeated(plain(body))) going.add(hash);
	return going;
}

type Facts = ReadonlyMap<FactId, Fact>;

const factsOf = (log: readonly DealEvent[]): Facts =>
	new Map(log.flatMap((event) => (event.type === "deal.fact-learned" ? [[event.fact.id, event.fact] as const] : [])));

/** Somebody else's name, title and role are not the words of whoever named them. */
function namingOf(event: DealEvent, facts: Facts): readonly Sha256[] {
	if (event.type === "deal.fact-learned" && event.fact.key === "discovery.stakeholder") return [event.fact.value];
	if (event.type === "deal.fact-judged" && event.value)
		return facts.get(event.fact)?.key === "discovery.stakeholder" ? [event.value] : [];
	if (event.type === "deal.crm-changed" && event.record.type === "contact" && event.to) return [event.to];
	return [];
}

type Proof = { readonly values: readonly (Sha256 | null)[]; readonly quotes: readonly { readonly quote: Sha256 }[] };

/** What was learnt, written or noted with no other proof than words that go. */
function* provedBy(log: readonly DealEvent[], facts: Facts, isGone: (quote: Sha256) => boolean): Generator<Sha256> {
	for (const event of log) {
		const { values, quotes } = proofOf(event, facts);
		if (quotes.length === 0 || !quotes.every(({ quote }) => isGone(quote))) continue;
		for (const value of values) if (value) yield value;
	}
}

function proofOf(event: DealEvent, facts: Facts): Proof {
	if (event.type === "deal.fact-judged")
		return { values: [event.value], quotes: facts.get(event.fact)?.evidence ?? [] };
	if (event.type === "deal.fact-learned") return { values: [event.fact.value], quotes: event.fact.evidence };
	if (event.type === "deal.crm-changed") return { values: [event.to, event.why], quotes: event.evidence };
	if (event.type === "deal.coaching-noted") return { values: [event.note], quotes: event.evidence };
	return { values: [], quotes: [] };
}

/** What a tenant says of what it sells, in its own words. */
export const wordsOfCatalogue = ({ offerings, competitors }: Catalogue): readonly string[] => [
	...offerings.flatMap(({ name, summary, capabilities, limits, prices }) => [
		name,
		summary,
		...capabilities.flatMap((each) => [each.name, each.says]),
		...limits.map((each) => each.says),
		...prices.map((each) => each.item),
	]),
	...competitors.flatMap((each) => [each.name, ...each.strong, ...each.ours]),
];
