import * as z from "zod";
import { sha256 } from "#durable-objects/platform/hash.ts";
import type { SignalRecord } from "#knowledge/core/deal/signal-record.ts";
import { visibleSpans } from "#knowledge/core/reasoning/visible.ts";
import { ContactId, contactIdOf, RunId, SignalId, signalIdOf } from "#knowledge/core/vocabulary/ids.ts";
import { canonicalJson } from "#knowledge/core/vocabulary/json.ts";
import { done, type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import type { Principal } from "#knowledge/core/vocabulary/principal.ts";
import type { RehearsalCall } from "./calls.ts";
import type { Commit } from "./commit.ts";
import { receiveOnce } from "./receive-once.ts";
import type { Work } from "./run-turn.ts";
import { contactsOf } from "./skill-input.ts";
import type { DealStore } from "./store.ts";

const Rehearsed = z.strictObject({ signal: SignalId, run: RunId.nullable() });
export type Rehearsed = z.infer<typeof Rehearsed>;

/**
 * Something that nobody wrote, taken in as if somebody had: in a fork, and nowhere else. The same request sent twice is one
 * signal and one answer; another text under the same name is declined.
 */
export function rehearseSignal(
	work: Work,
	store: DealStore,
	{ principal, request, ...call }: RehearsalCall & { readonly principal: Principal },
	commit: (more: Partial<Commit>) => void,
): Outcome<Rehearsed> {
	const { turn } = work;
	const { kind, author, subject, text } = call;
	const board = turn.board();
	if (!board.fork) return refused("conflict", "only a fork can rehearse; fork the deal first");
	const asked = sha256(canonicalJson({ rehearse: call }));
	const before = store.request(request);
	if (before && before.asked !== asked) return refused("conflict", "this key was used for something else");
	if (before) return done(Rehearsed.parse(JSON.parse(before.answer)));
	const speaker = author === "buyer" ? speakerOf(work, call) : done(null);
	if (speaker.type === "refused") return speaker;
	const record: SignalRecord = {
		subject: subject ?? null,
		text,
		visible: [...visibleSpans(text)],
		from: speaker.value && { address: speaker.value.address, name: speaker.value.name },
		mail: null,
		truncated: false,
	};
	const signal = signalIdOf(turn.hash, principal.tenant, "rehearsal", `${board.deal}:${request}`);
	const contact = speaker.value?.id ?? null;
	let run: RunId | null = null;
	const outcome = receiveOnce(
		work,
		store,
		{ signal, kind, author, contact, record, open: null, rep: null, others: [], to: [] },
		(more) => {
			const owed = turn.events.findLast(({ event }) => event.type === "deal.run-requested")?.event;
			run = owed?.type === "deal.run-requested" ? owed.run : null;
			commit({ ...more, request: { key: request, asked, answer: canonicalJson({ signal, run }) } });
		},
	);
	return outcome.type === "refused" ? outcome : done({ signal, run });
}

type Speaker = { readonly id: ContactId; readonly address: string; readonly name: string };

/** Who of the buyer's people it is; where nobody has written yet, somebody of whom the copy alone will know. */
function speakerOf(
	{ turn, payloads }: Work,
	{ contact, from }: Pick<RehearsalCall, "contact" | "from">,
): Outcome<Speaker> {
	const board = turn.board();
	const isEmpty = Object.keys(board.contacts).length === 0;
	if (from) {
		const id = contactIdOf(turn.hash, { tenant: board.tenant, pepper: board.deal, address: from.address });
		return (isEmpty && contact === null) || board.contacts[id]
			? done({ id, ...from })
			: refused("invalid", "/body/from: this copy has people of its own; name one of them as `contact`");
	}
	if (isEmpty) return refused("invalid", "/body/from: nobody has written in this copy yet; say who would, as `from`");
	const wanted = contact ?? board.inbound?.contact ?? board.latest?.contact ?? null;
	const card = contactsOf(board, payloads.lookup).find((each) => each.id === wanted);
	return card
		? done({ id: ContactId.parse(card.id), address: card.address, name: card.name })
		: refused("invalid", "/body/contact: there is no such contact in this deal; name one of its people");
}
