import type { ApprovalView } from "#knowledge/core/contract/deal.ts";

export type By = ApprovalView["by"];
