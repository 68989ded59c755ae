import { expect, vi } from "vitest";
import { sha256 } from "#durable-objects/platform/hash.ts";
import { issueToken, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import { ServerFrame, SOCKET_PROTOCOL } from "#knowledge/core/contract/frames.ts";
import { type TokenId, tokenIdOf } from "#knowledge/core/vocabulary/ids.ts";
import type { Principal } from "#knowledge/core/vocabulary/principal.ts";
import { ask, json, ORIGIN } from "./api.setup.ts";

/** Somebody of a tenant with a fresh key, and what it is called. */
export async function watcher(at: TestTenant, principal: Principal = at.human) {
	const key = await issueToken(principal);
	const headers: Record<string, string> = { authorization: `Bearer ${key}` };
	return { key, token: tokenOf(key), headers };
}
export type Watcher = Omit<Awaited<ReturnType<typeof watcher>>, "headers"> & {
	readonly headers: Record<string, string>;
};

export const tokenOf = (secret: string): TokenId => tokenIdOf(sha256, sha256(secret));

export async function ticketFor(at: TestTenant, room: string, by?: Watcher): Promise<{ ticket: string; url: string }> {
	const { headers } = by ?? (await watcher(at));
	const { headers: type, ...init } = json({ purpose: "deal", room });
	const answered = await ask(`/v1/accounts/${at.tenant}/sockets`, { ...init, headers: { ...type, ...headers } });
	expect(answered.status).toBe(201);
	return answered.json();
}

type Changes = {
	readonly origin?: string | null;
	readonly protocol?: string;
	readonly headers?: Record<string, string>;
};

export const knock = (url: string, ticket: string | null, changes: Changes = {}): Promise<Response> => {
	const origin = changes.origin === undefined ? ORIGIN : changes.origin;
	const protocol = changes.protocol ?? [SOCKET_PROTOCOL, ...(ticket ? [`ticket.${ticket}`] : [])].join(", ");
	return ask(url, {
		headers: {
			upgrade: "websocket",
			...(protocol === "" ? {} : { "sec-websocket-protocol": protocol }),
			...(origin === null ? {} : { origin }),
			...changes.headers,
		},
	});
};

/** A client of the page: says where it stands and keeps every frame. */
export async function listen(at: TestTenant, room: string, after: number, by?: Watcher) {
	const { ticket, url } = await ticketFor(at, room, by);
	const response = await knock(url, ticket);
	expect(response.status).toBe(101);
	expect(response.headers.get("sec-websocket-protocol")).toBe(SOCKET_PROTOCOL);
	const socket = response.webSocket as WebSocket;
	const frames: ServerFrame[] = [];
	const closed = Promise.withResolvers<number>();
	const state = { closed: null as number | null };
	socket.addEventListener("message", ({ data }) => {
		frames.push(ServerFrame.parse(JSON.parse(String(data))));
	});
	socket.addEventListener("close", ({ code }) => {
		state.closed = code;
		closed.resolve(code);
	});
	socket.accept();
	socket.send(JSON.stringify({ type: "hello", after }));
	const seen = () => frames.flatMap((frame) => (frame.type === "events" ? frame.items.map((item) => item.seq) : []));
	return {
		socket,
		frames,
		state,
		closed: closed.promise,
		seen,
		hears: () => vi.waitUntil(() => seen().length > 0, { interval: 5, timeout: 3_000 }),
		until: (seq: number) => vi.waitUntil(() => (seen().at(-1) ?? 0) >= seq, { interval: 5, timeout: 3_000 }),
		/** Answered once everything before it was heard. */
		ping: async () => {
			const before = frames.filter(({ type }) => type === "pong").length;
			if (socket.readyState === WebSocket.OPEN) socket.send('{"type":"ping"}');
			const pongs = () => frames.filter(({ type }) => type === "pong").length;
			await vi.waitUntil(() => pongs() > before || state.closed !== null, { interval: 5, timeout: 3_000 });
		},
	};
}
