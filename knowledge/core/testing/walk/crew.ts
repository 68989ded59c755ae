import type { Route } from "../../deal/router.ts";
import { ContactCard } from "../../deal/signal-record.ts";
import type { Skill, SkillInput } from "../../deal/skill.ts";
import type { Blackboard, OpenRun, Task } from "../../facts/blackboard.ts";
import type { Lookup } from "../../vocabulary/hash.ts";
import { ContactId } from "../../vocabulary/ids.ts";
import type { Instant } from "../../vocabulary/time.ts";
import { anInput, aSignal, aSkill } from "../builders.ts";

/** Two that may do everything, one that may only write, one that knows two keys and has a rule of its own. */
export const CREW: readonly Skill[] = [
	aSkill("anything"),
	aSkill("everything"),
	aSkill("writer", { mayPropose: ["draft-email", "ask-human"] }),
	aSkill("scorer", {
		mayPropose: ["learn-fact", "move-stage", "hand-off"],
		factKeys: ["bant.budget", "bant.need"],
		judge: (_input, proposal) =>
			proposal.type === "move-stage" && proposal.evidence.length === 0
				? { type: "reject", rule: "no-proof", reason: "a scorer proves what it says" }
				: { type: "pass" },
	}),
];

export const WALK_ROUTES: readonly Route[] = CREW.map((skill, i) => ({
	skill: skill.name,
	stage: i >> 1,
	when: ({ signal }) => (signal?.empty ? "nothing-to-read" : null),
}));

/** What a skill is given, as the deal's object gives it. */
export function inputFor(
	board: Blackboard,
	{ run, task }: { run: OpenRun; task: Task },
	{ lookup, text, now }: { lookup: Lookup; text: (signal: string) => string; now: Instant },
): SkillInput {
	const card = run.signal ? (board.reading[run.signal] ?? null) : null;
	const words = card ? text(card.signal) : "";
	return anInput({
		now,
		deal: { id: board.deal, name: lookup(board.name) ?? "", stage: board.stage, region: board.region },
		signal: card
			? aSignal({
					id: card.signal,
					kind: card.kind,
					author: card.author,
					from: card.contact,
					text: words,
					visible: [{ start: 0, end: words.length >> 1 }],
				})
			: null,
		facts: Object.values(board.facts).map((fact) => ({
			...fact,
			value: lookup(fact.value),
			evidence: fact.evidence.map((each) => ({ ...each, quote: lookup(each.quote) })),
		})),
		contacts: Object.entries(board.contacts).flatMap(([id, { card: kept }]) => {
			const found = lookup(kept);
			if (found === null) return [];
			const { address, name, title = null, phone = null, company = null } = ContactCard.parse(JSON.parse(found));
			return [{ id: ContactId.parse(id), address, name, title, phone, company }];
		}),
		handoff: task.from ? { from: task.from.skill, task: lookup(task.from.task) ?? "" } : null,
	});
}
