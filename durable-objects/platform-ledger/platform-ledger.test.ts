import { env } from "cloudflare:workers";
import { expect, onTestFinished, test, vi } from "vitest";
import { type Answer, expectDone } from "#durable-objects/platform/answer.ts";
import { crashAt } from "#durable-objects/platform/boundary.ts";
import { systemCall } from "#durable-objects/platform/system.ts";
import { alarmOf } from "#durable-objects/testing/alarms.setup.ts";
import { holders, ownMonth, testMonth } from "#durable-objects/testing/budget.setup.ts";
import { type Clock, standStill } from "#durable-objects/testing/clock.setup.ts";
import { crash } from "#durable-objects/testing/deal.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { endOfMonth, monthOf } from "#knowledge/core/budget/calendar.ts";
import { LEASE_MARGIN, LEASE_MS } from "#knowledge/core/budget/lease.ts";
import { platformLedgerName } from "#knowledge/core/vocabulary/ids.ts";

const CHUNK = 15_000;
const URGENT = 80;

function ownClock(): Clock {
	const clock = standStill();
	ownMonth(clock);
	return clock;
}

async function account(clock: Clock, name = "burst") {
	const at = await newTenant(name);
	return { at, ...testMonth(at, clock) };
}

const code = (answered: Answer<unknown>): string =>
	answered.type === "refused" ? answered.refusal.code : answered.type;

test("[S3-23] burst tokens are there before the base ends: an urgent call is one local transaction, and others wait", async () => {
	const clock = ownClock();
	const one = await account(clock);
	await one.use(230_000);
	await one.borrowed(0);
	expect((await one.lease())?.tokens).toBe(0);
	clock.advance(31_000);
	await one.use(70_000);
	await one.borrowed(CHUNK);
	expect(await one.lease()).toMatchObject({ tokens: CHUNK, until: clock.now() + LEASE_MS });
	// The platform's ledger is away: what was lent is spent without it.
	vi.spyOn(console, "error").mockImplementation(() => undefined);
	vi.spyOn(console, "warn").mockImplementation(() => undefined);
	crashAt((name) => {
		if (name.startsWith("platform.")) throw new Error("away");
	});
	onTestFinished(() => crashAt(null));
	expect((await one.reserve(CHUNK, URGENT - 1)).answer).toMatchObject({ type: "queued", why: "base-spent" });
	expect((await one.reserve(CHUNK, URGENT)).answer).toMatchObject({ type: "reserved", pool: "burst" });
	expect((await one.reserve(1, URGENT)).answer).toMatchObject({ type: "queued", why: "no-burst" });
});

test("[S3-16] over all accounts no more burst tokens are used than there are, however many want them at once", async () => {
	const clock = ownClock();
	const accounts = await Promise.all(Array.from({ length: 4 }, (_, n) => account(clock, `burst-${n}`)));
	for (const each of accounts) await each.exhaustBase();
	const [first] = accounts;
	if (!first) throw new Error("there are accounts");
	// Each uses all that it can get, in many small calls that come to half as much again.
	for (let round = 0; round < 40; round++) {
		clock.advance(31_000);
		await Promise.all(
			accounts.map(async (each) => {
				const { call, answer } = await each.reserve(9_000, URGENT);
				if (answer?.type !== "reserved") return;
				expect(answer.pool).toBe("burst");
				await each.settle(call, 13_500);
			}),
		);
		const { pool, lent } = await first.pool();
		expect(lent).toBeLessThanOrEqual(pool);
	}
	await crash();
	const used = await Promise.all(accounts.map(async (each) => (await each.state()).held.burst.used));
	const sum = used.reduce((total, each) => total + each, 0);
	expect((await first.pool()).pool).toBe(4 * 300_000);
	expect(sum).toBeLessThanOrEqual(1_200_000);
	// And it is used: what stays behind is the margins, and less than a chunk each.
	expect(sum).toBeGreaterThan(1_200_000 - 4 * (LEASE_MARGIN + CHUNK + 9_000));
}, 30_000);

test("[K7] an account that runs wild leaves half of each other account's share", async () => {
	const clock = ownClock();
	const [wild, quiet] = [await account(clock, "wild"), await account(clock, "quiet")];
	await quiet.reserve(1_000);
	await quiet.borrowed(0);
	await wild.exhaustBase();
	let taken = 0;
	for (let round = 0; round < 100; round++) {
		clock.advance(31_000);
		const { call, answer } = await wild.reserve(9_000, URGENT);
		await wild.borrowed(0);
		if (answer?.type !== "reserved") continue;
		taken += 9_000;
		await wild.settle(call, 9_000);
	}
	expect(taken).toBeLessThanOrEqual(600_000 - 150_000);
	expect(taken).toBeGreaterThan(600_000 - 150_000 - LEASE_MARGIN - CHUNK - 9_000);
	clock.advance(31_000);
	await quiet.use(300_000);
	await quiet.borrowed(CHUNK);
	expect((await quiet.reserve(9_000, URGENT)).answer).toMatchObject({ type: "reserved", pool: "burst" });
}, 30_000);

