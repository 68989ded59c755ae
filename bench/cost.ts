import { euroMicros, runCost, runsCost, type Tokens, WHOLE_SHARE } from "#knowledge/core/budget/cost.ts";
import { type KnownPrices, PRICES } from "#knowledge/core/budget/prices.ts";
import { estimateTokens } from "#knowledge/core/context/tokens.ts";
import type { RunView } from "#knowledge/core/contract/deal.ts";
import type { Bench } from "./bench.ts";
import { type Figure, median } from "./figures.ts";
import { sampleRuns } from "./tokens.ts";

const LEADS = 500;
/** S4-11: one agent that is given everything, against calls that are given what they need. */
const SINGLE_AGENT_TOKENS = 40_000;
const MICROS = 1_000_000;

/** `cost.500leads`: metered tokens of the sample runs times the price table, with and without what a cache of prefixes could save. */
export async function costFigures(bench: Bench): Promise<readonly Figure[]> {
	// What wakes nobody costs nothing; a lead is counted as a mail that does.
	const runs = (await sampleRuns(bench)).filter((run) => run.steps.length > 0);
	const tokens = meanOf(runs);
	const prefixes = prefixTokens(runs);
	const prompts = runs.flatMap((run) => run.steps).reduce((sum, step) => sum + step.tokens.prompt, 0);
	const total = prefixes.reduce((sum, each) => sum + each, 0);
	const cachedShare = Math.floor((total * WHOLE_SHARE) / prompts);
	const of = { rounds: 1, unit: "tokens" } as const;
	const [small] = PRICES;
	return [
		{ name: "cost.run.prompt", value: tokens.prompt, ...of },
		{ name: "cost.run.output", value: tokens.output, ...of },
		{ name: "cost.prefix.p50", value: median(prefixes), ...of },
		{ name: "cost.prefix.share", value: cachedShare / 100, rounds: 1, unit: "%" },
		...PRICES.flatMap((prices) => costsOf(prices, tokens, cachedShare)),
		...(small ? [{ ...leads(small, tokens, cachedShare), name: `cost.${LEADS}leads` }] : []),
	];
}

function costsOf(prices: KnownPrices, tokens: Tokens, cachedShare: number): readonly Figure[] {
	const run = runCost(tokens, prices, { cachedShare: 0 });
	const single = runCost({ prompt: SINGLE_AGENT_TOKENS, output: tokens.output }, prices, { cachedShare: 0 });
	return [
		{
			name: `cost.run.${prices.size}`,
			value: run / MICROS,
			unit: "USD",
			rounds: 1,
			against: { cached: runCost(tokens, prices, { cachedShare }) / MICROS, "single agent": single / MICROS },
		},
		leads(prices, tokens, cachedShare),
	];
}

function leads(prices: KnownPrices, tokens: Tokens, cachedShare: number): Figure {
	const euros = (share: number): number =>
		euroMicros(runsCost(LEADS, runCost(tokens, prices, { cachedShare: share }))) / MICROS;
	return {
		name: `cost.${LEADS}leads.${prices.size}`,
		value: euros(0),
		unit: "EUR",
		rounds: 1,
		against: { cached: euros(cachedShare) },
	};
}

/** Of one run, rounded up: a lead is one run of the sample threads' mean. */
function meanOf(runs: readonly RunView[]): Tokens {
	const sum = (of: (tokens: Tokens) => number): number =>
		runs.reduce((all, run) => run.steps.reduce((each, step) => each + of(step.tokens), all), 0);
	return {
		prompt: Math.ceil(sum(({ prompt }) => prompt) / runs.length),
		output: Math.ceil(sum(({ output }) => output) / runs.length),
	};
}

/** Of each call: what is the same for each call of an agent, and could be in a provider's cache. */
const prefixTokens = (runs: readonly RunView[]): readonly number[] =>
	runs.flatMap((run) =>
		run.steps.map(({ input }) => {
			const { prefix }: { prefix: string } = JSON.parse(input ?? "{}");
			return estimateTokens(prefix);
		}),
	);
