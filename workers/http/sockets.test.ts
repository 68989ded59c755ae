import { evictDurableObject } from "cloudflare:test";
import { expect, test, vi } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { crash, testDeal } from "#durable-objects/testing/deal.setup.ts";
import { newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import { ServerFrame, SOCKET_PROTOCOL } from "#knowledge/core/contract/frames.ts";
import { MINUTE_MS } from "#knowledge/core/vocabulary/time.ts";
import { ask, client, dealByMail, json, ORIGIN } from "#workers/testing/api.setup.ts";

async function fresh() {
	const clock = standStill();
	const at = await newTenant("socket");
	giveSmallCrew(at);
	const about = await dealByMail(at, clock);
	return { clock, at, ...about };
}

async function ticketFor(at: TestTenant, room: string): Promise<{ ticket: string; url: string }> {
	const answered = await (await client(at)).send("sockets", json({ purpose: "deal", room }));
	expect(answered.status).toBe(201);
	return answered.json();
}

const knock = (url: string, ticket: string | null, changes: { origin?: string | null; protocol?: string } = {}) => {
	const origin = changes.origin === undefined ? ORIGIN : changes.origin;
	const protocol = changes.protocol ?? [SOCKET_PROTOCOL, ...(ticket ? [`ticket.${ticket}`] : [])].join(", ");
	return ask(url, {
		headers: {
			upgrade: "websocket",
			"sec-websocket-protocol": protocol,
			...(origin === null ? {} : { origin }),
		},
	});
};

/** A client of the page: says where it stands and keeps every frame. */
async function listen(at: TestTenant, room: string, after: number) {
	const { ticket, url } = await ticketFor(at, room);
	const response = await knock(url, ticket);
	expect(response.status).toBe(101);
	expect(response.headers.get("sec-websocket-protocol")).toBe(SOCKET_PROTOCOL);
	const socket = response.webSocket as WebSocket;
	const frames: ServerFrame[] = [];
	const closed = Promise.withResolvers<number>();
	socket.addEventListener("message", ({ data }) => {
		frames.push(ServerFrame.parse(JSON.parse(String(data))));
	});
	socket.addEventListener("close", ({ code }) => {
		closed.resolve(code);
	});
	socket.accept();
	socket.send(JSON.stringify({ type: "hello", after }));
	const seen = () => frames.flatMap((frame) => (frame.type === "events" ? frame.items.map((item) => item.seq) : []));
	return {
		socket,
		frames,
		closed: closed.promise,
		seen,
		hears: () => vi.waitUntil(() => seen().length > 0, { interval: 5, timeout: 3_000 }),
		until: (seq: number) => vi.waitUntil(() => (seen().at(-1) ?? 0) >= seq, { interval: 5, timeout: 3_000 }),
	};
}

const upTo = (last: number, from = 1): number[] => Array.from({ length: last - from + 1 }, (_, i) => from + i);

test("[SEC4] a deal's socket opens with its own fresh ticket from our own page, and in no other way", async () => {
	const { clock, at, deal } = await fresh();
	const other = testDeal(at, "other");
	await other.receive("other");
	const stranger = await newTenant("socket-other");
	const { url } = await ticketFor(at, deal.id);
	const fromElsewhere = url.replace(at.tenant, stranger.tenant);
	const another = url.replace(deal.id, other.id);
	const good = async () => (await ticketFor(at, deal.id)).ticket;
	const used = await good();
	expect((await knock(url, used)).status).toBe(101);
	const ways: readonly (readonly [string, Promise<Response>, number])[] = [
		["no ticket", knock(url, null), 401],
		["a ticket that was used", knock(url, used), 401],
		["a ticket of another room", knock(another, await good()), 401],
		["another tenant's path", knock(fromElsewhere, await good()), 401],
		["an invented ticket", knock(url, `aa_ticket_${"0".repeat(64)}`), 401],
		["nonsense", knock(url, "nonsense"), 401],
		["a ticket in the URL", knock(`${url}?ticket=${await good()}`, null), 401],
		["a key for a ticket", knock(url, (await client(at)).authorization.slice(7)), 401],
		["another page's origin", knock(url, await good(), { origin: "https://evil.example" }), 403],
		["no origin", knock(url, await good(), { origin: null }), 403],
		["a null origin", knock(url, await good(), { origin: "null" }), 403],
		["no protocol of ours", knock(url, null, { protocol: `ticket.${await good()}` }), 401],
		["no upgrade", ask(url, { headers: { origin: ORIGIN } }), 426],
		["a room that is no id", knock(url.replace(deal.id, "d-x"), await good()), 404],
	];
	for (const [way, opened, status] of ways) expect((await opened).status, way).toBe(status);
	const late = await good();
	clock.advance(MINUTE_MS);
	expect((await knock(url, late)).status, "an old ticket").toBe(401);
});

test("[SEC4] of ten who come with the same ticket at once one gets in", async () => {
	const { at, deal } = await fresh();
	const { ticket, url } = await ticketFor(at, deal.id);
	const answers = await Promise.all(Array.from({ length: 10 }, () => knock(url, ticket)));
	expect(answers.filter((each) => each.status === 101)).toHaveLength(1);
});

test("[SEC4] a caller cannot make itself a principal by a header of our own", async () => {
	const { at, deal } = await fresh();
	const { url } = await ticketFor(at, deal.id);
	const forged = { principal: at.human, settingsVersion: 0, deal: deal.id };
	const response = await ask(url, {
		headers: { upgrade: "websocket", origin: ORIGIN, "x-deal-call": JSON.stringify(forged) },
	});
	expect(response.status).toBe(401);
});

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
