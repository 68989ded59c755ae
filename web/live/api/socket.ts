import { WebSocket as ReconnectingWebSocket } from "partysocket";
import { type ClientFrame, ServerFrame, SOCKET_PROTOCOL } from "#knowledge/core/contract/frames.ts";

export type Ticket = { readonly ticket: string; readonly url: string };

export type SocketDeps = {
	/** Called for every attempt: a ticket opens one connection. */
	openTicket(): Promise<Ticket>;
	onOpen(): void;
	onFrame(frame: ServerFrame): void;
	onDown(): void;
};

export type Socket = { send(frame: ClientFrame): void; close(): void };

/** Proxies drop connections that are silent for a minute; a quarter of it leaves room for a lost ping. */
const PING_MS = 15_000;
/** Two pings without any frame in return: the connection is dead, whatever the browser believes. */
const SILENCE_MAX_MS = 2 * PING_MS + 5_000;

export function openSocket(deps: SocketDeps): Socket {
	let ticket: Promise<Ticket>;
	let heardAt = Date.now();
	// The url is asked for before the protocols, in the same tick: both belong to one ticket.
	const url = () => {
		ticket = deps.openTicket();
		return ticket.then((each) => socketUrl(each.url, location.href));
	};
	const protocols = () => ticket.then((each) => [SOCKET_PROTOCOL, `ticket.${each.ticket}`]);
	const socket = new ReconnectingWebSocket(url, protocols, {
		minReconnectionDelay: 500,
		maxReconnectionDelay: 30_000,
		reconnectionDelayGrowFactor: 1.6,
		// What was not sent on the old connection says nothing on the new one, which begins with `hello`.
		maxEnqueuedMessages: 0,
	});
	const send = (frame: ClientFrame) => void socket.send(JSON.stringify(frame));
	socket.addEventListener("open", () => {
		heardAt = Date.now();
		deps.onOpen();
	});
	socket.addEventListener("message", (message) => {
		heardAt = Date.now();
		const frame = parseFrame(message.data);
		if (frame) deps.onFrame(frame);
	});
	socket.addEventListener("close", () => deps.onDown());
	socket.addEventListener("error", () => deps.onDown());
	const beat = setInterval(() => {
		if (socket.readyState !== ReconnectingWebSocket.OPEN) return;
		if (Date.now() - heardAt > SILENCE_MAX_MS) socket.reconnect();
		else send({ type: "ping" });
	}, PING_MS);
	return {
		send,
		close() {
			clearInterval(beat);
			socket.close();
		},
	};
}

/** Whether the answer names a path, an http or a ws address, the socket goes there by the matching scheme. */
export function socketUrl(url: string, page: string): string {
	const target = new URL(url, page);
	target.protocol = target.protocol.replace(/^http/, "ws");
	return target.href;
}

function parseFrame(data: unknown): ServerFrame | null {
	if (typeof data !== "string") return null;
	try {
		const parsed = ServerFrame.safeParse(JSON.parse(data));
		return parsed.success ? parsed.data : null;
	} catch {
		return null;
	}
}
