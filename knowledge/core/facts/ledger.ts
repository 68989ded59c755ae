import { readCommitment } from "./commitment.ts";
import type { ReadFact } from "./fact.ts";
import { isSameName } from "./person-name.ts";
import { partsOf, partsText } from "./subject.ts";

/** What became of a promise. Kept and withdrawn are for good; an open one is overdue once its day is over. */
export type PromiseState = "open" | "kept" | "overdue" | "withdrawn";

export type LedgerLine = {
	readonly fact: ReadFact["id"];
	/** Who undertook it. */
	readonly side: "us" | "them";
	readonly who: string | null;
	readonly what: string;
	/** The last day on which it is in time, as an ISO day. */
	readonly due: string | null;
	/** When it was said, as the board noted it. */
	readonly since: number;
	readonly state: PromiseState;
	readonly quotes: readonly string[];
};

/** Something that was said, written or sent after a promise: what it holds may keep that promise, or take it back. */
export type LaterText = {
	readonly at: number;
	readonly side: "us" | "them";
	/** Of a conversation the name of who speaks. */
	readonly who?: string | null;
	readonly text: string;
	/** What came along with it, by name. */
	readonly attached?: readonly string[];
};

/**
 * [LG1] Every promise known, in the order in which it was made, each in one state: taken back or kept where a later text of
 * the same side says so, else overdue where its day is over, else open. What a person contradicted is no promise.
 */
export function promiseLedger(
	facts: readonly ReadFact[],
	later: readonly LaterText[],
	today: string,
): readonly LedgerLine[] {
	return facts
		.flatMap((fact): readonly LedgerLine[] => {
			if (fact.key !== "conversation.promise" || fact.value === null || fact.state === "contradicted") return [];
			const { what, owner, who, due } = readCommitment(fact.key, fact.value);
			const quotes = fact.evidence.flatMap(({ quote }) => (quote === null ? [] : [quote]));
			const line = { fact: fact.id, side: owner, who, what, due, since: fact.validFrom, quotes } as const;
			return [{ ...line, state: stateOf(line, later, today) }];
		})
		.sort((a, b) => a.since - b.since);
}

function stateOf(line: Omit<LedgerLine, "state">, later: readonly LaterText[], today: string): PromiseState {
	for (const text of [...later].sort((a, b) => a.at - b.at)) {
		if (text.at <= line.since || text.side !== line.side || isAnotherPerson(line.who, text.who)) continue;
		if (takesBack(line, text)) return "withdrawn";
		if (keeps(line, text)) return "kept";
	}
	return line.due !== null && line.due < today ? "overdue" : "open";
}

const isAnotherPerson = (who: string | null, speaker: string | null | undefined): boolean =>
	who !== null && speaker !== null && speaker !== undefined && !isSameName(who, speaker);

