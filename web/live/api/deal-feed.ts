import type { DealView } from "#knowledge/core/contract/deal.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import type { Ask, Trouble } from "./ask.ts";
import {
	appendEvents,
	applyFrame,
	type Connection,
	type DealState,
	firstSeq,
	lastSeq,
	NOTHING_YET,
	prependEvents,
	withDeal,
} from "./deal-state.ts";
import { openSocket, type Socket, type Ticket } from "./socket.ts";

/** Enough for the runs of the last days; what is older is one click away. */
const EVENTS_FIRST = 200;
/** The most that the server gives at once. */
const EVENTS_PAGE = 500;
/** While the socket is away, the page asks at the pace of the list of deals. */
const POLL_MS = 5_000;

export type FeedView = DealState & { readonly connection: Connection; readonly trouble: Trouble | null };
export const FEED_CLOSED: FeedView = { ...NOTHING_YET, connection: "connecting", trouble: null };

export type Feed = {
	/** Asks for everything that may have changed, for when the page just changed something itself. */
	refresh(): Promise<void>;
	loadEarlier(): Promise<void>;
	/** The deal as the server answered to a change that this page made: it need not be asked for again. */
	take(deal: DealView): void;
	close(): void;
};

/** Keeps one deal current: first by HTTP, then by the socket, and by HTTP again whenever the socket is away. */
export function openDealFeed(deps: { ask: Ask; account: string; deal: string; onChange(view: FeedView): void }): Feed {
	const { ask } = deps;
	const params = { account: deps.account, deal: deps.deal };
	let view = FEED_CLOSED;
	let closed = false;
	const show = (next: Partial<FeedView>) => {
		if (closed) return;
		view = { ...view, ...next };
		deps.onChange(view);
	};
	const refresh = async () => {
		const [deal, outbox] = await Promise.all([
			ask(OPERATIONS.getDeal, { params }),
			ask(OPERATIONS.listOutbox, { params }),
		]);
		if (!deal.ok) return show({ trouble: deal.trouble });
		const { moment: _now, ...current } = deal.value;
		show({ ...withDeal(view, current, outbox.ok ? outbox.value.items : view.outbox), trouble: null });
		const after = view.events.length > 0 ? lastSeq(view) : Math.max(0, current.version - EVENTS_FIRST);
		for await (const items of eventsAfter(ask, params, after)) show(appendEvents(view, items).state);
	};
	const socket = (): Socket =>
		openSocket({
			openTicket: async (): Promise<Ticket> => {
				const answer = await ask(OPERATIONS.openSocket, {
					params: { account: deps.account },
					body: { purpose: "deal", room: deps.deal },
				});
				if (!answer.ok) throw new Error(answer.trouble.code);
				return answer.value;
			},
			onOpen() {
				show({ connection: "live" });
				live?.send({ type: "hello", after: lastSeq(view) });
			},
			onFrame(frame) {
				const { state, gap } = applyFrame(view, frame);
				show(state);
				if (gap) live?.send({ type: "hello", after: lastSeq(view) });
			},
			onDown: () => show({ connection: "reconnecting" }),
		});
	let live: Socket | null = null;
	// The socket begins where the first answer ends, so that its `hello` need not send the whole log.
	void refresh().then(() => {
		if (!closed) live = socket();
	});
	const poll = setInterval(() => {
		if (view.connection !== "live" && !document.hidden) void refresh();
	}, POLL_MS);
	return {
		refresh,
		async loadEarlier() {
			const first = firstSeq(view);
			const after = Math.max(0, first - 1 - EVENTS_FIRST);
			const answer = await ask(OPERATIONS.listEvents, { params, query: { after, limit: EVENTS_FIRST } });
			if (answer.ok) show(prependEvents(view, answer.value.items));
		},
		take: (deal) => show(withDeal(view, deal, view.outbox)),
		close() {
			closed = true;
			clearInterval(poll);
			live?.close();
		},
	};
}

/** The log from a number on, page by page; it ends early where an answer fails, and the next refresh goes on from there. */
async function* eventsAfter(ask: Ask, params: { account: string; deal: string }, after: number) {
	let from = after;
	for (;;) {
		const answer = await ask(OPERATIONS.listEvents, { params, query: { after: from, limit: EVENTS_PAGE } });
		if (!answer.ok) return;
		yield answer.value.items;
		const last = answer.value.items.at(-1)?.seq;
		if (answer.value.next === null || last === undefined || last <= from) return;
		from = last;
	}
}
