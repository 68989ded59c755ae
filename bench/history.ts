import type { DealView, RunView } from "#knowledge/core/contract/deal.ts";
import type { Bench } from "./bench.ts";
import { compared, type Figure, median, type Round, round as rounded } from "./figures.ts";
import { sampleThreads } from "./threads.ts";

const LONG_EVENTS = 10_000;
const LONG_DEALS = 2;
/** A young deal is left for a new one after so many runs: it is to stay young. */
const YOUNG_RUNS = 3;
const YOUNG_DEALS = 10;

/** A deal that takes in one signal after another, and how. */
type Growing = {
	readonly path: (what: string, n?: number) => string;
	readonly take: (n: number) => Promise<number>;
	runs: number;
};

/**
 * A run of a deal with 10,000 events against one of a deal with a run or two behind it. Every event is the product's own:
 * the long deals took in as many mails, each with its run.
 */
export async function historyFigures(bench: Bench): Promise<readonly Figure[]> {
	return [...(await fixedCrew(bench)), ...(await realCrew(bench))];
}

/** `history.p50` and `history.tokens`: the bench's six skills and a model that answers at once. */
async function fixedCrew(bench: Bench): Promise<readonly Figure[]> {
	const { rounds, run } = bench;
	const growing = (name: string): Growing => growingDeal(bench, "model", name);
	const long = Array.from({ length: LONG_DEALS }, (_, i) => growing(`${run}-long-${i}`));
	for (const deal of long) await grow(bench, deal, 1);
	const each = (YOUNG_DEALS * YOUNG_RUNS) / LONG_DEALS;
	const oldRuns = async (): Promise<number> => {
		const times: number[] = [];
		for (const deal of long) times.push(...(await runsOf(bench, deal, each)));
		return median(times);
	};
	const youngRuns = async (round: number): Promise<number> => {
		const times: number[] = [];
		for (let i = 0; i < YOUNG_DEALS; i++) {
			const deal = growing(`${run}-young-${round}-${i}`);
			await deal.take(deal.runs++);
			times.push(...(await runsOf(bench, deal, YOUNG_RUNS)));
		}
		return median(times);
	};
	const measured: Round[] = [];
	for (let round = 0; round <= rounds; round++) {
		const first = round % 2 === 0 ? await oldRuns() : null;
		const young = await youngRuns(round);
		const ours = first ?? (await oldRuns());
		if (round > 0) measured.push({ ours, young });
	}
	const [deal] = long;
	const tokens = deal ? await tokensOf(bench, deal, 1) : Number.NaN;
	const young = await tokensOf(bench, growing(`${run}-young-0-0`), 1);
	return [
		compared("history.p50", "ms", measured),
		tokenFigure("history.tokens", tokens, { young }),
		{ name: "history.events", value: deal ? await eventsOf(bench, deal) : 0, unit: "events", rounds: 1 },
	];
}

/** `history.crew.tokens`: the real crew by rules, over and over through one sample thread; the same mails of its last pass against its first. */
async function realCrew(bench: Bench): Promise<readonly Figure[]> {
	const [thread] = sampleThreads();
	if (!thread) return [];
	const { tenant, mails } = thread;
	const deal: Growing = {
		...growingDeal(bench, "roster", `${bench.run}-crew`, `?tenant=${tenant}`),
		take: (n) => bench.drive.time(deal.path("job", n), mails[n % mails.length]),
	};
	const pass = async (): Promise<number> => {
		for (let i = 0; i < mails.length; i++) await deal.take(deal.runs++);
		return tokensOf(bench, deal, mails.length);
	};
	const first = await pass();
	const second = await pass();
	await grow(bench, deal, mails.length);
	const last = await pass();
	return [
		tokenFigure("history.crew.tokens", last, { first, second }),
		{ name: "history.crew.events", value: await eventsOf(bench, deal), unit: "events", rounds: 1 },
	];
}

const tokenFigure = (name: string, value: number, against: Readonly<Record<string, number>>): Figure => ({
	name,
	value,
	unit: "tokens",
	rounds: 1,
	against,
	ratio: Object.fromEntries(Object.entries(against).map(([peer, tokens]) => [peer, rounded(value / tokens, 4)])),
});

function growingDeal({ drive }: Bench, kind: string, name: string, query = ""): Growing {
	const path = (what: string, n = 0): string => `/${what}/${kind}/${name}/${n}${query}`;
	return { path, take: (n) => drive.time(path("job", n)), runs: 0 };
}

/** Asked now and then: the number of the last event is the deal's version. `step`: mails that come together. */
async function grow(bench: Bench, deal: Growing, step: number): Promise<void> {
	const often = Math.ceil(25 / step) * step;
	while ((await eventsOf(bench, deal)) < LONG_EVENTS) for (let i = 0; i < often; i++) await deal.take(deal.runs++);
}

async function runsOf({ drive }: Bench, deal: Growing, count: number): Promise<readonly number[]> {
	const times: number[] = [];
	for (let i = 0; i < count; i++) times.push(await deal.take(deal.runs++));
	await drive.get(deal.path("quiet"));
	return times;
}

async function eventsOf({ drive }: Bench, deal: Growing): Promise<number> {
	const { type, value }: { type: string; value: DealView } = JSON.parse(await drive.get(deal.path("read")));
	return type === "done" ? value.version : 0;
}

/** Of the latest runs together. */
async function tokensOf({ drive }: Bench, deal: Growing, runs: number): Promise<number> {
	const path = deal.path("runs");
	const { value }: { value: RunView[] } = JSON.parse(
		await drive.get(`${path}${path.includes("?") ? "&" : "?"}limit=${runs}`),
	);
	return value.reduce((sum, run) => sum + run.tokens, 0);
}
