import { vi } from "vitest";
import { DealAgent } from "#durable-objects/deal-agent/deal-agent.ts";

/** What every deal that hangs up from now on answers; asked for, it tells of those that are done by then. */
export function watchHangUps(): () => readonly unknown[] {
	const hungUp = vi.spyOn(DealAgent.prototype, "hangUp");
	return () => hungUp.mock.settledResults.map(({ value }) => value);
}
