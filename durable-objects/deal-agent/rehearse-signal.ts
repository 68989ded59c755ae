import type { SignalRecord } from "#knowledge/core/deal/signal-record.ts";
import { visibleSpans } from "#knowledge/core/reasoning/visible.ts";
import { ContactId, type RunId, type SignalId, signalIdOf } from "#knowledge/core/vocabulary/ids.ts";
import { done, type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import type { Principal } from "#knowledge/core/vocabulary/principal.ts";
import type { RehearsalCall } from "./calls.ts";
import type { Commit } from "./commit.ts";
import { receiveOnce } from "./receive.ts";
import type { Work } from "./run-turn.ts";
import { contactsOf } from "./skill-input.ts";
import type { DealStore } from "./store.ts";

export type Rehearsed = { readonly signal: SignalId; readonly run: RunId | null };

/** Something that nobody wrote, taken in as if somebody had: in a fork, and nowhere else. */
export function rehearseSignal(
	work: Work,
	store: DealStore,
	{ principal, kind, author, contact, subject, text, request }: RehearsalCall & { readonly principal: Principal },
	commit: (more: Partial<Commit>) => void,
): Outcome<Rehearsed> {
	const board = work.turn.board();
	if (!board.fork) return refused("conflict", "only a fork can rehearse; fork the deal first");
	const from = author === "buyer" ? (contact ?? board.inbound?.contact ?? null) : null;
	const card = contactsOf(board, work.payloads.lookup).find((each) => each.id === from);
	if (author === "buyer" && !card) return refused("invalid", "/body/contact: there is no such contact in this deal");
	const record: SignalRecord = {
		subject: subject ?? null,
		text,
		visible: [...visibleSpans(text)],
		from: card ? { address: card.address, name: card.name } : null,
		mail: null,
		truncated: false,
	};
	const signal = signalIdOf(work.turn.hash, principal.tenant, "rehearsal", `${board.deal}:${request}`);
	const id = card ? ContactId.parse(card.id) : null;
	const outcome = receiveOnce(
		work,
		store,
		{ signal, kind, author, contact: id, record, open: null, rep: null, others: [], to: [] },
		commit,
	);
	return outcome.type === "refused" ? outcome : done({ signal, run: outcome.value.run });
}
