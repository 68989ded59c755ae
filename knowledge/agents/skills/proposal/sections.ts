import type { Moves } from "#knowledge/agents/writing/moves.ts";
import type { Reader } from "#knowledge/agents/writing/norms.ts";
import { plainFor } from "#knowledge/agents/writing/plain.ts";
import { dayOfIso } from "#knowledge/agents/writing/region.ts";
import { isWhole } from "#knowledge/agents/writing/turned.ts";
import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import { partsOf, partsText } from "#knowledge/core/facts/subject.ts";
import { amountsIn } from "#knowledge/core/reasoning/entities/amounts.ts";
import { dayFrom, isoOf } from "#knowledge/core/reasoning/entities/calendar.ts";
import { shortened } from "#knowledge/core/reasoning/span.ts";
import type { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import type { Region } from "#knowledge/core/vocabulary/region.ts";
import { isLiterallyNamed } from "../strategy/literal.ts";

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
	].filter((each) => isTellable(each) && isWhole(each));
	return first ? `What it is for, as you put it: ${sentence(first)}` : "";
}

const sentence = (text: string): string => `${text.replace(/[\s.;:,!?]{1,4}$/, "").replace(/\?/g, "")}.`;

/** What covers what they need, of what is offered here: only sentences that still stand in the catalogue. */
export function coversText(
	input: SkillInput,
	how: { title: string; max: number; told: string; offered: readonly string[]; reader: Reader; mail: string },
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
		.flatMap(([need = "", , sentenceOf = ""]) => {
			const says = plainFor(sentenceOf, how);
			return says === null ? [] : [`- ${needText(need)}: ${says}`];
		})
		.slice(0, Math.max(0, how.max));
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
		(each) => isTellable(each) && isWhole(each) && !told.includes(sentence(each)),
	);
	return metric ? `Set against it, from your own words: ${sentence(metric)}` : "";
}

/** The day by which they want to be live or to sign, as their region writes it. Of any other day nothing is said. */
export function dayText(moves: Moves, region: Region): string {
	for (const { relation, iso, sentence: said, start } of moves.dates) {
		if (relation !== "by" || !/^\d{4}-\d\d-\d\d$/.test(iso ?? "")) continue;
		const aim = aimIn(said.text.slice(Math.max(0, start - AIM_CHARS), start));
		const [year = 0, month = 1, day = 1] = (iso ?? "").split("-").map(Number);
		if (aim === null || isoOf(dayFrom(year, month, day)) !== iso) continue;
		return `You want to ${aim} by ${dayOfIso(region, iso ?? "")}.`;
	}
	return "";
}
const AIM_CHARS = 80;
/** In the clause right before the day, and as a wish of their own. */
function aimIn(before: string): "be live" | "sign" | null {
	const [clause = ""] = before.split(/[.;:?!]/).slice(-1);
	if (!/\b(?:we|i|our)\b/i.test(clause) || /\b(?:not|cannot|never|if)\b|n['’]t\b/i.test(clause)) return null;
	if (LIVE.test(clause)) return "be live";
	return /\b(?:want|would like|need|plan|hope|intend|aim) to sign\b/i.test(clause) ? "sign" : null;
}
const LIVE = /\b(?:be|go|going) (?:fully )?live\b|\bgo-live\b|\bup and running\b|\blive\s+(?:by|before|in|on)?\s*$/i;
