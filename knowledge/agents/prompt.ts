import { type CompiledPrompt, compilePrompt } from "#knowledge/core/context/compile.ts";
import type { ProposalType, Skill, SkillInput } from "#knowledge/core/deal/skill.ts";
import { CoachingTopic, CRM_FIELDS } from "#knowledge/core/events/crm.ts";
import { evaluate } from "#knowledge/core/methodology/evaluate.ts";
import { isHeardFor } from "#knowledge/core/methodology/heard.ts";
import { canonicalJson } from "#knowledge/core/vocabulary/json.ts";
import houseRules from "./house-rules.md";
import { nextQuestion } from "./writing/next-question.ts";

/**
 * Prompt and answer together stay under CALL_TOKENS_MAX, and the calls of a run under RUN_TOKENS_MAX. Whoever writes mails
 * or records answers at length, some 1,300 tokens for a busy mail, and is given less to read.
 */
const PROMPT_TOKENS_MAX = 1_400;
const WRITERS_PROMPT_TOKENS_MAX = 1_150;
const WRITES: readonly ProposalType[] = ["draft-email", "update-crm"];
const promptMax = ({ mayPropose }: Skill): number =>
	WRITES.some((type) => mayPropose.includes(type)) ? WRITERS_PROMPT_TOKENS_MAX : PROMPT_TOKENS_MAX;

const SHAPES: Readonly<Record<ProposalType, string>> = {
	"learn-fact":
		'{"type":"learn-fact","claim":{"key":KEY,"value":string,"confidence":0..1,"evidence":[{"signal":ID,"quote":string,"start":int,"end":int}]}}',
	"draft-email":
		'{"type":"draft-email","to":[CONTACT_ID],"subject":string,"body":string,"why":string,"offer"?:{"currency":string,"lines":[{"offering":ID,"item":string,"unit":UNIT,"quantity":int,"periods":int,"unitMinor":int}],"totalMinor":int}}',
	"move-stage":
		'{"type":"move-stage","to":STAGE,"why":string,"evidence":[{"signal":ID,"quote":string,"start":int,"end":int}]}',
	"ask-human": '{"type":"ask-human","why":string}',
	"update-crm":
		'{"type":"update-crm","record":{"type":"deal"|"company"}|{"type":"contact","contact":CONTACT_ID},"field":FIELD,"value":string,"why":string,"evidence":[{"signal":ID,"quote":string,"start":int,"end":int}]}',
	"coach-rep":
		'{"type":"coach-rep","topic":TOPIC,"note":string,"evidence":[{"signal":ID,"quote":string,"start":int,"end":int}]}',
	"hand-off": '{"type":"hand-off","to":SKILL,"task":string,"priority":"critical"|"high"|"normal"|"low"}',
};

/** Who may offer no price is not shown how one is offered. */
const shapeOf = (skill: Skill, type: ProposalType): string =>
	type === "draft-email" && !skill.mayOffer ? SHAPES[type].replace(/,"offer".*$/, "}") : SHAPES[type];

/**
 * What a model would be given for one invocation, to the letter: the same for both reasoners, so that costs can be told
 * without a model. Names and tasks can come from a buyer: each is one JSON string, which cannot start a line of its own.
 */
export function promptOf(skill: Skill, input: SkillInput): CompiledPrompt {
	const { signal, deal, contacts, facts, handoff } = input;
	const keys = skill.factKeys.length > 0 ? `\nKEY is one of: ${skill.factKeys.join(", ")}.` : "";
	const fields = skill.mayPropose.includes("update-crm")
		? `\nFIELD of a deal: ${CRM_FIELDS.deal.join(", ")}; of a company: ${CRM_FIELDS.company.join(", ")}; of a contact: ${CRM_FIELDS.contact.join(", ")}.`
		: "";
	const topics = skill.mayPropose.includes("coach-rep")
		? `\nTOPIC is one of: ${CoachingTopic.options.join(", ")}.`
		: "";
	return compilePrompt(
		{
			instructions: houseRules,
			identity: skill.soul.text,
			memory: inTurn(
				catalogueLines(input),
				facts.map(
					(fact) => `- ${fact.key}: ${canonicalJson(fact.value)} (${fact.state}, ${fact.confidence.toFixed(2)})`,
				),
				[...methodLines(skill, input), ...crmLines(input)],
			),
			history: historyLines(input),
			task: [
				input.task,
				`Deal ${canonicalJson(deal.name)} is in ${deal.stage}, region ${deal.region}. Now is ${input.now} ms since 1970 UTC.`,
				`You write for ${canonicalJson(input.sender.name)} of ${canonicalJson(input.sender.organisation)}.`,
				...contacts.map(
					({ id, name, title }) => `Contact ${id}: ${canonicalJson(title === null ? name : `${name}, ${title}`)}`,
				),
				...(handoff ? [`Handed over by ${handoff.from}: ${canonicalJson(handoff.task)}`] : []),
				...(signal ? [`The material is signal ${signal.id}, a ${signal.kind} by ${signal.author}.`] : []),
			].join("\n"),
			material: signal ? materialOf(signal) : "",
			tools: `{"proposals":[...],"summary":string}, proposals being any of:\n${skill.mayPropose.map((type) => shapeOf(skill, type)).join("\n")}${keys}${fields}${topics}`,
		},
		promptMax(skill),
	);
}

