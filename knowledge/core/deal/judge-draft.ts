import type { Offer } from "../facts/offering.ts";
import { type Amount, amountsIn } from "../reasoning/entities/amounts.ts";
import { ownWords } from "../reasoning/own-words.ts";
import { sentencesIn } from "../reasoning/sentences.ts";
import { oneLine } from "../reasoning/span.ts";
import { unsupportedIn } from "../reasoning/support.ts";
import { moneyText } from "../vocabulary/money.ts";
import { ANSWERED_WITHIN } from "./answer-time.ts";
import { isReadable, subjectLine } from "./artefact.ts";
import { allLines, amountsOf } from "./pricing.ts";
import type { Judgement, Proposal, SignalText, SkillInput } from "./skill.ts";

type Draft = Extract<Proposal, { type: "draft-email" }>;

const PASS: Judgement = { type: "pass" };
const reject = (rule: string, reason: string): Judgement => ({ type: "reject", rule, reason });

/** The runtime's rules about a draft, whichever skill wrote it: to whom, readable, supported, priced only as offered, promising nothing. */
export function judgeDraft(input: SkillInput, draft: Draft): Judgement {
	if (draft.to.some((to) => !input.contacts.some((contact) => contact.id === to)))
		return reject("JU4", "a draft goes to people of this deal only");
	if (subjectLine(draft.subject) === "" || !isReadable(draft.body))
		return reject("JU5", "a draft has a subject and words that can be read");
	const words = buyersWords(input.signal);
	const own = ownWords(`${ownSubject(input.signal, draft.subject)}\n\n${draft.body}`, words, keptSentences(input));
	// The shortest answer first: what is promised or priced in vain is worth more to know than a name that nobody named.
	const promised = COMMERCIAL.exec(own);
	if (promised) return reject("JU12", `"${promised[0].slice(0, 80)}" promises what only a person may promise`);
	const priced = unofferedPrice(own, draft.offer ?? null, [words, ...factsOf(input)].join("\n\n"));
	if (priced) return reject("JU9", `"${priced.slice(0, 80)}" states a price that the draft does not offer`);
	const [first] = unsupportedIn(`${draft.subject}\n${draft.body}`, {
		texts: [words, ...factsOf(input), ...sourcesOf(input), ...offerTexts(draft.offer ?? null)],
		now: input.signal?.receivedAt ?? input.now,
	});
	return first ? reject("JU8", `the ${first.kind} "${first.text.slice(0, 80)}" is in no source`) : PASS;
}

/** What the buyer wrote or said here, with the subject of their mail. A note of ours may hold what the buyer must not see, and is no source. */
function buyersWords(signal: SignalText | null): string {
	if (!signal) return "";
	const theirs =
		signal.turns.length > 0
			? signal.turns.filter((turn) => turn.side === "buyer")
			: signal.author === "buyer"
				? signal.visible
				: [];
	const subject = signal.author === "buyer" ? (signal.subject ?? "") : "";
	return [...theirs.map((span) => signal.text.slice(span.start, span.end)), subject].join("\n");
}

/** A subject that answers theirs repeats it, and says nothing of our own. */
function ownSubject(signal: SignalText | null, subject: string): string {
	const theirs =
		signal?.author === "buyer" ? oneLine(signal.subject ?? "").replace(/^(?:\w{1,3}(?:\[\d\])?:\s?)+/, "") : "";
	return theirs === "" ? subject : subject.replace(theirs.slice(0, SUBJECT_READ_CHARS), "");
}
/** Longer ones are cut when they are repeated. */
const SUBJECT_READ_CHARS = 150;

const factsOf = (input: SkillInput): readonly string[] =>
	input.facts.filter((fact) => fact.state !== "contradicted").flatMap((fact) => fact.value ?? []);

/** [JU8] What a draft may repeat beside the buyer's words and what is known. Price lists are not in it: of them a draft has its offer. */
const sourcesOf = (input: SkillInput): readonly string[] => [
	...input.contacts.flatMap(({ name, title, company }) => [name, title ?? "", company ?? ""]),
	input.sender.name,
	input.sender.organisation,
	input.deal.name,
	ANSWERED_WITHIN,
	...keptSentences(input),
	...input.catalogue.offerings.flatMap((each) => [
		each.name,
		...each.capabilities.map(({ name }) => name),
		...each.prices.map(({ item }) => item),
	]),
	...input.catalogue.competitors.map((each) => each.name),
];

