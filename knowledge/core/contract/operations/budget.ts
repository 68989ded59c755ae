import { BudgetView, EstimateView, GrantView, NewGrant } from "../budget.ts";
import type { Operation } from "../operation.ts";
import { A, account, inDeal, none } from "./parts.ts";

export const BUDGET_OPERATIONS = {
	getBudget: {
		id: "getBudget",
		method: "get",
		path: `${A}/budget`,
		summary: "The month of model tokens: pools, what is used and left, and where the month is going",
		description:
			"Each call of a model reserves its tokens of a pool before it is made. Where there are none at its priority, rules answer instead: the crew never stops.",
		access: "manager",
		params: account,
		query: none,
		body: null,
		status: 200,
		answer: BudgetView,
	},
	grantTokens: {
		id: "grantTokens",
		method: "post",
		path: `${A}/budget/grants`,
		summary: "Open a part of the emergency tokens until the month ends",
		description:
			"By a regional human or a tenant admin alone. What somebody waits for then goes on when base and burst are used up; background work does not.",
		access: "human",
		params: account,
		query: none,
		body: NewGrant,
		example: { tokens: 250_000, reason: "Three tenders are due this week" },
		status: 201,
		refuses: ["ceiling", "not-allowed"],
		makes: { grant: "id" },
		answer: GrantView,
	},
	estimateRun: {
		id: "estimateRun",
		method: "get",
		path: `${A}/deals/{deal}/estimate`,
		summary: "What one more run of the crew would take, in tokens and money, before it is asked for",
		description:
			"From what this deal's latest runs came to, or what runs usually come to, at the list prices of the configured model; nothing is taken as cached. `atMost` is the ceiling that a run is held to.",
		access: "reader",
		params: inDeal,
		query: none,
		body: null,
		status: 200,
		answer: EstimateView,
	},
} as const satisfies Record<string, Operation>;
