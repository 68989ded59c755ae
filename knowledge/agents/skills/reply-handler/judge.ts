import type { Judgement, Proposal, SignalText, SkillInput } from "#knowledge/core/deal/skill.ts";
import type { Evidence } from "#knowledge/core/facts/fact.ts";
import { isOptOut } from "#knowledge/core/reasoning/acts.ts";
import { automaticKind } from "#knowledge/core/reasoning/automatic.ts";
import { sentencesIn } from "#knowledge/core/reasoning/sentences.ts";
import { isInside, oneLine } from "#knowledge/core/reasoning/span.ts";
import { unsupportedIn } from "#knowledge/core/reasoning/support.ts";
import { DRAFT_CHARS_MAX } from "./draft.ts";

/** More than this and a buyer answers none of them. */
export const QUESTIONS_MAX = 2;

const PASS: Judgement = { type: "pass" };
const reject = (rule: string, reason: string): Judgement => ({ type: "reject", rule, reason });

/** The reply handler's own rules about one of its proposals, whichever reasoner made it. */
export function judge(input: SkillInput, proposal: Proposal): Judgement {
	switch (proposal.type) {
		case "learn-fact":
			return judgeClaim(input.signal, proposal.claim.evidence);
		case "draft-email":
			return judgeDraft(input, proposal);
		case "ask-human":
			return PASS;
		default:
			return reject("RH14", "the reply handler notes and drafts, and does nothing else");
	}
}

function judgeClaim(signal: SignalText | null, evidence: readonly Evidence[]): Judgement {
	if (signal?.author !== "buyer") return reject("RH2", "only a buyer's text is noted");
	const proven = evidence.every(
		(each) =>
			each.signal === signal.id &&
			signal.text.slice(each.start, each.end) === each.quote &&
			isInside(signal.visible, each),
	);
	return proven ? PASS : reject("RH2", "the quote is not something that the buyer wrote here and now");
}

function judgeDraft(input: SkillInput, draft: Extract<Proposal, { type: "draft-email" }>): Judgement {
	if (!draft.to.every((to) => input.contacts.some((contact) => contact.id === to)))
		return reject("RH12", "a draft goes to contacts of the deal only");
	if (!mayAnswer(input)) return reject("RH13", "this text is not one to answer");
	if (draft.body.length > DRAFT_CHARS_MAX) return reject("RH10", `a draft has at most ${DRAFT_CHARS_MAX} characters`);
	const own = withoutBuyersWords(draft.body, visibleOf(input.signal));
	if ((own.match(/\?/g) ?? []).length > QUESTIONS_MAX)
		return reject("RH11", `a draft asks at most ${QUESTIONS_MAX} questions`);
	const promised = COMMERCIAL.exec(own);
	if (promised) return reject("RH9", `"${promised[0]}" promises what only a person may promise`);
	const [first] = unsupportedIn(`${draft.subject}\n${draft.body}`, {
		texts: sourcesOf(input),
		now: input.signal?.receivedAt ?? input.now,
	});
	return first ? reject("RH8", `the ${first.kind} "${first.text.slice(0, 80)}" is in no source`) : PASS;
}

/** Our side's terms. To take a question about them up is fine; to grant one is not. */
const COMMERCIAL =
	/\b(?:we|i) (?:can|could|will|would|['’]ll)? ?(?:happily |gladly |also )?(?:offer|give|grant|extend|apply) (?:you )?(?:a |an |the )?(?:\w{1,15} ){0,2}(?:discount|rebate|credit|price|free)\b|\bguarante(?:e|es|ed)\b|\bfree of charge\b|\bfor free\b|\bat no (?:extra |additional )?(?:cost|charge)\b|\bno (?:extra|additional) (?:cost|charge)\b|\bmoney[- ]back\b|\bwaiv(?:e|ed|ing)\b|\bwe (?:commit|accept your terms|agree to)\b/i;

function mayAnswer(input: SkillInput): boolean {
	const { signal } = input;
	const visible = visibleOf(signal);
	if (signal?.author === "buyer" && sentencesIn(signal.text, signal.visible).some((each) => isOptOut(each.text)))
		return false;
	if (input.handoff) return true;
	if (signal?.author !== "buyer") return false;
	return visible.trim() !== "" && automaticKind(signal.subject, visible) === null;
}

const visibleOf = (signal: SignalText | null): string =>
	signal?.visible.map((span) => signal.text.slice(span.start, span.end)).join("\n") ?? "";

/** Everything that a draft may repeat. A note of ours may hold what the buyer must not see, and is no source. */
function sourcesOf(input: SkillInput): readonly string[] {
	return [
		input.signal?.author === "buyer" ? visibleOf(input.signal) : "",
		input.signal?.author === "buyer" ? (input.signal.subject ?? "") : "",
		...input.facts.filter((fact) => fact.state !== "contradicted").flatMap((fact) => fact.value ?? []),
		...input.contacts.map((contact) => contact.name),
		input.sender.name,
		input.sender.organisation,
		input.deal.name,
	];
}

/** Quotations of the buyer's own words are not our questions, nor our promises. What is quoted must stand there to the letter. */
function withoutBuyersWords(body: string, visible: string): string {
	const source = oneLine(visible).replace(/["“”]/g, "'");
	return body.replace(/"([^"]{1,300})"/g, (whole, words: string) =>
		source.includes(oneLine(words).replace(/…$/, "")) ? "" : whole,
	);
}
