import { runInDurableObject } from "cloudflare:test";
import { HOUR_MS } from "#knowledge/core/vocabulary/time.ts";
import type { Clock } from "./clock.setup.ts";

/** Any object: the types of stubs are too deep to be compared. */
export type Stub = DurableObjectStub<undefined>;
type WithAlarm = { alarm(): Promise<void> };

export const alarmOf = (stub: Stub): Promise<number | null> =>
	runInDurableObject(stub, (_, state) => state.storage.getAlarm());

/** As the runtime does it, and as `runDurableObjectAlarm` does not: an alarm whose handler failed is still owed. */
export const fireAlarm = (stub: Stub): Promise<boolean> =>
	runInDurableObject(stub, async (instance, state) => {
		const at = await state.storage.getAlarm();
		if (at === null) return false;
		await state.storage.deleteAlarm();
		try {
			await (instance as unknown as WithAlarm).alarm();
		} catch (error) {
			if ((await state.storage.getAlarm()) === null) await state.storage.setAlarm(at);
			throw error;
		}
		return true;
	});

/** Work that is further off than this is the deal's own clock (its tick, an approval's end), not something that is owed. */
const OWED_WITHIN_MS = HOUR_MS;
const ALARMS_MAX = 60;

/** Moves time on from alarm to alarm until nothing is owed any more. Answers how many it took. */
export const runAlarms = (clock: Clock, ...stubs: readonly Stub[]): Promise<number> =>
	runAlarmsUntil(() => false, clock, ...stubs);

export async function runAlarmsUntil(isOver: () => boolean, clock: Clock, ...stubs: readonly Stub[]): Promise<number> {
	for (let fired = 0; fired < ALARMS_MAX; fired++) {
		const times = await Promise.all(stubs.map(alarmOf));
		const owed = times.map((at) => at ?? Number.POSITIVE_INFINITY);
		const next = Math.min(...owed);
		const stub = stubs[owed.indexOf(next)];
		if (!stub || isOver() || next > clock.now() + OWED_WITHIN_MS) return fired;
		if (next > clock.now()) clock.at(next);
		await fireAlarm(stub);
	}
	throw new Error(`still something to do after ${ALARMS_MAX} alarms`);
}
