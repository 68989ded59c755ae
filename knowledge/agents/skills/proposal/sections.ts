import type { Matcher } from "#knowledge/agents/writing/match.ts";
import type { Ask, Moves } from "#knowledge/agents/writing/moves.ts";
import { asksDiscount, asksPrice } from "#knowledge/agents/writing/price-ask.ts";
import type { Manners } from "#knowledge/agents/writing/region.ts";
import { stemsOf } from "#knowledge/agents/writing/stems.ts";
import { type Answer, FACTUAL } from "#knowledge/agents/writing/topics.ts";
import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import type { Offering } from "#knowledge/core/facts/offering.ts";
import { partsOf, partsText } from "#knowledge/core/facts/subject.ts";
import { amountsIn } from "#knowledge/core/reasoning/entities/amounts.ts";
import { dayFrom, isoOf } from "#knowledge/core/reasoning/entities/calendar.ts";
import { shortened } from "#knowledge/core/reasoning/span.ts";
import type { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import { isLiterallyMet, isLiterallyNamed } from "../strategy/literal.ts";
import { DISCOUNT, unpricedAnswer } from "./price-text.ts";
import type { Priced, Quote } from "./quote.ts";
import { AS_AN_OPTION } from "./wishes.ts";

const LATER_APART: Answer = {
	says: "A colleague will send you its price apart.",
	commits: "the price of the option that they ask for",
};
const APART: Answer = {
	says: "It is not in the sum. A colleague will send you its price apart.",
	commits: "the price of the option that they ask for",
};

/** What this skill knows better than the table of topics: the price, who decides on a discount, what the catalogue says. */
export function ownAnswer(
	matched: Matcher,
	quote: Quote,
	how: { readonly isRich: boolean; readonly place: "above" | "below" },
): (ask: Ask) => Answer | null {
	const { isRich, place } = how;
	const there: Answer = { says: `You find the price ${place}.`, commits: "" };
	const apart: Answer =
		quote.type === "priced" && quote.apart.some((row) => row.insteadOf === null) && quote.options.length === 0
			? { says: `You find it ${place}, as an option and not in the total.`, commits: "" }
			: APART;
	const isApart = quote.type === "priced" && (quote.apart.length > 0 || quote.options.length > 0);
	return (ask) => {
		if (asksDiscount(ask)) return DISCOUNT;
		if (quote.type === "priced" && AS_AN_OPTION.test(ask.text)) return isApart ? apart : LATER_APART;
		if (quote.type === "priced" && isOtherWay(ask.text, quote)) return there;
		if (asksPrice(ask) || (ask.text === "" && ask.topic === "price"))
			return quote.type === "priced" ? there : unpricedAnswer(quote);
		if (quote.type === "priced" && INCLUDED.test(ask.text) && isListed(ask.text, quote))
			return { says: `The price ${place} shows what is counted, each on its own line, and what is not.`, commits: "" };
		if (!isRich || !FACTUAL.has(ask.topic) || ask.text === "") return null;
		const match = matched(ask.text);
		if (match?.type === "fit" && isLiterallyMet(ask.text, match.capability))
			return { says: match.capability.says, commits: "" };
		return match?.type === "limit" && isLiterallyNamed(ask.text, limitOf(match.offering.limits, match.says))
			? { says: match.says, commits: "" }
			: null;
	};
}

/** «Please also show what it is by the month» is answered by the other way to pay. */
const isOtherWay = (text: string, quote: Priced): boolean =>
	quote.apart.some((row) => row.insteadOf !== null) && /\b(?:month|year|flat|usage)/i.test(text) && !text.includes("?");

/** «Is onboarding included?»: whatever the answer, it stands in the lines of the price. */
const INCLUDED = /\b(?:includ\w*|extra|on top|separate\w*|own line|part of (?:it|the price)|covered by)\b/i;
function isListed(text: string, quote: Priced): boolean {
	const words = new Set(stemsOf(text));
	return [...quote.rows.map((row) => row.price.item), ...quote.leftOut].some((item) =>
		stemsOf(item).some((stem) => words.has(stem)),
	);
}

const limitOf = (limits: Offering["limits"], says: string): Offering["limits"][number] =>
	limits.find((each) => each.says === says) ?? { says, about: [] };

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
	].filter((each) => isTellable(each) && !POINTS_ELSEWHERE.test(each));
	return first ? `What it is for, as you put it: ${sentence(shortened(first, 160))}` : "";
}

/** «We need to bring that down» tells nothing without the sentence before it. */
const POINTS_ELSEWHERE =
	/^(?:\W*(?:that|it|this|they|these|those)\b)|\b(?:bring|get|have|want|need|cut|make|know|see|do|put) (?:that|it|this|them)\b/i;

const sentence = (text: string): string => `${text.replace(/[\s.;:,!?]{1,4}$/, "").replace(/\?/g, "")}.`;

/** What covers what they need, of what is offered here: only sentences that still stand in the catalogue. */
export function coversText(
	input: SkillInput,
	how: { title: string; max: number; told: string; offered: readonly string[] },
): string {
	const says = new Set(
		input.catalogue.offerings
			.filter((each) => how.offered.includes(each.name))
			.flatMap((each) => each.capabilities.map((one) => partsText([one.says]))),
	);
	const lines = known(input, "strategy.fit")
		.map(partsOf)
		.filter(
			([need = "", , sentenceOf = ""]) =>
				says.has(sentenceOf) && !how.told.includes(sentenceOf) && amountsIn(need, { bare: true }).length === 0,
		)
		.slice(0, Math.max(0, how.max))
		.map(([need = "", , sentenceOf = ""]) => `- ${needText(need)}: ${sentenceOf}`);
	return lines.length === 0 ? "" : [how.title === "" ? "What covers your needs:" : how.title, ...lines].join("\n");
}

