import type { Instant } from "../../vocabulary/time.ts";
import { dayOf, isoOf } from "../entities/calendar.ts";
import { firstIn, holds } from "../matches.ts";
import type { Span } from "../span.ts";
import type { Committed } from "./committed.ts";
import { daysNamedIn } from "./due.ts";
import type { Said } from "./said.ts";

/** "Before then", "I'll get two more to stand there too": the day that was spoken of last. */
const THEN =
	/\b(?:(?:by|before|b4|until|till) (?:then|that(?: day)?)|there too|on (?:the|that) (?:same )?day|to it)\b/i;
/** "Will do, same mail": with what was promised last. */
const SAME =
	/\b(?:(?:in the )?same (?:mail|e-?mail|day|time|letter|package)|together with (?:it|that)|along with (?:it|that)|in with it|with it)\b/i;
const EVENT =
	/\b(?:(?:(an?|one|two|three) )?(days?|weeks?) )?(?:before|until|till|by|ahead of|in time for|for) (?:the|our|your|that) ((?:\p{L}{3,15} )?)(workshop|visit|demo(?:nstration)?|call|meeting|session|committee|board|webinar|kick-?off|review|presentation|trial|pilot|go-?live|appointment|fair)\b/iu;
const COUNTS: Readonly<Record<string, number>> = { a: 1, an: 1, one: 1, two: 2, three: 3 };
/** How far back, and on, a day is looked for. */
const NEAR = 8;
const FAR = 12;

/** The day of an act that points to it by a word: to a day spoken of before, or to an event that has one elsewhere in the text. */
export function dueByWord(
	said: readonly Said[],
	at: number,
	{ part, now, found }: { readonly part: Span; readonly now: Instant; readonly found: readonly Committed[] },
): string | null {
	const one = said[at];
	if (!one) return null;
	const text = one.sentence.text.slice(part.start, part.end);
	if (holds(text, SAME))
		return found.findLast((each) => each.kind === "promise" && each.side === one.side)?.due ?? null;
	if (holds(text, THEN)) return lastDayBefore(said, at, now);
	return dayOfEvent(said, at, { text: one.sentence.text, now });
}

/** "The workshop on 29 September": the day stands by its name. */
const isBeside = (word: number, day: Span): boolean =>
	Math.abs(day.start - word) <= BESIDE_CHARS || Math.abs(word - day.end) <= BESIDE_CHARS;
const BESIDE_CHARS = 80;

function lastDayBefore(said: readonly Said[], at: number, now: Instant): string | null {
	for (let i = at - 1; i >= Math.max(0, at - NEAR); i--) {
		// What is told of today is no day to be ready by.
		const day = daysNamedIn(said[i]?.sentence.text ?? "", now).findLast((each) => each.day > dayOf(now));
		if (day) return isoOf(day.day);
	}
	return null;
}

function dayOfEvent(
	said: readonly Said[],
	at: number,
	{ text, now }: { readonly text: string; readonly now: Instant },
): string | null {
	const [, count, unit, , event] = firstIn(text, EVENT) ?? [];
	if (event === undefined) return null;
	const named = new RegExp(`\\b${event}`, "i");
	const around = [...said.slice(Math.max(0, at - FAR), at).reverse(), ...said.slice(at + 1, at + FAR)];
	const day = around
		.flatMap((each) => {
			const word = named.exec(each.sentence.text);
			return word
				? daysNamedIn(each.sentence.text, now)
						.filter((one) => isBeside(word.index, one))
						.sort((a, b) => Math.abs(a.start - word.index) - Math.abs(b.start - word.index))
				: [];
		})
		.find((one) => one.day > dayOf(now));
	if (!day) return null;
	const earlier =
		unit === undefined ? 0 : (COUNTS[(count ?? "one").toLowerCase()] ?? 1) * (/^week/i.test(unit) ? 7 : 1);
	return isoOf(day.day - earlier);
}
