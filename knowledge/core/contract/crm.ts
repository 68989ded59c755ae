import * as z from "zod";
import { By } from "../events/deal.ts";
import { CompanyId, ContactId, DealId, RunId } from "../vocabulary/ids.ts";
import { StakeholderRole, Stance } from "../vocabulary/stakeholder.ts";
import { Automation, ContactView, DealRow, Time } from "./deal.ts";

/** Somebody of the buyers as all deals together know them. */
export const ContactRow = ContactView.extend({
	companyId: CompanyId.nullable(),
	/** What they are to our deals, and where they stand on buying, as the customer record says. */
	role: z.string().nullable(),
	stance: z.string().nullable(),
	automation: Automation,
	/** The latest first. */
	deals: z.array(DealId),
});
export type ContactRow = z.infer<typeof ContactRow>;

/** A company, known by the domain of its people's addresses. */
export const CompanyRow = z.strictObject({
	id: CompanyId,
	name: z.string(),
	domain: z.string(),
	currentSystem: z.string().nullable(),
	size: z.string().nullable(),
	updatedAt: Time,
});
export type CompanyRow = z.infer<typeof CompanyRow>;

export const CompanyView = CompanyRow.extend({ people: z.array(ContactRow), deals: z.array(DealRow) });
export type CompanyView = z.infer<typeof CompanyView>;

const orEmpty = <T extends z.ZodType>(value: T) => value.nullable().optional();
const Value = orEmpty(z.string().trim().min(1).max(400));
const isChange = (fields: object): boolean => Object.keys(fields).length > 0;
const NOTHING = { error: "names at least one field" };

/** What a person writes of somebody; null empties a field. */
export const ContactChange = z
	.strictObject({ title: Value, phone: Value, company: Value, role: orEmpty(StakeholderRole), stance: orEmpty(Stance) })
	.refine(isChange, NOTHING);
export const CompanyChange = z
	.strictObject({ name: Value, currentSystem: Value, size: Value })
	.refine(isChange, NOTHING);

export const EraseAnswer = z.strictObject({
	contact: ContactId,
	/** Deals, and copies of them, that had something of theirs. */
	deals: z.int(),
	/** Kept texts that are no more. */
	texts: z.int(),
	/** Mails and files that are no more. */
	bodies: z.int(),
	/** Mails to them that a mail provider has or may have already: their texts go when this is asked again, once that is settled. */
	underWay: z.int(),
	/** Deals, and copies of them, that were not gone through yet: it goes on by itself, and sooner if it is asked again. 0: all were. */
	left: z.int(),
});
export type EraseAnswer = z.infer<typeof EraseAnswer>;

export const ActivityKind = z.enum([
	"signal-received",
	"mail-sent",
	"mail-failed",
	"mail-taken-back",
	"stage-changed",
	"approval-decided",
	"fact-arbitrated",
	"fact-judged",
	"crm-changed",
	"coaching-noted",
	"automation-changed",
]);
export type ActivityKind = z.infer<typeof ActivityKind>;

/** Something that happened in a deal, in a line for people. Its event has the whole of it. */
export const ActivityView = z.strictObject({
	seq: z.int(),
	at: Time,
	kind: ActivityKind,
	/** Whom of the buyers it is about, with the name that is known now. */
	contact: ContactId.nullable(),
	name: z.string().nullable(),
	/** Null for what came in from outside. */
	by: By.nullable(),
	summary: z.string(),
	run: RunId.nullable(),
});
export type ActivityView = z.infer<typeof ActivityView>;

export const ReconcileAnswer = z.strictObject({
	checked: z.int(),
	/** Deals whose lists were not what they should have been, and are now. */
	repaired: z.array(DealId),
	/** Where to go on; null after the last deal. */
	next: z.string().nullable(),
});
export type ReconcileAnswer = z.infer<typeof ReconcileAnswer>;
