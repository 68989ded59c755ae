import type { Env } from "#durable-objects/env.ts";
import { answer, outcomeOf } from "#durable-objects/platform/answer.ts";
import { log } from "#durable-objects/platform/log.ts";
import type { TokenAsk, TokenBudget, TokenReservation } from "#durable-objects/platform/model/budget-port.ts";
import type { Settings } from "#durable-objects/platform/settings.ts";
import { systemCall } from "#durable-objects/platform/system.ts";
import { type LedgerStub, ledgerStub } from "#durable-objects/stubs.ts";
import type { CallAsk, ReserveAnswer, VersionedTerms } from "#knowledge/core/budget/month.ts";
import { callPriority, type Waiting } from "#knowledge/core/budget/priority.ts";
import type { Blackboard } from "#knowledge/core/facts/blackboard.ts";
import { isCommitmentKey, readCommitment } from "#knowledge/core/facts/commitment.ts";
import { budgetOf } from "#knowledge/core/vocabulary/account.ts";
import type { Lookup } from "#knowledge/core/vocabulary/hash.ts";
import type { RunId } from "#knowledge/core/vocabulary/ids.ts";
import type { Call } from "#knowledge/core/vocabulary/principal.ts";
import { DAY_MS, type Instant } from "#knowledge/core/vocabulary/time.ts";

export type LedgerBudgetDeps = {
	/** Looked up anew for each attempt: a stub is dead once its object failed. */
	readonly ledger: () => Pick<LedgerStub, "reserve" | "settle">;
	readonly call: () => Call;
	readonly terms: () => VersionedTerms;
	/** Who waits for a run. */
	readonly waiting: (run: RunId) => Waiting;
	/** In how many days the next thing is due that the deal owes or is asked for; null where nothing is. */
	readonly dueInDays: () => number | null;
};

/** Quick ones: whoever asks waits for it, and what is not settled expires. */
const SETTLE_ATTEMPTS_MAX = 3;

type Open = { readonly ask: CallAsk; answered(reservation: TokenReservation): void };

/**
 * The account's month as a deal's calls see it. The skills of one stage ask side by side: what they ask for in the same
 * moment goes to the ledger in one call, which serves it by priority and estimate. A ledger that cannot be reached says no:
 * nothing is bought that nobody counts, and rules think.
 */
export function ledgerBudget({ ledger, call, terms, waiting, dueInDays }: LedgerBudgetDeps): TokenBudget {
	let gathered: Open[] = [];

	const send = async (): Promise<void> => {
		const open = gathered;
		gathered = [];
		const asks = open.map(({ ask }) => ask);
		const reserved = await answer("budget.reserve", async () =>
			outcomeOf(await ledger().reserve(call(), terms(), asks)),
		);
		if (reserved.type !== "done") log.warn("calls without their ledger", { calls: open.length });
		open.forEach(({ ask, answered }, i) => {
			answered(reserved.type === "done" ? told(ask, reserved.value[i]) : { type: "refused", why: "no-ledger" });
		});
	};

	return {
		reserve: (ask: TokenAsk) =>
			new Promise((answered) => {
				const priority = callPriority(ask.priority, { waiting: waiting(ask.run), dueInDays: dueInDays() });
				gathered.push({ ask: { call: ask.call, tokens: ask.tokens, priority }, answered });
				if (gathered.length === 1) queueMicrotask(() => void send());
			}),

		async settle(id, spent) {
			for (let attempt = 1; attempt <= SETTLE_ATTEMPTS_MAX; attempt++) {
				const settled = await answer("budget.settle", async () =>
					outcomeOf(await ledger().settle(call(), id, { tokens: spent.tokens, costMicros: spent.costMicros })),
				);
				if (settled.type === "done") return;
			}
			log.error("a call is not booked", { call: id, tokens: spent.tokens });
		},
	};
}

const told = (ask: CallAsk, answered: ReserveAnswer | undefined): TokenReservation => {
	if (!answered) return { type: "refused", why: "no-ledger" };
	return answered.type === "reserved" ? { type: "reserved", call: ask.call } : { type: "refused", why: "month" };
};

/** Who waits for a run, by what began it. Of one that is not the board's, such as a chat, a person does. */
export function waitingFor(board: Blackboard | null, id: RunId): Waiting {
	const run = board?.runs.find(({ run }) => run === id);
	if (!board || !run) return "person";
	const { trigger } = run;
	if (trigger.type === "tick") return "nobody";
	if (trigger.type !== "signal") return "person";
	return board.reading[trigger.signal]?.author === "buyer" ? "buyer" : "crew";
}

/**
 * [S3-21] The deadline pressure of a deal: what was asked or promised with a day that is today or still to come, or was
 * yesterday's. What has been overdue for longer presses nobody any more.
 */
export function nextDueInDays(board: Blackboard, lookup: Lookup, now: Instant): number | null {
	const days = Object.values(board.facts).flatMap(({ key, state, value }) => {
		if (state === "contradicted" || !isCommitmentKey(key)) return [];
		const { due } = readCommitment(key, lookup(value) ?? "");
		const inDays = due === null ? null : Math.floor(Date.parse(due) / DAY_MS) - Math.floor(now / DAY_MS);
		return inDays === null || Number.isNaN(inDays) || inDays < -1 ? [] : [Math.max(0, inDays)];
	});
	return days.length === 0 ? null : Math.min(...days);
}

/** The one to call from a deal's host: the month of its own tenant, by its own settings and its own board. */
export function dealBudget(
	env: Pick<Env, "TENANT_LEDGER">,
	host: {
		readonly stored: { readonly board: Blackboard } | null;
		readonly settings: Settings | null;
		readonly store: { readonly lookup: Lookup };
	},
): TokenBudget {
	const call = (): Call => {
		const { stored, settings } = host;
		if (!stored) throw new Error("a call belongs to a deal");
		return systemCall(stored.board.tenant, "deal", { now: Date.now(), settingsVersion: settings?.version ?? 0 });
	};
	return ledgerBudget({
		ledger: () => ledgerStub(env, call().principal),
		call,
		terms: () => ({ version: host.settings?.version ?? 0, terms: budgetOf(host.settings?.budget ?? {}) }),
		waiting: (run) => waitingFor(host.stored?.board ?? null, run),
		dueInDays: () => (host.stored ? nextDueInDays(host.stored.board, host.store.lookup, Date.now()) : null),
	});
}
