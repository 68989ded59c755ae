import type { Skill, Soul } from "#knowledge/core/deal/skill.ts";
import { SkillName } from "#knowledge/core/vocabulary/ids.ts";
import { invariant } from "#knowledge/core/vocabulary/invariant.ts";

/** An agent is its SOUL plus rules. Refuses to load one that lacks a part of either: a wrong agent must not start. */
export function defineAgent(
	agent: Omit<Skill, "name" | "soul" | "mayOffer"> & { name: string; soul: string; mayOffer?: boolean },
): Skill {
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
