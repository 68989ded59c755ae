import type { SignalText } from "#knowledge/core/deal/skill.ts";
import { commitmentText } from "#knowledge/core/facts/commitment.ts";
import type { FactClaim } from "#knowledge/core/facts/fact.ts";
import { agreedIn } from "#knowledge/core/reasoning/dialogue/agreed.ts";
import { commitmentsIn } from "#knowledge/core/reasoning/dialogue/commitments.ts";
import type { Committed } from "#knowledge/core/reasoning/dialogue/committed.ts";
import { isAccount, saidIn } from "#knowledge/core/reasoning/dialogue/said.ts";
import { evidenceOf } from "#knowledge/core/reasoning/evidence.ts";
import { isHedged } from "#knowledge/core/reasoning/modality.ts";
import { objectionsIn } from "#knowledge/core/reasoning/objections.ts";
import { type Span, shortened, withoutTags } from "#knowledge/core/reasoning/span.ts";

/** Longer words of a buyer are cut; a value has three parts beside them. */
const WHAT_CHARS_MAX = 200;
/** As many asks, or promises, of one text as a reader keeps apart. */
const PER_KEY_MAX = 10;

/** An ask of the buyer's, or a promise of either side's, as its fact: what, who is to act, and by when. */
export const committedText = ({ text, owner, who, due }: Pick<Committed, "text" | "owner" | "who" | "due">): string =>
	commitmentText({ what: shortened(withoutTags(text), WHAT_CHARS_MAX), owner, who, due });

/** What was asked of us or of one of theirs, and what anybody promised; what we asked for is no ask of theirs. */
export function commitmentClaims(signal: SignalText, found: readonly Committed[]): readonly FactClaim[] {
	const ofKind = (kind: Committed["kind"]) =>
		found.filter((each) => each.kind === kind && (kind === "promise" || each.side === "them")).slice(0, PER_KEY_MAX);
	return [
		...ofKind("ask").map((each) => claimOf(signal, each, 0.9)),
		...ofKind("promise").map((each) => claimOf(signal, each, isHedged(each.text) ? 0.6 : 0.85)),
	];
}

const claimOf = (signal: SignalText, each: Committed, confidence: number): FactClaim => ({
	key: each.kind === "ask" ? "conversation.ask" : "conversation.promise",
	value: committedText(each),
	confidence,
	evidence: [evidenceOf(signal, each)],
});

/** A mail of ours, or what one of us wrote of a talk. */
export const isOwnAccount = (signal: SignalText): boolean =>
	isAccount(signal) || (signal.author === "us" && signal.kind === "email" && signal.turns.length === 0);

/**
 * What a mail of ours undertakes, and what a note of ours tells of both sides, objections and agreed terms among it: the words of nobody else, so that whoever
 * answers the buyer never reads them. Anything else has its own reader.
 */
export function ownClaims(signal: SignalText | null, us: string): readonly FactClaim[] {
	if (signal === null || !isOwnAccount(signal)) return [];
	const claims = commitmentClaims(signal, commitmentsIn(signal, us));
	return isAccount(signal) ? [...claims, ...toldClaims(signal)] : claims;
}

/** What a note tells of what holds the buyer back, and of what both have said yes to. */
function toldClaims(signal: SignalText): readonly FactClaim[] {
	const said = saidIn(signal);
	const claim = (key: FactClaim["key"], value: string, span: Span): FactClaim => ({
		key,
		value: shortened(withoutTags(value), WHAT_CHARS_MAX),
		confidence: 0.7,
		evidence: [evidenceOf(signal, span)],
	});
	return [
		...agreedIn(signal, said).map(({ text, start, end }) => claim("conversation.agreed", text, { start, end })),
		...said
			.flatMap(({ sentence }) => {
				const [first] = objectionsIn(sentence.text);
				return first ? [claim("conversation.objection", `${first.kind}: ${sentence.text}`, sentence)] : [];
			})
			.slice(0, PER_KEY_MAX),
	];
}
