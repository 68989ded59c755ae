import type { PromptLine } from "#knowledge/core/context/compile.ts";
import type { Sees, Skill, SkillInput } from "#knowledge/core/deal/skill.ts";
import type { MemoryItem } from "#knowledge/core/memory/item.ts";
import { itemOf } from "#knowledge/core/memory/of-facts.ts";
import { type Index, indexOf } from "#knowledge/core/memory/search.ts";
import { sessionOf, type TaskView } from "#knowledge/core/memory/session.ts";
import { dayOf, isoOf } from "#knowledge/core/reasoning/entities/calendar.ts";
import { canonicalJson } from "#knowledge/core/vocabulary/json.ts";

/** Of what is known there is never room for more in a prompt. */
const KNOWN_TOKENS_MAX = 900;

/** Of a text, what a search has to go by. */
const QUESTION_CHARS_MAX = 1_200;

/** S0-55: without a word of its own a skill is shown what answers its text, and excluded from nothing. */
const SHOWN_BY_DEFAULT: NonNullable<Sees["memory"]> = { workstreams: [], kinds: [], never: [] };

/**
 * What this deal's facts and the company's memory have to say to this task (S3-12), most to the point first. What the skill
 * is never shown stands here no more than in the rest of its prompt.
 */
export function knownLines(skill: Skill, input: SkillInput): readonly PromptLine[] {
	const sees = skill.sees.memory ?? SHOWN_BY_DEFAULT;
	const facts = new Map(input.facts.map((fact) => [String(fact.id), fact]));
	const session = sessionOf(indexFor(input), viewOf(sees, input), { now: input.now, tokensMax: KNOWN_TOKENS_MAX });
	return session.lines.map(({ item, text, layer, why, isToldShort }) => {
		const fact = facts.get(item.id);
		return {
			text: fact
				? `- ${fact.key}: ${canonicalJson(text)} (${fact.state}, ${fact.confidence.toFixed(2)})`
				: companyLine(item, text),
			from: fact ? ("fact" as const) : ("company" as const),
			layer,
			why,
			isToldShort,
		};
	});
}

/** Looked up once for all skills of a stage, which are given the same facts. */
const INDEXED = new WeakMap<
	SkillInput["facts"],
	{ readonly of: SkillInput["memory"]; readonly index: Index<MemoryItem> }
>();

function indexFor({ facts, memory }: SkillInput): Index<MemoryItem> {
	const known = INDEXED.get(facts);
	if (known && known.of === memory) return known.index;
	const index = indexOf([...facts.flatMap((fact) => itemOf(fact) ?? []), ...(memory ?? [])]);
	INDEXED.set(facts, { of: memory, index });
	return index;
}

const companyLine = ({ at, kind }: MemoryItem, text: string): string =>
	`- remembered of the company, ${isoOf(dayOf(at))}, ${kind}: ${canonicalJson(text)}`;

function viewOf(sees: NonNullable<Sees["memory"]>, { handoff, signal, task }: SkillInput): TaskView {
	const read = signal ? signal.visible.map(({ start, end }) => signal.text.slice(start, end)).join("\n") : "";
	return {
		...sees,
		question: [handoff?.task ?? task, signal?.subject ?? "", read.slice(0, QUESTION_CHARS_MAX)].join("\n"),
	};
}
