import * as z from "zod";

import { FeedbackAbout } from "../../events/deal.ts";
import { ActionClass, AutonomyLevel } from "../../learning/autonomy.ts";
import { CompanyId, DealId, FactId, RunId, SkillName, TenantId } from "../../vocabulary/ids.ts";
import { FACT_VALUE_CHARS_MAX } from "../../vocabulary/limits.ts";

import { DealView } from "../deal.ts";
import {
	AccountPlanView,
	BattlecardView,
	LearnedView,
	LedgerView,
	LessonView,
	OpportunityPlanView,
	PoliticalMapView,
	PriceGuidanceView,
	PriceUnitName,
	RunWhyView,
} from "../judgement.ts";
import type { Operation } from "../operation.ts";

import { A, account, inDeal, items, none } from "./parts.ts";

const ofFact = z.strictObject({ account: TenantId, deal: DealId, fact: FactId });
const ofRun = z.strictObject({ account: TenantId, deal: DealId, run: RunId });
const reason = z.string().trim().min(1).max(400).optional().describe("Why, in your own words; shown with the fact");
const seen = z
	.string()
	.max(FACT_VALUE_CHARS_MAX)
	.nullable()
	.optional()
	.describe("The fact's `value` as you saw it: if another one stands there by now, the request is declined with 409");
const FACT = `${A}/deals/{deal}/facts/{fact}`;

