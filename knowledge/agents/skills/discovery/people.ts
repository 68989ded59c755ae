import type { SignalText, SkillInput } from "#knowledge/core/deal/skill.ts";
import type { FactClaim, ReadFact } from "#knowledge/core/facts/fact.ts";
import {
	mergeStakeholder,
	readStakeholder,
	type Stakeholder,
	stakeholderText,
} from "#knowledge/core/facts/stakeholder.ts";
import { type Cast, isOurs, type Known, resolved } from "#knowledge/core/reasoning/discovery/cast.ts";
import { ROLE_RANK } from "#knowledge/core/reasoning/discovery/roles.ts";
import type { Said } from "#knowledge/core/reasoning/discovery/said.ts";
import type { Sight } from "#knowledge/core/reasoning/discovery/stakeholders.ts";
import { peopleIn } from "#knowledge/core/reasoning/entities/people.ts";
import type { Span } from "#knowledge/core/reasoning/span.ts";
import { CONFIDENCE_MIN, evidenceFrom, SURER } from "./claims.ts";

/** A board holds twelve a key; one text must not fill it. */
const PER_TEXT_MAX = 8;
const SIGNED = 0.8;
const SPOKE = 0.6;
/** With so many quotes a known part needs no further proof. */
const PROOFS_ENOUGH = 3;

/** Everybody whose full name is known, by the deal or by this very text. */
export function castOf(input: SkillInput, signal: SignalText): Cast {
	const { contacts, facts } = input;
	const ours = oursIn(input, signal);
	const known = facts.flatMap((fact) => stakeholderOf(fact) ?? []);
	const speakers = signal.turns.filter((turn) => turn.side === "buyer").map((turn) => turn.speaker);
	const signed =
		signal.author === "buyer" && signal.signature?.name
			? [{ name: signal.signature.name, title: jobOf(signal.signature.title, input.deal.name) }]
			: [];
	const named = namesIn(signal);
	const theirs = [
		...contacts.map(({ name, title }) => ({ name, title: jobOf(title, input.deal.name) })),
		...(signal.author === "buyer" ? signal.addressees.map(({ name }) => ({ name, title: null })) : []),
		...signed,
		...known.map(({ name, title }) => ({ name, title })),
		...[...new Set(speakers)].map((name) => ({ name, title: null })),
		...named,
	];
	const cast = { theirs: [], ours, things: [] };
	return { ours, things: [], theirs: theirs.filter(({ name }) => name.trim() !== "" && !isOurs(name, cast)) };
}

/** "Head of Operations, Brightfen Mobile" is the job and then the company. */
function jobOf(title: string | null, company: string): string | null {
	const at = title?.search(/,\s/) ?? -1;
	if (title === null || at < 3) return title;
	const [first = ""] = company.toLowerCase().split(/\s+/);
	return first !== "" &&
		title
			.slice(at + 2)
			.toLowerCase()
			.startsWith(first)
		? title.slice(0, at)
		: title;
}

/** Names of ours: who sells, who spoke on our side, whom the buyer writes to. */
export const oursIn = ({ sender, contacts }: SkillInput, signal: SignalText): readonly string[] => [
	sender.name,
	...new Set(signal.turns.filter((turn) => turn.side === "us").map((turn) => turn.speaker)),
	...greeted(signal, contacts),
];

/** Whom a buyer's mail is written to is one of ours, unless the deal knows them as the buyer's. */
function greeted(signal: SignalText, contacts: SkillInput["contacts"]): readonly string[] {
	if (signal.author !== "buyer") return [];
	const [first] = signal.visible;
	if (!first || signal.turns.length > 0) return [];
	const opening = signal.text.slice(first.start, Math.min(first.end, first.start + 60));
	const name = GREETING.exec(opening)?.slice(1).find(Boolean);
	if (!name || contacts.some((each) => each.name.split(/\s+/).includes(name))) return [];
	return [name];
}

const GREETING =
	/^(?:(?:[Hh]i|[Hh]ello|[Dd]ear|[Hh]ey|[Gg]ood (?:morning|afternoon|evening)|[Mm]orning|[Gg]uten Tag|[Bb]uen día|[Hh]ola),?\s(?:(?:Mr|Mrs|Ms|Dr)\.?\s)?(\p{Lu}\p{L}{1,20})(?=[,!\s-])|(?:(?:Mr|Mrs|Ms|Dr)\.?\s)?(\p{Lu}\p{L}{1,20}),?\s*\n)/u;

const NAMES_MAX = 20;
/** As long as a long mail; in a conversation the speakers are known by name anyway. */
const NAMED_CHARS_MAX = 12_000;

/** Full names that the text itself holds, for where it later says the first one only. */
function namesIn(signal: SignalText): readonly Known[] {
	const found: Known[] = [];
	let left = NAMED_CHARS_MAX;
	for (const span of signal.visible) {
		if (found.length >= NAMES_MAX || left <= 0) break;
		const end = Math.min(span.end, span.start + left);
		left -= end - span.start;
		for (const { name, title } of peopleIn(signal.text.slice(span.start, end))) {
			const plain = name?.replace(/^(?:Mrs?|Ms|Dr|Prof)\.?\s/, "") ?? "";
			if (plain.includes(" ") && !found.some((each) => each.name === plain)) found.push({ name: plain, title });
		}
	}
	return found.slice(0, NAMES_MAX);
}

