import type { EventView } from "#knowledge/core/contract/deal.ts";
import { Sha256 } from "#knowledge/core/vocabulary/hash.ts";

type Rest = { at?: string; correlation?: string; texts?: Record<string, string | null> };

/** An entry of a log for tests: only what a test is about has to be said. */
export function entryOf(seq: number, event: { type: string; [member: string]: unknown }, rest: Rest = {}): EventView {
	return {
		seq,
		at: rest.at ?? "2026-07-14T10:00:00.000Z",
		correlation: rest.correlation ?? "cause",
		causation: null,
		hash: Sha256.parse("0".repeat(64)),
		event,
		texts: rest.texts ?? {},
	};
}
