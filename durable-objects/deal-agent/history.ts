import { readArtefact } from "#knowledge/core/deal/artefact.ts";
import { bounded, saidBefore } from "#knowledge/core/deal/said-before.ts";
import type { HistoryLine } from "#knowledge/core/deal/skill.ts";
import type { OpenRun } from "#knowledge/core/facts/blackboard.ts";
import { HISTORY_LINES_MAX } from "#knowledge/core/vocabulary/limits.ts";
import type { DealStore } from "./store.ts";

const GIST_CHARS_MAX = 160;

/**
 * What had happened before the signal that a run is about, latest first: signals and the mails that left. What came in
 * while the run waited is no past of it; a run that a person or the clock asked for looks back from now. A bounded number
 * of rows, however old the deal.
 */
export function historyOf(store: DealStore, run: Pick<OpenRun, "trigger" | "signal">): readonly HistoryLine[] {
	const arrived = run.trigger.type === "signal" && run.signal ? (store.signal(run.signal)?.at ?? null) : null;
	const until = arrived ?? Number.MAX_SAFE_INTEGER;
	const except = run.signal;
	const signals = store.latestSignals(until, HISTORY_LINES_MAX + 1).flatMap((row): HistoryLine[] => {
		if (row.id === except) return [];
		const record = store.record(row.record);
		if (!record) return [];
		const [first] = record.visible;
		const words = first ? record.text.slice(first.start, first.end) : "";
		return [
			{
				at: row.at,
				by: row.author,
				kind: row.kind,
				subject: record.subject,
				gist: gistOf(words),
				said: saidBefore(record, row.author),
			},
		];
	});
	const sent = store.latestSent(until, HISTORY_LINES_MAX).flatMap((row): HistoryLine[] => {
		const text = store.lookup(row.digest);
		const artefact = text === null ? null : readArtefact(text);
		if (artefact?.type !== "send-email") return [];
		const said = bounded([{ side: "us", words: artefact.body }]);
		return [
			{ at: row.updatedAt, by: "us", kind: "sent", subject: artefact.subject, gist: gistOf(artefact.body), said },
		];
	});
	return [...signals, ...sent].sort((a, b) => b.at - a.at).slice(0, HISTORY_LINES_MAX);
}

const gistOf = (text: string): string =>
	text
		.slice(0, GIST_CHARS_MAX * 2)
		.replace(/\s+/g, " ")
		.trim()
		.slice(0, GIST_CHARS_MAX);
