import { type CompiledPrompt, compilePrompt, type PromptLine } from "#knowledge/core/context/compile.ts";
import type { ProposalType, Skill, SkillInput } from "#knowledge/core/deal/skill.ts";
import { CoachingTopic, CRM_FIELDS } from "#knowledge/core/events/crm.ts";
import { evaluate } from "#knowledge/core/methodology/evaluate.ts";
import { isHeardFor } from "#knowledge/core/methodology/heard.ts";
import { dayOf, isoOf, weekdayOf } from "#knowledge/core/reasoning/entities/calendar.ts";
import { canonicalJson } from "#knowledge/core/vocabulary/json.ts";
import type { KnownFrom } from "#knowledge/core/vocabulary/memory.ts";
import type { Instant } from "#knowledge/core/vocabulary/time.ts";
import houseRules from "./house-rules.md";
import { knownLines } from "./prompt-known.ts";
import { materialOf, passagesFor } from "./prompt-material.ts";
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
	const { signal, deal, contacts, handoff } = input;
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
			memory: inTurn(lookedUp("catalogue", catalogueLines(input)), knownLines(skill, input), [
				...lookedUp("method", methodLines(skill, input)),
				...lookedUp("record", crmLines(input)),
			]),
			history: historyLines(input),
			task: [
				input.task,
				`Deal ${canonicalJson(deal.name)} is in ${deal.stage}, region ${deal.region}. Today is ${todayOf(input.now)}.`,
				`You write for ${canonicalJson(input.sender.name)} of ${canonicalJson(input.sender.organisation)}.`,
				...(skill.mayPropose.includes("draft-email") ? styleLines(input) : []),
				...contacts.map(
					({ id, name, title }) => `Contact ${id}: ${canonicalJson(title === null ? name : `${name}, ${title}`)}`,
				),
				...(handoff ? [`Handed over by ${handoff.from}: ${canonicalJson(handoff.task)}`] : []),
				...(signal ? [`The material is signal ${signal.id}, a ${signal.kind} by ${signal.author}.`] : []),
			].join("\n"),
			material: signal ? materialOf(signal) : "",
			...(signal ? { passages: () => passagesFor(skill, signal) } : {}),
			tools: `{"proposals":[...],"summary":string}, proposals being any of:\n${skill.mayPropose.map((type) => shapeOf(skill, type)).join("\n")}${keys}${fields}${topics}`,
		},
		promptMax(skill),
	);
}

/** «2026-11-20, a Friday». No finer: what is asked twice on a day is one question, and its answer is paid for once. */
const todayOf = (now: Instant): string => {
	const day = dayOf(now);
	return `${isoOf(day)}, a ${WEEKDAYS[weekdayOf(day)]}`;
};

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** How the sender's own edits say that they write. */
function styleLines({ style }: SkillInput): readonly string[] {
	if (!style) return [];
	const { length, greeting, closing, contractions, bullets } = style;
	const habits = [
		...(length === 1
			? []
			: [`${length < 1 ? "shorter" : "longer"} mails, ${Math.round(length * 100)} % of the usual length`]),
		...(greeting === null ? [] : [`greet with ${greeting === "name" ? "the name alone" : greeting}`]),
		...(closing === null ? [] : [`close with ${closing === "name" ? "the name alone" : closing}`]),
		...(contractions === null ? [] : [contractions ? "use contractions" : "use no contractions"]),
		...(bullets === null ? [] : [bullets ? "use lists" : "use no lists"]),
	];
	return habits.length === 0 ? [] : [`The sender's habits: ${habits.join("; ")}.`];
}

/** Facts to a line of the catalogue or the record: none of the three crowds the others out of a short prompt. */
const FACTS_A_TURN = 6;

const lookedUp = (from: KnownFrom, lines: readonly string[]): readonly PromptLine[] =>
	lines.map((text) => ({ text, from, layer: null, why: null, isToldShort: false }));

function inTurn(
	offered: readonly PromptLine[],
	known: readonly PromptLine[],
	recorded: readonly PromptLine[],
): readonly PromptLine[] {
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
