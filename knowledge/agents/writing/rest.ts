import type { Stage } from "#knowledge/core/vocabulary/stage.ts";
import { NOTHING } from "./answers.ts";
import { CONTRACTS } from "./conform.ts";
import { indirectOf, nounIn } from "./indirect.ts";
import type { Ask } from "./moves.ts";
import { stageNorm } from "./norms.ts";
import { capitalised, listed } from "./speech.ts";
import { answererOf, type Side, type Subject, subjectOf } from "./subjects.ts";
import type { Answer } from "./topics.ts";

export type Rest = {
	readonly open: readonly Ask[];
	readonly demands: readonly Subject[];
	/** Points that are named by their own few words. */
	readonly nouns?: readonly string[];
	/** Points that no word names. */
	readonly unnamed: number;
	/** Another question of the mail was answered. */
	readonly isSecond: boolean;
	readonly price: boolean;
	readonly hasCondition: boolean;
	/** The day, with its preposition; empty where the list before it names it. */
	readonly by: string;
	/** Where contracts may not be spoken of, they are not named either. */
	readonly stage: Stage;
	/** The subject alone, for who has little time. */
	readonly isBrief?: boolean;
	/** What stands in front of an ask that points back. */
	readonly before?: (ask: Ask) => string;
};

/** What somebody still has to find out: a thing, or a question told indirectly. */
type Matter = { readonly side: Side | null; readonly noun: string; readonly clause: string | null };

/** [RH17] What is left is named as it was asked, with who answers it, and by when. */
export function restPart(of: Rest): Answer {
	const all = mattersOf(of);
	const matters = of.hasCondition ? all.filter((each) => each.side !== "commercial") : all;
	const unnamed = of.unnamed + matters.filter((each) => each.noun === "" && each.clause === null).length;
	const named = matters.filter((each) => each.noun !== "" || each.clause !== null);
	if (named.length === 0 && (unnamed === 0 || of.hasCondition)) return NOTHING;
	const groups = new Map<Side | null, Matter[]>();
	for (const each of named) groups.set(each.side, [...(groups.get(each.side) ?? []), each]);
	if (unnamed > 0) groups.set(null, [...(groups.get(null) ?? []), unnamedMatter(unnamed, of, named.length)]);
	const by = of.by === "" ? "" : ` ${of.by}`;
	const sentences = [...groups].map(([side, own], i) =>
		sentenceOf(side, own, { ...of, by: groups.size === 1 ? by : "", isFirst: i === 0 }),
	);
	const days = groups.size === 1 || by === "" ? [] : [`You will have our answers${by}.`];
	return {
		says: [...sentences, ...days].join(" "),
		commits: `an answer on ${listed(commitsOf(named))}${of.by === "" ? "" : `, ${of.by}`}`,
	};
}

function mattersOf(of: Rest): readonly Matter[] {
	const asked = of.open.map((ask): Matter => {
		const about = of.before?.(ask) ?? "";
		const subject = subjectOf(ask.text) ?? TOPICAL[ask.topic] ?? (POINTS_BACK.test(ask.text) ? subjectOf(about) : null);
		// What is about money or the contract is named, and never told as if it could be had.
		const isNamedOnly =
			subject?.side === "commercial" || subject?.side === "legal" || (of.isBrief === true && subject !== null);
		const clause = isNamedOnly ? null : indirectOf(ask.text);
		const isNamed = stageNorm(of.stage).contracts || !CONTRACTS.test(`${subject?.name ?? ""} ${clause ?? ""}`);
		return isNamed
			? { side: subject?.side ?? null, noun: subject?.name ?? "", clause }
			: { side: "commercial", noun: LATER, clause: null };
	});
	const demanded = of.demands.map(
		({ side, name }): Matter =>
			stageNorm(of.stage).contracts || !CONTRACTS.test(name)
				? { side, noun: name, clause: null }
				: { side: "commercial", noun: LATER, clause: null },
	);
	const short = (of.nouns ?? []).map(
		(noun): Matter => (CLAUSE.test(noun) ? { side: null, noun: "", clause: noun } : { side: null, noun, clause: null }),
	);
	const commercial = [...asked, ...demanded].some((each) => each.side === "commercial");
	const isPriced = of.price && !of.hasCondition && (commercial || of.open.length > 0);
	const matters = [
		...asked,
		...demanded,
		...short,
		...(isPriced ? [{ side: PRICE.side, noun: PRICE.name, clause: null }] : []),
	];
	return matters.filter(
		(each, i) => matters.findIndex((other) => other.noun === each.noun && other.clause === each.clause) === i,
	);
}
/** What is owed, in a word each: the questions themselves stand in the mail. */
const commitsOf = (named: readonly Matter[]): readonly string[] => {
	const nouns = named.flatMap(({ noun }) => (noun === "" ? [] : [noun]));
	return named.length > nouns.length
		? [...nouns, nouns.length > 0 ? "their other questions" : "their question"]
		: nouns.length > 0
			? nouns
			: ["their question"];
};

