import type { SignalText, SkillInput } from "#knowledge/core/deal/skill.ts";
import { isSameName, nameKey, plainName } from "#knowledge/core/facts/person-name.ts";
import { stakeholdersOf } from "#knowledge/core/facts/political-map.ts";
import { firstMatches } from "#knowledge/core/reasoning/discovery/found.ts";
import { NAME } from "#knowledge/core/reasoning/entities/people.ts";
import { outsidersIn } from "./outsiders.ts";

/** As much of a text as a long mail with its history has. */
const READ_CHARS_MAX = 20_000;
const MATCHES_MAX = 12;

/** "This is Marisol Quintero, she has led three of our migrations." */
const INTRODUCES = new RegExp(
	`(?<![\\p{L}])(?:[Tt]his is|[Mm]eet|[Ii](?:['’]ve| have) brought|[Ww]e(?:['’]ve| have) brought|[Ww]ith me(?: today)?(?: is)?|[Jj]oined by|[Ii]ntroduce(?: you to)?|(?:[Mm]y|[Oo]ur) colleagues?,?)\\s(?:(?:my|our) (?:colleague|\\p{Ll}{3,14}(?: \\p{Ll}{3,14})?),?\\s)?(${NAME})(?![\\p{L}]|\\s?\\?)`,
	"gu",
);
/** "Your colleague Marisol", as the buyer says it. */
const THEIR_WORD = new RegExp(
	`(?<![\\p{L}])[Yy]our (?:colleague|account manager|migration lead|sales rep|engineer|consultant)s?,?\\s(${NAME})(?![\\p{L}])`,
	"gu",
);
/** What only the side that sells says. */
const SELLS =
	/\b(?:we|i)(?:['’]ll| will| can| could)? (?:send|show|offer|quote) you (?:our|an?|the) (?:proposal|offer|quote|quotation|price list|data ?sheet|demo|sandbox|reference|statement of work)\b|\bour (?:product team|price list|roadmap|implementation team|professional services|other customers|standard connector)\b/i;

/** Names that are nobody's of the buyer's: who sells, who spoke on our side or was brought along, whom the buyer writes to. */
export const oursIn = (input: SkillInput, signal: SignalText): readonly string[] => [
	input.sender.name,
	...new Set(sidesOf(input, signal).flatMap((turn) => (turn.side === "us" ? [turn.speaker] : []))),
	...brought(input, signal),
	...greeted(signal, input.contacts),
	...writtenBy(input, signal),
	...outsidersIn(input, signal),
];

/** [DI21] The turns, those of people whom we brought along on our side: a recording does not know who they are. */
export function sidesOf(input: SkillInput, signal: SignalText): SignalText["turns"] {
	if (!signal.turns.some((turn) => turn.side === "us")) return hosted(input, signal);
	const ours = brought(input, signal);
	const isTheirs = (speaker: string): boolean => input.contacts.some((each) => isSameName(each.name, speaker));
	const forUs = new Set(
		signal.turns.flatMap((turn) =>
			turn.side === "buyer" &&
			!isTheirs(turn.speaker) &&
			(ours.some((name) => isSameName(name, turn.speaker)) || speaksForUs(input, said(signal, turn)))
				? [turn.speaker]
				: [],
		),
	);
	return forUs.size === 0
		? signal.turns
		: signal.turns.map((turn) => (forUs.has(turn.speaker) ? { ...turn, side: "us" as const } : turn));
}

/** What whoever opens a call of ours says: the buyer's people are the guests. */
const HOSTS =
	/\b(?:can (?:everybody|everyone|you all|you both) (?:hear|see) me|(?:good|great|nice|lovely) to have you|thanks?(?: you)?(?: all| both)? for (?:joining|coming|having us|making (?:the )?time|taking the time)|welcome(?: to|,| everybody| everyone| both| all)|(?:i['’]ll|let me|i will) (?:share my screen|show you)|what would you like to see|shall we start)\b/i;

/** [DI11] A recording that marks nobody as ours: the one speaker whom the deal does not know, and who hosts the others, is. */
function hosted(input: SkillInput, signal: SignalText): SignalText["turns"] {
	const known = knownNames(input);
	const strangers = new Set(
		signal.turns.map(({ speaker }) => speaker).filter((speaker) => !known.some((name) => isSameName(name, speaker))),
	);
	const [host] = strangers;
	const speakers = new Set(signal.turns.map(({ speaker }) => speaker));
	if (!host || strangers.size !== 1 || speakers.size < 2) return signal.turns;
	const hosts = signal.turns.some((turn) => turn.speaker === host && HOSTS.test(said(signal, turn)));
	return hosts
		? signal.turns.map((turn) => (turn.speaker === host ? { ...turn, side: "us" as const } : turn))
		: signal.turns;
}

const knownNames = ({ contacts, facts }: SkillInput): readonly string[] => [
	...contacts.map(({ name }) => plainName(name)),
	...stakeholdersOf(facts).map(({ name }) => plainName(name)),
];

const said = ({ text }: SignalText, { start, end }: { start: number; end: number }): string => text.slice(start, end);

function speaksForUs({ sender }: SkillInput, words: string): boolean {
	if (SELLS.test(words)) return true;
	const at = words.toLowerCase().indexOf(sender.organisation.toLowerCase());
	return (
		sender.organisation.length >= 3 &&
		at > 0 &&
		/\b(?:i['’]m|i am|here|i work|i lead|i run)\b[^.?!]{0,40}\b(?:at|from|for|of)\s$/i.test(words.slice(0, at))
	);
}

function brought({ contacts }: SkillInput, signal: SignalText): readonly string[] {
	const texts =
		signal.turns.length > 0
			? signal.turns.filter((turn) => turn.side === "us").map((turn) => [said(signal, turn), INTRODUCES] as const)
			: signal.visible.map((span) => [said(signal, span).slice(0, READ_CHARS_MAX), THEIR_WORD] as const);
	return texts.flatMap(([words, pattern]) =>
		[...firstMatches(words, pattern, MATCHES_MAX)].flatMap((match) => {
			const name = plainName(match[1] ?? "");
			return name === "" || contacts.some((each) => isSameName(each.name, name)) ? [] : [name];
		}),
	);
}

const ADDRESSED = new RegExp(`(${NAME})\\s{0,2}["']?\\s?[<(](?:mailto:)?[\\w.+-]{1,40}@([\\w.-]{3,60})`, "gu");

/** Whoever writes from an address of our organisation in the history below, or signs there in its name. */
function writtenBy({ sender }: SkillInput, signal: SignalText): readonly string[] {
	const organisation = nameKey(sender.organisation).replace(/[^a-z0-9]/g, "");
	if (organisation.length < 3 || signal.turns.length > 0) return [];
	return [...firstMatches(signal.text.slice(0, READ_CHARS_MAX), ADDRESSED, MATCHES_MAX)].flatMap((match) =>
		(match[2] ?? "").toLowerCase().split(".").includes(organisation) ? [plainName(match[1] ?? "")] : [],
	);
}

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
	/^(?:(?:[Hh]i|[Hh]ello|[Dd]ear|[Hh]ey|[Gg]ood (?:morning|afternoon|evening)|[Mm]orning|[Gg]uten Tag|[Bb]uen día|[Hh]ola|[Cc]iao),?\s(?:(?:Mr|Mrs|Ms|Dr)\.?\s)?(\p{Lu}\p{L}{1,20})(?=[,!\s-])|(?:(?:Mr|Mrs|Ms|Dr)\.?\s)?(\p{Lu}\p{L}{1,20}),?\s*\n)/u;
