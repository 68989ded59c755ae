import { type Dirent, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { MailAddressText } from "#knowledge/core/vocabulary/address.ts";
import type { SampleSignal } from "./samples.ts";

export type SignalFiles = {
	/** Mails, transcripts, and folders of both, in the order in which they are handed in. */
	readonly paths: readonly string[];
	/** Whom transcripts were held with: their files do not say it. */
	readonly contact: string | null;
};

/** What a command was given to hand in. What cannot be read is named with the reason, before anything is handed in. */
export function signalsOf({ paths, contact }: SignalFiles): readonly SampleSignal[] {
	if (contact !== null && !MailAddressText.safeParse(contact).success)
		throw new Error(`--contact ${contact}: must be a mail address`);
	const signals = paths.flatMap((path) => {
		const files = filesAt(path);
		if (files.length === 0) throw new Error(`${path}: there is no file in this folder`);
		return files.map((file) => signalIn(file, contact));
	});
	const lost = contact === null ? signals.find(({ kind }) => kind === "transcript") : undefined;
	if (lost) throw new Error(`${lost.file}: a transcript does not say whom it was held with: add --contact ADDRESS`);
	return signals;
}

/** The file itself, or all files of a folder and of those in it. */
function filesAt(path: string): readonly string[] {
	if (!orTold(path, () => statSync(path)).isDirectory()) return [path];
	const pathOf = (entry: Dirent): string => join(entry.parentPath, entry.name);
	return orTold(path, () => readdirSync(path, { recursive: true, withFileTypes: true }))
		.filter((entry) => orTold(pathOf(entry), () => statSync(pathOf(entry))).isFile())
		.map(pathOf)
		.sort();
}

function signalIn(file: string, contact: string | null): SampleSignal {
	const bytes = orTold(file, () => readFileSync(file));
	const raw = file.endsWith(".gz") ? orTold(file, () => gunzipSync(bytes)) : bytes;
	if (!/\.(?:vtt|srt)(?:\.gz)?$/.test(file)) return { file, kind: "email", raw, about: {} };
	return { file, kind: "transcript", raw, about: contact === null ? {} : { contact } };
}

const REASONS: ReadonlyMap<string, string> = new Map([
	["ENOENT", "there is no such file or folder"],
	["EACCES", "it may not be read"],
	["EISDIR", "it is a folder"],
	["Z_BUF_ERROR", "the .gz file breaks off before its end"],
	["Z_DATA_ERROR", "the .gz file is damaged, or no .gz file"],
]);

function orTold<T>(path: string, read: () => T): T {
	try {
		return read();
	} catch (error) {
		const { code, message } = Object(error) as { code?: string; message?: string };
		throw new Error(`${path}: ${REASONS.get(code ?? "") ?? message ?? "it could not be read"}`);
	}
}
