import { readCommitment } from "../facts/commitment.ts";
import type { Offer } from "../facts/offering.ts";
import { ownWords } from "../reasoning/own-words.ts";
import { sentencesIn } from "../reasoning/sentences.ts";
import { oneLine } from "../reasoning/span.ts";
import { unsupportedIn } from "../reasoning/support.ts";
import { moneyText } from "../vocabulary/money.ts";
import { ANSWERED_WITHIN } from "./answer-time.ts";
import { isReadable, subjectLine } from "./artefact.ts";
import type { Backing } from "./backed.ts";
import { namesIn, saysOf } from "./catalogue-texts.ts";
import { grantedIn, markedWords } from "./granted.ts";
import { misstatedIn } from "./misstated.ts";
import { allLines, amountsOf } from "./pricing.ts";
import { promisedIn } from "./promises.ts";
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
	const granted = grantedIn(own, {
		theirs,
		offer,
		names: namesOf(input, offer),
		kept: keptSentences(input),
		rivals: input.catalogue.competitors.map(({ name }) => name),
	});
	if (granted) return reject(granted.rule, granted.reason);
	const counted = new Set(
		offer === null ? [] : allLines(offer).flatMap((line) => [`${line.quantity}`, `${line.periods}`]),
	);
	const first = unsupportedIn(`${draft.subject}\n${draft.body}`, {
		// What is short and ours comes first: of a long mail only so many figures are known.
		texts: [...offerTexts(offer), ...sourcesOf(input), ...factsOf(input), words],
		now: input.signal?.receivedAt ?? input.now,
		writtenAt: input.now,
	}).find((each) => !(each.kind === "figure" && counted.has(each.text)));
	if (first)
		return reject(
			"JU8",
			`the ${first.kind} "${first.text.slice(0, 80)}" is in no source, in "${around(`${draft.subject}\n${draft.body}`, first)}"`,
		);
	const misstated = offer === null ? null : misstatedIn(own, offer, itemNames(input, offer));
	if (misstated) return reject("JU13", misstated);
	const unsaid = offer?.gets?.find(
		({ says }) => !oneLine(draft.body).toLowerCase().includes(oneLine(says).toLowerCase()),
	);
	if (unsaid)
		return reject("JU16", `"${unsaid.says.slice(0, 80)}" is got for a price below list, and the mail does not say it`);
	const promised = promisedIn(sentencesIn(own, [{ start: 0, end: own.length }]), backingOf(input, offer, words));
	return promised ? reject("JU18", `"${promised.text.slice(0, 200)}": ${promised.why}, and no source says so`) : PASS;
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

const standing = (input: SkillInput) => input.facts.filter((fact) => fact.state !== "contradicted");

/** What is known, and the words that it was read from. */
const factsOf = (input: SkillInput): readonly string[] =>
	standing(input).flatMap((fact) => [fact.value ?? "", ...fact.evidence.map(({ quote }) => quote ?? "")]);

/** That somebody asks for a norm does not say that we keep it. */
const NORM = /\b(?:iso|soc|gdpr|hipaa|tisax|pci|certif\w+|complian\w+|sla|uptime|availability|guarantee\w*)\b/i;

/** What stands further on in a mail is not known: a hostile one must not cost a turn. */
const HEARD_CHARS_MAX = 60_000;

/** [JU18] What an undertaking of ours may rest on. */
const backingOf = (input: SkillInput, offer: Offer | null, words: string): Backing => ({
	isOffered: offer !== null,
	priced: namesOf(input, offer),
	theirs: new Set([
		...[...words.matchAll(/(?<=[\p{Ll}\d,] )\p{Lu}[\p{L}-]{2,20}/gu)].map(([name]) => name),
		...input.contacts.flatMap(({ name }) => name.split(" ")),
	]),
	items: [
		...namesOf(input, offer),
		...input.catalogue.offerings.flatMap((each) => each.capabilities.map(({ name }) => name)),
	].filter((name) => /\d|%/.test(name)),
	does: [
		...input.catalogue.offerings.flatMap((each) => [
			each.summary,
			...each.capabilities.map(({ name, says, about }) =>
				[name, says, ...about.filter((words) => !NORM.test(words))].join(". "),
			),
		]),
		...input.catalogue.competitors.flatMap((each) => each.ours),
	],
	says: keptSentences(input),
	lacks: input.catalogue.offerings.flatMap((each) => each.limits.map(({ says }) => says)),
	promised: standing(input).flatMap((fact) =>
		fact.key === "conversation.promise" && fact.value !== null && readCommitment(fact.key, fact.value).owner === "us"
			? [fact.value]
			: [],
	),
	heard: [
		words.slice(0, HEARD_CHARS_MAX),
		...factsOf(input),
		...input.contacts.flatMap(({ title }) => title ?? []),
		input.sender.name,
	].join(". "),
	products: [...input.catalogue.offerings.map(({ name }) => name), input.sender.organisation],
});

/** [JU8] What a draft may repeat beside the buyer's words and what is known. Price lists are not in it: of them a draft has its offer. */
const sourcesOf = (input: SkillInput): readonly string[] => [
	...input.contacts.flatMap(({ name, title, company }) => [name, title ?? "", company ?? ""]),
	input.sender.name,
	input.sender.organisation,
	input.deal.name,
	ANSWERED_WITHIN,
	...keptSentences(input),
	...namesIn(input.catalogue),
];

const keptSentences = ({ catalogue }: SkillInput): readonly string[] => saysOf(catalogue);

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

/** The words around a claim, for who reads why it was held. */
const around = (text: string, { start, end }: { readonly start: number; readonly end: number }): string =>
	oneLine(text.slice(Math.max(0, start - 110), end + 110));
