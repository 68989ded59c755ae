import type { Crew } from "#durable-objects/deal-agent/crew.ts";
import { ROSTER } from "#knowledge/agents/roster.ts";
import type { ProposalType, Skill, SkillInput, SkillOutput } from "#knowledge/core/deal/skill.ts";
import type { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import { SkillName } from "#knowledge/core/vocabulary/ids.ts";

/** The crew job of performance.md: three stages of two skills each. */
const STAGES = [
	["budget-reader", "timeline-reader"],
	["authority-reader", "champion-reader"],
	["answer-writer", "risk-watcher"],
] as const;

type Name = (typeof STAGES)[number][number];

/** A deal has one of each, so that every run replaces what the one before it learnt: a deal's hundredth run is like its second. */
const KEYS: Partial<Record<Name, FactKey>> = {
	"budget-reader": "bant.budget",
	"timeline-reader": "bant.timeline",
	"authority-reader": "bant.authority",
	"champion-reader": "meddic.champion",
};

/** As long as a real agent's, because it is stored and hashed with every step. */
const SOUL = ROSTER[0]?.soul.text ?? "";

function benchSkill(name: Name): Skill {
	const key = KEYS[name];
	const mayPropose: readonly ProposalType[] = key ? ["learn-fact"] : ["draft-email", "ask-human"];
	return {
		name: SkillName.parse(name),
		version: 1,
		group: "deal-coordination",
		soul: {
			identity: name,
			responsibilities: [`I do what a ${name} does.`],
			prohibitions: ["I must not do anything else."],
			text: `# ${name}\n${SOUL}`,
		},
		// What every run of the bench was measured with: what is known, and nothing that grows with the catalogue.
		mayPropose,
		mayOffer: false,
		factKeys: key ? [key] : [],
		sees: { facts: "all", catalogue: false, history: false, crm: false },
		reason: (input) => answerOf(name, input),
		judge: () => ({ type: "pass" }),
	};
}

const SKILLS = STAGES.flatMap((names) => names.map(benchSkill));

export const BENCH_CREW: Crew = {
	skills: SKILLS,
	routes: STAGES.flatMap((names, stage) =>
		names.map((name) => ({ skill: SkillName.parse(name), stage, when: () => null })),
	),
};

/** What a model would say, without one: a fact with its quote, a draft, or nothing. */
export function answerOf(skill: string, input: SkillInput): SkillOutput {
	const key = Object.entries(KEYS).find(([name]) => name === skill)?.[1];
	const { signal } = input;
	if (!signal) return { proposals: [], summary: "There is nothing to read." };
	if (key) {
		const start = signal.visible[0]?.start ?? 0;
		const end = start + 60;
		const evidence = [{ signal: signal.id, quote: signal.text.slice(start, end), start, end }];
		const value = `What ${signal.id} says of it`;
		return {
			proposals: [{ type: "learn-fact", claim: { key, value, confidence: 0.8, evidence } }],
			summary: "The buyer said something about it, and it stands in the first line of the mail.",
		};
	}
	if (skill !== "answer-writer") return { proposals: [], summary: "Nothing here needs a person." };
	const to = input.contacts.map((contact) => contact.id).slice(0, 1);
	return {
		proposals: [
			{ type: "draft-email", to, subject: `Re: ${signal.subject ?? ""}`, body: BODY, why: "She asked for a price." },
		],
		summary: "A draft that answers the questions of the mail, for a person to look at.",
	};
}

const BODY = [
	"Hi Mara,",
	"",
	"thank you for the details. For 85 seats the licence is EUR 1,180 per seat and year, with single sign-on included; the",
	"set-up is a fixed EUR 14,500. A go-live before the end of March is possible if we start by the second week of January.",
	"I attach the security questionnaire, filled in, and the list of the data centres that we use in Europe.",
	"",
	"Would Thursday at 10:00 suit you and Jonas for half an hour on the remaining points?",
	"",
	"Best regards,",
	"Sam",
].join("\n");
