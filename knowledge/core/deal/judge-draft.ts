import type { Offer } from "../facts/offering.ts";
import { ownWords } from "../reasoning/own-words.ts";
import { oneLine } from "../reasoning/span.ts";
import { unsupportedIn } from "../reasoning/support.ts";
import { moneyText } from "../vocabulary/money.ts";
import { ANSWERED_WITHIN } from "./answer-time.ts";
import { isReadable, subjectLine } from "./artefact.ts";
import { grantedIn, markedWords } from "./granted.ts";
import { misstatedIn } from "./misstated.ts";
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
	const theirs = [words, ...factsOf(input)].join("\n\n");
	const subject = ownSubject(input.signal, draft.subject);
	const marked = markedWords(`${subject}\n\n${draft.body}`, theirs);
	const own = ownWords(marked, words, keptSentences(input));
	const offer = draft.offer ?? null;
	// The shortest answer first: what is promised or priced in vain is worth more to know than a name that nobody named.
	const granted = grantedIn(own, { theirs, offer, names: namesOf(input, offer) });
	if (granted) return reject(granted.rule, granted.reason);
	const [first] = unsupportedIn(`${draft.subject}\n${draft.body}`, {
		texts: [words, ...factsOf(input), ...sourcesOf(input), ...offerTexts(offer)],
		now: input.signal?.receivedAt ?? input.now,
	});
	if (first) return reject("JU8", `the ${first.kind} "${first.text.slice(0, 80)}" is in no source`);
	const misstated = offer === null ? null : misstatedIn(own, offer, itemNames(input, offer));
	return misstated ? reject("JU13", misstated) : PASS;
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

/** What things of the list are called. */
const namesOf = ({ catalogue }: SkillInput, offer: Offer | null): readonly string[] => [
	...new Set([
		...catalogue.offerings.flatMap((each) => each.prices.map(({ item }) => item)),
		...(offer === null ? [] : allLines(offer).map(({ item }) => item)),
	]),
];

/** Without what the offered products are called: another product's item may bear such a name, and «EUR 400 for Desk» is said of what is offered. */
function itemNames(input: SkillInput, offer: Offer): readonly string[] {
	const lines = allLines(offer);
	const products = input.catalogue.offerings
		.filter((each) => lines.some((line) => line.offering === each.id))
		.map((each) => each.name.toLowerCase());
	return namesOf(input, offer).filter(
		(name) => !products.includes(name.toLowerCase()) || lines.some((line) => line.item === name),
	);
}

const offerTexts = (offer: Offer | null): readonly string[] =>
	offer === null
		? []
		: [
				...amountsOf(offer).map(moneyText),
				...allLines(offer).flatMap((line) => [line.item, `${line.quantity}`, `${line.periods}`]),
			];
