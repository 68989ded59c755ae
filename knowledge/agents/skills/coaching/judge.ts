import type { Judgement, Proposal, SkillInput } from "#knowledge/core/deal/skill.ts";
import type { CoachingTopic } from "#knowledge/core/events/crm.ts";

const PASS: Judgement = { type: "pass" };
const reject = (rule: string, reason: string): Judgement => ({ type: "reject", rule, reason });

/** What is missing cannot be quoted. */
const WITHOUT_QUOTE: ReadonlySet<CoachingTopic> = new Set(["next-step", "questions", "stakeholders"]);

/** Coaching's own rules about its note, whichever reasoner wrote it. */
export function judge(input: SkillInput, proposal: Proposal): Judgement {
	if (proposal.type !== "coach-rep") return reject("CH8", "coaching gives notes and does nothing else");
	const { signal } = input;
	if (!signal || (signal.author !== "us" && signal.turns.length === 0))
		return reject("CH9", "our side said nothing here");
	if (proposal.evidence.length === 0 && !WITHOUT_QUOTE.has(proposal.topic))
		return reject("CH5", "a note quotes the words that it is about");
	const own = withoutQuotes(proposal.note);
	if (greets(own, input)) return reject("CH6", "a note is for the rep, and greets nobody");
	return JUDGES.test(own) ? reject("CH7", "a note is about what was said, not about who said it") : PASS;
}

/** What is quoted is somebody else's words. */
const withoutQuotes = (note: string): string => note.replace(/«[^»]{0,600}»/g, " ").trim();

/** «Dear Mara», «Hi there», «Mara, thank you» are how letters begin; «best regards» is how they end. */
function greets(note: string, { contacts }: SkillInput): boolean {
	if (/^(?:dear|hi|hello|hey|good (?:morning|afternoon|evening))\b/i.test(note)) return true;
	if (/\b(?:(?:best|kind|warm) regards|yours sincerely|sincerely yours)\b/i.test(note)) return true;
	const opening = /^(\p{L}[\p{L}'’-]*)(?:\s\p{Lu}[\p{L}'’-]*){0,3},/u.exec(note)?.[1]?.toLowerCase();
	return opening !== undefined && contacts.some(({ name }) => name.toLowerCase().split(/\s+/)[0] === opening);
}

/** Words for a person; the same said of a mail («too long», «unclear») are fine. */
const JUDGES =
	/\b(?:laz(?:y|iness)|stupid\w*|idiot\w*|incompeten\w+|unprofessional\w*|arrogan\w+|rude(?:ness)?|careless\w*|clueless|ignoran\w+|dishonest\w*|liar|lying|pathetic|useless|hopeless|pushy|aggressive|annoying|greedy|dumb|naive|amateur\w*|sloppy|weak (?:rep|seller|person)|bad (?:rep|seller|salesperson|listener|at (?:this|your job))|(?:poor|terrible|awful) (?:rep|seller|salesperson|listener)|you (?:always|never)|not (?:smart|good) enough|your (?:fault|attitude|personality))\b/i;
