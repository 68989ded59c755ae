import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { signalsOf } from "./signal-files.ts";

const MAIL = "From: mara@brightfen.example\r\n\r\nHello";

function folder(): string {
	const path = mkdtempSync(join(tmpdir(), "agent-army-files-"));
	onTestFinished(() => rmSync(path, { recursive: true, force: true }));
	mkdirSync(join(path, "empty"));
	mkdirSync(join(path, "mails", "more"), { recursive: true });
	writeFileSync(join(path, "mails", "more", "b.eml.gz"), gzipSync(MAIL));
	writeFileSync(join(path, "mails", "a.eml"), MAIL);
	writeFileSync(join(path, "cut.eml.gz"), gzipSync(MAIL).subarray(0, 20));
	writeFileSync(join(path, "plain.eml.gz"), MAIL);
	writeFileSync(join(path, "call.vtt"), "WEBVTT\n");
	return path;
}

test("mails of a folder are handed in in order, unpacked", () => {
	const signals = signalsOf({ paths: [join(folder(), "mails")], contact: null });
	expect(signals.map(({ file, kind, raw }) => [file.split("/").at(-1), kind, raw.toString()])).toEqual([
		["a.eml", "email", MAIL],
		["b.eml.gz", "email", MAIL],
	]);
});

test.each([
	["nothing.eml", "there is no such file or folder"],
	["cut.eml.gz", "the .gz file breaks off before its end"],
	["plain.eml.gz", "the .gz file is damaged, or no .gz file"],
	["empty", "there is no file in this folder"],
	["call.vtt", "a transcript does not say whom it was held with: add --contact ADDRESS"],
])("%s is named: %s", (name, reason) => {
	const path = join(folder(), name);
	expect(() => signalsOf({ paths: [path], contact: null })).toThrow(`${path}: ${reason}`);
});

test("a transcript is with whom the command says", () => {
	const paths = [join(folder(), "call.vtt")];
	const contact = "mara@brightfen.example";
	expect(signalsOf({ paths, contact })).toMatchObject([{ kind: "transcript", about: { contact } }]);
	expect(() => signalsOf({ paths, contact: "nobody" })).toThrow("--contact nobody: must be a mail address");
});
