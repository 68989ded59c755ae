import fc from "fast-check";
import PostalMime, { type Email } from "postal-mime";
import { describe, expect, test } from "vitest";
import { SendEmail } from "#knowledge/core/effects/effect.ts";
import { FaultError } from "#knowledge/core/vocabulary/fault.ts";
import { EffectKey } from "#knowledge/core/vocabulary/ids.ts";
import { composedMessageId, composeMail, type MailDraft } from "./compose.ts";

const DRAFT: MailDraft = {
	key: EffectKey.parse("0123456789abcdef".repeat(4)),
	effect: SendEmail.parse({
		type: "send-email",
		to: [{ address: "ana@buyer.example", name: "Ana Ruíz" }],
		cc: [],
		subject: "The offer",
		body: "Dear Ana,\n\nas agreed: €1,000.\n",
		inReplyTo: "m1@buyer.example",
		references: ["m0@us.example", "m1@buyer.example"],
	}),
	from: { address: "deals@us.example", name: "Deals" },
	replyTo: "deals+token@in.us.example",
	at: Date.UTC(2026, 10, 20, 8, 30),
};

const draftWith = (effect: Partial<SendEmail>, rest: Partial<MailDraft> = {}): MailDraft => ({
	...DRAFT,
	...rest,
	effect: { ...DRAFT.effect, ...effect },
});

const read = (draft: MailDraft): Promise<Email> => PostalMime.parse(composeMail(draft));
const lines = (draft: MailDraft): string[] => new TextDecoder().decode(composeMail(draft)).split("\r\n");

const inLinesOfMail = (body: string): string => body.replace(/\r\n?|\n/g, "\r\n");

/** Every header that we write, in order: one more or one less is an injection or a loss. */
const KEYS =
	"date from reply-to to message-id subject mime-version in-reply-to references x-agent-army content-type content-transfer-encoding";

