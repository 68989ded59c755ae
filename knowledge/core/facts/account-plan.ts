import type { DealId, FactId } from "../vocabulary/ids.ts";
import { type Money, moneyText } from "../vocabulary/money.ts";
import type { PlanSection } from "../vocabulary/plan-section.ts";
import type { Stage } from "../vocabulary/stage.ts";
import { nameKey } from "./person-name.ts";
import { inPlanOrder, type PlanLine } from "./plan.ts";
import { isSelling } from "./stage.ts";

/** One deal of a company, with its plan. */
export type AccountDeal = {
	readonly deal: DealId;
	readonly name: string;
	readonly stage: Stage;
	/** `null`: nobody knows yet. */
	readonly amount: Money | null;
	readonly plan: readonly PlanLine[];
};

/** The same person, rival or product is met in several deals; what is owed, at risk or next belongs to one. */
const SHARED: ReadonlySet<PlanSection> = new Set(["people", "competition", "fit"]);
const OF_ONE_DEAL: ReadonlySet<PlanSection> = new Set(["goal", "why-now", "gaps", "risks", "commitments", "next"]);

/**
 * [PN5] The plan of one company, made of the plans of its deals: totals, people, rivals and products once for all of them, each
 * with the deals that know of it, and what is wanted, at risk, owed and next deal by deal. Its changes are those of `planChanges`.
 */
export function accountPlan(deals: readonly AccountDeal[]): readonly PlanLine[] {
	const known = [...deals].sort((a, b) => (a.deal < b.deal ? -1 : 1));
	const own = known.flatMap(({ deal, name, plan }) =>
		plan
			.filter(({ section }) => OF_ONE_DEAL.has(section))
			.map((line): PlanLine => ({ ...line, about: `${deal} ${line.about}`, text: `${name}: ${line.text}` })),
	);
	return inPlanOrder([...totals(known), ...shared(known), ...own]);
}

/** Sums of unlike currencies are not added. */
function totals(deals: readonly AccountDeal[]): readonly PlanLine[] {
	const sums = (
		isCounted: (stage: Stage) => boolean,
	): ReadonlyMap<Money["currency"], { minor: number; deals: number }> => {
		const found = new Map<Money["currency"], { minor: number; deals: number }>();
		for (const { stage, amount } of deals) {
			if (!amount || !isCounted(stage)) continue;
			const had = found.get(amount.currency) ?? { minor: 0, deals: 0 };
			found.set(amount.currency, { minor: had.minor + amount.minor, deals: had.deals + 1 });
		}
		return found;
	};
	const lines = (lead: string, of: ReturnType<typeof sums>): readonly PlanLine[] =>
		[...of].map(([currency, sum]) => ({
			section: "value",
			about: `${lead} ${currency}`,
			text: `${lead}: ${moneyText({ minor: sum.minor, currency })} in ${sum.deals} ${sum.deals === 1 ? "deal" : "deals"}`,
			facts: [],
		}));
	return [
		...lines("Open", sums(isSelling)),
		...lines(
			"Won",
			sums((stage) => WON.has(stage)),
		),
	];
}
const WON: ReadonlySet<Stage> = new Set(["CLOSED_WON", "ONBOARDING", "ADOPTION", "RENEWAL"]);

function shared(deals: readonly AccountDeal[]): readonly PlanLine[] {
	const found = new Map<string, { line: PlanLine; deals: string[]; facts: Set<FactId> }>();
	for (const { name, plan } of deals)
		for (const line of plan) {
			if (!SHARED.has(line.section)) continue;
			const about = line.section === "people" ? nameKey(line.about) : line.about;
			const key = `${line.section} ${about}`;
			const had = found.get(key) ?? { line: { ...line, about }, deals: [], facts: new Set() };
			// What says most of somebody is told.
			if (line.text.length > had.line.text.length) had.line = { ...line, about };
			had.deals.push(name);
			for (const fact of line.facts) had.facts.add(fact);
			found.set(key, had);
		}
	return [...found.values()].map(({ line, deals: names, facts }) => ({
		...line,
		text: `${line.text} (${[...new Set(names)].join(", ")})`,
		facts: [...facts],
	}));
}