const POINTS_BACK = /\b(?:it|that|this|them|these|those|such|same)\b/i;
const LATER = "what you ask for";
const CLAUSE = /^(?:who|whose|what|when|where|why|which|how|if|whether)\b/i;

/** What no word of ours names is named by a word of theirs, or counted. */
function unnamedMatter(count: number, of: Rest, named: number): Matter {
	const noun =
		count === 1
			? of.open.flatMap((ask) =>
					subjectOf(ask.text) === null ? (nounIn(ask.text) ?? nounIn(of.before?.(ask) ?? "") ?? []) : [],
				)[0]
			: undefined;
	const isAllowed = noun !== undefined && (stageNorm(of.stage).contracts || !CONTRACTS.test(noun));
	const what =
		of.isSecond || named > 0
			? `your other point${count === 1 ? "" : "s"}`
			: count === 1
				? "your question"
				: "these points";
	return {
		side: null,
		noun: isAllowed
			? `${what.replace(/^your other point$/, "your point")} on ${noun}`
			: what === "your question"
				? "that"
				: what,
		clause: null,
	};
}

/** "Our security colleagues will tell you by 2 October who holds the keys." What nobody is named for, the writer finds out. */
function sentenceOf(
	side: Side | null,
	own: readonly Matter[],
	of: Rest & { readonly by: string; readonly isFirst: boolean },
): string {
	if (side === "reference" && own.every((each) => each.noun === REFERENCE.name))
		return `I will ask a customer whose situation is close to yours whether you may talk to them, and will tell you${of.by}.`;
	const clauses = own.flatMap((each) => each.clause ?? []);
	const nouns = own.filter((each) => each.clause === null).map((each) => each.noun);
	if (side === null) {
		if (clauses.length === 0)
			return `I ${of.isFirst && !of.isSecond ? "have to" : "will also"} check ${listed(nouns)} and will answer you${of.by}.`;
		const also = nouns.length === 0 ? "" : ` I will check ${listed(nouns)}, too.`;
		return `I will find out ${listed(clauses)}, and tell you${of.by}.${also}`;
	}
	const who = capitalised(answererOf(side, of.stage));
	if (clauses.length === 0) return `${who} will answer you${of.by} on ${listed(nouns)}.`;
	if (nouns.length === 0) return `${who} will tell you${of.by} ${listed(clauses)}.`;
	return `${who} will answer you${of.by} on ${listed(nouns)} and tell you ${listed(clauses)}.`;
}

const REFERENCE: Subject = { name: "a customer you can talk to", side: "reference" };
const PRICE: Subject = { name: "the price", side: "commercial" };
/** Where no word of it names a subject, the topic does. */
const TOPICAL: Partial<Record<Ask["topic"], Subject>> = {
	discount: PRICE,
	contract: { name: "the contract", side: "legal" },
	reference: REFERENCE,
	security: { name: "security", side: "security" },
	support: { name: "support", side: "delivery" },
	trial: { name: "a trial", side: "delivery" },
	schedule: { name: "the time it takes", side: "delivery" },
	integration: { name: "the integration", side: "technical" },
};
