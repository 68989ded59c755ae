import * as z from "zod";
import { Pack, PackId, Rank } from "../../methodology/pack.ts";
import { TenantId } from "../../vocabulary/ids.ts";
import { DealMethodologyView, MethodologyRow, MethodologyView } from "../methodology.ts";
import type { Operation } from "../operation.ts";
import { A, account, inDeal, items, none } from "./parts.ts";

const ofPack = z.strictObject({ account: TenantId, pack: PackId });

/** A method of one field: as small as one can be. */
const EXAMPLE: z.input<typeof Pack> = {
	id: "bant",
	name: "BANT, as we ask it",
	purpose: "Whether there is money for it.",
	language: "en",
	active: true,
	fields: [
		{
			id: "budget",
			name: "Budget",
			asks: "What is set aside for this year.",
			facts: [{ key: "bant.budget" }],
			cues: [],
			questions: [
				{ text: "Is there a budget range that I should work within?" },
				{ text: "What would this have to return?", ranks: ["c-suite"], stages: ["QUALIFICATION"] },
			],
			weight: 3,
			stages: ["QUALIFICATION", "SOLUTION"],
		},
	],
	questionTypes: [],
	source: "Our own sales handbook",
};

export const METHODOLOGY_OPERATIONS = {
	listMethodologies: {
		id: "listMethodologies",
		method: "get",
		path: `${A}/methodologies`,
		summary: "The sales methods of the account",
		description: "The built-in ones, in the account's own form where it has one, and then its own.",
		access: "reader",
		params: account,
		query: none,
		body: null,
		status: 200,
		answer: items(MethodologyRow),
	},
	getMethodology: {
		id: "getMethodology",
		method: "get",
		path: `${A}/methodologies/{pack}`,
		summary: "One sales method: what it wants to know, how that is known, and what it asks",
		access: "reader",
		params: ofPack,
		query: none,
		body: null,
		status: 200,
		answer: MethodologyView,
	},
	putMethodology: {
		id: "putMethodology",
		method: "put",
		path: `${A}/methodologies/{pack}`,
		summary: "Write a sales method, or the account's own form of a built-in one",
		description:
			"`id` in the body is the one in the path. From the next turn on the crew asks by it if it is `active`; of more than six by six, the account’s own first. A body that is wrong is declined with each wrong field by its path.",
		access: "admin",
		params: ofPack,
		query: none,
		body: Pack,
		example: EXAMPLE,
		refuses: ["invalid", "ceiling"],
		status: 200,
		answer: MethodologyView,
	},
	deleteMethodology: {
		id: "deleteMethodology",
		method: "delete",
		path: `${A}/methodologies/{pack}`,
		summary: "Take the account's own form of a sales method away",
		description:
			"A built-in one is as it came again; one that only the account has is gone. What was learned by it stays.",
		access: "admin",
		params: ofPack,
		query: none,
		body: none,
		refuses: ["not-found"],
		status: 200,
		answer: none,
	},
	getDealMethodology: {
		id: "getDealMethodology",
		method: "get",
		path: `${A}/deals/{deal}/methodology`,
		summary: "A deal by every active sales method: what is known, what is missing, and what to ask next",
		access: "reader",
		params: inDeal,
		query: z.strictObject({ rank: Rank.default("manager") }),
		body: null,
		status: 200,
		answer: DealMethodologyView,
	},
} as const satisfies Record<string, Operation>;
