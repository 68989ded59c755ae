import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, vi } from "vitest";
import { expectDone } from "#durable-objects/platform/answer.ts";
import { systemCall } from "#durable-objects/platform/system.ts";
import { ledgerStub, platformLedgerStub } from "#durable-objects/stubs.ts";
import { allocation } from "#knowledge/core/budget/pools.ts";
import type { BudgetTerms } from "#knowledge/core/vocabulary/account.ts";
import { platformLedgerName, tenantLedgerName } from "#knowledge/core/vocabulary/ids.ts";
import { fireAlarm, type Stub } from "./alarms.setup.ts";
import type { Clock } from "./clock.setup.ts";
import type { TestTenant } from "./tenant.setup.ts";

/** A month with a base of 300,000 tokens, a burst of 300,000 and an emergency pool of 100,000. */
export const TERMS: BudgetTerms = { monthTokens: 1_000_000, revenue: 1_000_000, complexity: 0, activity: 0 };

let months = 0;

/** All accounts share the burst tokens of a month: a test that counts them has a month of its own, and the next one. */
export function ownMonth(clock: Clock): void {
	clock.at(Date.UTC(2060, months, 10));
	months += 2;
}

/** One tenant's month, asked as its deals would. */
export function testMonth(at: TestTenant, clock: Clock, terms: BudgetTerms = TERMS, version = 1) {
	const raw = () => env.TENANT_LEDGER.getByName(tenantLedgerName(at.tenant)) as unknown as Stub;
	const crew = () => systemCall(at.tenant, "deal", { now: clock.now(), settingsVersion: 0 });
	const own = () => systemCall(at.tenant, "ledger", { now: clock.now(), settingsVersion: 0 });
	const ledger = () => ledgerStub(env, crew().principal);
	const versioned = { version, terms };
	let made = 0;
	const state = async () => expectDone(await ledger().budget(crew(), versioned));
	const reserve = async (tokens: number, priority = 60, call = `call-${made++}`) => {
		const [answer] = expectDone(await ledger().reserve(crew(), versioned, [{ call, tokens, priority }]));
		return { call, answer };
	};
	const settle = async (call: string, tokens: number) =>
		expectDone(await ledger().settle(crew(), call, { tokens, costMicros: tokens * 2 }));
	const lease = () =>
		runInDurableObject(
			raw(),
			(_, { storage }) =>
				storage.sql.exec("SELECT month, tokens, until, asked FROM burst_lease").toArray()[0] as
					| { month: string; tokens: number; until: number; asked: number }
					| undefined,
		);
	/** Buys for so much in one call after the other, each settled at what was reserved for it. */
	const use = async (tokens: number, priority = 60): Promise<void> => {
		for (let left = tokens; left > 0; left -= 10_000) {
			const { call, answer } = await reserve(Math.min(left, 10_000), priority);
			expect(answer?.type).toBe("reserved");
			await settle(call, Math.min(left, 10_000));
		}
	};
	/** What was asked of the platform's ledger behind an answer has come back. */
	const borrowed = (tokens = 1) =>
		vi.waitUntil(async () => ((await lease())?.tokens ?? -1) >= tokens, { interval: 5, timeout: 5_000 });
	return {
		allocated: allocation(terms),
		versioned,
		raw,
		crew,
		own,
		ledger,
		state,
		reserve,
		settle,
		lease,
		platform: () => platformLedgerStub(env, own().principal),
		pool: async () => expectDone(await platformLedgerStub(env, own().principal).pool(own())),
		use,
		borrowed,
		/** All of the base, with a chunk of burst tokens fetched ahead. */
		exhaustBase: async () => {
			const { size } = (await state()).held.base;
			await use(10_000);
			await borrowed(0);
			// The platform's ledger is not asked at every call.
			clock.advance(31_000);
			await use(size - 10_000);
			await borrowed();
		},
		fire: () => fireAlarm(raw()),
	};
}
export type TestMonth = ReturnType<typeof testMonth>;

/** The platform's ledger as it is stored. */
export const holders = (): Promise<readonly { tenant: string; leased: number; used: number }[]> =>
	runInDurableObject(
		env.PLATFORM_LEDGER.getByName(platformLedgerName()) as unknown as Stub,
		(_, { storage }) =>
			(storage.sql.exec("SELECT name FROM sqlite_master WHERE name = 'holders'").toArray().length === 0
				? []
				: storage.sql.exec("SELECT tenant, leased, used FROM holders ORDER BY tenant").toArray()) as never,
	);
