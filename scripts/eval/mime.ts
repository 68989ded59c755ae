import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import * as z from "zod";
import { type ParsedMail, type ParseOptions, parseMail } from "#workers/ingress/mail/parse.ts";
import { type Evaluation, type Figure, rounded, wordF1, wordsOf } from "./figure.ts";
import { MIME_VERDICTS } from "./mime-verdicts.ts";

const Text = z.string().nullable();
const Reference = z.object({
	file: z.string(),
	python: z.object({ subject: Text, from: Text, to: Text, body_plain: Text, body_html: Text }),
});
type Reference = z.infer<typeof Reference>;

export const MIME_FIELDS = ["subject", "from", "to", "text"] as const;
export type MimeField = (typeof MIME_FIELDS)[number];
type Reading = { readonly ours: string; readonly python: string; readonly same: boolean };

/**
 * Our reading of each mail beside that of Python's standard library, which is a second opinion and not the truth: every
 * disagreement is shown with the verdict of whoever reviewed it. `agree` counts raw agreement, `right` adds the
 * disagreements in which ours was found to be right.
 */
export const evalMime: Evaluation = async ({ data, say }) => {
	const path = join(data, "mime_reference.jsonl.gz");
	if (!existsSync(path)) return null;
	const all = gunzipSync(readFileSync(path))
		.toString("utf8")
		.split("\n")
		.filter((line) => line.trim() !== "")
		.map((line) => Reference.parse(JSON.parse(line)));
	const rows = all.filter(({ file }) => existsSync(join(dirname(data), file)));
	if (rows.length < all.length) say(`  ${all.length - rows.length} of ${all.length} mails are not in the folder`);
	const tally = new Map<MimeField, { agree: number; right: number }>(
		MIME_FIELDS.map((field) => [field, { agree: 0, right: 0 }]),
	);
	let unreviewed = 0;
	for (const row of rows) {
		const mail = await readMail(join(dirname(data), row.file));
		for (const field of MIME_FIELDS) {
			const count = tally.get(field);
			const { ours, python, same } = readings(field, row, mail);
			if (!count) continue;
			if (same) count.agree++;
			const verdict = same ? undefined : MIME_VERDICTS[`${row.file.replace("email/mime/", "")} ${field}`];
			if (same || verdict?.right === "ours" || verdict?.right === "both") count.right++;
			if (same) continue;
			if (!verdict) unreviewed++;
			say(`  ${row.file} ${field}: ${verdict ? `${verdict.right} right, ${verdict.why}` : "not reviewed"}`);
			say(`    ours   ${excerpt(ours, python)}\n    python ${excerpt(python, ours)}`);
		}
	}
	const figures = [...tally].flatMap(([field, { agree, right }]): Figure[] => [
		{ name: "mail.mime", metric: `${field}.agree`, value: rounded(agree / rows.length), n: rows.length },
		{ name: "mail.mime", metric: `${field}.right`, value: rounded(right / rows.length), n: rows.length },
	]);
	return [...figures, { name: "mail.mime", metric: "not-reviewed", value: unreviewed, n: 4 * rows.length }];
};

const NO_OPTIONS: ParseOptions = {};

/** A mail that we refuse reads as one that says nothing. */
async function readMail(path: string): Promise<ParsedMail | null> {
	const mail = await parseMail(readFileSync(path), NO_OPTIONS);
	return mail.type === "mail" ? mail : null;
}

function readings(field: MimeField, { python }: Reference, mail: ParsedMail | null): Reading {
	switch (field) {
		case "subject":
			return compared(folded(mail?.subject ?? ""), folded(python.subject ?? ""));
		case "from":
			return compared(mail?.from?.address.toLowerCase() ?? "", addressesIn(python.from)[0] ?? "");
		case "to":
			return compared(
				(mail?.to ?? []).map((person) => person.address.toLowerCase()).join(" "),
				addressesIn(python.to).join(" "),
			);
		case "text":
			return textReading(python, mail);
	}
}

/** Where Python could not read a letter it puts a mark, which says nothing about the letter. */
function compared(ours: string, python: string): Reading {
	if (!python.includes("\uFFFD")) return { ours, python, same: ours === python };
	const pattern = python
		.split(/\uFFFD+/u)
		.map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/gu, "\\$&"))
		.join("[^\\x00-\\x7f]{0,4}");
	return { ours, python, same: new RegExp(`^${pattern}$`, "u").test(ours) };
}

/** The plain part to the letter; HTML by its words, for how it is laid out as text is a matter of taste. */
function textReading(python: Reference["python"], mail: ParsedMail | null): Reading {
	const ours = folded(mail?.text ?? "");
	const plain = folded(python.body_plain ?? "");
	if (plain !== "" || python.body_html === null) {
		// The reference keeps the first characters of a text only.
		const whole = (python.body_plain ?? "").length < REFERENCE_CHARS;
		return compared(whole ? ours : ours.slice(0, plain.replace(/\uFFFD+/gu, "\uFFFD").length), plain);
	}
	const words = folded(bareText(python.body_html));
	const theirs = wordsOf(words);
	// We write where a link leads; that is not a word of the page.
	const all = wordsOf(ours.replace(/\(?(?:https?:\/\/|mailto:)\S+/gu, ""));
	const known = python.body_html.length < REFERENCE_CHARS ? all : all.slice(0, theirs.length);
	return { ours, python: words, same: wordF1(known, theirs) >= HTML_F1_MIN };
}

const HTML_F1_MIN = 0.9;
const REFERENCE_CHARS = 2_000;

const bareText = (html: string): string =>
	html
		.replace(/<(script|style|title)\b[\s\S]*?<\/\1>/giu, " ")
		.replace(/<!--[\s\S]*?-->/gu, " ")
		.replace(/<[^>]*(?:>|$)/gu, " ")
		.replace(/&nbsp;/gu, " ")
		.replace(/&lt;/gu, "<")
		.replace(/&gt;/gu, ">")
		.replace(/&quot;/gu, '"')
		.replace(/&#(\d+);/gu, (_, code) => String.fromCodePoint(Number(code)))
		.replace(/&amp;/gu, "&")
		.replace(/(?:https?:\/\/|mailto:)\S+/gu, "");

const folded = (text: string): string =>
	text
		.replace(/[\p{Cc}\uFEFF]/gu, " ")
		.replace(/\s+/gu, " ")
		.trim();

const addressesIn = (value: string | null): readonly string[] =>
	(value ?? "").toLowerCase().match(/[^\s<>"(),;:]+@[^\s<>"(),;:]+/gu) ?? [];

const EXCERPT_CHARS = 110;

/** From where the two part. */
function excerpt(text: string, other: string): string {
	let at = 0;
	while (at < text.length && text.charAt(at) === other.charAt(at)) at++;
	const from = Math.max(0, at - 30);
	return `${text.length} characters, at ${at}: ${JSON.stringify(text.slice(from, from + EXCERPT_CHARS))}`;
}
