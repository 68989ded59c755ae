import type { Bench } from "./bench.ts";
import { compared, type Figure, median, type Round } from "./figures.ts";
import { type Kind, roundOf, type Side, sidesOf } from "./sides.ts";

/** Deals and runs of one side in one round: enough for a median, few enough that a round is short beside the machine's moods. */
const NEW_DEALS = 30;
const WARM_DEALS = 6;
const WARM_RUNS = 10;
/** After so many runs a deal's storage and the runtime's code have both settled. */
const SETTLED_RUNS = 12;
const BUSY_DEALS = 32;
const BUSY_RUNS = 6;
const MODEL_MS = 50;

/** `deal.new.p50` and `deal.warm.p50`: six skills and a model that answers at once. */
export async function dealFigures(bench: Bench): Promise<readonly Figure[]> {
	const figures = await measure(bench, { ours: "model", raw: "raw" }, ["deal.new.p50", "deal.warm.p50"]);
	return [...figures, ...(await peerTransactions(bench))];
}

/** The same crew by rules: one turn, one sync. A peer has no such thing: it forces each of its stages. */
export async function rulesFigures(bench: Bench): Promise<readonly Figure[]> {
	const kind: Kind = { ours: "rules", raw: "raw-rules" };
	return measure({ ...bench, peer: null }, kind, ["deal.rules.new.p50", "deal.rules.warm.p50"]);
}

async function measure(bench: Bench, kind: Kind, names: [string, string]): Promise<readonly Figure[]> {
	const { rounds, run, peer } = bench;
	const { all, settle, missing } = sidesOf(bench.drive, kind, peer);
	const deal = `${run}-${kind.ours}`;
	for (let i = 0; i < WARM_DEALS; i++) await settle(`${deal}-${i}`, SETTLED_RUNS);
	const fresh: Round[] = [];
	const warm: Round[] = [];
	// The first round is thrown away: it is the runtime's warm-up.
	for (let round = 0; round <= rounds; round++) {
		const news = await roundOf(all, round, (side) => newDeals(side, `${deal}-${round}`));
		const warms = await roundOf(all, round, (side) => warmRuns(side, deal, round * WARM_RUNS));
		if (round === 0) continue;
		fresh.push(news);
		warm.push(warms);
	}
	const absent = kind.ours === "model" ? missing : [];
	return [compared(names[0], "ms", fresh, absent), compared(names[1], "ms", warm, absent)];
}

async function newDeals(side: Side, name: string): Promise<number> {
	const times: number[] = [];
	for (let i = 0; i < NEW_DEALS; i++) times.push(await side.run({ deal: `${name}-${i}`, n: 0 }));
	for (let i = 0; i < NEW_DEALS; i++) await side.quiet(`${name}-${i}`);
	return median(times);
}

async function warmRuns(side: Side, name: string, from: number): Promise<number> {
	const times: number[] = [];
	for (let i = 0; i < WARM_DEALS; i++) {
		const deal = `${name}-${i}`;
		for (let n = 1; n <= WARM_RUNS; n++) times.push(await side.run({ deal, n: SETTLED_RUNS + from + n }));
		await side.quiet(deal);
	}
	return median(times);
}

/** How often the peer commits in one warm run. */
async function peerTransactions({ peer, run }: Bench): Promise<readonly Figure[]> {
	if (!peer) return [];
	const before = await peer.transactions();
	await peer.drive.time(`/job/${run}-model-0/counted?template=model-warm`);
	const value = (await peer.transactions()) - before;
	return [{ name: "langgraph.transactions", value, unit: "a run", rounds: 1 }];
}

/** `deal.m50.c32`: runs a second of 32 existing deals at once, with a model that takes 50 ms a stage. */
export async function busyFigures({ drive, rounds, run, peer }: Bench): Promise<readonly Figure[]> {
	const { all, settle, missing } = sidesOf(drive, { ours: "model", raw: "raw" }, peer);
	await settle(`${run}-busy`, SETTLED_RUNS);
	const measured: Round[] = [];
	for (let round = 0; round <= rounds; round++) {
		const figures = await roundOf(all, round, (side) => busy(side, `${run}-busy-${round}`));
		if (round > 0) measured.push(figures);
	}
	return [compared("deal.m50.c32", "runs/s", measured, missing)];
}

async function busy(side: Side, name: string): Promise<number> {
	const deals = Array.from({ length: BUSY_DEALS }, (_, i) => `${name}-${i}`);
	for (const deal of deals) await side.run({ deal, n: 0 });
	const began = performance.now();
	const work = async (deal: string): Promise<void> => {
		for (let n = 1; n <= BUSY_RUNS; n++) await side.run({ deal, n, modelMs: MODEL_MS });
	};
	await Promise.all(deals.map(work));
	const seconds = (performance.now() - began) / 1_000;
	await Promise.all(deals.map((deal) => side.quiet(deal)));
	return (BUSY_DEALS * BUSY_RUNS) / seconds;
}
