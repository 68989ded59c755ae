import { isAutomatic } from "#knowledge/agents/signal-text.ts";
import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import { type Sentence, sentencesIn } from "#knowledge/core/reasoning/sentences.ts";
import { inOrder, personNamed, whoOf } from "./plain.ts";

/** A sentence with whom it concerns: the buyer who says it, or the one to whom we do. */
export type Line = {
	readonly sentence: Sentence;
	readonly side: "buyer" | "us";
	readonly who: string;
	/** Counts the turns of a conversation, or the paragraphs of a mail. */
	readonly turn: number;
	/** Said to a colleague of theirs, and not to us. */
	readonly aside: boolean;
};

/** What was said or written, in order. */
export function linesOf(input: SkillInput): readonly Line[] {
	const { signal } = input;
	if (!signal || signal.author === "system" || signal.kind === "calendar") return [];
	const who = whoOf(input);
	if (signal.turns.length > 0) return spoken(input, who);
	if (isAutomatic(signal)) return [];
	return sentencesIn(signal.text, signal.visible).map((sentence) => ({
		sentence,
		side: signal.author === "buyer" ? "buyer" : "us",
		who,
		turn: sentence.paragraph,
		aside: false,
	}));
}

function spoken(input: SkillInput, fallback: string): readonly Line[] {
	const { turns = [], text = "" } = input.signal ?? {};
	const theirs = new Set(turns.filter(({ side }) => side === "buyer").map(({ speaker }) => firstName(speaker)));
	const names = new Map(turns.map(({ speaker }) => [speaker, named(input, speaker) ?? fallback]));
	const first = turns.find(({ side }) => side === "buyer");
	let who = first ? (names.get(first.speaker) ?? fallback) : fallback;
	return turns.flatMap((turn, i) => {
		if (turn.side === "buyer") who = names.get(turn.speaker) ?? fallback;
		return sentencesIn(text, [turn]).map((sentence) => ({
			sentence,
			side: turn.side,
			who,
			turn: i,
			aside: turn.side === "buyer" && isAside(sentence.text, theirs, firstName(turn.speaker)),
		}));
	});
}

const named = (input: SkillInput, speaker: string): string | null =>
	/\p{Lu}\p{Ll}/u.test(speaker) ? inOrder(personNamed(input, speaker)) : null;

const firstName = (speaker: string): string => inOrder(speaker).toLowerCase().split(/\s+/)[0] ?? "";

const CALLED = /^(?:and |but |so |no,? |well,? )?(\p{Lu}[\p{L}'’-]+),\s|,\s(\p{Lu}[\p{L}'’-]+)[.?!]*$/u;
/** «Suresh, will you sign the paper?» is said to Suresh. */
function isAside(text: string, theirs: ReadonlySet<string>, speaker: string): boolean {
	const match = CALLED.exec(text.trim());
	const name = (match?.[1] ?? match?.[2] ?? "").toLowerCase();
	return name !== speaker && theirs.has(name);
}
