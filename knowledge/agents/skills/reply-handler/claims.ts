import { datedValue } from "#knowledge/agents/writing/dated.ts";
import type { Moves } from "#knowledge/agents/writing/moves.ts";
import type { Point } from "#knowledge/agents/writing/points.ts";
import type { SignalText } from "#knowledge/core/deal/skill.ts";
import type { FactClaim } from "#knowledge/core/facts/fact.ts";
import { evidenceOf } from "#knowledge/core/reasoning/evidence.ts";
import { isHedged } from "#knowledge/core/reasoning/modality.ts";
import { type Span, shortened, withoutTags } from "#knowledge/core/reasoning/span.ts";
import type { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";

const VALUE_CHARS_MAX = 200;

/** The facts of a conversation, each with the sentence that proves it. */
export function claimsOf(signal: SignalText, moves: Moves, points: readonly Point[] = []): readonly FactClaim[] {
	const claim = (key: FactKey, value: string, confidence: number, span: Span): FactClaim => ({
		key,
		value: shortened(withoutTags(value), VALUE_CHARS_MAX),
		confidence,
		evidence: [evidenceOf(signal, span)],
	});
	// A point that is put as a question is an ask already.
	const demands = points.filter((point) => !moves.asks.some((ask) => ask.start < point.end && point.start < ask.end));
	const claims = [
		...moves.asks.map((ask) => claim("conversation.ask", ask.text, 0.9, ask)),
		...demands.map((each) =>
			claim("conversation.ask", signal.text.slice(each.start, each.end).replace(/\s+/g, " "), 0.8, each),
		),
		...moves.promises.map((each) => claim("conversation.promise", each.text, isHedged(each.text) ? 0.6 : 0.85, each)),
		...moves.objections.map((each) =>
			claim("conversation.objection", `${each.kind}: ${each.text}`, isHedged(each.text) ? 0.65 : 0.85, each),
		),
		...moves.dates.map((date) =>
			claim("conversation.date", datedValue(date), isHedged(date.sentence.text) ? 0.6 : 0.85, date.sentence),
		),
	];
	return claims.filter(
		(each, index) => claims.findIndex((other) => other.key === each.key && other.value === each.value) === index,
	);
}
