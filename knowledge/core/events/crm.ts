import * as z from "zod";
import { ContactId } from "../vocabulary/ids.ts";

/** Which record of the built-in CRM a field belongs to: the deal's own, that of its company, or that of one of its people. */
export const CrmRecord = z.discriminatedUnion("type", [
	z.strictObject({ type: z.literal("deal") }),
	z.strictObject({ type: z.literal("company") }),
	z.strictObject({ type: z.literal("contact"), contact: ContactId }),
]);
export type CrmRecord = z.infer<typeof CrmRecord>;

/** What may be written, by record. Dates are ISO 8601 days, sums «EUR 42000.00». */
export const CRM_FIELDS = {
	deal: ["amount", "close-date", "next-step", "next-step-due", "offering", "competitor", "lost-reason"],
	company: ["name", "current-system", "size"],
	contact: ["title", "phone", "company", "role", "stance"],
} as const;

export const CrmField = z.enum([...CRM_FIELDS.deal, ...CRM_FIELDS.company, ...CRM_FIELDS.contact]);
export type CrmField = z.infer<typeof CrmField>;

export const isFieldOf = (record: CrmRecord, field: CrmField): boolean =>
	(CRM_FIELDS[record.type] as readonly string[]).includes(field);

/** One key a record, for maps: «deal», «company», «contact:c-…». */
export const crmKey = (record: CrmRecord): string =>
	record.type === "contact" ? `contact:${record.contact}` : record.type;

export const CoachingTopic = z.enum([
	"listening",
	"questions",
	"follow-up",
	"next-step",
	"stakeholders",
	"price",
	"objection",
	"well-done",
]);
export type CoachingTopic = z.infer<typeof CoachingTopic>;
