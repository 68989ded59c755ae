import { answer } from "#durable-objects/platform/answer.ts";
import { outsideOf } from "#durable-objects/platform/outside.ts";
import { GONE_CODE, send, socketsOf } from "#durable-objects/platform/sockets.ts";
import type { DealView } from "#knowledge/core/contract/deal.ts";
import type { Blackboard } from "#knowledge/core/facts/blackboard.ts";
import type { RunId, SkillName } from "#knowledge/core/vocabulary/ids.ts";
import { done } from "#knowledge/core/vocabulary/outcome.ts";
import type { DealKeys } from "./keys.ts";
import type { DealStore } from "./store.ts";
import { eventViews, outboxViews } from "./views.ts";
import { createRecheck, tellSockets, type Watched, watching } from "./watch.ts";

/** What a deal's object lends to whoever tells of it. */
type Source = {
	readonly keys: Pick<DealKeys, "areThere" | "ready">;
	readonly store: DealStore;
	/** `null`: nothing is there to be told of, because it was torn down, say. */
	board(): Blackboard | null;
	view(): DealView;
};

export type Telling = Pick<Watched, "recheck"> & {
	/** What was committed, to those of them who have not seen it. */
	tell(sockets: readonly WebSocket[]): void;
	/** To everybody who watches. */
	tellAll(): void;
	/** Which agents are at work, which no event says. */
	working(run: RunId, skills: readonly SkillName[]): void;
	hangUpGone(): void;
};

/** The sockets of one deal's object: who watches is told what is committed, as it is committed. */
export function createTelling(ctx: DurableObjectState, { keys, store, board, view }: Source): Telling {
	function tell(sockets: readonly WebSocket[]): void {
		const stands = board();
		if (stands === null) return;
		if (!keys.areThere()) {
			ctx.waitUntil(tellLater(sockets, stands));
			return;
		}
		tellSockets(sockets, Date.now(), {
			after: (seq, limit) => eventViews(store, seq, limit),
			deal: () => ({ deal: view(), outbox: [...outboxViews(store, stands.tenant)] }),
			recheck,
		});
	}

	/** An object that has slept waits for its keys; whom it cannot tell comes again. */
	async function tellLater(sockets: readonly WebSocket[], { tenant }: Blackboard): Promise<void> {
		const answered = await answer("deal.tell", async () => done(await keys.ready(tenant, true)));
		if (board() === null) return;
		if (answered.type === "done") tell(sockets);
		else for (const socket of sockets) socket.close(1011, "could not be told");
	}

	const recheck = createRecheck({
		stands: async (token) => {
			const stands = board();
			return stands === null ? done(null) : outsideOf(ctx, stands.tenant).tokenStands(token);
		},
		socketsOf: (token) => socketsOf(ctx, token),
		now: () => Date.now(),
		behind: (work) => ctx.waitUntil(work),
		tell,
	});

	return {
		recheck,
		tell,
		tellAll: () => tell(ctx.getWebSockets()),
		working(run, skills) {
			for (const socket of watching(ctx.getWebSockets(), Date.now()))
				send(socket, { type: "working", run, skills: [...skills] });
		},
		hangUpGone() {
			for (const socket of ctx.getWebSockets()) socket.close(GONE_CODE, "the account is closed");
		},
	};
}
