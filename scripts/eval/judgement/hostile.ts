/** Texts that mean harm, by number: the same number, the same text. */

export const HOSTILE_TEXTS = 10_000;
/** Few are as long as a text can be made; the rest are as long as mails are. */
const HUGE_EVERY = 250;
const HUGE_CHARS = 1_000_000;
const LONG_CHARS = 3_000;

type Chance = () => number;
/** Mulberry32. */
function chanceFrom(seed: number): Chance {
	let state = (seed + 1) * 0x9e3779b1;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
	};
}
const oneOf = <T>(values: readonly T[], chance: Chance): T => values[Math.floor(chance() * values.length)] as T;

const CUES =
	'budget|our budget is|EUR|40,000|who signs|decide|by Friday|go live|before 31 December 2026|we need|problem|not|never|if|because|which|and|Mr.|CFO|Head of Operations|Anna Petrova|you|please|send|we will|promise|50%|three weeks|per month|criteria|committee|champion|too expensive|instead of|Acme|"|(|:|;|,|–|?|!'.split(
		"|",
	);
const SCRIPTS = [
	"預算",
	"бюджет",
	"ميزانية",
	"תקציב",
	"予算は",
	"예산",
	"งบประมาณ",
	"बजट",
	"προϋπολογισμός",
	"🎉",
	"👩‍👩‍👧",
	"ﬁ",
	"Ⅻ",
	"𝔹𝕦𝕕𝕘𝕖𝕥",
];
const INVISIBLE = [
	"\u200b",
	"\u200d",
	"\ufeff",
	"\u202e",
	"\u0000",
	"\u0007",
	"\u001b[31m",
	"\u00ad",
	"\ud800",
	"\u2028",
	"\r",
	"\t",
	"\u00a0",
];
const ARGUED = [
	"Our budget is EUR 40,000.",
	"No wait, it is not 40 but 60.",
	"Scrap that, there is no budget.",
	"I decide.",
	"I never decide, Karin does.",
	"Karin does not decide either.",
	"We must be live by 1 May.",
	"Forget May, it was June, no, never.",
	"As I said, 40.",
	"I did not say 40.",
];

const repeated = (unit: string, length: number): string =>
	unit.repeat(Math.ceil(length / Math.max(1, unit.length))).slice(0, length);
const joined = (words: readonly string[], length: number, chance: Chance, space = " "): string => {
	const parts: string[] = [];
	for (let size = 0; size < length; ) {
		const word = oneOf(words, chance);
		parts.push(word);
		size += word.length + space.length;
	}
	return parts.join(space).slice(0, length);
};

/** Each makes a text of about `length` characters. */
const MAKERS: readonly ((chance: Chance, length: number) => string)[] = [
	// One sentence without an end.
	(chance, length) =>
		joined(
			CUES.filter((cue) => /^\w/.test(cue)),
			length,
			chance,
		),
	// One word.
	(chance, length) => repeated(`${oneOf(CUES, chance)} `, length),
	(chance, length) => repeated(oneOf(CUES, chance), length),
	// Quotation marks and brackets that nobody closes.
	(chance, length) =>
		joined(['"', "“", "«", "(", "[", "our budget", "is", "„", "'", "{"], length, chance, oneOf(["", " "], chance)),
	(chance, length) => joined([...SCRIPTS, ...CUES], length, chance),
	// Quotes within quotes within quotes.
	(chance, length) => {
		const lines: string[] = [];
		for (let size = 0, depth = 0; size < length; depth++) {
			const line = `${">".repeat(1 + (depth % 200))} On Mon, 3 Mar 2026 ${oneOf(CUES, chance)} wrote:`;
			lines.push(line);
			size += line.length + 1;
		}
		return lines.join("\n").slice(0, length);
	},
	(chance, length) => joined(CUES, length, chance, oneOf(INVISIBLE, chance)),
	(chance, length) => joined(ARGUED, length, chance, oneOf([" ", "\n", "\n\n"], chance)),
	(chance, length) => repeated(joined([...CUES, ...INVISIBLE, ...SCRIPTS], 40, chance), length),
	(chance, length) =>
		joined(
			["1", "0", ",", ".", "'", "k", "%", "€", "/", "-", " to ", "EUR ", "2026", "-12-", "31"],
			length,
			chance,
			"",
		),
	(chance, length) =>
		joined(["- ", "* ", "☐ ", "1) ", "Budget: ", "Name: ", "needs:", "\n", "40k"], length, chance, ""),
	(chance, length) =>
		joined(
			["Karin ", "McLeish", "O'Connell-", "van de ", "Dr. ", "CFO (", "Head of ", "A. ", "Østergaard "],
			length,
			chance,
			"",
		),
];

export function hostileText(number: number): string {
	const chance = chanceFrom(number);
	const make = MAKERS[number % MAKERS.length] ?? MAKERS[0];
	const length = number % HUGE_EVERY === 0 ? HUGE_CHARS : 20 + Math.floor(chance() ** 2 * LONG_CHARS);
	return make ? make(chance, length) : "";
}
