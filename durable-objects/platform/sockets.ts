import * as z from "zod";
import { ClientFrame, type ServerFrame, SOCKET_PROTOCOL } from "#knowledge/core/contract/frames.ts";

/** What a socket remembers while its object sleeps. */
const Attachment = z.strictObject({ expiresAt: z.int(), last: z.int().nullable() });

/** Sends to everybody who said where they stand; a socket that is gone is none of our business. */
export function send(socket: WebSocket, frame: ServerFrame): void {
	if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
}

export const attachmentOf = (socket: WebSocket): z.infer<typeof Attachment> | null => {
	const parsed = Attachment.safeParse(socket.deserializeAttachment());
	return parsed.success ? parsed.data : null;
};

export function accept(state: DurableObjectState, expiresAt: number): Response {
	const { 0: client, 1: server } = new WebSocketPair();
	state.acceptWebSocket(server);
	server.serializeAttachment({ expiresAt, last: null });
	return new Response(null, { status: 101, webSocket: client, headers: { "sec-websocket-protocol": SOCKET_PROTOCOL } });
}

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