type Gap = { readonly need: string; readonly says: string };

/** A gap that they asked about here, and that a limit of ours names by the same word. All others are for the rep alone. */
export function gapsIn(
	input: SkillInput,
	moves: Moves,
): { readonly told: readonly Gap[]; readonly kept: readonly Gap[] } {
	const limits = input.catalogue.offerings.flatMap((each) => each.limits);
	const asked = moves.asks.map((ask) => ask.text).join("\n");
	const gaps = known(input, "strategy.gap")
		.map(partsOf)
		.map(([need = "", says = ""]) => ({ need, says }));
	const isTold = ({ need, says }: Gap): boolean => {
		const limit = limits.find((each) => partsText([each.says]) === says);
		return limit !== undefined && isLiterallyNamed(need, limit) && isLiterallyNamed(asked, limit);
	};
	return { told: gaps.filter(isTold), kept: gaps.filter((each) => !isTold(each)) };
}

/** What we do not do is said where they ask for it, in the words of the catalogue. */
export function gapsText(input: SkillInput, how: { moves: Moves; told: string; max: number }): string {
	const lines = gapsIn(input, how.moves)
		.told.filter(({ says }) => !how.told.includes(says))
		.map(({ need, says }) => `- ${needText(need)}: ${says}`)
		.slice(0, how.max);
	return lines.length === 0 ? "" : ["So that you know it before you decide:", ...lines].join("\n");
}

/** For who approves: what may be missing, and is not in the mail. */
export function gapsNote(input: SkillInput, moves: Moves): string {
	const kept = gapsIn(input, moves).kept.map(({ need }) => shortened(need, 50));
	return kept.length === 0 ? "" : `Not in the mail, check: ${kept.slice(0, 2).join("; ")}.`;
}

/** A sum of theirs beside words of price could be taken for one of ours. */
const isTellable = (value: string): boolean =>
	amountsIn(value).length === 0 || !/\b(?:pric|cost|quot|offer|fee|rate|charg|total|licen[cs])/i.test(value);

const needText = (need: string): string =>
	amountsIn(need, { bare: true }).length > 0 ? "What you describe" : shortened(need.replace(/[?"“”]/g, ""), 80);

/** A rival whom this mail compares us with gets what we say for ourselves, of what is offered here, and no word about the rival. */
export function rivalsText(input: SkillInput, mail: string, offered: readonly string[]): string {
	const others = input.catalogue.offerings.map((each) => each.name).filter((name) => !offered.includes(name));
	return known(input, "strategy.position")
		.map(partsOf)
		.flatMap(([topic = "", says = ""]) => {
			const rival = input.catalogue.competitors.find((each) => partsText([each.name]) === topic);
			if (!rival || !isCompared(mail, [rival.name, ...rival.aliases])) return [];
			const ours = rival.ours.filter(
				(each) => says.includes(partsText([each])) && !others.some((name) => each.includes(name)),
			);
			return ours.length > 0 ? [ours.join(" ")] : [];
		})
		.slice(0, 1)
		.map((says) => `As you compare: ${says}`)
		.join("");
}

/** «Our billing system (an old Corvane)» is what they have, and «Corvane are out» no rival any more. */
function isCompared(mail: string, names: readonly string[]): boolean {
	const naming = mail
		.replace(/(?<!\n)\n(?!\n)/g, " ")
		.split(/(?<=[.?!])\s|\n/)
		.filter((sentence) => names.some((name) => sentence.toLowerCase().includes(name.toLowerCase())));
	return naming.some((sentence) => !IN_USE.test(sentence));
}
const IN_USE =
	/\b(?:our|the|its?|your) (?:[\w-]+ ){0,3}(?:system|installation|database|tool|platform|software|export|interface)\b|\b(?:connect|integrat\w+|migrat\w+) (?:\w+ )?(?:to|with|from)\b|\b(?:is|are) out\b/i;

/** Against a price that is too high stands what it is worth to them. */
export function worthText(input: SkillInput, moves: Moves, told: string): string {
	if (!moves.objections.some((each) => each.kind === "price")) return "";
	const [metric] = known(input, "meddic.metrics").filter(
		(each) => isTellable(each) && !POINTS_ELSEWHERE.test(each) && !told.includes(sentence(shortened(each, 160))),
	);
	return metric ? `Set against it, from your own words: ${sentence(shortened(metric, 160))}` : "";
}

/** The day that they gave, as their region writes it. */
export function dayText(moves: Moves, region: Manners): string {
	const date = moves.dates.find(
		(each) => each.relation === "by" && MATTERS.test(each.sentence.text) && /^\d{4}-\d\d-\d\d$/.test(each.iso ?? ""),
	);
	if (!date?.iso) return "";
	const [year = 0, month = 1, day = 1] = date.iso.split("-").map(Number);
	if (isoOf(dayFrom(year, month, day)) !== date.iso) return "";
	return `I have noted ${region.date({ year, month, day })} as the day that matters to you.`;
}
/** A day binds us where something of ours is wanted by it; that somebody is away until then does not. */
const MATTERS =
	/\b(?:want|need|would like|must|has to|have to|please|send|submit|reach|deadline|due|decide|decision|live|start|place[ds]?|order)\b/i;
