import type { FactView } from "#knowledge/core/contract/deal.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import type { SignalId } from "#knowledge/core/vocabulary/ids.ts";
import { approveAll, type Humans, handIn, settled } from "../play.ts";
import type { SampleThread } from "../samples.ts";

/** What a thread told the crew, as the API shows it. */
export type Played = {
	/** The file and the text of each signal: a mail and the invitation in it are two of one file. */
	readonly signals: ReadonlyMap<SignalId, { readonly file: string; readonly text: string }>;
	/** Files that no deal was given: what they say cannot be read. */
	readonly refused: ReadonlySet<string>;
	/** All that stood on the board after any of the signals, each once. */
	readonly read: readonly FactView[];
	/** What stands at the end. */
	readonly held: readonly FactView[];
};

const MOVES = new Set(["move-stage"]);

/** Hands a thread in, signal after signal, and lets whoever watches the deal agree with every move, so that it goes where the thread went. */
export async function playThread({ admin, of }: Humans, { folder, signals }: SampleThread): Promise<Played> {
	const files = new Map<SignalId, { file: string; text: string }>();
	const known = new Set((await admin.signals()).map((row) => row.signal));
	const refused = new Set<string>();
	const read = new Map<string, FactView>();
	let held: readonly FactView[] = [];
	for (const signal of signals) {
		const file = signal.file.slice(folder.length + 1);
		const { receipt } = await handIn(admin, signal);
		const row = receipt && (await settled(admin, receipt.signal));
		if (!row?.deal) refused.add(file);
		for (const { signal: id } of await admin.signals()) {
			if (known.has(id)) continue;
			known.add(id);
			const { deal } = await settled(admin, id);
			if (!deal) continue;
			const { text } = await admin.ask(OPERATIONS.getSource, {
				params: { account: admin.account, deal, signal: id } as never,
			});
			files.set(id, { file, text: text ?? "" });
			const { facts, region } = await admin.deal(deal);
			for (const fact of facts) read.set(`${fact.id}|${fact.value}`, fact);
			held = facts;
			await approveAll(of(region), deal, MOVES);
		}
	}
	return { signals: files, refused, read: [...read.values()], held };
}