test("[S3-16] at the end of its lease an account gives back what it does not use, also where the platform was away", async () => {
	const clock = ownClock();
	const one = await account(clock);
	await one.exhaustBase();
	const { call } = await one.reserve(4_000, URGENT);
	await one.settle(call, 4_000);
	expect(await alarmOf(one.raw())).toBe(clock.now() + LEASE_MS);
	clock.advance(LEASE_MS + 1);
	// It has ended: nothing is used of it, whether or not anybody was told.
	expect((await one.state()).held.burst).toEqual({ size: 4_000, used: 4_000, reserved: 0 });
	vi.spyOn(console, "error").mockImplementation(() => undefined);
	crashAt((name) => {
		if (name === "platform.lend:before") throw new Error("away");
	});
	onTestFinished(() => crashAt(null));
	clock.advance(LEASE_MS);
	await one.fire();
	crashAt(null);
	expect((await holders()).find(({ tenant }) => tenant === one.at.tenant)?.leased).toBeGreaterThan(4_000);
	const again = await alarmOf(one.raw());
	expect(again).toBeGreaterThan(clock.now());
	await crash();
	clock.at(again ?? 0);
	await one.fire();
	expect((await holders()).find(({ tenant }) => tenant === one.at.tenant)).toMatchObject({
		leased: 4_000,
		used: 4_000,
	});
	expect((await one.pool()).lent).toBe(4_000 + LEASE_MARGIN);
});

test("[S3-16] a chunk that is held while anybody asks goes back once nobody does, and not at the month's end", async () => {
	const clock = ownClock();
	const one = await account(clock);
	await one.exhaustBase();
	clock.advance(LEASE_MS - 60_000);
	const { call } = await one.reserve(4_000, URGENT);
	await one.settle(call, 4_000);
	clock.advance(60_000);
	await one.fire();
	const leased = async () => (await holders()).find(({ tenant }) => tenant === one.at.tenant)?.leased;
	expect(await leased()).toBeGreaterThan(4_000);
	for (let hour = 0; hour < 2; hour++) {
		const at = await alarmOf(one.raw());
		expect(at).toBeLessThanOrEqual(clock.now() + LEASE_MS);
		clock.at((at ?? 0) + 1);
		await one.fire();
	}
	expect(await leased()).toBe(4_000);
}, 30_000);

test("[S3-15] a new month has a pool of its own, and what was lent in the old one is nothing there", async () => {
	const clock = ownClock();
	const one = await account(clock);
	await one.exhaustBase();
	expect((await one.lease())?.until).toBeLessThanOrEqual(endOfMonth(clock.now()));
	clock.at(endOfMonth(clock.now()));
	expect((await one.state()).held.burst.size).toBe(0);
	expect(await one.pool()).toEqual({ accounts: 0, pool: 0, lent: 0 });
	await one.fire();
	expect(await one.pool()).toEqual({ accounts: 1, pool: 300_000, lent: 0 });
	expect(await alarmOf(one.raw())).toBeNull();
});

test("[S0-19] an account that is torn down gives its lease back, and its name is forgotten", async () => {
	const clock = ownClock();
	const [one, other] = [await account(clock, "leaving"), await account(clock, "staying")];
	for (const each of [one, other]) await each.exhaustBase();
	const { call } = await one.reserve(4_000, URGENT);
	await one.settle(call, 4_000);
	const tearDown = systemCall(one.at.tenant, "tear-down", { now: clock.now(), settingsVersion: 0 });
	expect(code(await one.ledger().purge(tearDown))).toBe("done");
	expect((await holders()).map(({ tenant }) => tenant)).not.toContain(one.at.tenant);
	expect(await other.pool()).toMatchObject({ accounts: 1, pool: 600_000 });
	// Once more, and with what was on its way: nothing brings it back.
	expect(code(await one.ledger().purge(tearDown))).toBe("done");
	expect(code(await one.ledger().reserve(one.crew(), one.versioned, [{ call: "late", tokens: 1, priority: 60 }]))).toBe(
		"not-found",
	);
	expect((await holders()).map(({ tenant }) => tenant)).not.toContain(one.at.tenant);
});

test("[INV12] the platform's ledger answers accounts' ledgers alone, each about itself, and is not made by asking", async () => {
	const clock = ownClock();
	const one = await account(clock);
	const ask = { month: monthOf(clock.now()), asked: 1, burst: 9, factor: 9, used: 0, target: 0 };
	const impostor = { ...one.at.admin, id: one.own().principal.id };
	for (const who of [one.at.admin, one.at.human, one.at.agent, one.crew().principal, impostor]) {
		const call = one.at.call(who);
		expect(code(await one.platform().lend(call, ask))).toBe("not-found");
		expect(code(await one.platform().leave(call))).toBe("not-found");
		expect(code(await one.platform().pool(call))).toBe("not-found");
	}
	expect((await holders()).map(({ tenant }) => tenant)).not.toContain(one.at.tenant);
	expectDone(await one.platform().lend(one.own(), ask));
	expect((await holders()).filter(({ tenant }) => tenant === one.at.tenant)).toHaveLength(1);
	// Another object of the same class has another name, and answers nobody.
	const elsewhere = env.PLATFORM_LEDGER.getByName(`${platformLedgerName()}-2`);
	expect(code(await elsewhere.lend(one.own(), ask))).toBe("not-found");
	expect(code(await one.platform().lend(one.own(), { ...ask, month: "2001-01", asked: 2 }))).toBe("expired");
});
