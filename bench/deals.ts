import type { Driver } from "./drive.ts";
import { compared, type Figure, median } from "./figures.ts";

/** Deals and runs of one side in one round: enough for a median, few enough that a round is short beside the machine's moods. */
const NEW_DEALS = 30;
const WARM_DEALS = 6;
const WARM_RUNS = 10;
/** After so many runs a deal's storage and the runtime's code have both settled. */
const SETTLED_RUNS = 12;
const BUSY_DEALS = 32;
const BUSY_RUNS = 6;
const MODEL_MS = 50;

type Kind = { readonly ours: "model" | "rules"; readonly raw: "raw" | "raw-rules" };
type Round = { ours: number; raw: number };

/** Names of deals are new in every call, whatever ran before on the same storage. */
const run = Date.now().toString(36);

/** `deal.new.p50` and `deal.warm.p50`: six skills and a model that answers at once, against the plain object. */
export async function dealFigures(drive: Driver, rounds: number): Promise<readonly Figure[]> {
	return measure(drive, rounds, { ours: "model", raw: "raw" }, ["deal.new.p50", "deal.warm.p50"]);
}

/** The same crew by rules: one turn, one sync. */
export async function rulesFigures(drive: Driver, rounds: number): Promise<readonly Figure[]> {
	return measure(drive, rounds, { ours: "rules", raw: "raw-rules" }, ["deal.rules.new.p50", "deal.rules.warm.p50"]);
}

async function measure(drive: Driver, rounds: number, kind: Kind, names: [string, string]): Promise<readonly Figure[]> {
	const deal = `${run}-${kind.ours}`;
	for (let i = 0; i < WARM_DEALS; i++) await settleDeals(drive, kind, `${deal}-${i}`);
	const fresh: Round[] = [];
	const warm: Round[] = [];
	// The first round is thrown away: it is the runtime's warm-up.
	for (let round = 0; round <= rounds; round++) {
		const first = round % 2 === 0 ? "ours" : "raw";
		const news = await bothSides(first, (side) => newDeals(drive, kind, side, `${deal}-${round}`));
		const warms = await bothSides(first, (side) => warmRuns(drive, kind, side, { deal, from: round * WARM_RUNS }));
		if (round === 0) continue;
		fresh.push(news);
		warm.push(warms);
	}
	return [compared(names[0], "ms", fresh), compared(names[1], "ms", warm)];
}

async function bothSides(first: keyof Round, measureSide: (side: keyof Round) => Promise<number>): Promise<Round> {
	const result: Round = { ours: 0, raw: 0 };
	const second = first === "ours" ? "raw" : "ours";
	result[first] = await measureSide(first);
	result[second] = await measureSide(second);
	return result;
}

/** Runs the product's deal until it is settled, and hands what its first and its last run wrote to the plain object. */
async function settleDeals(drive: Driver, kind: Kind, deal: string): Promise<void> {
	await drive.time(`/record/${kind.ours}/${deal}/0`);
	await drive.get(`/template/${kind.ours}/${deal}?template=${kind.ours}-new`);
	for (let n = 1; n < SETTLED_RUNS; n++) await drive.time(`/job/${kind.ours}/${deal}/${n}`);
	await drive.time(`/record/${kind.ours}/${deal}/${SETTLED_RUNS}`);
	await drive.get(`/template/${kind.ours}/${deal}?template=${kind.ours}-warm`);
	for (let n = 0; n <= SETTLED_RUNS; n++)
		await drive.time(`/job/${kind.raw}/${deal}/${n}?template=${kind.ours}-${n === 0 ? "new" : "warm"}`);
}

async function newDeals(drive: Driver, kind: Kind, side: keyof Round, name: string): Promise<number> {
	const times: number[] = [];
	for (let i = 0; i < NEW_DEALS; i++)
		times.push(await drive.time(`/job/${kind[side]}/${name}-${i}/0?template=${kind.ours}-new`));
	for (let i = 0; i < NEW_DEALS; i++) await drive.get(`/quiet/${kind[side]}/${name}-${i}`);
	return median(times);
}

async function warmRuns(
	drive: Driver,
	kind: Kind,
	side: keyof Round,
	at: { deal: string; from: number },
): Promise<number> {
	const times: number[] = [];
	for (let i = 0; i < WARM_DEALS; i++) {
		for (let n = 1; n <= WARM_RUNS; n++)
			times.push(
				await drive.time(`/job/${kind[side]}/${at.deal}-${i}/${SETTLED_RUNS + at.from + n}?template=${kind.ours}-warm`),
			);
		await drive.get(`/quiet/${kind[side]}/${at.deal}-${i}`);
	}
	return median(times);
}

/** `deal.m50.c32`: runs a second of 32 existing deals at once, with a model that takes 50 ms a stage. */
export async function busyFigures(drive: Driver, rounds: number): Promise<readonly Figure[]> {
	const kind: Kind = { ours: "model", raw: "raw" };
	await settleDeals(drive, kind, `${run}-busy`);
	const measured: Round[] = [];
	for (let round = 0; round <= rounds; round++) {
		const both = await bothSides(round % 2 === 0 ? "ours" : "raw", (side) =>
			busy(drive, kind, side, `${run}-busy-${round}`),
		);
		if (round > 0) measured.push(both);
	}
	return [compared("deal.m50.c32", "runs/s", measured)];
}

async function busy(drive: Driver, kind: Kind, side: keyof Round, name: string): Promise<number> {
	for (let i = 0; i < BUSY_DEALS; i++) await drive.time(`/job/${kind[side]}/${name}-${i}/0?template=${kind.ours}-new`);
	const began = performance.now();
	const worker = async (i: number): Promise<void> => {
		for (let n = 1; n <= BUSY_RUNS; n++)
			await drive.time(`/job/${kind[side]}/${name}-${i}/${n}?model-ms=${MODEL_MS}&template=${kind.ours}-warm`);
	};
	await Promise.all(Array.from({ length: BUSY_DEALS }, (_, i) => worker(i)));
	const seconds = (performance.now() - began) / 1_000;
	await Promise.all(Array.from({ length: BUSY_DEALS }, (_, i) => drive.get(`/quiet/${kind[side]}/${name}-${i}`)));
	return (BUSY_DEALS * BUSY_RUNS) / seconds;
}
