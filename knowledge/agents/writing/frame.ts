import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import { type Language, languageOf } from "#knowledge/core/reasoning/language.ts";
import { shortened } from "#knowledge/core/reasoning/span.ts";
import { visibleOf } from "../signal-text.ts";
import { isDelivery, type Moves } from "./moves.ts";
import type { Rank } from "./norms.ts";
import { capitalised } from "./speech.ts";

/** "Re: " once, whatever the language or the number of them that came in; one line, as headers are. */
export function subjectOf(input: SkillInput): string {
	// What a note of ours is called is not for the buyer to read.
	const subject = input.signal?.author === "buyer" ? input.signal.subject : null;
	const [before = ""] = (subject ?? "").split(/[\r\n]/, 1);
	const bare = before
		.replace(/^(?:\s{0,3}(?:re|r|aw|sv|antw|rv|fw|fwd|wg|tr)(?:\[\d{1,3}\])?\s?:)+/i, "")
		.replace(/\p{Cc}/gu, " ")
		.trim();
	return `Re: ${shortened(bare === "" ? input.deal.name : bare, 200)}`;
}

export function opening(moves: Moves): string {
	if (moves.refuses) return "Thank you for telling me plainly. I will not press you on it.";
	if (moves.objections.some((each) => each.kind === "complaint")) return "Thank you for saying this so plainly.";
	if (moves.agrees && moves.asks.length === 0) return "Thank you, that is good news.";
	// A question from a note was not put in a mail to us.
	if (moves.asks.some((ask) => ask.text === "")) return "";
	// What is asked is answered at once; thanks for a question are filler.
	if (moves.asks.length > 0) return "";
	if (moves.promises.some(isDelivery)) return "Thank you, I will look out for it.";
	if (moves.promises.length > 0) return "Thank you for letting me know.";
	return "";
}

/** Who says no, is angry, argues a contract, or wants to be left alone is not asked to help us qualify. */
export const asksBack = (moves: Moves): boolean =>
	!moves.refuses &&
	!moves.asks.some((ask) => ask.topic === "silence") &&
	!moves.objections.some((each) => each.kind === "complaint" || each.kind === "terms");

/** For the person who approves: what reads the mail may not be what it was written in. */
export function languageNote(input: SkillInput): string {
	const language = languageRead(input);
	return language === "English" ? "" : `Their mail is in ${language}; this draft is in English.`;
}

function languageRead({ signal }: SkillInput): Language {
	if (signal?.author !== "buyer") return "English";
	return languageOf(visibleOf(signal));
}

/** For whom a mail was written, as who approves it reads it. */
export const READERS: Readonly<Record<Rank, string>> = {
	"individual contributor": "an individual contributor",
	manager: "a manager",
	executive: "an executive",
	"c-suite": "the C-suite",
};

/** Why a mail matters to who approves it, on one line and within what a proposal may hold. */
export function whyText(parts: { readonly does: readonly string[]; readonly notes: readonly string[] }): string {
	const does = parts.does.filter((each) => each !== "").join("; ");
	return shortened([`${capitalised(does)}.`, ...parts.notes].filter((each) => each !== "").join(" "), 400);
}

/** What its sender owes once a draft is sent. */
export function commitNote(commits: readonly string[]): string {
	const owed = [...new Set(commits)].filter((each) => each !== "");
	return owed.length > 0
		? `By approving you commit to: ${owed.join("; ")}.`
		: "By approving you commit to nothing further.";
}
