import type { SignalText, SkillInput } from "#knowledge/core/deal/skill.ts";
import type { FactClaim, ReadFact } from "#knowledge/core/facts/fact.ts";
import { isNickname, isSameName, nameKey, plainName } from "#knowledge/core/facts/person-name.ts";
import { mergeStakeholder, type Stakeholder, stakeholderText } from "#knowledge/core/facts/stakeholder.ts";
import { type Cast, isOurs, isPersonName, resolved } from "#knowledge/core/reasoning/discovery/cast.ts";
import { ROLE_RANK } from "#knowledge/core/reasoning/discovery/part-words.ts";
import { deciding, presumed } from "#knowledge/core/reasoning/discovery/presumed.ts";
import type { Said } from "#knowledge/core/reasoning/discovery/said.ts";
import type { Sight } from "#knowledge/core/reasoning/discovery/sight.ts";
import type { Span } from "#knowledge/core/reasoning/span.ts";
import type { Heard, Power } from "#knowledge/core/vocabulary/stakeholder.ts";
import { CONFIDENCE_MIN, evidenceFrom, SURER } from "./claims.ts";
import { jobOf, stakeholderOf } from "./known-cast.ts";
import { isForeign } from "./outsiders.ts";

/** A board holds twelve a key; one text must not fill it. */
const PER_TEXT_MAX = 8;
const SIGNED = 0.8;
const SPOKE = 0.6;
/** With so many quotes a known part needs no further proof. */
const PROOFS_ENOUGH = 3;

/** [DI22] Whoever wrote or spoke is somebody in this deal, whatever they say of themselves. */
export function presentIn(
	input: SkillInput,
	signal: SignalText,
	{ said, cast }: { said: readonly Said[]; cast: Cast },
): readonly Sight[] {
	if (signal.author !== "buyer") return [];
	const plain = { role: "unknown", stance: "unknown" } as const;
	const writer = writerOf(input, signal);
	const present: Sight[] = [];
	const signed =
		writer !== null && !isOurs(writer, cast) ? (signedBy(signal, writer) ?? said.find(isTelling) ?? null) : null;
	if (writer && signed)
		present.push({
			start: signed.start,
			end: signed.end,
			name: fullName(writer, cast),
			title: jobOf(signal.signature?.title ?? null, input.deal.name),
			confidence: SIGNED,
			shown: "signature",
			heard: heardOf(input, writer),
			...plain,
		});
	for (const speaker of new Set(
		signal.turns.flatMap(({ side, speaker }) => (side === "buyer" && speaker !== "" ? [speaker] : [])),
	)) {
		const words = said.filter((each) => each.speaker === speaker);
		const shown = words.find((each) => SAYS_WHO.test(each.words)) ?? words.find(isTelling) ?? words[0];
		if (!shown || isOurs(speaker, cast)) continue;
		const known = resolved(speaker, cast);
		present.push({
			start: shown.start,
			end: shown.end,
			name: known?.name ?? plainName(speaker),
			title: known?.title ?? null,
			confidence: SPOKE,
			shown: "presence",
			heard: heardOf(input, speaker),
			...plain,
		});
	}
	return present;
}

const heardOf = (input: SkillInput, name: string): Heard => (isForeign(input, name) ? "unknown" : "spoke");

