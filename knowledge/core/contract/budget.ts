import * as z from "zod";
import { BudgetTerms } from "../vocabulary/account.ts";
import { UserId } from "../vocabulary/ids.ts";

const Time = z.iso.datetime();
const Tokens = z.int();

/** A part of the month. `left` is what may still be reserved of it; what came to more than was reserved can take it below nothing, and it then says 0. */
const PoolView = z.strictObject({ size: Tokens, used: Tokens, reserved: Tokens, left: Tokens });

export const LevelName = z.enum(["low", "medium", "high", "urgent", "emergency"]);

export const GrantView = z.strictObject({
	id: z.string(),
	tokens: Tokens,
	reason: z.string(),
	by: UserId,
	at: Time,
	/** The month's end: what is not used by then is gone. */
	expiresAt: Time,
});
export type GrantView = z.infer<typeof GrantView>;

export const NewGrant = z.strictObject({
	tokens: z.int().min(1),
	reason: z
		.string()
		.trim()
		.min(3)
		.max(200)
		.describe("Why. It is shown to whoever looks at the month: name nobody in it"),
});

export const BudgetView = z.strictObject({
	/** In UTC. */
	month: z.string(),
	begins: Time,
	ends: Time,
	terms: BudgetTerms,
	pools: z.strictObject({
		/** The account's own: its share of the month's base by its factor. */
		base: PoolView,
		/** Lent to the account of the burst tokens that all share; more is lent while it is needed and there. */
		burst: PoolView,
		/** What people granted. */
		emergency: PoolView,
	}),
	allocation: z.strictObject({
		baseMonthly: Tokens,
		burstAvailable: Tokens,
		emergency: Tokens,
		/** Of the emergency tokens, what may still be granted this month. */
		grantable: Tokens,
		priorityScore: z.int(),
		factor: z.number(),
		/** What the factor is the sum of, before it is held to 0.8. */
		parts: z.strictObject({ revenue: z.number(), complexity: z.number(), activity: z.number(), ofAll: z.number() }),
	}),
	spent: z.strictObject({ calls: z.int(), tokens: Tokens, costMicros: z.int() }),
	/** Null in the first hour of a month, which says nothing. */
	projection: z
		.strictObject({
			tokens: Tokens,
			perDay: Tokens,
			/** How it was made, in words. */
			how: z.string(),
		})
		.nullable(),
	grants: z.array(GrantView),
	/** What each level of priority may use. */
	priorities: z.array(z.strictObject({ level: LevelName, from: z.int(), opens: z.string() })),
	/** Calls of this month that found nothing at their priority, so that rules thought. */
	queued: z.array(z.strictObject({ level: LevelName, calls: z.int(), tokens: Tokens })),
	/** Today, UTC: steps of the crew as the lists have them, and paid calls. At least the rest ran without a model. */
	today: z.strictObject({ steps: z.int(), calls: z.int(), withoutModel: z.int() }),
});
export type BudgetView = z.infer<typeof BudgetView>;

/** What a run would take, before it is asked for. */
export const EstimateView = z.strictObject({
	/** `past-runs`: the one in the middle of this deal's latest. `usual`: it has none yet. */
	basis: z.enum(["past-runs", "usual"]),
	runs: z.int(),
	/** Null where rules alone think: a run then costs nothing. */
	model: z.string().nullable(),
	likely: z.strictObject({ tokens: Tokens, costMicros: z.int().nullable() }),
	/** The ceiling of a run. */
	atMost: z.strictObject({ tokens: Tokens, costMicros: z.int().nullable() }),
	/** Of which day the prices are; null where the model has none that is known. */
	pricesOf: z.string().nullable(),
	/** What is left of the month at the priority of somebody's click. */
	monthLeft: Tokens,
});
export type EstimateView = z.infer<typeof EstimateView>;
