import type { Hono } from "hono";
import { outcomeOf } from "#durable-objects/platform/answer.ts";
import type { DealMethodologyView } from "#knowledge/core/contract/methodology.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import {
	type BestQuestion,
	type Evaluation,
	evaluate,
	type KnownFact,
	type Moment,
	nextAmong,
} from "#knowledge/core/methodology/evaluate.ts";
import { PACKS_MAX, type Pack } from "#knowledge/core/methodology/pack.ts";
import { done, refused } from "#knowledge/core/vocabulary/outcome.ts";
import { activeOf } from "#knowledge/methodologies/built-in.ts";
import type { App } from "#workers/http/app-types.ts";
import { withDeal } from "#workers/http/deal-of.ts";
import { route } from "#workers/http/route.ts";
import {
	listMethodologies,
	readMethodology,
	readOwnPacks,
	removeMethodology,
	writeMethodology,
} from "#workers/store/methodologies.ts";

const NO_PACK = "there is no such method";

export function methodologyRoutes(app: Hono<App>): void {
	route(app, OPERATIONS.listMethodologies, async (_, c) =>
		done({ items: await listMethodologies(c.get("db")), next: null }),
	);

	route(app, OPERATIONS.getMethodology, async ({ params }, c) => {
		const found = await readMethodology(c.get("db"), params.pack);
		return found ? done(found) : refused("not-found", NO_PACK);
	});

	route(app, OPERATIONS.putMethodology, async ({ params, body }, c) => {
		if (body.id !== params.pack) return refused("invalid", "/body/id: is not the method in the path");
		if (!(await writeMethodology(c.get("db"), body, Date.now())))
			return refused("ceiling", `an account has at most ${PACKS_MAX} methods of its own`);
		const found = await readMethodology(c.get("db"), params.pack);
		return found ? done(found) : refused("not-found", NO_PACK);
	});

	route(app, OPERATIONS.deleteMethodology, async ({ params }, c) => {
		const removed = await removeMethodology(c.get("db"), params.pack);
		return removed ? done({}) : refused("not-found", "the account has no such method of its own");
	});

	route(app, OPERATIONS.getDealMethodology, ({ call, params, query }, c) =>
		withDeal(c, call, params.deal, async (stub, dealCall) => {
			const outcome = outcomeOf(await stub.read(dealCall));
			if (outcome.type === "refused") return outcome;
			const { facts, stage } = outcome.value;
			const packs = activeOf(await readOwnPacks(c.get("db")));
			return done(viewOf(packs, facts, { stage, rank: query.rank }));
		}),
	);
}

const viewOf = (packs: readonly Pack[], facts: readonly KnownFact[], moment: Moment): DealMethodologyView => ({
	...moment,
	question: questionView(nextAmong(packs, facts, moment)),
	packs: packs.map((pack) => standingView(evaluate(pack, facts, moment))),
});

const standingView = ({ pack, score, fields, gaps, next }: Evaluation): DealMethodologyView["packs"][number] => ({
	pack: pack.id,
	name: pack.name,
	score,
	fields: fields.map(({ field, state, by }) => ({
		field: field.id,
		name: field.name,
		asks: field.asks,
		state,
		facts: [...by],
	})),
	gaps: gaps.map(({ field }) => field.id),
	question: questionView(next),
});

const questionView = (best: BestQuestion | null): DealMethodologyView["question"] =>
	best && { pack: best.pack.id, field: best.field.id, text: best.question.text, why: best.why };
