import { firstMatches } from "./found.ts";
import { indexOfMark, MARK, type Marked, type Somebody } from "./marked.ts";

const NEAR = "[^\\uE000-\\uE00F.;!?]";
const DONE =
	"(?:met|seen|saw|visited|had|spoken? (?:to|with)|spoke (?:to|with)|talked (?:to|with)|sat down with|sit down with)";
/** As the buyer says it: one of ours met their colleague. */
const BY_BUYER: readonly RegExp[] = [
	new RegExp(`\\byou(?:'ve| have| had| could| already| also| both| just)*\\s${DONE} (${MARK})`, "giu"),
	new RegExp(
		`\\b(?:talk|talks|meeting|call|lunch|dinner|chat|visit|session|conversation|coffee|workshop)\\b${NEAR}{0,24}\\b(?:you|your)\\b${NEAR}{0,24}\\bwith (${MARK})`,
		"giu",
	),
	new RegExp(
		`(${MARK})${NEAR}{0,40}\\b(?:enjoyed|liked) (?:meeting|talking (?:to|with)|speaking (?:to|with)) you`,
		"giu",
	),
	new RegExp(`(${MARK}),? (?:who|whom) you (?:met|saw|spoke|talked)`, "giu"),
];
/** As our own notes say it. */
const BY_US: readonly RegExp[] = [
	new RegExp(
		`\\b(?:met|spoke (?:to|with)|talked (?:to|with)|sat down with|visited|rang|phoned|called|saw|had) (?:again )?(${MARK})`,
		"giu",
	),
	new RegExp(
		`\\b(?:talk|meeting|call|lunch|dinner|chat|visit|coffee|workshop|demo)\\b${NEAR}{0,30}\\b(?:with|for|at|to) (${MARK})`,
		"giu",
	),
	new RegExp(
		`(${MARK})(?:${NEAR}{0,20})? (?:joined|came|called|rang|phoned|was there|sat in|told us|told me|said|says|asked|wants|thinks)\\b`,
		"giu",
	),
];
/** Nobody has met whom they are only to meet. */
const TO_COME =
	/\b(?:should|could you|can you|would you|want you to|like you to|will|shall|to|must|let's|please|if|next|tomorrow|hope to)\s(?:[\p{L}']+\s){0,1}$/iu;
const MATCHES_MAX = 4;

/** Whom one of us met, by a sentence of the buyer's or of our own notes. */
export function metIn({ text, people }: Marked, voice: "buyer" | "reported"): readonly Somebody[] {
	return (voice === "buyer" ? BY_BUYER : BY_US).flatMap((pattern) =>
		[...firstMatches(text, pattern, MATCHES_MAX)].flatMap((match) => {
			const person = people[indexOfMark(match[1])];
			return person && !TO_COME.test(text.slice(Math.max(0, match.index - 40), match.index)) ? [person] : [];
		}),
	);
}
