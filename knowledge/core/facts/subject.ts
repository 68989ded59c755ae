import type { FactKey } from "../vocabulary/fact-key.ts";

/**
 * Facts of these keys are about a subject: a person, a need, a topic. Their value is written in parts, the subject first:
 * «Jonas Petrie | CFO | signs-off | against». A later answer about the same subject takes the place of the earlier one.
 */
const ABOUT_A_SUBJECT: ReadonlySet<FactKey> = new Set([
	"discovery.stakeholder",
	"discovery.competitor",
	"strategy.fit",
	"strategy.gap",
	"strategy.position",
	"methodology.answer",
]);

const SEPARATOR = " | ";

/** `null` for facts that are about no subject. */
export const subjectOf = (key: FactKey, value: string): string | null =>
	ABOUT_A_SUBJECT.has(key) ? (value.split(SEPARATOR)[0] ?? "").trim().toLowerCase() : null;

/** A part cannot hold the separator, nor a line end. */
export const partsText = (parts: readonly string[]): string =>
	parts
		.map((part) =>
			part
				.replace(/\s*\|\s*/g, "/")
				.replace(/\s+/g, " ")
				.trim(),
		)
		.join(SEPARATOR);

export const partsOf = (value: string): readonly string[] => value.split(SEPARATOR).map((part) => part.trim());
