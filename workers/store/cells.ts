import type { Cell } from "#durable-objects/platform/vault.ts";
import type { ApprovalId, CompanyId, ContactId, DealId } from "#knowledge/core/vocabulary/ids.ts";

/** Where the relational rows keep what is sealed. A cell is part of what a text is sealed with: none of these ever changes. */
export const credentialsCell = (connection: string): Cell => ({
	record: connection,
	column: "connections.credentials",
});

export const dealCell = (deal: DealId, column: string): Cell => ({ record: deal, column: `deals.${column}` });

/** What is known of a contact or company: the same cell in what each deal says and in the record itself, which copies the best of it. */
export const recordCell = (record: ContactId | CompanyId, field: string): Cell => ({
	record,
	column: `record.${field}`,
});

export const approvalCell = (approval: ApprovalId): Cell => ({ record: approval, column: "approvals.view" });

export const activityCell = (deal: DealId, seq: number): Cell => ({
	record: `${deal}:${seq}`,
	column: "activities.summary",
});

/** What is remembered of an event of a deal. */
export const memoryCell = (deal: DealId, seq: number): Cell => ({
	record: `${deal}:${seq}`,
	column: "company_memory.text",
});

/** What a person calls a copy of a deal. */
export const forkCell = (fork: DealId): Cell => ({ record: fork, column: "forks.label" });

/** A body in R2 is named by its key. */
export const bodyCell = (key: string): Cell => ({ record: key, column: "bodies" });

/** A sign-in at another house that has begun, in the cookie of its browser: named by the hash of what comes back with it. */
export const signInFlowCell = (state: string): Cell => ({ record: state, column: "sign_in_flows" });

/** What a request by the caller's own name was answered with. */
export const requestCell = (principal: string, key: string): Cell => ({
	record: JSON.stringify([principal, key]),
	column: "requests.answer",
});

/** Whom an erasure that goes on is about, and who asked for it. */
export const erasureCell = (contact: ContactId): Cell => ({ record: contact, column: "erasures.sealed" });