/** "Attached", "as promised", "I spoke with her yesterday": it is done, or comes with this very text. */
const DONE =
	/\b(?:attached|enclosed|herewith|as (?:promised|announced|agreed|discussed)|here (?:is|are|it is|you go|comes?|they are)|find (?:the|our|my|it|them) (?:attached|enclosed|below|here)|(?:link|table|list|figures|answers?|export|file) (?:is |are )?below|below (?:is|are|you)|(?:i|we)(?:['’]ve| have)? (?:now |just |already |since |finally )?(?:sent|shared|added|uploaded|signed|spoken|spoke|talked|asked|checked|booked|filled|completed|forwarded|mailed|called|confirmed|introduced|returned|submitted|delivered|posted|collected|put it|set up|set it up|opened|prepared|paid|ordered)|done\b|(?:is|are) (?:done|in your (?:inbox|hands)|on (?:its|their) way|with you now|uploaded|signed|ready))\b/i;
const TAKEN_BACK =
	/\b(?:(?:can(?:['’]?t|not)|could ?n['’]?t|won['’]?t|will not|unable to|not (?:be )?able to|no longer (?:can|able)|not going to)\b|forget (?:it|that|about)|scrap that|withdraw|take (?:it|that|this) back|(?:has|have) (?:fallen|been called) (?:through|off)|called off|cancel(?:led|ling)?|instead of (?:sending|sharing|calling))/i;
const SENTENCE = /[^.!?\n]{1,600}[.!?\n]?/g;
/** A promise of one word beside the verb is kept only by what names it. */
const SHARED_MIN = 1;

function keeps(line: Omit<LedgerLine, "state">, { text, attached = [] }: LaterText): boolean {
	const wanted = thingsIn(line.what);
	if (attached.some((name) => shares(wanted, thingsIn(name)))) return true;
	if (!DONE.test(text)) return false;
	// "I will come back to you" is kept by whatever brings an answer.
	if (wanted.size === 0) return true;
	return sentences(text).some((each) => DONE.test(each) && shares(wanted, thingsIn(each)));
}

const takesBack = (line: Omit<LedgerLine, "state">, { text }: LaterText): boolean =>
	sentences(text).some((each) => TAKEN_BACK.test(each) && shares(thingsIn(line.what), thingsIn(each)));

const sentences = (text: string): readonly string[] => text.match(SENTENCE) ?? [];

const shares = (wanted: ReadonlySet<string>, had: ReadonlySet<string>): boolean =>
	[...wanted].filter((each) => had.has(each)).length >= SHARED_MIN;

/** What every promise is made of says nothing of which one it is. */
const EMPTY = new Set(
	"about after again also another away back been before being both bring brings call check come comes could days does done each everything find finish from gave give have hear here into just know later like look make meet month morning next note once only other over please promise promised quite ready reply right same send sends sent shall share should since some something soon sure take talk tell than thank that them then there these they thing things this those today tomorrow tonight until upon very want week weeks well were what when which will with within would write year your yours monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december afternoon evening noon latest".split(
		" ",
	),
);
const STEM_CHARS = 5;
const thingsIn = (text: string): ReadonlySet<string> =>
	new Set(
		(text.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [])
			.filter((word) => !EMPTY.has(word) && (word.length > 3 || /\d/.test(word) || CAPITALS.has(word)))
			.map((word) => word.slice(0, STEM_CHARS)),
	);
const CAPITALS = new Set(["nda", "dpa", "rfp", "sla", "api", "sso", "pdf", "csv", "soc", "iso", "poc"]);

/** A give and its get: «us | 10% off | a two-year term», «us | the set-up fee | -» where it was given for nothing. */
export type Concession = { readonly who: "us" | "them"; readonly give: string; readonly get: string | null };

export const concessionText = ({ who, give, get }: Concession): string => partsText([who, give, get ?? "-"]);

export function readConcession(value: string): Concession | null {
	const [who, give, get = "-"] = partsOf(value);
	if ((who !== "us" && who !== "them") || give === undefined || give === "") return null;
	return { who, give, get: get === "-" || get === "" ? null : get };
}

export type ConcessionLine = Concession & {
	readonly fact: ReadFact["id"];
	readonly since: number;
	/** Given, and nothing asked for it. */
	readonly isUnmatched: boolean;
	readonly quotes: readonly string[];
};

/**
 * [LG2] What each side gave, in order. Every give needs a get: one that names what it is for, or that the other side's own
 * give stands against, each of which answers for one. Whatever is left is unmatched.
 */
export function concessionLedger(facts: readonly ReadFact[]): readonly ConcessionLine[] {
	const given = facts
		.flatMap((fact) => {
			if (fact.key !== "conversation.concession" || fact.value === null || fact.state === "contradicted") return [];
			const read = readConcession(fact.value);
			const quotes = fact.evidence.flatMap(({ quote }) => (quote === null ? [] : [quote]));
			return read ? [{ ...read, fact: fact.id, since: fact.validFrom, quotes }] : [];
		})
		.sort((a, b) => a.since - b.since);
	const free = { us: 0, them: 0 };
	for (const { who, get } of given) if (get === null) free[who]++;
	const answered = Math.min(free.us, free.them);
	const left = { us: answered, them: answered };
	return given.map((line): ConcessionLine => {
		if (line.get !== null) return { ...line, isUnmatched: false };
		const isUnmatched = left[line.who] <= 0;
		left[line.who]--;
		return { ...line, isUnmatched };
	});
}