/** What speakers say of themselves shows best that they are there; after it what says something at all. */
const SAYS_WHO =
	/^\p{Lu}\p{Ll}+ here\b|\bmy name is\b|\bi(?:['’]m| am) (?:the|an?|our|chief|head|responsible|in charge)\b|\bi (?:look after|run|lead|head|manage|handle)\b/iu;
const isTelling = ({ words }: Said): boolean =>
	words.split(" ").length >= 5 &&
	!/^(?:sorry|thanks|thank you|good (?:morning|afternoon|evening)|hi\b|hello)/i.test(words);

/** Where writers put their name: in the signature, or as the last line of what they wrote. */
function signedBy({ signature, visible, text }: SignalText, writer: string): Span | null {
	if (signature && signature.start < signature.end) return { start: signature.start, end: signature.end };
	const last = visible.at(-1);
	if (!last) return null;
	const line = /(?:^|\n)([^\n]{1,60}?)\s*$/.exec(
		text.slice(Math.max(last.start, last.end - SIGNED_CHARS_MAX), last.end),
	);
	const name = line?.[1]?.trim() ?? "";
	if (!line || name === "" || name.split(/\s+/).length > 4 || !isSameName(name, writer)) return null;
	const start = text.lastIndexOf(name, last.end);
	return start < last.start ? null : { start, end: start + name.length };
}
const SIGNED_CHARS_MAX = 120;

/** Whether turns say by name who speaks; a chat message of one person has a turn, and no name. */
const isTold = ({ turns }: SignalText): boolean => turns.some(({ speaker }) => speaker !== "");

export function writerOf(input: SkillInput, signal: SignalText): string | null {
	if (signal.author !== "buyer" || isTold(signal)) return null;
	const contact = input.contacts.find((each) => each.id === signal.from);
	const name = contact?.name || signal.signature?.name;
	return name ? plainName(name) : null;
}

/** [DI9] Somebody whom the board knows by one name and this text by both: where it names them. */
export function fullerIn(said: readonly Said[], cast: Cast, { facts }: SkillInput): readonly Sight[] {
	return facts.flatMap((fact) => {
		const known = stakeholderOf(fact);
		const name = known ? plainName(known.name) : "";
		if (!known || name.includes(" ") || !isPersonName(name)) return [];
		const found = resolved(name, cast);
		const words = new RegExp(`(?<!\\p{L})${name.replace(/[^\p{L}]/gu, ".")}(?!\\p{L})`, "u");
		const shown = found?.name.includes(" ")
			? said.find((each) => words.test(each.words) && isTelling(each))
			: undefined;
		if (!found || !shown) return [];
		return [
			{
				start: shown.start,
				end: shown.end,
				...found,
				role: "unknown" as const,
				stance: "unknown" as const,
				confidence: SPOKE,
				shown: "presence" as const,
			},
		];
	});
}

const fullName = (name: string, cast: Cast): string => resolved(name, cast)?.name ?? name;

type Person = {
	stakeholder: Stakeholder;
	confidence: number;
	spans: readonly Shown[];
	told: number;
	/** What they blocked goes ahead, as the last words on it say. */
	released: boolean;
	/** The role is learned: one that words show weighs more. */
	learned: boolean;
	/** The stance is guessed: one that words show stays. */
	leans: boolean;
};
type Shown = Span & { readonly told: number; readonly title: boolean };

/** [DI8] One claim a person, with all that the text says of them, laid over what is known; nothing where that adds nothing. */
export function stakeholderClaims(
	signal: SignalText,
	sights: readonly Sight[],
	input: SkillInput,
): readonly FactClaim[] {
	const people = new Map<string, Person>();
	for (const sight of sights) {
		if (sight.confidence < CONFIDENCE_MIN) continue;
		const key = nameKey(sight.name);
		const had = people.get(key);
		people.set(key, had ? joined(had, sight) : personOf(sight));
	}
	const known = [
		...input.facts.flatMap((fact) => stakeholderOf(fact) ?? []),
		...[...people.values()].map(({ stakeholder }) => stakeholder),
	];
	return [...people.values()]
		.sort((a, b) => weight(b.stakeholder) - weight(a.stakeholder) || b.confidence - a.confidence)
		.slice(0, PER_TEXT_MAX)
		.flatMap((person) => claimOf(signal, person, { facts: input.facts, others: known }));
}

const personOf = (sight: Sight): Person => ({
	stakeholder: {
		name: sight.name,
		title: sight.title,
		role: sight.role,
		stance: sight.stance,
		power: sight.power ?? "unknown",
		reportsTo: sight.reportsTo ?? null,
		heard: sight.heard ?? "unknown",
	},
	confidence: sight.confidence,
	spans: [shownBy(sight)],
	told: telling(sight.role, sight.stance),
	released: sight.releases ?? false,
	learned: sight.learned ?? false,
	leans: sight.leans ?? false,
});

const telling = (role: Stakeholder["role"], stance: Stakeholder["stance"]): number =>
	(role === "unknown" ? 0 : 1) + (stance === "unknown" ? 0 : 1);

const shownBy = ({ start, end, role, stance, title, shown }: Sight): Shown => ({
	start,
	end,
	told: telling(role, stance),
	title: title !== null && shown !== "presence",
});

/** Of several roles the weightiest stays, as long as it holds; of stances the last word, for people come round. */
function joined(had: Person, sight: Sight): Person {
	const { stakeholder } = had;
	const stays = sight.stance === "unknown" || ((sight.leans ?? false) && stakeholder.stance !== "unknown");
	const told = telling(sight.role, sight.stance);
	const role = rankedRole(had, sight);
	return {
		stakeholder: {
			name: stakeholder.name,
			title: stakeholder.title ?? sight.title,
			role,
			stance: stays ? stakeholder.stance : sight.stance,
			power: POWERS.find((each) => each === sight.power || each === stakeholder.power) ?? "unknown",
			reportsTo: sight.reportsTo ?? stakeholder.reportsTo,
			heard: HEARD.find((each) => each === sight.heard || each === stakeholder.heard) ?? "unknown",
		},
		confidence: told >= had.told ? Math.max(sight.confidence, told > had.told ? 0 : had.confidence) : had.confidence,
		spans: [...had.spans, shownBy(sight)],
		told: Math.max(told, had.told),
		released: (had.released && sight.role !== "blocks") || (sight.releases ?? false),
		learned: role === sight.role && role !== stakeholder.role ? (sight.learned ?? false) : had.learned,
		leans: stays ? had.leans : (sight.leans ?? false),
	};
}

/** The weightier of two roles; one that words show weighs more than one that was learned. */
function rankedRole({ stakeholder, learned }: Person, sight: Sight): Stakeholder["role"] {
	const had = sight.releases ? releasedRole(stakeholder.role) : stakeholder.role;
	if (had !== "unknown" && sight.role !== "unknown" && learned !== (sight.learned ?? false))
		return learned ? sight.role : had;
	return ranked(had, sight.role);
}

const POWERS: readonly Power[] = ["high", "medium", "low", "unknown"];
const HEARD: readonly Heard[] = ["spoke", "met", "unknown"];

/** Whoever no longer stands in the way still has a say. */
const releasedRole = (role: Stakeholder["role"]): Stakeholder["role"] => (role === "blocks" ? "influences" : role);

const ranked = (a: Stakeholder["role"], b: Stakeholder["role"]): Stakeholder["role"] =>
	ROLE_RANK.indexOf(b) < ROLE_RANK.indexOf(a) ? b : a;
const weight = ({ role, stance }: Stakeholder): number =>
	ROLE_RANK.length - ROLE_RANK.indexOf(role) + (stance === "unknown" ? 0 : 2);

function claimOf(
	signal: SignalText,
	{ stakeholder: said, confidence, spans, told, released, learned, leans }: Person,
	{ facts, others }: { readonly facts: readonly ReadFact[]; readonly others: readonly Stakeholder[] },
): readonly FactClaim[] {
	const standing =
		facts.find((fact) => nameKey(stakeholderOf(fact)?.name ?? "") === nameKey(said.name)) ??
		onlyOne(facts.filter((fact) => isSameName(stakeholderOf(fact)?.name ?? "", said.name))) ??
		onlyOne(facts.filter((fact) => isCalled(stakeholderOf(fact)?.name ?? "", said.name)));
	const had = standing ? stakeholderOf(standing) : null;
	// What was learned of sentences like this one is no match for what is known of this person, nor for their title.
	const plain: Stakeholder = { ...said, role: "unknown" };
	const isKnown = (had !== null && had.role !== "unknown") || presumed(plain).role !== "unknown";
	const stakeholder = learned && isKnown ? plain : said;
	// A part that was only presumed gives way to one that words show.
	const known = had && gives(had, stakeholder.role) ? { ...had, role: "unknown" as const } : had;
	// What a text says on top of a part that weighs more does not make it less, unless it says that it is over.
	const merged = known
		? {
				...mergeStakeholder(known, stakeholder),
				...(leans && known.stance !== "unknown" ? { stance: known.stance } : {}),
				power: POWERS.find((each) => each === known.power || each === stakeholder.power) ?? "unknown",
				role: ranked(released ? releasedRole(known.role) : known.role, stakeholder.role),
			}
		: stakeholder;
	const value = stakeholderText(deciding(presumed(agreeing(merged)), othersThan(merged.name, others)));
	const proven = told > 0 && (standing?.evidence.length ?? 0) < PROOFS_ENOUGH;
	const isNews = !standing || value !== standing.value || proven || confidence >= standing.confidence + SURER;
	if (!isNews) return [];
	return [
		{
			key: "discovery.stakeholder",
			value,
			confidence: Math.min(0.95, confidence),
			evidence: evidenceFrom(signal, proofs(spans, told > 0)),
		},
	];
}

/** [DI26] Whoever champions us is for us; who is against us does so no more, and still has a say. */
function agreeing(person: Stakeholder): Stakeholder {
	if (person.role !== "champions") return person;
	if (person.stance === "against") return { ...person, role: "influences" };
	return person.stance === "unknown" ? { ...person, stance: "for" } : person;
}

const othersThan = (name: string, people: readonly Stakeholder[]): readonly Stakeholder[] =>
	people.filter((each) => !isSameName(each.name, name));

/** "Sam", who turns out to be Samantha Grieve. */
const isCalled = (a: string, b: string): boolean => a !== "" && b !== "" && (isNickname(a, b) || isNickname(b, a));

/** Whether somebody's known part is one that nothing but their place shows, and this text shows another. */
const gives = (known: Stakeholder, role: Stakeholder["role"]): boolean =>
	(role === "decides" || role === "signs-off" || role === "blocks") &&
	presumed({ ...known, role: "unknown" }).role === known.role;

const onlyOne = <T>(found: readonly T[]): T | undefined => (found.length === 1 ? found[0] : undefined);

/** [DI23] What tells most comes first, of equals the last word; that somebody was there, or signed, proves no part. */
function proofs(spans: readonly Shown[], isTold: boolean): readonly Span[] {
	const proving = isTold ? spans.filter((each) => each.told > 0) : spans;
	const titled = isTold ? spans.find((each) => each.told === 0 && each.title) : undefined;
	const sorted = [...proving].reverse().sort((a, b) => b.told - a.told);
	// Two quotes for the part, and one for the title.
	return titled ? [...sorted.slice(0, 2), titled] : sorted.slice(0, PROOFS_LOOKED_AT);
}
/** A hostile text says the same of somebody a thousand times. */
const PROOFS_LOOKED_AT = 12;
