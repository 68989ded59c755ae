import { faultOf } from "#durable-objects/platform/answer.ts";
import { attachmentOf, parseFrame, send } from "#durable-objects/platform/sockets.ts";
import type { DealView, EffectView, EventView } from "#knowledge/core/contract/deal.ts";

export type Watched = {
	/** Events behind a number, in order, a bounded number at once. */
	after(seq: number, limit: number): readonly EventView[];
	/** The deal as it stands. */
	deal(): { readonly deal: DealView; readonly outbox: EffectView[] };
};

/** How many events one frame holds at most. */
const FRAME_EVENTS_MAX = 500;

/**
 * Each socket gets what it has not seen, in order; then the deal as it stands. One whose session has ended gets nothing.
 * What is told was committed before: a socket that cannot be told is closed and comes again, and nobody else notices.
 */
export function tellSockets(sockets: readonly WebSocket[], now: number, watched: Watched): void {
	let deal: ReturnType<Watched["deal"]> | null = null;
	for (const socket of sockets) {
		const attachment = attachmentOf(socket);
		if (attachment === null || attachment.last === null) continue;
		if (attachment.expiresAt < now) {
			socket.close(4401, "session ended");
			continue;
		}
		try {
			const last = tellEvents(socket, attachment.last, watched);
			socket.serializeAttachment({ ...attachment, last });
			deal ??= watched.deal();
			send(socket, { type: "deal", ...deal });
		} catch (error) {
			faultOf("deal.tell", error);
			socket.close(1011, "could not be told");
		}
	}
}

/** In frames of a bounded size, until the socket is where the deal is. */
function tellEvents(socket: WebSocket, from: number, watched: Watched): number {
	for (let last = from; ; ) {
		const items = watched.after(last, FRAME_EVENTS_MAX);
		last = items.at(-1)?.seq ?? last;
		send(socket, { type: "events", items: [...items], last });
		if (items.length < FRAME_EVENTS_MAX) return last;
	}
}

/** What a client said. `hello`: it now stands where it said, and wants to be told. */
export function hear(socket: WebSocket, message: string | ArrayBuffer, now: number): "hello" | "nothing" {
	const frame = parseFrame(message);
	const attachment = attachmentOf(socket);
	if (!frame || !attachment || attachment.expiresAt < now) {
		const reason = frame ? "the session has ended" : "this is not a frame of the protocol";
		send(socket, { type: "refused", reason });
		socket.close(frame ? 4401 : 4400, frame ? "session ended" : "bad frame");
		return "nothing";
	}
	if (frame.type === "ping") {
		send(socket, { type: "pong" });
		return "nothing";
	}
	socket.serializeAttachment({ ...attachment, last: frame.after });
	return "hello";
}
