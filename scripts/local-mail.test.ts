import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tellMail } from "./local-mail.ts";

const LINK = `http://127.0.0.1:8787/sign-in/aa_link_${"0a".repeat(32)}`;

function mail(text: string): string {
	const file = join(mkdtempSync(join(tmpdir(), "local-mail-")), "mail.eml");
	const head = ["From: crew@skyvera.example", "To: sam@skyvera.example", "Subject: Hello", "Content-Type: text/plain"];
	writeFileSync(file, `${[...head, "Content-Transfer-Encoding: base64", "", btoa(text)].join("\r\n")}\r\n`);
	return file;
}

test("a mail that stays on this machine is told with its sign-in link, or with its file", async () => {
	expect(await tellMail(mail(`Hello,\n\n${LINK}\n\nworks once.`))).toBe(
		`no mail leaves this machine: «Hello» to sam@skyvera.example would bring this link, good for one sign-in: ${LINK}`,
	);
	const file = mail("the quote follows");
	expect(await tellMail(file)).toBe(`no mail leaves this machine: «Hello» to sam@skyvera.example is in ${file}`);
});
