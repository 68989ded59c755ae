import type { SkillInput, SkillOutput } from "#knowledge/core/deal/skill.ts";
import { pointsOfMail, pointsOfSummary } from "./mail.ts";
import type { Note } from "./note.ts";
import { pointsOfTalk } from "./talk.ts";

/** The rules reasoner of coaching: the first point there is becomes the one note. */
export function reason(input: SkillInput): SkillOutput {
	const [first] = pointsOf(input);
	if (!first) return { proposals: [], summary: "Nothing here to tell the rep." };
	return { proposals: [first], summary: `One note to the rep, about ${first.topic}.` };
}

function pointsOf(input: SkillInput): readonly Note[] {
	const { signal } = input;
	if (!signal) return [];
	if (signal.turns.length > 0) return pointsOfTalk(input, signal);
	if (signal.author !== "us") return [];
	switch (signal.kind) {
		case "email":
		case "chat":
			return pointsOfMail(input, signal);
		case "meeting":
		case "call":
		case "transcript":
			return pointsOfSummary(signal);
		case "note":
		case "crm":
		case "calendar":
			return [];
	}
}
