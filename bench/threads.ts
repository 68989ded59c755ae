import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const TENANTS = ["skyvera", "jigtree", "totogi"] as const;

/** The raw mails of one sample thread, in their order. Calls and chats of a thread are left out: what is metered is mail. */
export type Thread = { readonly tenant: string; readonly name: string; readonly mails: readonly Buffer[] };

export function sampleThreads(): readonly Thread[] {
	return TENANTS.flatMap((tenant) => {
		const folder = join("knowledge/samples", tenant, "threads");
		return readdirSync(folder)
			.filter((name) => existsSync(join(folder, name, "thread.json")))
			.sort()
			.map((name) => ({ tenant, name, mails: mailsOf(join(folder, name)) }));
	});
}

function mailsOf(folder: string): readonly Buffer[] {
	const { signals }: { signals: { file: string }[] } = JSON.parse(readFileSync(join(folder, "thread.json"), "utf8"));
	return signals.filter(({ file }) => file.endsWith(".eml")).map(({ file }) => readFileSync(join(folder, file)));
}
