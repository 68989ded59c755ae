import { SIGNAL_TEXT_CHARS_MAX } from "#knowledge/core/vocabulary/limits.ts";

/** Measured at no more than 150 ms on two shared cores; a busy machine with coverage gets the rest. */
export const READ_MS_MAX = 1_000;

/** What makes the rules work hardest, or once did. */
export const HOSTILE_UNITS: readonly string[] = [
	"a",
	"\n",
	"> ",
	". ",
	"On 1\n",
	"in two weeks ",
	"budget of $40k and ",
	"our CFO Jane Wu, ",
	"end of March 15 ",
	"is it, and do you have a ",
	"please send me the ",
	"<p>x</p> ",
	"A?A?",
	"We need to bring that below 5 minutes. ",
	"Our budget is EUR 40k and our CFO Jane Wu signs off by 5 May 2027 to cut 5% a month. ",
	`${"It is too expensive, we lose 5% a month and need SSO by 5 May; ".repeat(9)}. `,
];

/** The longest text that a signal may hold, of one unit. */
export const hostileText = (unit: string): string =>
	unit.repeat(Math.ceil(SIGNAL_TEXT_CHARS_MAX / unit.length)).slice(0, SIGNAL_TEXT_CHARS_MAX);
