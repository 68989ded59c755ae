import { expect, test, vi } from "vitest";
import { tellSockets, type Watched } from "./watch.ts";

/** As much of a socket as is used to tell it something. */
function socketAt(last: number) {
	let attachment: unknown = { expiresAt: 1_000, last, token: null, checkedAt: 500, endsAt: 1_000 };
	const sent: { type: string; last?: number }[] = [];
	const closed: number[] = [];
	const socket = {
		readyState: WebSocket.OPEN,
		deserializeAttachment: () => attachment,
		serializeAttachment: (next: unknown) => {
			attachment = next;
		},
		send: (text: string) => sent.push(JSON.parse(text)),
		close: (code: number) => closed.push(code),
	};
	return { socket: socket as never as WebSocket, sent, closed };
}

const seqs = (
	after: number,
	limit: number,
	head: number,
): Watched["after"] extends (...a: never[]) => infer R ? R : never =>
	Array.from({ length: Math.max(0, Math.min(limit, head - after)) }, (_, i) => ({ seq: after + i + 1 })) as never;

test("[REL21] a socket that cannot be told is closed, and neither the others nor the command notice", () => {
	vi.spyOn(console, "error").mockImplementation(() => undefined);
	const bad = socketAt(7);
	const good = socketAt(0);
	tellSockets([bad.socket, good.socket], 500, {
		after: (seq, limit) => {
			if (seq === 7) throw new Error("a record that cannot be read");
			return seqs(seq, limit, 3);
		},
		deal: () => ({ deal: {} as never, outbox: [] }),
		recheck: () => undefined,
	});
	expect(bad.closed).toEqual([1011]);
	expect(good.sent.map(({ type }) => type)).toEqual(["events", "deal"]);
});

test("[REL21] a socket far behind is brought all the way, in frames of a bounded size, before it sees the deal", () => {
	const { socket, sent, closed } = socketAt(0);
	tellSockets([socket], 500, {
		after: (seq, limit) => seqs(seq, limit, 1_201),
		deal: () => ({ deal: {} as never, outbox: [] }),
		recheck: () => undefined,
	});
	expect(sent.map(({ type, last }) => [type, last])).toEqual([
		["events", 500],
		["events", 1_000],
		["events", 1_201],
		["deal", undefined],
	]);
	expect(closed).toEqual([]);
});
