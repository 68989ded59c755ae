import { ACCOUNT_OPERATIONS } from "./operations/account.ts";
import { APPROVAL_OPERATIONS } from "./operations/approvals.ts";
import { CRM_OPERATIONS } from "./operations/crm.ts";
import { DEAL_OPERATIONS } from "./operations/deals.ts";
import { JOURNAL_OPERATIONS } from "./operations/journal.ts";
import { SIGNAL_OPERATIONS } from "./operations/signals.ts";

/** Every operation of the API, by its id. */
export const OPERATIONS = {
	...SIGNAL_OPERATIONS,
	...DEAL_OPERATIONS,
	...JOURNAL_OPERATIONS,
	...APPROVAL_OPERATIONS,
	...CRM_OPERATIONS,
	...ACCOUNT_OPERATIONS,
} as const;
