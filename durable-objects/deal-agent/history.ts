import { readArtefact } from "#knowledge/core/deal/artefact.ts";
import type { HistoryLine } from "#knowledge/core/deal/skill.ts";
import type { SignalId } from "#knowledge/core/vocabulary/ids.ts";
import { HISTORY_LINES_MAX } from "#knowledge/core/vocabulary/limits.ts";
import type { DealStore } from "./store.ts";

const GIST_CHARS_MAX = 160;

/** What happened lately, latest first: signals and the mails that left. A bounded number of rows, however old the deal. */
export function historyOf(store: DealStore, except: SignalId | null): readonly HistoryLine[] {
	const signals = store.latestSignals(HISTORY_LINES_MAX + 1).flatMap((row): HistoryLine[] => {
		if (row.id === except) return [];
		const record = store.record(row.record);
		if (!record) return [];
		const [first] = record.visible;
		const words = first ? record.text.slice(first.start, first.end) : "";
		return [{ at: row.at, by: row.author, kind: row.kind, subject: record.subject, gist: gistOf(words) }];
	});
	const sent = store.latestSent(HISTORY_LINES_MAX).flatMap((row): HistoryLine[] => {
		const text = store.lookup(row.digest);
		const artefact = text === null ? null : readArtefact(text);
		if (artefact?.type !== "send-email") return [];
		return [{ at: row.updatedAt, by: "us", kind: "sent", subject: artefact.subject, gist: gistOf(artefact.body) }];
	});
	return [...signals, ...sent].sort((a, b) => b.at - a.at).slice(0, HISTORY_LINES_MAX);
}

const gistOf = (text: string): string =>
	text
		.slice(0, GIST_CHARS_MAX * 2)
		.replace(/\s+/g, " ")
		.trim()
		.slice(0, GIST_CHARS_MAX);