describe("a composed mail", () => {
	test("is these bytes, for this draft, for ever", () => {
		expect(lines(DRAFT)).toEqual([
			"Date: Fri, 20 Nov 2026 08:30:00 +0000",
			"From: Deals <deals@us.example>",
			"Reply-To: <deals+token@in.us.example>",
			"To: =?utf-8?B?QW5hIFJ1w616?= <ana@buyer.example>",
			"Message-ID: <0123456789abcdef0123456789abcdef01234567@us.example>",
			"Subject: The offer",
			"MIME-Version: 1.0",
			"In-Reply-To: <m1@buyer.example>",
			"References: <m0@us.example>",
			" <m1@buyer.example>",
			"X-Agent-Army: 1",
			"Content-Type: text/plain; charset=utf-8",
			"Content-Transfer-Encoding: base64",
			"",
			"RGVhciBBbmEsDQoNCmFzIGFncmVlZDog4oKsMSwwMDAuDQo=",
		]);
		expect(composeMail(DRAFT)).toEqual(composeMail(DRAFT));
	});

	test("reads as what was drafted", async () => {
		const mail = await read(draftWith({ cc: [{ address: "bo@buyer.example", name: "" }] }));
		expect(mail).toMatchObject({
			from: { address: "deals@us.example", name: "Deals" },
			to: [{ address: "ana@buyer.example", name: "Ana Ruíz" }],
			cc: [{ address: "bo@buyer.example", name: "" }],
			replyTo: [{ address: "deals+token@in.us.example", name: "" }],
			subject: "The offer",
			messageId: `<${composedMessageId(DRAFT.key, DRAFT.from)}>`,
			inReplyTo: "<m1@buyer.example>",
			references: "<m0@us.example> <m1@buyer.example>",
			date: "2026-11-20T08:30:00.000Z",
			text: inLinesOfMail(DRAFT.effect.body),
			attachments: [],
		});
	});

	test("without a thread has no headers of one", async () => {
		const mail = await read(draftWith({ inReplyTo: null, references: [] }));
		expect([mail.inReplyTo, mail.references, mail.cc]).toEqual([undefined, undefined, undefined]);
	});

	test.each([
		["ASCII of one line", "x".repeat(67)],
		["ASCII of more", "word ".repeat(199).trim()],
		["the longest in four bytes a character", "😀".repeat(499)],
		["what looks encoded", "=?utf-8?B?QQ==?="],
		["edges of spaces", " a "],
		["CJK", "ご提案について:お見積もりの件".repeat(20)],
	])("keeps a subject of %s", async (_what, subject) => {
		expect((await read(draftWith({ subject }))).subject).toBe(subject);
	});

	test("has no line that a mail server could break", () => {
		const ids = Array.from({ length: 50 }, (_, at) => `${"i".repeat(895)}${at}@x`);
		const box = { address: `${"a".repeat(64)}@${"b".repeat(180)}.example`, name: "ü".repeat(120) };
		const draft = draftWith({
			subject: "ü".repeat(998),
			references: ids,
			to: Array(10).fill(box),
			cc: Array(10).fill(box),
			body: "ü".repeat(20_000),
		});
		for (const line of lines(draft)) expect(line.length).toBeLessThanOrEqual(998);
		for (const [word] of lines(draft)
			.join("\n")
			.matchAll(/=\?[^\s>]+\?=/g))
			expect(word.length).toBeLessThanOrEqual(75);
	});

	test("leaves out ids that no header could carry", async () => {
		const mail = await read(
			draftWith({ inReplyTo: "a> <b@x", references: ["ok@x", "ü@x", "with space@x", "i".repeat(901), "a<b@x"] }),
		);
		expect([mail.inReplyTo, mail.references]).toEqual([undefined, "<ok@x>"]);
	});

	test.each(["\r\nBcc: x@y.example", "a\nb", "a\rb", "a\0b", "a\u007fb"])(
		"[T26] with %j in a header is a fault",
		(bad) => {
			const cases: readonly MailDraft[] = [
				draftWith({ subject: bad }),
				draftWith({ to: [{ address: "a@x.example", name: bad }] }),
				draftWith({ cc: [{ address: "a@x.example", name: bad }] }),
				draftWith({ to: [{ address: `a@x.example${bad}`, name: "" }] }),
				draftWith({ inReplyTo: bad }),
				draftWith({ references: ["a@x", bad] }),
				draftWith({}, { replyTo: `a@x.example${bad}` }),
				draftWith({}, { from: { address: "a@x.example", name: bad } }),
			];
			for (const draft of cases) expect(() => composeMail(draft)).toThrow(FaultError);
		},
	);

	test.each(["", "nobody", "a@b, c@d", "a@x.example>", "ü@x.example"])(
		"with %j for an address is a fault",
		(address) => {
			expect(() => composeMail(draftWith({ to: [{ address, name: "" }] }))).toThrow(FaultError);
			expect(() => composeMail(draftWith({}, { replyTo: address }))).toThrow(FaultError);
		},
	);

	test("[T26] 1,000 drafts of anything either refuse or read back with our headers and no others", async () => {
		const odd = fc.constantFrom(
			"\r\n",
			"\n",
			"\0",
			":",
			",",
			";",
			"<",
			">",
			'"',
			"(",
			")",
			"=?utf-8?Q?=0A?=",
			"=?",
			"?=",
			"Bcc: x@y.example",
			"\u2028",
			"\u0085",
			"\\",
			"😀",
			"é",
			" ",
			"a",
		);
		const text = fc.oneof(
			fc.string({ unit: "grapheme", maxLength: 100 }),
			fc.array(odd, { maxLength: 12 }).map((parts) => parts.join("")),
		);
		const names = fc.record({ from: text, to: text, cc: text });
		let composed = 0;
		await fc.assert(
			fc.asyncProperty(text, names, text, text, async (subject, name, inReplyTo, body) => {
				const draft = draftWith(
					{
						subject,
						body,
						inReplyTo,
						to: [{ address: "a@x.example", name: name.to }],
						cc: [{ address: "c@x.example", name: name.cc }],
					},
					{ from: { address: "deals@us.example", name: name.from } },
				);
				const parts = [subject, inReplyTo, name.from, name.to, name.cc];
				// biome-ignore lint/suspicious/noControlCharactersInRegex: what may not stand in a header.
				if (parts.some((part) => /[\u0000-\u001f\u007f]/.test(part))) {
					expect(() => composeMail(draft)).toThrow(FaultError);
					return;
				}
				composed++;
				const mail = await read(draft);
				const keys = mail.headers.map((header) => header.key).filter((key) => key !== "cc" && key !== "in-reply-to");
				expect(keys.join(" ")).toBe(KEYS.replace(" in-reply-to", ""));
				expect(mail.to).toEqual([{ address: "a@x.example", name: name.to.trim() }]);
				expect(mail.cc).toEqual([{ address: "c@x.example", name: name.cc.trim() }]);
				expect(mail.subject ?? "").toBe(subject);
				expect(mail.text ?? "").toBe(inLinesOfMail(body));
			}),
			{ numRuns: 1_000 },
		);
		expect(composed).toBeGreaterThan(200);
	});
});
