import * as z from "zod";
import { ClientFrame, type ServerFrame, SOCKET_PROTOCOL } from "#knowledge/core/contract/frames.ts";
import { TokenId } from "#knowledge/core/vocabulary/ids.ts";
import type { Principal } from "#knowledge/core/vocabulary/principal.ts";
import { DAY_MS } from "#knowledge/core/vocabulary/time.ts";

/**
 * What a socket remembers while its object sleeps: until when it may watch, where it stands, whose session or key opened it
 * and when that was last known to stand. One that was opened before there was all of this is told to come again.
 */
export const Attachment = z.strictObject({
	expiresAt: z.int(),
	last: z.int().nullable(),
	token: TokenId.nullable(),
	checkedAt: z.int(),
	/** However often its session is used meanwhile. */
	endsAt: z.int(),
});
export type Attachment = z.infer<typeof Attachment>;

/** A socket lives this long at most, whatever its session: whoever watches longer comes again, with a fresh ticket. */
export const SOCKET_LIFE_MAX_MS = DAY_MS;

/** The session or key has ended, or is no longer good: a new ticket takes a new one. */
export const ENDED_CODE = 4401;
/** The account is torn down: there is nothing to come again for. */
export const GONE_CODE = 4410;

/** Sends to one who watches; a socket that is gone is none of our business. */
export function send(socket: WebSocket, frame: ServerFrame): void {
	if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
}

export const attachmentOf = (socket: WebSocket): Attachment | null => {
	const parsed = Attachment.safeParse(socket.deserializeAttachment());
	return parsed.success ? parsed.data : null;
};

/** Its tag is the name of its session or key, by which it is found again when that ends. */
export function accept(state: DurableObjectState, { exp, token }: Pick<Principal, "exp" | "token">): Response {
	const { 0: client, 1: server } = new WebSocketPair();
	const now = Date.now();
	const endsAt = now + SOCKET_LIFE_MAX_MS;
	const stands: Attachment = { expiresAt: Math.min(exp, endsAt), last: null, token, checkedAt: now, endsAt };
	state.acceptWebSocket(server, token === null ? [] : [token]);
	server.serializeAttachment(stands);
	return new Response(null, { status: 101, webSocket: client, headers: { "sec-websocket-protocol": SOCKET_PROTOCOL } });
}

/** Without a token: those that nobody's session or key opened. */
export const socketsOf = (state: DurableObjectState, token: TokenId | null): readonly WebSocket[] =>
	token === null
		? state.getWebSockets().filter((socket) => (attachmentOf(socket)?.token ?? null) === null)
		: state.getWebSockets(token);

/** At once, whether or not the object slept. Answers how many there were. */
export function hangUp(state: DurableObjectState, tokens: readonly TokenId[]): number {
	const sockets = tokens.flatMap((token) => state.getWebSockets(token));
	for (const socket of sockets) endSocket(socket);
	return sockets.length;
}

export const endSocket = (socket: WebSocket): void => socket.close(ENDED_CODE, "session ended");

/** `null`: not a frame of ours. Frames are small; a long one is not even parsed. */
export function parseFrame(message: string | ArrayBuffer): ClientFrame | null {
	if (typeof message !== "string" || message.length > 1_000) return null;
	try {
		const parsed = ClientFrame.safeParse(JSON.parse(message));
		return parsed.success ? parsed.data : null;
	} catch {
		return null;
	}
}