export const JUDGEMENT_OPERATIONS = {
	validateFact: {
		id: "validateFact",
		method: "post",
		path: `${FACT}/validate`,
		summary: "Say that a fact is right",
		access: "human",
		params: ofFact,
		query: none,
		body: z.strictObject({ reason, seen }),
		example: { reason: "She said the same on the phone" },
		status: 200,
		answer: DealView,
	},
	editFact: {
		id: "editFact",
		method: "post",
		path: `${FACT}/edit`,
		summary: "Say what holds in place of a fact",
		access: "human",
		params: ofFact,
		query: none,
		body: z.strictObject({
			value: z
				.string()
				.trim()
				.min(1)
				.max(FACT_VALUE_CHARS_MAX)
				.describe("As the fact's `value` is written: of facts in parts with « | » between them"),
			reason,
			seen,
		}),
		example: { value: "EUR 45,000", reason: "The figure in the mail was without VAT" },
		status: 200,
		answer: DealView,
	},
	contradictFact: {
		id: "contradictFact",
		method: "post",
		path: `${FACT}/contradict`,
		summary: "Say that a fact is wrong",
		access: "human",
		params: ofFact,
		query: none,
		body: z.strictObject({ reason, seen }),
		example: { reason: "That was another project of theirs" },
		status: 200,
		answer: DealView,
	},
	explainRun: {
		id: "explainRun",
		method: "get",
		path: `${A}/deals/{deal}/runs/{run}/why`,
		summary: "What a run did not do, and why not",
		access: "reader",
		params: ofRun,
		query: none,
		body: null,
		status: 200,
		answer: RunWhyView,
	},
	giveFeedback: {
		id: "giveFeedback",
		method: "post",
		path: `${A}/deals/{deal}/runs/{run}/feedback`,
		summary: "Say whether the crew was right to hold something back",
		access: "human",
		params: ofRun,
		query: none,
		body: z.strictObject({
			skill: SkillName,
			about: FeedbackAbout,
			rule: z.string().trim().min(1).max(40).nullable().default(null).describe("Without it: whatever rule it was"),
			verdict: z.enum(["agree", "disagree"]),
			note: z.string().trim().min(1).max(400).optional(),
		}),
		example: { skill: "coaching", about: "skipped", verdict: "agree", note: "There was nothing to say" },
		status: 200,
		answer: RunWhyView,
	},
	getLearning: {
		id: "getLearning",
		method: "get",
		path: `${A}/learning`,
		summary: "What people said of the crew's work, by skill, and what came of it",
		access: "manager",
		params: account,
		query: none,
		body: null,
		status: 200,
		answer: items(LessonView),
	},
	getLearned: {
		id: "getLearned",
		method: "get",
		path: `${A}/learning/changes`,
		summary: "What the crew does otherwise because of what people taught it",
		description:
			"Of confidence, of how mails are written, and of what a clone may do by itself: each change with what it was before.",
		access: "manager",
		params: account,
		query: none,
		body: null,
		status: 200,
		answer: LearnedView,
	},
	revertLearned: {
		id: "revertLearned",
		method: "post",
		path: `${A}/learning/changes/{learned}/revert`,
		summary: "Take back something that was learned: its subject begins anew",
		access: "admin",
		params: z.strictObject({ account: TenantId, learned: z.string().regex(/^\d{1,9}\.\d{1,3}$/) }),
		query: none,
		body: none,
		example: {},
		status: 200,
		answer: LearnedView,
	},
	setAutonomy: {
		id: "setAutonomy",
		method: "put",
		path: `${A}/learning/autonomy/{action}`,
		summary: "Set how much a clone may ever do by itself of one class of actions",
		description: "A cap. What a clone may do below it is earned by its record.",
		access: "admin",
		params: z.strictObject({ account: TenantId, action: ActionClass }),
		query: none,
		body: z.strictObject({ level: AutonomyLevel.exclude(["act-with-undo", "act"]) }),
		example: { level: "draft" },
		status: 200,
		answer: LearnedView,
	},
	getPoliticalMap: {
		id: "getPoliticalMap",
		method: "get",
		path: `${A}/deals/{deal}/map`,
		summary: "Who is who on the buyer's side, and what is missing",
		access: "reader",
		params: inDeal,
		query: none,
		body: null,
		status: 200,
		answer: PoliticalMapView,
	},
	getPlan: {
		id: "getPlan",
		method: "get",
		path: `${A}/deals/{deal}/plan`,
		summary: "The plan of a deal, and what changed in it since an event",
		access: "reader",
		params: inDeal,
		query: z.strictObject({
			since: z.coerce
				.number()
				.int()
				.min(1)
				.optional()
				.describe("The number of an event: the plan as it was right after that"),
		}),
		body: null,
		status: 200,
		answer: OpportunityPlanView,
	},
	getLedger: {
		id: "getLedger",
		method: "get",
		path: `${A}/deals/{deal}/ledger`,
		summary: "What was promised and given, by whom, and what became of it",
		access: "reader",
		params: inDeal,
		query: none,
		body: null,
		status: 200,
		answer: LedgerView,
	},
	listBattlecards: {
		id: "listBattlecards",
		method: "get",
		path: `${A}/deals/{deal}/battlecards`,
		summary: "What to have at hand about the vendors that the buyer named",
		access: "reader",
		params: inDeal,
		query: none,
		body: null,
		status: 200,
		answer: items(BattlecardView),
	},
	getPriceGuidance: {
		id: "getPriceGuidance",
		method: "get",
		path: `${A}/deals/{deal}/prices/guidance`,
		summary: "How far a price may be gone down with, step by step, and what for",
		access: "human",
		params: inDeal,
		query: z.strictObject({
			offering: z.string().trim().min(1).max(80).describe("Its id in the catalogue"),
			item: z.string().trim().min(1).max(80).describe("As the price list names it"),
			unit: PriceUnitName.describe("By what it is priced"),
			quantity: z.coerce.number().int().min(1).max(1_000_000).describe("How many of them"),
			asked: z.coerce
				.number()
				.int()
				.min(0)
				.max(1_000_000_000_000)
				.optional()
				.describe("What the buyer named for one unit, in the smallest unit of the currency"),
		}),
		body: null,
		status: 200,
		answer: PriceGuidanceView,
	},
	getAccountPlan: {
		id: "getAccountPlan",
		method: "get",
		path: `${A}/companies/{company}/plan`,
		summary: "The plan of a company, made of the plans of its deals",
		access: "reader",
		params: z.strictObject({ account: TenantId, company: CompanyId }),
		query: none,
		body: null,
		status: 200,
		answer: AccountPlanView,
	},
} as const satisfies Record<string, Operation>;
