import { describe, expect, test } from "vitest";
import { automaticRule } from "./loop-guard.ts";

type Pair = readonly [key: string, value: string];

const PERSON: readonly Pair[] = [
	["from", "Ana Ruiz <ana@buyer.example>"],
	["subject", "Re: the offer"],
	["message-id", "<1@buyer.example>"],
	["return-path", "<ana@buyer.example>"],
	["content-type", 'multipart/mixed; boundary="x"'],
];

/** A person's mail with these headers in the place of its own. */
function ruleFor(
	changes: readonly Pair[],
	extra: { envelopeFrom?: string | null; ownMessageId?: (id: string) => boolean } = {},
) {
	const changed = new Set(changes.map(([key]) => key));
	const headers = [...PERSON.filter(([key]) => !changed.has(key)), ...changes].map(([key, value]) => ({ key, value }));
	return automaticRule({ headers, ...extra })?.rule ?? null;
}

describe("the loop guard", () => {
	test("lets a person's mail through", () => {
		expect(ruleFor([])).toBeNull();
		expect(ruleFor([], { envelopeFrom: "ana@buyer.example", ownMessageId: () => false })).toBeNull();
		expect(automaticRule({ headers: [] })).toBeNull();
	});

	test.each([
		["auto-replied", "auto-submitted"],
		["auto-generated", "auto-submitted"],
		["Auto-Notified; owner-email=a@b.example", "auto-submitted"],
		["(vacation) auto-replied", "auto-submitted"],
		["no", null],
		["No", null],
		["no; reason=person", null],
		["no (a person)", null],
		["", null],
	])("Auto-Submitted: %s is %s", (value, rule) => {
		expect(ruleFor([["auto-submitted", value]])).toBe(rule);
	});

	test("a second Auto-Submitted header counts as well as the first", () => {
		expect(
			ruleFor([
				["auto-submitted", "no"],
				["auto-submitted", "auto-replied"],
			]),
		).toBe("auto-submitted");
	});

	test.each([
		["bulk", "precedence"],
		["Junk", "precedence"],
		["list", "precedence"],
		["auto_reply", "precedence"],
		["first-class", null],
		["normal", null],
		["bulky", null],
		["", null],
	])("Precedence: %s is %s", (value, rule) => {
		expect(ruleFor([["precedence", value]])).toBe(rule);
	});

	test.each([
		["x-autoreply", "yes", "auto-reply"],
		["x-autoreply", "no", null],
		["x-autorespond", "Re: the offer", "auto-reply"],
		["x-autorespond", " ", null],
		["x-mail-autoreply", "vacation", "auto-reply"],
	])("%s: %s is %s", (key, value, rule) => {
		expect(ruleFor([[key, value]])).toBe(rule);
	});

	test.each([
		["All", "Automatic reply: the offer", "auto-reply"],
		["DR, OOF, AutoReply", "=?utf-8?Q?R=C3=A9ponse_automatique?= : absent", "auto-reply"],
		["OOF", "自動応答: 不在", "auto-reply"],
		["All", "Re: the offer", null],
		["DR, RN", "Automatic reply: the offer", null],
	])("X-Auto-Response-Suppress: %s under the subject %s is %s", (value, subject, rule) => {
		expect(
			ruleFor([
				["x-auto-response-suppress", value],
				["subject", subject],
			]),
		).toBe(rule);
	});

	test("an absent-sounding subject alone proves nothing", () => {
		expect(ruleFor([["subject", "Out of office hours support: our question"]])).toBeNull();
	});

	test.each([
		["", "null-sender"],
		["<>", "null-sender"],
		[" < > ", "null-sender"],
		["ana@buyer.example", null],
		[null, null],
	])("an envelope from %j is %s", (envelopeFrom, rule) => {
		expect(ruleFor([], { envelopeFrom })).toBe(rule);
	});

	test.each([
		["<>", "null-sender"],
		["< >", "null-sender"],
		["<ana@buyer.example>", null],
		["", null],
	])("Return-Path: %j is %s", (value, rule) => {
		expect(ruleFor([["return-path", value]])).toBe(rule);
	});

	test.each([
		["multipart/report; report-type=delivery-status", "report"],
		["Multipart/Report", "report"],
		["message/delivery-status", "report"],
		["message/feedback-report", "report"],
		["message/disposition-notification", "report"],
		["multipart/mixed; name=multipart/report", null],
		["message/rfc822", null],
		["text/plain", null],
	])("Content-Type: %s is %s", (value, rule) => {
		expect(ruleFor([["content-type", value]])).toBe(rule);
	});

	test.each([
		["MAILER-DAEMON@mx.example", "mailer-daemon"],
		["Mail Delivery <postmaster@mx.example>", "mailer-daemon"],
		["MAILER-DAEMON (Mail Delivery System)", "mailer-daemon"],
		["Postmaster General <general@post.example>", null],
		["mailer-daemon-fan@mx.example", null],
	])("From: %s is %s", (value, rule) => {
		expect(ruleFor([["from", value]])).toBe(rule);
	});

	test.each([
		["list-id", "<news.example>", "bulk"],
		["list-unsubscribe", "<https://x.example/u>", "bulk"],
		["list-id", "", null],
		["list-help", "<https://x.example/h>", null],
	])("%s: %j is %s", (key, value, rule) => {
		expect(ruleFor([[key, value]])).toBe(rule);
	});

	test.each([
		["x-agent-army", "1", "own"],
		["x-loop", "deals@in.skyvera.example", "own"],
		["x-loop", "", null],
		["x-agent-armyx", "1", null],
	])("%s: %j is %s", (key, value, rule) => {
		expect(ruleFor([[key, value]])).toBe(rule);
	});

	test("our own Message-ID is known, whatever else the mail says; another's is not", () => {
		const ownMessageId = (id: string): boolean => id === "a1@ours.example";
		const bulk: Pair = ["precedence", "bulk"];
		expect(ruleFor([["message-id", "<a1@ours.example>"], bulk], { ownMessageId })).toBe("own");
		expect(ruleFor([["message-id", "<a2@ours.example>"]], { ownMessageId })).toBeNull();
	});
});
