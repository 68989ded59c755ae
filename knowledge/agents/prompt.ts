import { type CompiledPrompt, compilePrompt } from "#knowledge/core/context/compile.ts";
import type { ProposalType, Skill, SkillInput } from "#knowledge/core/deal/skill.ts";
import { canonicalJson } from "#knowledge/core/vocabulary/json.ts";
import houseRules from "./house-rules.md";

/** With some 600 tokens for the answer, a call stays under CALL_TOKENS_MAX. */
const PROMPT_TOKENS_MAX = 1_900;

const SHAPES: Readonly<Record<ProposalType, string>> = {
	"learn-fact":
		'{"type":"learn-fact","claim":{"key":KEY,"value":string,"confidence":0..1,"evidence":[{"signal":ID,"quote":string,"start":int,"end":int}]}}',
	"draft-email": '{"type":"draft-email","to":[CONTACT_ID],"subject":string,"body":string,"why":string}',
	"move-stage":
		'{"type":"move-stage","to":STAGE,"why":string,"evidence":[{"signal":ID,"quote":string,"start":int,"end":int}]}',
	"ask-human": '{"type":"ask-human","why":string}',
	"hand-off": '{"type":"hand-off","to":SKILL,"task":string,"priority":"critical"|"high"|"normal"|"low"}',
};

/**
 * What a model would be given for one invocation, to the letter: the same for both reasoners, so that costs can be told
 * without a model. Names and tasks can come from a buyer: each is one JSON string, which cannot start a line of its own.
 */
export function promptOf(skill: Skill, input: SkillInput): CompiledPrompt {
	const { signal, deal, contacts, facts, handoff } = input;
	const keys = skill.factKeys.length > 0 ? `\nKEY is one of: ${skill.factKeys.join(", ")}.` : "";
	return compilePrompt(
		{
			instructions: houseRules,
			identity: skill.soul.text,
			memory: facts.map(
				(fact) => `- ${fact.key}: ${canonicalJson(fact.value)} (${fact.state}, ${fact.confidence.toFixed(2)})`,
			),
			history: [],
			task: [
				input.task,
				`Deal ${canonicalJson(deal.name)} is in ${deal.stage}, region ${deal.region}. Now is ${input.now} ms since 1970 UTC.`,
				`You write for ${canonicalJson(input.sender.name)} of ${canonicalJson(input.sender.organisation)}.`,
				...contacts.map((contact) => `Contact ${contact.id}: ${canonicalJson(contact.name)}`),
				...(handoff ? [`Handed over by ${handoff.from}: ${canonicalJson(handoff.task)}`] : []),
				...(signal ? [`The material is signal ${signal.id}, a ${signal.kind} by ${signal.author}.`] : []),
			].join("\n"),
			material: signal ? materialOf(signal) : "",
			tools: `{"proposals":[...],"summary":string}, proposals being any of:\n${skill.mayPropose.map((type) => SHAPES[type]).join("\n")}${keys}`,
		},
		PROMPT_TOKENS_MAX,
	);
}

/** Only what its author wrote here, each part with its offset, so that a quote can be placed in the whole text. */
const materialOf = (signal: NonNullable<SkillInput["signal"]>): string =>
	[
		...(signal.subject ? [`Subject: ${signal.subject}`] : []),
		...signal.visible.map((span) => `[at ${span.start}] ${signal.text.slice(span.start, span.end)}`),
	].join("\n");
