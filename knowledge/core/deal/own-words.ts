import { finderOf, plain, sentencesOf } from "./mentions.ts";

/** Something that was written or said, in the order in which it was. */
export type Spoken = { readonly by: "them" | "us" | "another"; readonly text: string };

/**
 * How long a run of somebody's words must be to be theirs, by what repeats it, and how many of its words must tell
 * something: a sum, a date and «please let me know if» are everybody's.
 * `value`: what nothing but their words has proved. `short`: a line or a note, which such a run is most of.
 * `long`: a mail, in which a short run is a coincidence and a quotation is not.
 */
const REACH = {
	value: { words: 4, telling: 2 },
	short: { words: 5, telling: 3 },
	long: { words: 8, telling: 4 },
} as const;
export type Reach = keyof typeof REACH;

/** Runs are found by their parts of so many words: no run that counts is shorter. */
const PART_WORDS = 4;
/** A whole sentence of theirs of this length is theirs too where another has taken it over. */
const TAKEN_CHARS_MIN = 60;

export type OwnWords = { repeats(text: string, reach: Reach): boolean };

/**
 * [ER3] Whether a text repeats a run of somebody's own words. What another buyer wrote as well is not theirs alone, and what
 * we had written before they did is ours. Each text is gone through once, however much they wrote.
 */
export function ownWordsOf(spoken: readonly Spoken[]): OwnWords {
	const theirs = spoken.filter(({ by }) => by === "them").flatMap(({ text }) => sentencesOf(text).map(plain));
	const isTaken = finderOf(theirs.filter((each) => each.length >= TAKEN_CHARS_MIN));
	const known = new Set(COURTESIES.flatMap(partsOf));
	for (const { by, text } of spoken) {
		if (by !== "another") continue;
		const kept = isTaken(plain(text)) ? sentencesOf(text).filter((each) => !isTaken(plain(each))) : [text];
		for (const part of kept.flatMap(partsOf)) known.add(part);
	}
	const own = new Set<number>();
	for (const { by, text } of spoken) {
		if (by === "us") for (const part of partsOf(text)) known.add(part);
		if (by === "them") for (const part of partsOf(text)) if (!known.has(part)) own.add(part);
	}
	return { repeats: (text, reach) => own.size > 0 && repeats(text, own, REACH[reach]) };
}

function repeats(text: string, own: ReadonlySet<number>, reach: (typeof REACH)[Reach]): boolean {
	const words = plain(text).split(" ");
	const parts = partsOfWords(words);
	let from = -1;
	let telling = 0;
	for (const [at, part] of parts.entries()) {
		if (!own.has(part)) {
			from = -1;
			continue;
		}
		const end = at + PART_WORDS;
		if (from < 0) {
			from = at;
			telling = words.slice(at, end).filter(tells).length;
		} else if (tells(words[end - 1] ?? "")) telling += 1;
		if (end - from >= reach.words && telling >= reach.telling) return true;
	}
	return false;
}

const partsOf = (text: string): readonly number[] => partsOfWords(plain(text).split(" "));

function partsOfWords(words: readonly string[]): readonly number[] {
	const hashes = words.map(hashOf);
	const parts: number[] = [];
	for (let at = 0; at + PART_WORDS <= hashes.length; at++) {
		let [high, low] = [0, 0];
		for (let n = at; n < at + PART_WORDS; n++) {
			const hash = hashes[n] ?? 0;
			high = Math.imul(high ^ (hash >>> 7), 0x9e3779b1);
			low = Math.imul(low, 31) + Math.imul(hash, 0x85ebca6b);
		}
		// As many bits as a number holds to the letter: among millions of parts hardly two are alike by chance.
		parts.push((high >>> 11) * 2 ** 32 + (low >>> 0));
	}
	return parts;
}

/** FNV-1a. */
function hashOf(word: string): number {
	let hash = 0x811c9dc5;
	for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
	return hash >>> 0;
}

/** Whether a word says something of what somebody has in mind. */
const tells = (word: string): boolean => !COMMON.has(word) && !/\d/.test(word);

const COMMON: ReadonlySet<string> = new Set(
	[
		"a an the this that these those it its there here i me my mine we us our ours you your yours he him his she her",
		"they them their and or but nor so if then than as of to in on at by for from with without into about over under",
		"up out off per is are was were be been being am do does did done have has had having will would shall should can",
		"could may might must not no yes any some all both each every more most much many few very just also too only now",
		"please let know thank thanks dear hi hello best kind regards sincerely looking forward hear hearing what which who",
		"when where why how s t re ve ll d m one two three",
		"january february march april may june july august september october november december jan feb mar apr jun jul aug",
		"sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday day days week weeks month months",
		"year years quarter eur usd gbp chf aed inr sgd aud euro euros dollar dollars pounds vat net gross",
		"der die das den dem des ein eine einen einem einer und oder aber wenn dann als von zu zum zur im in am an auf für",
		"mit ohne ist sind war wir uns unser sie ihr ihre ich mir mich nicht kein auch nur bitte danke grüße",
		"le la les un une des et ou de du au aux en pour avec sans est sont nous vous votre notre je ne pas merci",
		"el los las una y o del al para con sin es son nosotros usted su nuestro no por favor gracias",
	].flatMap((line) => line.split(" ")),
);

/** Turns of phrase in which many words tell something, and which everybody writes. */
const COURTESIES: readonly string[] = [
	"Please let me know if you have any questions or need any further information from our side.",
	"Please do not hesitate to contact me if you have any further questions or need anything else.",
	"Let me know if that works for you and I will send a calendar invitation.",
	"Looking forward to hearing from you soon. We look forward to working with you.",
	"Thank you very much for your quick answer and for taking the time to speak with us today.",
	"Thanks for getting back to me so quickly. Thank you for your mail and for the detailed answer.",
	"I hope this email finds you well. Have a great day and a nice weekend. All the best and kind regards.",
	"Could you please send us a quote. Could you please send me more information about the price.",
	"Does that work for you? When would be a good time for a short call next week?",
];
