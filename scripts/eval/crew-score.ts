import * as z from "zod";
import type { FactView } from "#knowledge/core/contract/deal.ts";
import { readStakeholder } from "#knowledge/core/facts/stakeholder.ts";
import type { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import type { Played } from "./crew-play.ts";

export const Labels = z.object({
	facts: z.array(z.object({ kind: z.string(), value: z.string(), file: z.string(), quote: z.string() })),
	stakeholders: z.array(z.object({ name: z.string(), title: z.string(), role: z.string(), stance: z.string() })),
});
export type Labels = z.infer<typeof Labels>;

/** Where a label of each kind may be found. A fact without a label is counted under the kind whose first key is its own. */
export const KINDS: Readonly<Record<string, readonly [FactKey, ...FactKey[]]>> = {
	budget: ["bant.budget"],
	authority: ["bant.authority", "meddic.economic-buyer"],
	need: ["bant.need", "discovery.requirement"],
	timeline: ["bant.timeline"],
	metric: ["meddic.metrics"],
	"economic buyer": ["meddic.economic-buyer", "bant.authority"],
	"decision criterion": ["meddic.decision-criteria"],
	"decision process": ["meddic.decision-process"],
	pain: ["meddic.pain"],
	champion: ["meddic.champion"],
	requirement: ["discovery.requirement", "bant.need"],
	stakeholder: ["discovery.stakeholder"],
	competitor: ["discovery.competitor"],
	ask: ["conversation.ask"],
	promise: ["conversation.promise"],
	objection: ["conversation.objection"],
	date: ["conversation.date", "bant.timeline"],
};

export type KindScore = {
	readonly n: number;
	/** Read at some time; and still on the board at the end. */
	readonly found: number;
	readonly held: number;
	/** Different values that were read and that no label asks for. */
	readonly extra: readonly string[];
	readonly missed: readonly string[];
};

type Place = { readonly file: string; readonly start: number; readonly end: number };

/** One thread's facts against what a reader wrote down. */
export function scoreThread(played: Played, labels: Labels): ReadonlyMap<string, KindScore> {
	const places = labels.facts.map((label) => ({ label, place: placeOf(played, label.file, label.quote) }));
	const scores = new Map<string, KindScore>();
	for (const [kind, keys] of Object.entries(KINDS)) {
		const wanted = places.filter(({ label }) => label.kind === kind);
		const isFound = (claims: readonly FactView[]) => (place: Place) =>
			claims.some((claim) => keys.includes(claim.key) && proves(played, claim, place));
		const [read, held] = [isFound(played.read), isFound(played.held)];
		const asked = places.filter(({ label }) => KINDS[label.kind]?.includes(keys[0])).map(({ place }) => place);
		const loose = played.read.filter(
			(claim) => claim.key === keys[0] && !asked.some((place) => proves(played, claim, place)),
		);
		scores.set(kind, {
			n: wanted.length,
			found: wanted.filter(({ place }) => read(place)).length,
			held: wanted.filter(({ place }) => held(place)).length,
			extra: [
				...new Map(
					loose.map((claim) => [
						claim.value,
						`${fileOf(played, claim)} ${claim.value} «${(claim.evidence[0]?.quote ?? "").replace(/\s+/g, " ")}»`,
					]),
				).values(),
			],
			missed: wanted
				.filter(({ place }) => !read(place))
				.map(({ label }) => `${label.file}: ${label.value} «${label.quote}»`),
		});
	}
	return scores.set("stakeholder as labelled", peopleScore(played, labels));
}

const fileOf = (played: Played, claim: FactView): string =>
	played.signals.get(claim.evidence[0]?.signal ?? ("" as never))?.file ?? "";

const proves = (played: Played, claim: FactView, place: Place): boolean =>
	claim.evidence.some((each) => {
		const signal = played.signals.get(each.signal);
		return signal?.file === place.file && each.start < place.end && place.start < each.end;
	});

/** Words and figures as they stand, with their offsets: lines may be broken elsewhere. */
const tokensOf = (text: string) =>
	[...text.matchAll(/[\p{L}\p{N}]+/gu)].map((match) => ({
		word: match[0].toLowerCase(),
		start: match.index,
		end: match.index + match[0].length,
	}));

function placeOf(played: Played, file: string, quote: string): Place {
	const wanted = tokensOf(quote).map((each) => each.word);
	for (const signal of played.signals.values()) {
		if (signal.file !== file) continue;
		const said = tokensOf(signal.text);
		for (let at = 0; at + wanted.length <= said.length; at++) {
			if (!wanted.every((word, i) => said[at + i]?.word === word)) continue;
			return { file, start: said[at]?.start ?? 0, end: said[at + wanted.length - 1]?.end ?? 0 };
		}
	}
	if (played.refused.has(file)) return { file, start: 0, end: 0 };
	throw new Error(`the label «${quote}» does not stand in ${file}`);
}

const ROLES: Readonly<Record<string, readonly string[]>> = { "signs off budget": ["signs-off"] };

/** Of the people a reader lists, those the board names at the end with that role and that stance. */
function peopleScore({ held }: Played, { stakeholders }: Labels): KindScore {
	const people = held.flatMap((fact) =>
		fact.key === "discovery.stakeholder" ? [readStakeholder(fact.value ?? "")] : [],
	);
	const isNamed = (name: string) => people.find((each) => each && sameName(each.name, name)) ?? null;
	const isRight = (label: Labels["stakeholders"][number]): boolean => {
		const person = isNamed(label.name);
		return (
			person !== null && (ROLES[label.role] ?? [label.role]).includes(person.role) && person.stance === label.stance
		);
	};
	const right = stakeholders.filter(isRight).length;
	return {
		n: stakeholders.length,
		found: right,
		held: right,
		extra: people.flatMap((each) =>
			each && !stakeholders.some(({ name }) => sameName(each.name, name))
				? [`${each.name}, ${each.role}, ${each.stance}`]
				: [],
		),
		missed: stakeholders
			.filter((each) => !isRight(each))
			.map(({ name, role, stance }) => {
				const person = isNamed(name);
				return `${name}: ${role}, ${stance}; ${person ? `has ${person.role}, ${person.stance}` : "not named"}`;
			}),
	};
}

function sameName(a: string, b: string): boolean {
	const words = (name: string) => tokensOf(name).map((each) => each.word);
	const [one, other] = [words(a), words(b)];
	return one.every((word) => other.includes(word)) || other.every((word) => one.includes(word));
}
