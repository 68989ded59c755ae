import { readArtefact } from "#knowledge/core/deal/artefact.ts";
import type { SignalRecord } from "#knowledge/core/deal/signal-record.ts";
import type { LaterText } from "#knowledge/core/facts/ledger.ts";
import type { DealStore } from "./store.ts";

/** What somebody asks for is read at once. A deal with more than this has long kept, or forgotten, what was promised before. */
const SIGNALS_MAX = 100;
const SENT_MAX = 100;
const TEXT_CHARS_MAX = 20_000;

/** What was said, written and sent in a deal up to a moment, with whose words they are, oldest first. What a machine wrote says nothing. */
export function laterTexts(store: DealStore, until: number): readonly LaterText[] {
	const said = store.latestSignals(until, SIGNALS_MAX).flatMap(({ record: hash, author, at }) => {
		const record = author === "system" ? null : store.record(hash);
		return record ? wordsOf(record, author === "us" ? "us" : "them").map((words) => ({ at, ...words })) : [];
	});
	const sent = store.latestSent(until, SENT_MAX).flatMap(({ digest, updatedAt }): readonly LaterText[] => {
		const text = store.lookup(digest);
		const mail = text === null ? null : readArtefact(text);
		return mail?.type === "send-email" ? [{ at: updatedAt, side: "us", text: mail.body }] : [];
	});
	return [...said, ...sent].sort((a, b) => a.at - b.at);
}

type Words = Omit<LaterText, "at">;

function wordsOf(record: SignalRecord, side: LaterText["side"]): readonly Words[] {
	const { turns = [], visible, text, attachments = [] } = record;
	if (turns.length > 0)
		return turns.map(({ speaker, start, end, ...turn }) => ({
			side: turn.side === "us" ? "us" : "them",
			who: speaker,
			text: cut(text.slice(start, end)),
		}));
	const own = visible.map(({ start, end }) => text.slice(start, end)).join("\n");
	return [{ side, text: cut(own), attached: attachments.map(({ name }) => name) }];
}

const cut = (text: string): string => text.slice(0, TEXT_CHARS_MAX);
