import type { Span } from "../span.ts";

/** What multiplies the figure before it. Case matters for nothing but "M", which people use for a million. */
const SCALES: Readonly<Record<string, number>> = {
	k: 1e3,
	thousand: 1e3,
	grand: 1e3,
	t: 1e3,
	tsd: 1e3,
	"tsd.": 1e3,
	m: 1e6,
	mm: 1e6,
	mn: 1e6,
	mio: 1e6,
	"mio.": 1e6,
	mil: 1e6,
	million: 1e6,
	millions: 1e6,
	b: 1e9,
	bn: 1e9,
	mrd: 1e9,
	"mrd.": 1e9,
	billion: 1e9,
	lakh: 1e5,
	lakhs: 1e5,
	crore: 1e7,
	crores: 1e7,
};
export const SCALE = "(?:k|thousand|grand|tsd\\.?|mm|mn|mio\\.?|mrd\\.?|million|m|bn|billion|lakhs?|crores?)";
export const scaleOf = (word: string | undefined): number => (word ? (SCALES[word.toLowerCase()] ?? 1) : 1);

/** Digits with their separators, however a country writes them. */
export const FIGURE = "\\d{1,3}(?:[.,'’ \\u00a0]\\d{3}){1,4}(?:[.,]\\d{1,2})?(?!\\d)|\\d{1,12}(?:[.,]\\d{1,3})?";

/**
 * The value of written digits: the last separator is a decimal point when one or two digits follow it,
 * or when a scale does ("1.250m"); three digits after it make it a thousands separator.
 */
export function figureValue(written: string, scaled: boolean): number {
	const digits = written.replace(/['’\s]/g, "");
	const last = Math.max(digits.lastIndexOf("."), digits.lastIndexOf(","));
	if (last < 0) return Number(digits);
	const separators = digits.replace(/\d/g, "");
	const after = digits.length - last - 1;
	const mixed = separators.includes(".") && separators.includes(",");
	const single = separators.length === 1;
	const decimal = mixed || after !== 3 || (scaled && single && digits.charAt(last) === ".");
	const whole = digits.slice(0, last).replace(/[.,]/g, "");
	return decimal ? Number(`${whole}.${digits.slice(last + 1)}`) : Number(`${whole}${digits.slice(last + 1)}`);
}

const WORDS: Readonly<Record<string, number>> = {
	a: 1,
	an: 1,
	one: 1,
	two: 2,
	three: 3,
	four: 4,
	five: 5,
	six: 6,
	seven: 7,
	eight: 8,
	nine: 9,
	ten: 10,
	eleven: 11,
	twelve: 12,
	thirteen: 13,
	fourteen: 14,
	fifteen: 15,
	sixteen: 16,
	seventeen: 17,
	eighteen: 18,
	nineteen: 19,
	twenty: 20,
	thirty: 30,
	forty: 40,
	fourty: 40,
	fifty: 50,
	sixty: 60,
	seventy: 70,
	eighty: 80,
	ninety: 90,
};
const WORD_SCALES: Readonly<Record<string, number>> = {
	hundred: 100,
	thousand: 1e3,
	grand: 1e3,
	lakh: 1e5,
	lakhs: 1e5,
	million: 1e6,
	crore: 1e7,
	crores: 1e7,
	billion: 1e9,
};
/** What a number in words begins with: "hundred" only behind "the". */
const OPENS_RUN: ReadonlySet<string> = new Set([...Object.keys(WORDS), "half", "hundred"]);
const JOINERS: ReadonlySet<string> = new Set(["and", "a", "an"]);

export type WordNumber = Span & { readonly value: number };

/** Numbers written as words: "forty thousand", "half a million", "one hundred and twenty". */
export function wordNumbers(text: string): readonly WordNumber[] {
	const found: WordNumber[] = [];
	const words = [...text.matchAll(/[A-Za-z]{1,12}/g)];
	for (let i = 0; i < words.length; i++) {
		if (!OPENS_RUN.has(words[i]?.[0].toLowerCase() ?? "")) continue;
		const run = readRun(text, words, i);
		if (!run) continue;
		found.push(run.number);
		i = run.next - 1;
	}
	return found;
}

/** "Point four five": 45. */
function digitsFrom(words: readonly RegExpExecArray[], from: number): string {
	let digits = "";
	for (let i = from; i < from + 3; i++) {
		const word = words[i]?.[0].toLowerCase() ?? "";
		const value = word === "zero" || word === "oh" ? 0 : WORDS[word];
		if (value === undefined || value > 9 || /^an?$/.test(word)) break;
		digits += value;
	}
	return digits;
}

/** Tens take ones, and hundreds both: "fifteen ten" are two numbers. */
const isAdded = (current: number, value: number): boolean =>
	current % 100 === 0 ? value < 100 : current % 10 === 0 && current % 100 >= 20 && value < 10;

/** Whether "and a half" or "a half" goes on here. */
const beforeHalf = (words: readonly RegExpExecArray[], at: number): boolean =>
	/^(?:and a half|a half\b)/i.test(`${words[at]?.[0]} ${words[at + 1]?.[0]} ${words[at + 2]?.[0]}`);

function readRun(
	text: string,
	words: readonly RegExpExecArray[],
	from: number,
): { readonly number: WordNumber; readonly next: number } | null {
	let total = 0;
	let current = 0;
	let end = 0;
	let next = from;
	let half = false;
	for (let i = from; i < words.length && i < from + 10; i++) {
		const at = words[i];
		if (!at) break;
		const word = at[0].toLowerCase();
		const before = words[i - 1];
		if (i > from && before && !/^[\s-]{1,2}$/.test(text.slice(before.index + before[0].length, at.index))) break;
		const scale = WORD_SCALES[word];
		const value = WORDS[word];
		if (i === from && word === "half") half = true;
		// "Seven and a half thousand".
		else if (word === "half" && i > from && current > 0 && /^a$/i.test(before?.[0] ?? "")) current += 0.5;
		// "One point four million": what follows the point are digits, one by one.
		else if (word === "point" && i > from && current > 0 && current < 100) {
			const digits = digitsFrom(words, i + 1);
			if (digits === "") break;
			current = Number(`${current}.${digits}`);
			i += digits.length;
			end = (words[i]?.index ?? 0) + (words[i]?.[0].length ?? 0);
			next = i + 1;
			continue;
		}
		// «The hundred and eighteen».
		else if (scale === 100 && i === from && /^the and$/i.test(`${before?.[0]} ${words[i + 1]?.[0]}`)) current = 100;
		else if (scale !== undefined && (current > 0 || half)) {
			if (scale === 100) current *= 100;
			else {
				total += (half ? 0.5 : current) * scale;
				current = 0;
			}
		} else if (JOINERS.has(word) && i > from) {
			// "One hundred and twenty" is one number, and "thirty and one" are two.
			if (current % 100 !== 0 && !half && !beforeHalf(words, i)) break;
			continue;
		} else if (value !== undefined && (current === 0 || isAdded(current, value))) current += value;
		else break;
		if (word !== "half" || i > from) {
			end = at.index + word.length;
			next = i + 1;
		}
	}
	const start = words[from]?.index ?? 0;
	// "a" and "an" alone are articles.
	if (end === 0 || (next === from + 1 && /^an?$/i.test(words[from]?.[0] ?? "")) || total + current === 0) return null;
	return { number: { start, end, value: total + current }, next };
}
