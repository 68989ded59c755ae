import { ACCOUNT_OPERATIONS } from "./operations/account.ts";
import { ACCOUNTS_OPERATIONS } from "./operations/accounts.ts";
import { APPROVAL_OPERATIONS } from "./operations/approvals.ts";
import { AUDIT_OPERATIONS } from "./operations/audit.ts";
import { BUDGET_OPERATIONS } from "./operations/budget.ts";
import { CRM_OPERATIONS } from "./operations/crm.ts";
import { DATA_KEY_OPERATIONS } from "./operations/data-keys.ts";
import { DEAL_OPERATIONS } from "./operations/deals.ts";
import { IDENTITY_OPERATIONS } from "./operations/identity.ts";
import { JOURNAL_OPERATIONS } from "./operations/journal.ts";
import { JUDGEMENT_OPERATIONS } from "./operations/judgement.ts";
import { KEY_OPERATIONS } from "./operations/keys.ts";
import { METHODOLOGY_OPERATIONS } from "./operations/methodologies.ts";
import { SIGNAL_OPERATIONS } from "./operations/signals.ts";

/** Every operation of the API, by its id. */
export const OPERATIONS = {
	...SIGNAL_OPERATIONS,
	...DEAL_OPERATIONS,
	...JOURNAL_OPERATIONS,
	...JUDGEMENT_OPERATIONS,
	...APPROVAL_OPERATIONS,
	...CRM_OPERATIONS,
	...ACCOUNT_OPERATIONS,
	...ACCOUNTS_OPERATIONS,
	...BUDGET_OPERATIONS,
	...IDENTITY_OPERATIONS,
	...KEY_OPERATIONS,
	...DATA_KEY_OPERATIONS,
	...METHODOLOGY_OPERATIONS,
	...AUDIT_OPERATIONS,
} as const;
