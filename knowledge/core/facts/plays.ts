import type { DealId } from "../vocabulary/ids.ts";
import { type Money, moneyText } from "../vocabulary/money.ts";
import type { Stage } from "../vocabulary/stage.ts";
import { isSelling, SELLING_STAGES } from "./stage.ts";

/** What a rep has to bring in, and by when. */
export type RevenueTarget = {
	readonly goal: Money;
	/** Won already, in the goal's currency. */
	readonly won: Money;
	/** The last ISO day on which it counts. */
	readonly by: string;
};

/** A deal as far as it bears on a target. */
export type TargetDeal = {
	readonly deal: DealId;
	readonly name: string;
	readonly stage: Stage;
	/** `null`: nobody knows yet. */
	readonly amount: Money | null;
	/** The ISO day on which they mean to sign; `null`: not said. */
	readonly due: string | null;
	/** What holds it back, in words for a rep. */
	readonly risks: readonly string[];
};

export type PlayKind = "pull-forward" | "unblock" | "advance" | "date" | "size";
/** One thing to do for one deal, and what it is worth. */
export type Play = {
	readonly deal: DealId;
	readonly kind: PlayKind;
	/** What the play adds to what may be expected by the day, in minor units of the goal's currency; 0 where no sum is known. */
	readonly gain: number;
	readonly why: string;
};

export type Plays = {
	/** What is missing of the goal once all that may be expected in time has come; never below 0. */
	readonly gap: Money;
	readonly expected: Money;
	/** What is worth most first. Empty where the target is met without one. */
	readonly plays: readonly Play[];
};

/** What share of the deals of a stage is won: assumptions until a tenant's own deals tell, rising with each step. */
const CHANCE: Readonly<Record<string, number>> = {
	PROSPECTING: 0.05,
	DISCOVERY: 0.1,
	QUALIFICATION: 0.2,
	SOLUTION: 0.4,
	PROPOSAL: 0.6,
	NEGOTIATION: 0.8,
	CLOSED_WON: 1,
};
/** Each risk takes a fifth of what is left; past three they say the same. */
const RISK_FACTOR = 0.8;
const RISKS_MAX = 3;

/** [PN6] What to do about which deal, against a target: for each open deal its best play, the one worth most first, each explained. */
export function playsFor(target: RevenueTarget, deals: readonly TargetDeal[]): Plays {
	const { goal, won, by } = target;
	const open = deals.filter(({ stage, amount }) => isSelling(stage) && isIn(amount, goal.currency));
	const expected = open.reduce((sum, deal) => sum + (isInTime(deal, by) ? worthOf(deal) : 0), 0);
	const missing = Math.max(0, goal.minor - won.minor - expected);
	const money = (minor: number): Money => ({ minor, currency: goal.currency });
	const plays = missing === 0 ? [] : open.map((deal) => playOf(deal, by, money)).sort(byWorth(open));
	return { gap: money(missing), expected: money(expected), plays };
}

const isIn = (amount: Money | null, currency: Money["currency"]): boolean =>
	amount === null || amount.currency === currency;
const isInTime = ({ due }: TargetDeal, by: string): boolean => due !== null && due <= by;
const chanceOf = (stage: Stage): number => CHANCE[stage] ?? 0;
const worthOf = ({ amount, stage, risks }: TargetDeal): number =>
	Math.round((amount?.minor ?? 0) * chanceOf(stage) * RISK_FACTOR ** Math.min(RISKS_MAX, risks.length));

function playOf(deal: TargetDeal, by: string, money: (minor: number) => Money): Play {
	const { amount, stage, due, risks } = deal;
	const play = (kind: PlayKind, gain: number, why: string): Play => ({ deal: deal.deal, kind, gain, why });
	if (amount === null) return play("size", 0, "Nobody knows yet what it is worth: find that out.");
	const worth = worthOf(deal);
	const sum = moneyText(amount);
	if (due === null) return play("date", worth, `${sum}, and no day on which they sign: agree one by ${by}.`);
	if (due > by)
		return play("pull-forward", worth, `${sum} signs on ${due}, after ${by}: ask what it takes to sign before.`);
	const free = Math.round(amount.minor * chanceOf(stage)) - worth;
	const next = SELLING_STAGES[SELLING_STAGES.indexOf(stage) + 1] ?? "CLOSED_WON";
	const step = worthOf({ ...deal, stage: next }) - worth;
	const [risk] = risks;
	if (risk !== undefined && free >= step)
		return play(
			"unblock",
			free,
			`${sum} in ${stage}, held back: ${risk} Clearing it is worth ${moneyText(money(free))}.`,
		);
	return play(
		"advance",
		step,
		`${sum} in ${stage}, due ${due}: the step to ${next} is worth ${moneyText(money(step))}.`,
	);
}

/** Of two plays worth the same, the one that is due first, and then by name: the order never hangs on the order of the list. */
function byWorth(deals: readonly TargetDeal[]): (a: Play, b: Play) => number {
	const of = new Map(deals.map((deal) => [deal.deal, deal]));
	const key = ({ deal }: Play): string => `${of.get(deal)?.due ?? "9999"} ${of.get(deal)?.name ?? ""} ${deal}`;
	return (a, b) => b.gain - a.gain || (key(a) < key(b) ? -1 : 1);
}