/** What may be said to the letter. */
const keptSentences = ({ catalogue }: SkillInput): readonly string[] => [
	...catalogue.offerings.flatMap((each) => [
		...each.capabilities.map(({ says }) => says),
		...each.limits.map(({ says }) => says),
	]),
	...catalogue.competitors.flatMap((each) => each.ours),
];

const offerTexts = (offer: Offer | null): readonly string[] =>
	offer === null
		? []
		: [
				...amountsOf(offer).map(moneyText),
				...allLines(offer).flatMap((line) => [line.item, `${line.quantity}`, `${line.periods}`]),
			];

/**
 * [JU9] A sum in our own words is one of the offer's, or the buyer's own, told as theirs: «you named EUR 40,000». Else it
 * would be a price that no list was asked about.
 */
function unofferedPrice(own: string, offer: Offer | null, theirs: string): string | null {
	const offered = offer === null ? [] : amountsOf(offer);
	let known: readonly Amount[] | null = null;
	for (const { text } of sentencesIn(own, [{ start: 0, end: own.length }])) {
		const ours = OURS.test(text) && !ASKED.test(text);
		const sums = [...amountsIn(text), ...(ours || GRANTED.test(text) ? bareSums(text) : [])];
		for (const sum of sums) {
			const fits = (minor: number | null): boolean =>
				minor === null ||
				offered.some((each) => each.minor === minor && (sum.currency === null || sum.currency === each.currency));
			if (fits(sum.amountMinor) && fits(sum.maxMinor)) continue;
			known ??= amountsIn(theirs, { bare: true });
			const isTheirs = known.some((each) => each.amountMinor === sum.amountMinor || each.maxMinor === sum.amountMinor);
			if (!isTheirs || ours || !RETOLD.test(text)) return sum.text;
		}
	}
	return null;
}

/** «Would 12,000 do?» «Yes, 12,000 works»: a figure that is money because of what is said of it. People and things are counted, too. */
const bareSums = (text: string): readonly Amount[] =>
	amountsIn(text, { bare: true }).filter(
		(each) =>
			each.currency === null &&
			!/^[\s-]?(?!(?:per|an?|each|every|is|was|are|works?|for|and|or|but|would|will|as|in|from|with|if|by|to|it|that|total|all|we|then|instead)\b)\p{L}/iu.test(
				text.slice(each.end, each.end + 20),
			),
	);

const OURS =
	/\b(?:our|list|final|the|your) (?:\w{1,20} ){0,2}?(?:prices?|pricing|quote|quotation|offer|fees?|rates?|total)\b|\bwe (?:charge|ask|can do|could do|would do|quote|price)\b|\b(?:it|this|that|which|seats?|users?|licen[cs]es?) (?:costs?|comes? to|would cost|will cost|(?:is|are) priced)\b|\bprice[ds]?\b[^.]{0,20}\b(?:at|is|of)\b/i;
const ASKED = /\byou(?:['’]ve| have|['’]d| had| also)? (?:asked|ask|want|wanted|wish|hope|hoped|compare|compared)\b/i;
const GRANTED = /\b(?:yes|works?|fine|ok(?:ay)?|agreed?|deal|accept\w{0,3}|can do|possible|sure)\b/i;
const RETOLD =
	/\byou(?:['’]ve| have|['’]d| had)? (?:also )?(?:named?|mention\w{0,3}|wrote|writ\w{1,4}|said|say|gave|give|set|told|tell|ask\w{0,2}|quoted|describ\w{1,3}|put|spend|spent|pay|paid|los[et]|budget\w{0,3}|expect\w{0,2}|want\w{0,2}|have|work with|plan\w{0,4}|hope\w?)\b|\byour (?:[\w-]{1,20} ){0,3}?(?:budget|spend|spending|figure|number|range|target|limit|cap|ceiling|savings?|loss(?:es)?|revenue|estimate|costs?)\b|\b(?:in|from) your (?:own )?(?:mail|message|note|words)\b|\bbudget of\b/i;

/** [JU12] Our side's terms. To take a question about them up is fine; to grant one is not. */
const COMMERCIAL =
	/\b(?:we|i) (?:can|could|will|would|['’]ll)? ?(?:happily |gladly |also )?(?:offer|give|grant|extend|apply) (?:you )?(?:a |an |the )?(?:\w{1,15} ){0,2}(?:discount|rebate|credit|price|free)\b|\bguarante(?:e|es|ed)\b|\bfree of charge\b|\bfor free\b|\bat no (?:extra |additional )?(?:cost|charge)\b|\bno (?:extra|additional) (?:cost|charge)\b|\bmoney[- ]back\b|\bwaiv(?:e|ed|ing)\b|\bwe (?:commit|accept your terms|agree to)\b/i;
