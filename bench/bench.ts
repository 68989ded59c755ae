import type { Driver } from "./drive.ts";
import type { Peer } from "./langgraph.ts";

/** What every bench is given. */
export type Bench = {
	readonly drive: Driver;
	readonly rounds: number;
	/** `null`: not installed. */
	readonly peer: Peer | null;
	/** Names of deals begin with it, so that they are new in every call, whatever ran before on the same storage. */
	readonly run: string;
};
