import type { Matcher } from "#knowledge/agents/writing/match.ts";
import type { Ask, Moves } from "#knowledge/agents/writing/moves.ts";
import { asksDiscount, asksPrice } from "#knowledge/agents/writing/price-ask.ts";
import type { Manners } from "#knowledge/agents/writing/region.ts";
import { stemsOf } from "#knowledge/agents/writing/stems.ts";
import { type Answer, FACTUAL } from "#knowledge/agents/writing/topics.ts";
import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import { partsOf, partsText } from "#knowledge/core/facts/subject.ts";
import { amountsIn } from "#knowledge/core/reasoning/entities/amounts.ts";
import { dayFrom, isoOf } from "#knowledge/core/reasoning/entities/calendar.ts";
import { shortened } from "#knowledge/core/reasoning/span.ts";
import type { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import { AS_AN_OPTION } from "./choose.ts";
import { unpricedAnswer } from "./price-text.ts";
import type { Priced, Quote } from "./quote.ts";

const DISCOUNT: Answer = {
	says: "I quote list prices only. A person on our side decides on anything below them, and will answer you on it.",
	commits: "a person's answer on the discount",
};
const APART: Answer = {
	says: "It is not in the sum below. I will send you its price apart.",
	commits: "the price of the option that they ask for",
};
const BELOW: Answer = { says: "You find the price below.", commits: "" };

/** What this skill knows better than the table of topics: the price, who decides on a discount, what the catalogue says. */
export function ownAnswer(matched: Matcher, quote: Quote, isRich: boolean): (ask: Ask) => Answer | null {
	return (ask) => {
		if (asksDiscount(ask)) return DISCOUNT;
		if (quote.type === "priced" && AS_AN_OPTION.test(ask.text)) return APART;
		if (asksPrice(ask) || (ask.text === "" && ask.topic === "price"))
			return quote.type === "priced" ? BELOW : unpricedAnswer(quote);
		if (quote.type === "priced" && INCLUDED.test(ask.text) && isListed(ask.text, quote)) return LISTED;
		if (!isRich || !FACTUAL.has(ask.topic) || ask.text === "") return null;
		const match = matched(ask.text);
		if (match?.type === "fit") return { says: match.capability.says, commits: "" };
		return match?.type === "limit" ? { says: match.says, commits: "" } : null;
	};
}

/** «Is onboarding included?»: whatever the answer, it stands in the lines of the price. */
const LISTED: Answer = {
	says: "The price below shows what is counted, each on its own line, and what is not.",
	commits: "",
};
const INCLUDED = /\b(?:includ\w*|extra|on top|separate\w*|own line|part of (?:it|the price)|covered by)\b/i;
function isListed(text: string, quote: Priced): boolean {
	const words = new Set(stemsOf(text));
	return [...quote.rows.map((row) => row.price.item), ...quote.leftOut].some((item) =>
		stemsOf(item).some((stem) => words.has(stem)),
	);
}

const known = (input: SkillInput, key: FactKey): readonly string[] =>
	input.facts
		.filter((fact) => fact.key === key && fact.state !== "contradicted")
		.sort((a, b) => b.confidence - a.confidence || b.validFrom - a.validFrom)
		.flatMap((fact) => fact.value ?? []);

/** What it is for, in their words: a figure of theirs, else what hurts, else what they need. */
export function outcomeText(input: SkillInput): string {
	const [first] = [
		...known(input, "meddic.metrics"),
		...known(input, "meddic.pain"),
		...known(input, "bant.need"),
	].filter(isTellable);
	return first ? `What it is for, as you put it: ${sentence(shortened(first, 160))}` : "";
}

const sentence = (text: string): string => `${text.replace(/[\s.;:,!?]{1,4}$/, "").replace(/\?/g, "")}.`;

/** What covers what they need: only sentences that still stand in the catalogue. */
export function coversText(input: SkillInput, how: { title: string; max: number; told: string }): string {
	const says = new Set(
		input.catalogue.offerings.flatMap((each) => each.capabilities.map((one) => partsText([one.says]))),
	);
	const lines = known(input, "strategy.fit")
		.map(partsOf)
		.filter(([, , sentenceOf = ""]) => says.has(sentenceOf) && !how.told.includes(sentenceOf))
		.slice(0, Math.max(0, how.max))
		.map(([need = "", , sentenceOf = ""]) => `- ${needText(need)}: ${sentenceOf}`);
	return lines.length === 0 ? "" : [how.title === "" ? "What covers your needs:" : how.title, ...lines].join("\n");
}

/** What we do not do is said before anybody decides, in the words of the catalogue. */
export function gapsText(input: SkillInput, told: string, max: number): string {
	const limits = new Set(input.catalogue.offerings.flatMap((each) => each.limits.map((one) => partsText([one.says]))));
	const lines = known(input, "strategy.gap")
		.map(partsOf)
		.filter(([, says = ""]) => !told.includes(says))
		.map(
			([need = "", says = ""]) =>
				`- ${needText(need)}: ${limits.has(says) ? says : "I find nothing in what we sell that covers this."}`,
		);
	const shown = lines.slice(0, max);
	const more = lines.length - shown.length;
	return lines.length === 0
		? ""
		: [
				"So that you know it before you decide:",
				...shown,
				...(more > 0 ? ["- There are further points that we do not cover; I will list them on request."] : []),
			].join("\n");
}

/** A sum of theirs beside words of price could be taken for one of ours. */
const isTellable = (value: string): boolean =>
	amountsIn(value).length === 0 || !/\b(?:pric|cost|quot|offer|fee|rate|charg|total|licen[cs])/i.test(value);

const needText = (need: string): string =>
	amountsIn(need, { bare: true }).length > 0 ? "What you describe" : shortened(need.replace(/[?"“”]/g, ""), 80);

/** A rival whom this mail names gets what we say for ourselves, and no word about the rival. */
export function rivalsText(input: SkillInput, mail: string): string {
	const lower = mail.toLowerCase();
	return known(input, "strategy.position")
		.map(partsOf)
		.flatMap(([topic = "", says = ""]) => {
			const rival = input.catalogue.competitors.find((each) => partsText([each.name]) === topic);
			const isNamed = rival ? [rival.name, ...rival.aliases].some((each) => lower.includes(each.toLowerCase())) : false;
			return rival && isNamed && rival.ours.some((each) => says.includes(partsText([each]))) ? [says] : [];
		})
		.slice(0, 1)
		.map((says) => `As you compare: ${says}`)
		.join("");
}

/** Against a price that is too high stands what it is worth to them. */
export function worthText(input: SkillInput, moves: Moves): string {
	if (!moves.objections.some((each) => each.kind === "price")) return "";
	const [metric] = known(input, "meddic.metrics").filter(isTellable);
	return metric ? `Set against it, from your own words: ${sentence(shortened(metric, 160))}` : "";
}

/** The day that they gave, as their region writes it. */
export function dayText(moves: Moves, region: Manners): string {
	const date = moves.dates.find((each) => each.relation === "by" && /^\d{4}-\d\d-\d\d$/.test(each.iso ?? ""));
	if (!date?.iso) return "";
	const [year = 0, month = 1, day = 1] = date.iso.split("-").map(Number);
	if (isoOf(dayFrom(year, month, day)) !== date.iso) return "";
	return `I have noted ${region.date({ year, month, day })} as the day that matters to you.`;
}
