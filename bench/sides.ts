import type { Driver } from "./drive.ts";
import type { Round } from "./figures.ts";
import type { Peer } from "./langgraph.ts";
import type { Written } from "./objects/written.ts";

/** How the product's run is made, and by which name the plain object knows it. */
export type Kind = { readonly ours: "model" | "rules"; readonly raw: "raw" | "raw-rules" };

export type Run = { readonly deal: string; readonly n: number; readonly modelMs?: number };

/** One of those who do the job. */
export type Side = {
	readonly name: string;
	/** How long a run took, in milliseconds, until it was settled and kept. */
	readonly run: (run: Run) => Promise<number>;
	/** No alarm of this deal fires in somebody else's measurement. */
	readonly quiet: (deal: string) => Promise<unknown>;
};

export type Sides = {
	readonly all: readonly Side[];
	readonly missing: readonly string[];
	/** Has the deal of this name worked off until it is settled, by every side, with the product's own writes as their measure. */
	readonly settle: (deal: string, runs: number) => Promise<void>;
};

export function sidesOf(drive: Driver, kind: Kind, peer: Peer | null): Sides {
	// Names of templates say whose run they were taken from: the peer's process serves several kinds.
	const template = (n: number): string => `${kind.ours}-${n === 0 ? "new" : "warm"}`;
	const query = ({ n, modelMs = 0 }: Run): string => `?template=${template(n)}&model-ms=${modelMs}`;
	const inWorker = (name: string, by: string): Side => ({
		name,
		run: (run) => drive.time(`/job/${by}/${run.deal}/${run.n}${query(run)}`),
		quiet: (deal) => drive.get(`/quiet/${by}/${deal}`),
	});
	const ours = inWorker("ours", kind.ours);
	const others = [inWorker("raw", kind.raw), ...(peer ? [langGraph(peer, query)] : [])];
	const take = async (deal: string, n: number): Promise<void> => {
		await drive.time(`/record/${kind.ours}/${deal}/${n}`);
		const text = await drive.get(`/template/${kind.ours}/${deal}?template=${template(n)}`);
		const written: Written = JSON.parse(text);
		await peer?.template(template(n), written);
	};
	return {
		all: [ours, ...others],
		missing: peer ? [] : ["langgraph"],
		async settle(deal, runs) {
			await take(deal, 0);
			for (let n = 1; n < runs; n++) await ours.run({ deal, n });
			await take(deal, runs);
			for (const side of others) for (let n = 0; n <= runs; n++) await side.run({ deal, n });
		},
	};
}

const langGraph = (peer: Peer, query: (run: Run) => string): Side => ({
	name: "langgraph",
	run: (run) => peer.drive.time(`/job/${run.deal}/${run.n}${query(run)}`),
	quiet: async () => undefined,
});

/** All sides one after another, in turns first. */
export async function roundOf(
	sides: readonly Side[],
	round: number,
	measure: (side: Side) => Promise<number>,
): Promise<Round> {
	const result: Record<string, number> = {};
	for (let i = 0; i < sides.length; i++) {
		const side = sides[(i + round) % sides.length];
		if (side) result[side.name] = await measure(side);
	}
	return { ours: Number.NaN, ...result };
}
