import type * as z from "zod";
import type { SkillInput, UpdateCrm } from "#knowledge/core/deal/skill.ts";
import { type CrmField, type CrmRecord, crmKey } from "#knowledge/core/events/crm.ts";
import type { Evidence } from "#knowledge/core/facts/fact.ts";
import { shortened } from "#knowledge/core/reasoning/span.ts";
import { FACT_VALUE_CHARS_MAX } from "#knowledge/core/vocabulary/limits.ts";

export type Change = z.infer<typeof UpdateCrm>;

export type Wanted = {
	readonly record: CrmRecord;
	readonly field: CrmField;
	readonly value: string;
	readonly why: string;
	readonly evidence: readonly Evidence[];
};

const EVIDENCE_MAX = 5;

/** What stands in a field: a text, nothing yet, or `null` where it was taken back. */
export const standing = (input: SkillInput, record: CrmRecord, field: CrmField): string | null | undefined =>
	input.crm[crmKey(record)]?.[field];

/** The difference to what stands. What somebody took back is not written again. */
export function changesOf(input: SkillInput, wanted: readonly Wanted[]): readonly Change[] {
	return wanted.flatMap(({ record, field, value, why, evidence }) => {
		const had = standing(input, record, field);
		const fresh = shortened(value, FACT_VALUE_CHARS_MAX);
		if (had === null || fresh === "" || had === fresh) return [];
		const change = { type: "update-crm", record, field, value: fresh, why } as const;
		return [{ ...change, evidence: evidence.slice(0, EVIDENCE_MAX) }];
	});
}
