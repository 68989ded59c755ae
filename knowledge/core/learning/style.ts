import * as z from "zod";
import { StyleMeasure } from "../vocabulary/style.ts";

/** What a clone writes like: how long against its own draft, and the forms that its person chooses. Null: as the crew would. */
export const Style = z.strictObject({
	/** Of the words of a draft, in [0.5, 1.5]. */
	length: z.number().min(0.5).max(1.5),
	greeting: StyleMeasure.shape.greeting.exclude(["none"]).nullable(),
	closing: StyleMeasure.shape.closing.exclude(["none"]).nullable(),
	contractions: z.boolean().nullable(),
	bullets: z.boolean().nullable(),
});
export type Style = z.infer<typeof Style>;
export const PLAIN_STYLE: Style = { length: 1, greeting: null, closing: null, contractions: null, bullets: null };
export const isPlain = ({ length, ...forms }: Style): boolean =>
	length === 1 && Object.values(forms).every((form) => form === null);

export function measureOf(body: string): StyleMeasure {
	const lines = body
		.split("\n")
		.map((line) => line.trim())
		.filter((line) => line !== "");
	const first = lines[0] ?? "";
	const end = lines.slice(-3).join(" ");
	return {
		words: body.match(/\p{L}[\p{L}\p{N}'’-]*/gu)?.length ?? 0,
		sentences: body.match(/[.!?](?=\s|$)/g)?.length ?? 0,
		paragraphs: body.split(/\n\s*\n/).filter((part) => part.trim() !== "").length,
		greeting: greetingOf(first),
		closing: closingOf(end),
		contractions: body.match(/\b\p{L}+['’](?:ll|re|ve|s|d|m|t)\b/giu)?.length ?? 0,
		bullets: lines.filter((line) => /^(?:[-*•–]|\d{1,2}[.)])\s/.test(line)).length,
		exclamations: body.match(/!/g)?.length ?? 0,
	};
}

function greetingOf(line: string): StyleMeasure["greeting"] {
	if (/^dear\b/i.test(line)) return "dear";
	if (/^hi\b/i.test(line)) return "hi";
	if (/^(?:hello|good (?:morning|afternoon))\b/i.test(line)) return "hello";
	return /^\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+)?\s*,$/u.test(line) ? "name" : "none";
}

function closingOf(end: string): StyleMeasure["closing"] {
	if (/\bkind regards\b/i.test(end)) return "kind";
	if (/\b(?:best regards|best wishes|all the best|best),?/i.test(end)) return "best";
	if (/\b(?:many thanks|thanks|thank you|cheers),?\s*\p{Lu}?/iu.test(end)) return "thanks";
	return /\p{Lu}[\p{L}'’-]+$/u.test(end) ? "name" : "none";
}

/** One draft as it was proposed, and as its person let it go. */
export type Edit = { readonly drafted: StyleMeasure; readonly sent: StyleMeasure };

/** Edits of one person before a habit is taken for one. */
export const EDITS_MIN = 3;
/** Of the latest edits, as many as tell of today's habits. */
export const EDITS_MAX = 20;
/** A habit is what most of the edits share. */
const MOST = 2 / 3;
/** Shorter or longer by less than this is no habit. */
const LENGTH_STEP = 0.1;

/** What the latest edits have in common. The same edits give the same style; fewer than three give none. */
export function styleOf(edits: readonly Edit[]): Style {
	const latest = edits.slice(-EDITS_MAX);
	if (latest.length < EDITS_MIN) return PLAIN_STYLE;
	const ratio = median(latest.map(({ drafted, sent }) => (drafted.words === 0 ? 1 : sent.words / drafted.words)));
	const length = Math.min(1.5, Math.max(0.5, Math.round(ratio * 20) / 20));
	return {
		length: Math.abs(length - 1) < LENGTH_STEP ? 1 : length,
		greeting: habit(latest, ({ greeting }) => (greeting === "none" ? null : greeting)),
		closing: habit(latest, ({ closing }) => (closing === "none" ? null : closing)),
		contractions: habit(latest, ({ contractions }) => contractions > 0),
		bullets: habit(latest, ({ bullets }) => bullets > 0),
	};
}

/** What most mails have after the edit, where people changed towards it at least once: what the crew writes anyway is no habit of theirs. */
function habit<T>(edits: readonly Edit[], of: (measure: StyleMeasure) => T | null): T | null {
	const counts = new Map<T, number>();
	for (const { sent } of edits) {
		const value = of(sent);
		if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
	}
	const [best] = [...counts].sort(([, a], [, b]) => b - a);
	if (!best || best[1] / edits.length < MOST) return null;
	return edits.some(({ drafted, sent }) => of(sent) === best[0] && of(drafted) !== best[0]) ? best[0] : null;
}

function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	return sorted.length % 2 === 1 ? (sorted[middle] ?? 1) : ((sorted[middle - 1] ?? 1) + (sorted[middle] ?? 1)) / 2;
}
