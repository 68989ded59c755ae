import { type Answer, answer, faultOf, outcomeOf } from "#durable-objects/platform/answer.ts";
import { type Attachment, attachmentOf, endSocket, parseFrame, send } from "#durable-objects/platform/sockets.ts";
import type { DealView, EffectView, EventView } from "#knowledge/core/contract/deal.ts";
import type { TokenId } from "#knowledge/core/vocabulary/ids.ts";
import { MINUTE_MS } from "#knowledge/core/vocabulary/time.ts";

export type Watched = {
	/** Events behind a number, in order, a bounded number at once. */
	after(seq: number, limit: number): readonly EventView[];
	/** The deal as it stands. */
	deal(): { readonly deal: DealView; readonly outbox: EffectView[] };
	/** Asks whether this session or key still stands; what is to be told is told when the answer is there. */
	recheck(token: TokenId | null): void;
};

/** To nobody is anything told longer than this after their session or key was last known to stand. */
export const RECHECK_MS = MINUTE_MS;

const hasEnded = (attachment: Attachment, now: number): boolean => attachment.expiresAt <= now;
const isStale = (attachment: Attachment, now: number): boolean => now - attachment.checkedAt >= RECHECK_MS;

/** Who is told of what is under way, and may miss it: whoever said where they stand and is known to stand. */
export const watching = (sockets: readonly WebSocket[], now: number): readonly WebSocket[] =>
	sockets.filter((socket) => {
		const attachment = attachmentOf(socket);
		return attachment?.last != null && !hasEnded(attachment, now) && !isStale(attachment, now);
	});

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
		if (attachment === null) socket.close(1012, "come again");
		if (attachment === null || attachment.last === null) continue;
		if (hasEnded(attachment, now)) {
			endSocket(socket);
			continue;
		}
		if (isStale(attachment, now)) {
			watched.recheck(attachment.token);
			continue;
		}
		try {
			const last = tellEvents(socket, attachment.last, watched);
			socket.serializeAttachment({ ...attachment, last } satisfies Attachment);
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
export function hear(
	socket: WebSocket,
	message: string | ArrayBuffer,
	{ now, recheck }: { readonly now: number } & Pick<Watched, "recheck">,
): "hello" | "nothing" {
	const frame = parseFrame(message);
	const attachment = attachmentOf(socket);
	if (!frame || !attachment || hasEnded(attachment, now)) {
		const reason = frame ? "the session has ended" : "this is not a frame of the protocol";
		send(socket, { type: "refused", reason });
		if (frame) endSocket(socket);
		else socket.close(4400, "bad frame");
		return "nothing";
	}
	if (frame.type === "ping") {
		send(socket, { type: "pong" });
		if (isStale(attachment, now)) recheck(attachment.token);
		return "nothing";
	}
	socket.serializeAttachment({ ...attachment, last: frame.after } satisfies Attachment);
	return "hello";
}

export type Standing = {
	/** Until when a session or key may watch; `null`: no longer. */
	stands(token: TokenId): Promise<Answer<number | null>>;
	socketsOf(token: TokenId | null): readonly WebSocket[];
	now(): number;
	/** Goes on behind what is being answered. */
	behind(work: Promise<unknown>): void;
	tell(sockets: readonly WebSocket[]): void;
};

/**
 * The second line behind hanging up: whoever watches is asked for again, once at a time for each session or key. Where
 * nobody can say whether it stands nothing more is told: the client comes again, with a ticket that somebody checks.
 */
export function createRecheck({ stands, socketsOf, now, behind, tell }: Standing): Watched["recheck"] {
	const asked = new Set<TokenId | null>();
	return (token) => {
		if (asked.has(token)) return;
		asked.add(token);
		const asking = answer("deal.recheck", async () => outcomeOf(token === null ? NOBODY : await stands(token)));
		behind(
			asking.then((answered) => {
				asked.delete(token);
				const sockets = socketsOf(token).filter((socket) => socket.readyState === WebSocket.OPEN);
				for (const socket of sockets) settle(socket, answered, now());
				tell(sockets.filter((socket) => socket.readyState === WebSocket.OPEN));
			}),
		);
	};
}

const NOBODY = { type: "done", value: null } as const;

function settle(socket: WebSocket, answered: Answer<number | null>, now: number): void {
	const attachment = attachmentOf(socket);
	if (answered.type !== "done" || attachment === null) socket.close(1013, "come again later");
	else if (answered.value === null) endSocket(socket);
	else {
		const expiresAt = Math.min(answered.value, attachment.endsAt);
		socket.serializeAttachment({ ...attachment, expiresAt, checkedAt: now } satisfies Attachment);
	}
}
