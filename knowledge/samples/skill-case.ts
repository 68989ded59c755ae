import type { DealContact, SignalText, SkillInput } from "#knowledge/core/deal/skill.ts";
import type { ReadFact } from "#knowledge/core/facts/fact.ts";
import { NOTHING_TO_SELL } from "#knowledge/core/facts/offering.ts";
import { visibleSpans } from "#knowledge/core/reasoning/visible.ts";
import type { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import { ContactId, DealId, FactId, SignalId } from "#knowledge/core/vocabulary/ids.ts";
import { DEFAULT_PACKS } from "#knowledge/methodologies/built-in.ts";

/** Builders for tests and evaluations of skills. Imported by nothing that ships. */

/** Wednesday, 16 September 2026, 08:00 UTC. */
export const CASE_NOW = 1_789_545_600_000;

export const MARA: DealContact = {
	id: ContactId.parse(`c-${"a".repeat(20)}`),
	name: "Mara Ellingsen",
	address: "mara.ellingsen@brightfen.example",
	title: null,
	phone: null,
	company: null,
};
export const STRANGER = ContactId.parse(`c-${"z".repeat(20)}`);
export const CASE_SIGNAL = SignalId.parse(`s-${"a".repeat(20)}`);

export function signalOf(text: string, changes: Partial<SignalText> = {}): SignalText {
	return {
		id: CASE_SIGNAL,
		kind: "email",
		author: "buyer",
		receivedAt: CASE_NOW,
		from: MARA.id,
		subject: "Pricing",
		text,
		visible: visibleSpans(text),
		signature: null,
		attached: [],
		addressees: [],
		turns: [],
		calendar: null,
		...changes,
	};
}

export function inputOf(
	text: string | null,
	changes: { signal?: Partial<SignalText>; stage?: SkillInput["deal"]["stage"] } & Partial<
		Omit<SkillInput, "signal" | "deal">
	> = {},
): SkillInput {
	const { signal, stage = "PROSPECTING", ...rest } = changes;
	return {
		task: "test",
		now: CASE_NOW,
		deal: { id: DealId.parse(`d-${"a".repeat(20)}`), name: "Brightfen Mobile", stage, region: "emea" },
		signal: text === null ? null : signalOf(text, signal),
		facts: [],
		contacts: [MARA],
		sender: { name: "Sam Okafor", organisation: "Skyvera" },
		handoff: null,
		catalogue: NOTHING_TO_SELL,
		history: [],
		crm: {},
		packs: DEFAULT_PACKS,
		...rest,
	};
}

export function factOf(key: FactKey, value: string, changes: Partial<ReadFact> = {}): ReadFact {
	return {
		id: FactId.parse(`f-${"a".repeat(20)}`),
		key,
		value,
		confidence: 0.8,
		evidence: [
			{ signal: SignalId.parse(`s-${"b".repeat(20)}`), quote: `proof of ${value}`, start: 0, end: 9 + value.length },
		],
		state: "suggested",
		validFrom: CASE_NOW,
		supersedes: null,
		...changes,
	};
}
