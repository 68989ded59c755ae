import type { Lookup } from "#knowledge/agents/writing/answered.ts";
import { NOTHING } from "#knowledge/agents/writing/answers.ts";
import { indirectOf, nounIn } from "#knowledge/agents/writing/indirect.ts";
import { stageNorm } from "#knowledge/agents/writing/norms.ts";
import type { Point } from "#knowledge/agents/writing/points.ts";
import { capitalised, listed } from "#knowledge/agents/writing/speech.ts";
import { answererOf, type Side, subjectsOf } from "#knowledge/agents/writing/subjects.ts";
import type { Answer } from "#knowledge/agents/writing/topics.ts";
import type { Stage } from "#knowledge/core/vocabulary/stage.ts";

type Group = { readonly points: readonly Point[]; readonly says: string | null; readonly side: Side | null };

/** [RH30] The buyer's own numbering, with the answer or with who gives it. Where contracts are not spoken of, what a point is about is told by its number alone. */
export function listPart(points: readonly Point[], lookup: Lookup, stage: Stage): Answer {
	if (points.length === 0) return NOTHING;
	if (points.every((each) => each.shown))
		return {
			says: `We will show your ${points.length === 1 ? "case" : "cases"} ${listed(points.map(({ label }) => (label ?? "").replace(/\.$/, "")))} as you describe ${points.length === 1 ? "it" : "them"}.`,
			commits: "",
		};
	const groups = groupsOf(points, lookup);
	const open = groups.flatMap((group) => group.points.filter((point) => group.says === null || isTwofold(point)));
	return {
		says: groups.map((group) => `- ${lineOf(group, stage)}`).join("\n"),
		commits:
			open.length > 0 ? `an answer to ${open.length === 1 ? "the open point" : `${open.length} open points`}` : "",
	};
}

/** What is answered alike stands in one line, in the order in which it was asked. */
function groupsOf(points: readonly Point[], lookup: Lookup): readonly Group[] {
	const groups = new Map<string, Point[]>();
	const says = new Map<string, string>();
	for (const point of points) {
		const found = lookup(point.text, point.subject);
		const key = found ?? point.subject?.side ?? (indirectOf(point.text) === null ? "open" : `open ${point.start}`);
		if (found !== null) says.set(key, found);
		groups.set(key, [...(groups.get(key) ?? []), point]);
	}
	return [...groups].map(([key, own]) => ({
		points: own,
		says: says.get(key) ?? null,
		side: says.has(key) ? null : (own[0]?.subject?.side ?? null),
	}));
}

const isNumbered = ({ label }: Point): boolean => /^(?:\d+\.|\(\w\))$/.test(label ?? "");
/** Two questions in one point: our sentence answers one of them. */
const isTwofold = ({ text }: Point): boolean =>
	(text.match(/\?/g) ?? []).length > 1 ||
	/\b(?:and|or) (?:is|are|do|does|can|must|how|what|who) [^?]*\?/i.test(text) ||
	subjectsOf(text).filter((each) => each.side !== "commercial" && each.side !== "legal").length > 1;

function lineOf({ points, says, side }: Group, stage: Stage): string {
	const named = stageNorm(stage).contracts;
	const names = points.map(({ label, subject }) => {
		const mark = (label ?? "").replace(/\.$/, "");
		return named && subject && subject.name !== "" && (side !== null || says !== null)
			? `${mark} (${subject.name})`
			: mark;
	});
	const many = points.length > 1;
	const head = points.every(isNumbered)
		? `Point${many ? "s" : ""} ${listed(names)}`
		: capitalised(listed(points.map(({ label }) => (label ?? "").toLowerCase())));
	if (says !== null) return `${head}: ${says}${points.some(isTwofold) ? " The rest of it follows." : ""}`;
	if (side === null) {
		const clauses = named ? points.map((point) => indirectOf(point.text)) : [];
		const nouns = named ? points.map((point) => nounIn(point.text)) : [];
		const isWhole = (all: readonly (string | null)[]): all is readonly string[] =>
			all.length > 0 && !all.includes(null);
		if (isWhole(clauses)) return `${head}: I will find out ${listed(clauses)}.`;
		return `${head}: I will look into ${isWhole(nouns) ? listed(nouns) : many ? "these" : "this"} myself.`;
	}
	return `${head}: ${answererOf(side, stage)} ${VERB[side](many)}.`;
}

const decides = (many: boolean): string => (many ? "will give you a decision on each" : "will give you a decision");
const answers = (many: boolean): string => (many ? "will answer each" : "will answer this");
const VERB: Readonly<Record<Side, (many: boolean) => string>> = {
	commercial: decides,
	legal: answers,
	security: answers,
	technical: answers,
	delivery: answers,
	reference: answers,
};
