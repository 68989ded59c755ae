/** So many faults in a row, each of a call that had its retries, and a provider is held to be down. */
export const BREAKER_FAULTS = 5;
/** Then nobody waits for it for this long; after that one call may try. */
export const BREAKER_OPEN_MS = 30_000;

/** `unknown`: what came of the call says nothing about whether the provider is up. */
export type CallSign = "up" | "down" | "unknown";

/**
 * Which providers are held to be down. In the memory of one isolate: whoever starts afresh asks once more than it had to.
 */
export type Breakers = {
	/** Whether a call may go to it now. A yes to one that is held to be down is the one trial: tell what came of it. */
	may(provider: string): boolean;
	tell(provider: string, sign: CallSign): void;
};

type Gauge = { faults: number; openedAt: number | null; triedAt: number | null };

export function createBreakers(now: () => number): Breakers {
	const gauges = new Map<string, Gauge>();
	return {
		may(provider) {
			const gauge = gauges.get(provider);
			if (!gauge || gauge.openedAt === null) return true;
			if (now() - gauge.openedAt < BREAKER_OPEN_MS) return false;
			// A trial of which nothing was heard for as long ended with whoever made it.
			if (gauge.triedAt !== null && now() - gauge.triedAt < BREAKER_OPEN_MS) return false;
			gauge.triedAt = now();
			return true;
		},
		tell(provider, sign) {
			if (sign === "up") {
				gauges.delete(provider);
				return;
			}
			const gauge = gauges.get(provider) ?? { faults: 0, openedAt: null, triedAt: null };
			const wasTrial = gauge.triedAt !== null;
			gauge.triedAt = null;
			if (sign === "down") {
				gauge.faults += 1;
				if (wasTrial || gauge.faults >= BREAKER_FAULTS) gauge.openedAt = now();
			}
			gauges.set(provider, gauge);
		},
	};
}
