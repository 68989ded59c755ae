import { commitmentClaims, committedText } from "#knowledge/agents/commitment-claims.ts";
import { datedValue } from "#knowledge/agents/writing/dated.ts";
import type { Moves } from "#knowledge/agents/writing/moves.ts";
import type { Point } from "#knowledge/agents/writing/points.ts";
import type { SignalText } from "#knowledge/core/deal/skill.ts";
import type { FactClaim } from "#knowledge/core/facts/fact.ts";
import { concessionText } from "#knowledge/core/facts/ledger.ts";
import { agreedIn } from "#knowledge/core/reasoning/dialogue/agreed.ts";
import { concessionsIn } from "#knowledge/core/reasoning/dialogue/concessions.ts";
import { dueIn } from "#knowledge/core/reasoning/dialogue/due.ts";
import { saidIn } from "#knowledge/core/reasoning/dialogue/said.ts";
import { evidenceOf } from "#knowledge/core/reasoning/evidence.ts";
import { isHedged } from "#knowledge/core/reasoning/modality.ts";
import { oneLine, type Span, shortened, withoutTags } from "#knowledge/core/reasoning/span.ts";
import type { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";

const VALUE_CHARS_MAX = 200;

/** What a product has to do is a requirement; what is put to us is an ask. */
const TO_US =
	/\b(?:you|your|please|offer|quote|quotation|proposal|price|contract|discount|send|answer|confirm|in writing)\b/i;

/** What is out of the question for them asks nothing of us. */
const LACKS = /^(?:what (?:i|we) (?:can['’]?t|cannot|won['’]t|will not)\b|nobody\b)/i;

const short = (text: string): string => shortened(withoutTags(text), VALUE_CHARS_MAX);

/** The facts of a conversation, each with the sentence that proves it. */
export function claimsOf(signal: SignalText, moves: Moves, points: readonly Point[] = []): readonly FactClaim[] {
	const claim = (key: FactKey, value: string, confidence: number, span: Span): FactClaim => ({
		key,
		value,
		confidence,
		evidence: [evidenceOf(signal, span)],
	});
	const said = saidIn(signal);
	const demanded = ({ start, end }: Span): string => {
		const what = signal.text.slice(start, end);
		const due = dueIn(oneLine(what), { start: 0, end: what.length, meets: false }, signal.receivedAt);
		return committedText({ text: what, owner: "us", who: null, due });
	};
	// A point that is put as a question is an ask already; one that promises or holds back is said as what it is.
	const spoken = [...moves.commitments, ...moves.objections];
	const demands = points.filter(
		(point) =>
			!spoken.some((each) => each.start < point.end && point.start < each.end) &&
			!LACKS.test(point.text) &&
			(point.label !== null || TO_US.test(point.text)),
	);
	const claims = [
		...commitmentClaims(signal, moves.commitments),
		...demands.map((each) => claim("conversation.ask", demanded(each), 0.8, each)),
		...agreedIn(signal, said).map(
			({ text, put, ...span }): FactClaim => ({
				...claim("conversation.agreed", short(text), 0.8, span),
				evidence: [span, ...(put ? [put] : [])].map((each) => evidenceOf(signal, each)),
			}),
		),
		...concessionsIn(signal, said).map(({ who, give, get, ...span }) =>
			claim("conversation.concession", concessionText({ who, give, get }), 0.7, span),
		),
		...moves.objections.map((each) =>
			claim("conversation.objection", short(`${each.kind}: ${each.text}`), isHedged(each.text) ? 0.65 : 0.85, each),
		),
		...moves.dates.map((date) =>
			claim("conversation.date", short(datedValue(date)), isHedged(date.sentence.text) ? 0.6 : 0.85, date.sentence),
		),
	];
	const told = claims.filter(
		(each, index) => claims.findIndex((other) => other.key === each.key && other.value === each.value) === index,
	);
	const kept = new Set([...told].sort((a, b) => rankOf(a) - rankOf(b)).slice(0, CLAIMS_MAX));
	return told.filter((each) => kept.has(each));
}

/** Of one text: a tender of thirty points is read from its mail, and its answer has to fit into a call. */
const CLAIMS_MAX = 12;

/** What goes last where there are more: a day says least without what is to happen on it, a listed point less than a question. */
const rankOf = ({ key, confidence }: FactClaim): number =>
	key === "conversation.date" ? 2 : key === "conversation.ask" && confidence <= 0.8 ? 1 : 0;
