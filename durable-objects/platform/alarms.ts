import { SWEEP_MS } from "#knowledge/core/vocabulary/limits.ts";

/** When an alarm could not do its work: soon again, but not at once, for whatever failed it may last. */
export const armRetry = (storage: DurableObjectStorage, now: number): void => void storage.setAlarm(now + SWEEP_MS);

/** All of it, for an account that is torn down. Not to be taken back. */
export async function commitPurge(storage: DurableObjectStorage): Promise<void> {
	await storage.deleteAlarm();
	await storage.deleteAll();
}
