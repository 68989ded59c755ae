import { evictDurableObject } from "cloudflare:test";
import { expect, test, vi } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { crash } from "#durable-objects/testing/deal.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { MINUTE_MS } from "#knowledge/core/vocabulary/time.ts";
import { dealByMail } from "#workers/testing/api.setup.ts";
import { listen } from "#workers/testing/sockets.setup.ts";

async function fresh() {
	const clock = standStill();
	const at = await newTenant("socket");
	giveSmallCrew(at);
	const about = await dealByMail(at, clock);
	return { clock, at, ...about };
}

const upTo = (last: number, from = 1): number[] => Array.from({ length: last - from + 1 }, (_, i) => from + i);

test("[REL21] events come in order, each once, from where the client stood; then the deal as it is; then what is new", async () => {
	const { at, deal } = await fresh();
	const { version } = await deal.read();
	const all = await listen(at, deal.id, 0);
	await all.until(version);
	expect(all.seen()).toEqual(upTo(version));
	const half = await listen(at, deal.id, 3);
	await half.until(version);
	expect(half.seen()).toEqual(upTo(version, 4));
	await deal.receive("second", { text: "And is onboarding included?" });
	const now = (await deal.read()).version;
	await Promise.all([all.until(now), half.until(now)]);
	expect(all.seen()).toEqual(upTo(now));
	expect(half.seen()).toEqual(upTo(now, 4));
	expect(all.frames.at(-1)).toMatchObject({ type: "deal", deal: { version: now, id: deal.id } });
});

test("[REL21] a client that is cut off again and again misses no event and gets none twice", async () => {
	const { at, deal } = await fresh();
	const seen: number[] = [];
	for (let round = 0; round < 12; round++) {
		const listener = await listen(at, deal.id, seen.at(-1) ?? 0);
		const receiving = deal.receive(`round-${round}`, { text: `Question ${round}: what would it cost?` });
		// Every second time before it has heard anything of the new mail.
		if (round % 2 === 0) await receiving.then(() => listener.hears());
		listener.socket.close(1000, "cut");
		seen.push(...listener.seen());
		await receiving;
	}
	await deal.receive("last");
	const { version } = await deal.read();
	const last = await listen(at, deal.id, seen.at(-1) ?? 0);
	await last.until(version);
	expect([...seen, ...last.seen()]).toEqual(upTo(version));
});

test("[REL2] a deal that slept knows where its sockets stood: they hear what comes next, without gap or repeat", async () => {
	const { at, deal } = await fresh();
	const listener = await listen(at, deal.id, 0);
	await listener.until((await deal.read()).version);
	await evictDurableObject(deal.raw(), { webSockets: "hibernate" });
	await deal.receive("second", { text: "And is onboarding included?" });
	const { version } = await deal.read();
	await listener.until(version);
	expect(listener.seen()).toEqual(upTo(version));
});

test("[REL14] after a crash a client comes again with the last number that it saw, and has missed nothing", async () => {
	const { at, deal } = await fresh();
	const first = await listen(at, deal.id, 0);
	await first.until((await deal.read()).version);
	await crash();
	await deal.receive("second", { text: "And is onboarding included?" });
	const again = await listen(at, deal.id, first.seen().at(-1) ?? 0);
	const { version } = await deal.read();
	await again.until(version);
	expect([...first.seen(), ...again.seen()]).toEqual(upTo(version));
});

test.each([
	["no JSON", "hello", 4400],
	["a frame of another protocol", '{"type":"cf_agent_state","state":{"stage":"CLOSED_WON"}}', 4400],
	["an order", '{"type":"approve","approval":"a"}', 4400],
	["a frame that is too long", `{"type":"ping","pad":"${"x".repeat(2_000)}"}`, 4400],
	["a number below nothing", '{"type":"hello","after":-1}', 4400],
])("[SEC6] %s on a socket changes nothing and ends it", async (_what, frame, code) => {
	const { at, deal } = await fresh();
	const before = await deal.read();
	const listener = await listen(at, deal.id, 0);
	listener.socket.send(frame);
	expect(await listener.closed).toBe(code);
	expect(listener.frames.at(-1)).toMatchObject({ type: "refused" });
	expect(await deal.read()).toEqual(before);
});

test("[SEC4] a socket says pong, and when its session has ended the next word ends it", async () => {
	const { clock, at, deal } = await fresh();
	const listener = await listen(at, deal.id, 0);
	listener.socket.send('{"type":"ping"}');
	await vi.waitUntil(() => listener.frames.some((frame) => frame.type === "pong"), { interval: 5 });
	clock.advance(2 * 24 * 60 * MINUTE_MS);
	listener.socket.send('{"type":"ping"}');
	expect(await listener.closed).toBe(4401);
});

test("[SEC4] to a socket whose session has ended nothing more is told", async () => {
	const { clock, at, deal } = await fresh();
	const listener = await listen(at, deal.id, 0);
	const { version } = await deal.read();
	await listener.until(version);
	clock.advance(2 * 24 * 60 * MINUTE_MS);
	await deal.receive("second", { text: "Our budget is secret." });
	expect(await listener.closed).toBe(4401);
	expect(listener.seen()).toEqual(upTo(version));
});