/** Whoever wrote or spoke is somebody in this deal, whatever they say of themselves. */
export function presentIn(
	input: SkillInput,
	signal: SignalText,
	{ said, cast }: { said: readonly Said[]; cast: Cast },
): readonly Sight[] {
	if (signal.author !== "buyer") return [];
	const plain = { role: "unknown", stance: "unknown" } as const;
	const writer = writerOf(input, signal);
	const { signature } = signal;
	const present: Sight[] = [];
	if (signature && writer && signal.turns.length === 0 && !isOurs(writer, cast) && signature.start < signature.end)
		present.push({
			start: signature.start,
			end: signature.end,
			name: fullName(writer, cast),
			title: jobOf(signature.title, input.deal.name),
			confidence: SIGNED,
			...plain,
		});
	for (const speaker of new Set(signal.turns.filter((turn) => turn.side === "buyer").map((turn) => turn.speaker))) {
		const words = said.filter((each) => each.speaker === speaker);
		const shown = words.find((each) => each.words.split(" ").length >= 5) ?? words[0];
		if (!shown || isOurs(speaker, cast)) continue;
		const known = resolved(speaker, cast);
		present.push({
			start: shown.start,
			end: shown.end,
			name: known?.name ?? speaker,
			title: known?.title ?? null,
			confidence: SPOKE,
			...plain,
		});
	}
	return present;
}

export function writerOf(input: SkillInput, signal: SignalText): string | null {
	if (signal.author !== "buyer" || signal.turns.length > 0) return null;
	const contact = input.contacts.find((each) => each.id === signal.from);
	return contact?.name || signal.signature?.name || null;
}

const fullName = (name: string, cast: Cast): string => resolved(name, cast)?.name ?? name;

type Person = { stakeholder: Stakeholder; confidence: number; spans: Span[]; told: number };

/** [DI8] One claim a person, with all that the text says of them, laid over what is known; nothing where that adds nothing. */
export function stakeholderClaims(
	signal: SignalText,
	sights: readonly Sight[],
	input: SkillInput,
): readonly FactClaim[] {
	const people = new Map<string, Person>();
	for (const sight of sights) {
		if (sight.confidence < CONFIDENCE_MIN) continue;
		const key = sight.name.toLowerCase();
		const had = people.get(key);
		people.set(key, had ? joined(had, sight) : personOf(sight));
	}
	return [...people.values()]
		.sort((a, b) => weight(b.stakeholder) - weight(a.stakeholder) || b.confidence - a.confidence)
		.slice(0, PER_TEXT_MAX)
		.flatMap((person) => claimOf(signal, person, input.facts));
}

const personOf = ({ name, title, role, stance, confidence, start, end }: Sight): Person => ({
	stakeholder: { name, title, role, stance },
	confidence,
	spans: [{ start, end }],
	told: telling(role, stance),
});

const telling = (role: Stakeholder["role"], stance: Stakeholder["stance"]): number =>
	(role === "unknown" ? 0 : 1) + (stance === "unknown" ? 0 : 1);

/** Of several roles the weightiest stays; of stances the last word, for people come round. The quotes that tell most come first. */
function joined(had: Person, sight: Sight): Person {
	const { stakeholder } = had;
	const told = telling(sight.role, sight.stance);
	const span = { start: sight.start, end: sight.end };
	return {
		stakeholder: {
			name: stakeholder.name,
			title: stakeholder.title ?? sight.title,
			role: ranked(stakeholder.role, sight.role),
			stance: sight.stance === "unknown" ? stakeholder.stance : sight.stance,
		},
		confidence: told >= had.told ? Math.max(sight.confidence, told > had.told ? 0 : had.confidence) : had.confidence,
		spans: told > had.told ? [span, ...had.spans] : [...had.spans, span],
		told: Math.max(told, had.told),
	};
}

const ranked = (a: Stakeholder["role"], b: Stakeholder["role"]): Stakeholder["role"] =>
	ROLE_RANK.indexOf(b) < ROLE_RANK.indexOf(a) ? b : a;
const weight = ({ role, stance }: Stakeholder): number =>
	ROLE_RANK.length - ROLE_RANK.indexOf(role) + (stance === "unknown" ? 0 : 2);

function claimOf(
	signal: SignalText,
	{ stakeholder, confidence, spans, told }: Person,
	facts: readonly ReadFact[],
): readonly FactClaim[] {
	const standing = facts.find((fact) => stakeholderOf(fact)?.name.toLowerCase() === stakeholder.name.toLowerCase());
	const known = standing ? stakeholderOf(standing) : null;
	// What a text says on top of a part that weighs more does not make it less.
	const merged = known
		? { ...mergeStakeholder(known, stakeholder), role: ranked(known.role, stakeholder.role) }
		: stakeholder;
	const value = stakeholderText(merged);
	const proven = told > 0 && (standing?.evidence.length ?? 0) < PROOFS_ENOUGH;
	const isNews = !standing || value !== standing.value || proven || confidence >= standing.confidence + SURER;
	if (!isNews) return [];
	return [
		{
			key: "discovery.stakeholder",
			value,
			confidence: Math.min(0.95, confidence),
			evidence: evidenceFrom(signal, spans),
		},
	];
}

const stakeholderOf = (fact: ReadFact): Stakeholder | null =>
	fact.key === "discovery.stakeholder" && fact.state !== "contradicted" && fact.value !== null
		? readStakeholder(fact.value)
		: null;