/** Facts to a line of the catalogue or the record: none of the three crowds the others out of a short prompt. */
const FACTS_A_TURN = 6;

function inTurn(offered: readonly string[], known: readonly string[], recorded: readonly string[]): readonly string[] {
	const turns = Math.max(offered.length, Math.ceil(known.length / FACTS_A_TURN), recorded.length);
	return Array.from({ length: turns }, (_, i) => [
		...known.slice(i * FACTS_A_TURN, (i + 1) * FACTS_A_TURN),
		...offered.slice(i, i + 1),
		...recorded.slice(i, i + 1),
	]).flat();
}

/** What may be sold in the deal's region, a line an offering; then who else sells. Floors are not told: what a model does not know it cannot tell a buyer. */
function catalogueLines({ catalogue, deal }: SkillInput): readonly string[] {
	const offerings = catalogue.offerings.map(({ id, name, summary, capabilities, limits, prices }) => {
		const priced = prices
			.filter((price) => price.region === deal.region)
			.map(
				({ item, currency, unit, listMinor, minQuantity }) =>
					`${item} ${unit} ${listMinor} ${currency} minor from ${minQuantity}`,
			);
		return `- offering ${id} "${name}": ${summary} Does: ${capabilities.map((each) => each.says).join(" ")} Does not: ${limits.map((each) => each.says).join(" ")} Prices: ${priced.join("; ")}`;
	});
	const competitors = catalogue.competitors.map(
		({ name, strong, ours }) => `- competitor "${name}": strong ${strong.join("; ")}; ours ${ours.join("; ")}`,
	);
	return [...offerings, ...competitors];
}

const crmLines = ({ crm }: SkillInput): readonly string[] =>
	Object.entries(crm).flatMap(([record, fields]) =>
		Object.entries(fields).map(([field, value]) => `- crm ${record} ${field}: ${canonicalJson(value ?? null)}`),
	);

/** Of the tenant's methods what this skill can do something about: fields that only an answer fills, and the question to ask. */
function methodLines(skill: Skill, input: SkillInput): readonly string[] {
	const { packs, facts, deal } = input;
	const asked = skill.mayPropose.includes("draft-email") ? nextQuestion(input, []) : null;
	const open = skill.factKeys.includes("methodology.answer")
		? packs.flatMap((pack) =>
				evaluate(pack, facts, { stage: deal.stage, rank: "manager" })
					.gaps.filter(({ field }) => isHeardFor(field) && field.stages.includes(deal.stage))
					.map(({ field }) => `- methodology.answer "${pack.id}/${field.id} | ANSWER": ${field.asks}`),
			)
		: [];
	return [...(asked ? [`- best question to ask, if any: ${canonicalJson(asked.text)}`] : []), ...open];
}

/** Oldest first, as it was told. */
const historyLines = ({ history }: SkillInput): readonly string[] =>
	[...history]
		.reverse()
		.map(({ at, by, kind, subject, gist }) => `- ${at} ${by} ${kind}: ${canonicalJson([subject, gist])}`);

/** Only what its author wrote here, each part with its offset, so that a quote can be placed in the whole text. */
const materialOf = (signal: NonNullable<SkillInput["signal"]>): string =>
	[
		...(signal.subject ? [`Subject: ${signal.subject}`] : []),
		...(signal.turns.length > 0
			? signal.turns.map((turn) => `[at ${turn.start}] ${turn.speaker} (${turn.side}): ${partOf(signal, turn)}`)
			: signal.visible.map((span) => `[at ${span.start}] ${partOf(signal, span)}`)),
		...(signal.signature ? [`[signature at ${signal.signature.start}] ${partOf(signal, signal.signature)}`] : []),
		...signal.attached.map((span) => `[attached ${span.name} at ${span.start}] ${partOf(signal, span)}`),
	].join("\n");

const partOf = (
	signal: { readonly text: string },
	{ start, end }: { readonly start: number; readonly end: number },
): string => signal.text.slice(start, end);
