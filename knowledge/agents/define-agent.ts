import type { ProposalType, Skill, Soul } from "#knowledge/core/deal/skill.ts";
import type { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import { SkillName } from "#knowledge/core/vocabulary/ids.ts";
import { invariant } from "#knowledge/core/vocabulary/invariant.ts";

/** What makes a «must not» true in code. At least one of these stands for each line of a SOUL. */
export type Enforcement = {
	/** Proposals that the agent was not given. */
	readonly deny?: readonly ProposalType[];
	/** Facts that it was not given. */
	readonly denyKeys?: readonly FactKey[];
	/** It may attach no offer, or draft nothing at all. */
	readonly denyOffer?: true;
	/** Rules of the judge: of the runtime (JU…) or its own. */
	readonly rules?: readonly string[];
	/** A proposal of this type that breaks the line cannot be written: its schema refuses it. */
	readonly shape?: ProposalType;
	/** It makes no more proposals of this type in one step than `atMost` allows. */
	readonly atMost?: ProposalType;
};

/** S4-04: each prohibition of a SOUL, word for word, with what enforces it. */
export type Enforcements = Readonly<Record<string, Enforcement>>;

export type Agent = Skill & { readonly enforces: Enforcements };

/** An agent is its SOUL plus rules. Refuses to load one that lacks a part of either: a wrong agent must not start. */
export function defineAgent(
	agent: Omit<Agent, "name" | "soul" | "mayOffer"> & { name: string; soul: string; mayOffer?: boolean },
): Agent {
	const soul = parseSoul(agent.soul);
	invariant(agent.mayPropose.length > 0, `${agent.name}: an agent that may propose nothing has no job`);
	invariant(
		agent.mayPropose.includes("learn-fact") === agent.factKeys.length > 0,
		`${agent.name}: learn-fact and factKeys go together`,
	);
	invariant(
		!agent.mayOffer || agent.mayPropose.includes("draft-email"),
		`${agent.name}: who offers a price drafts a mail`,
	);
	for (const line of soul.prohibitions) invariant(agent.enforces[line], `${agent.name}: nothing enforces «${line}»`);
	for (const line of Object.keys(agent.enforces))
		invariant(soul.prohibitions.includes(line), `${agent.name}: its SOUL does not say «${line}» any more`);
	return { mayOffer: false, ...agent, name: SkillName.parse(agent.name), soul };
}

/** S4-04: identity, responsibilities and prohibitions, as second-level headings; the last two as lists. */
export function parseSoul(text: string): Soul {
	const sections = new Map<string, string>();
	for (const part of text.split(/^## /m).slice(1)) {
		const end = part.indexOf("\n");
		invariant(end > 0, "a SOUL's heading stands on a line of its own");
		sections.set(part.slice(0, end).trim().toLowerCase(), part.slice(end + 1).trim());
	}
	const list = (name: string): readonly string[] =>
		(sections.get(name) ?? "")
			.split("\n")
			.filter((line) => line.startsWith("- "))
			.map((line) => line.slice(2).trim());
	const soul = {
		identity: sections.get("identity") ?? "",
		responsibilities: list("responsibilities"),
		prohibitions: list("prohibitions"),
		text: text.trim(),
	};
	invariant(soul.identity !== "", "a SOUL says who the agent is, under «## Identity»");
	invariant(soul.responsibilities.length > 0, "a SOUL lists what the agent does, under «## Responsibilities»");
	invariant(soul.prohibitions.length > 0, "a SOUL lists what the agent must not do, under «## Prohibitions»");
	return soul;
}
