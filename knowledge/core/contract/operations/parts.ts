import * as z from "zod";

import { ApprovalId, DealId, TenantId } from "../../vocabulary/ids.ts";

import { Automation } from "../deal.ts";

export const none = z.strictObject({});
export const A = "/v1/accounts/{account}";
export const account = z.strictObject({ account: TenantId });
export const inDeal = z.strictObject({ account: TenantId, deal: DealId });
export const ofApproval = z.strictObject({ account: TenantId, approval: ApprovalId });
export const page = z.strictObject({
	cursor: z.string().max(200).optional(),
	limit: z.coerce.number().int().min(1).max(200).default(50),
});
const NO_CURSOR = "is not a cursor of this list";
/** Of a list that is in the order of a number. */
export const SeqCursor = z.coerce.number({ error: NO_CURSOR }).int(NO_CURSOR).min(1, NO_CURSOR);
export const seqPage = z.strictObject({
	after: z.coerce.number().int().min(0).default(0),
	limit: z.coerce.number().int().min(1).max(500).default(200),
});
export const items = <T extends z.ZodType>(item: T) =>
	z.strictObject({ items: z.array(item), next: z.string().nullable() });
export const State = z.strictObject({ automation: Automation });
