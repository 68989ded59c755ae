import { ownClaims } from "#knowledge/agents/commitment-claims.ts";
import { visibleOf } from "#knowledge/agents/signal-text.ts";
import { asksToBid } from "#knowledge/agents/writing/direct.ts";
import { buyersText } from "#knowledge/agents/writing/gate.ts";
import { type Ask, isDelivery, type Moves, movesIn, SILENT } from "#knowledge/agents/writing/moves.ts";
import { asksPrice, isPriceTask, isTender, TENDER_WHY, urgencyOf } from "#knowledge/agents/writing/price-ask.ts";
import { topicOf } from "#knowledge/agents/writing/topics.ts";
import type { DealContact, Proposal, SignalText, SkillInput, SkillOutput } from "#knowledge/core/deal/skill.ts";
import { automaticKind } from "#knowledge/core/reasoning/automatic.ts";
import { shortened } from "#knowledge/core/reasoning/span.ts";
import { SkillName } from "#knowledge/core/vocabulary/ids.ts";
import { claimsOf } from "./claims.ts";
import { type Draft, draftReply } from "./draft.ts";
import { conditionsIn, isTalk, type Reading, readingOf } from "./reading.ts";
import { recapOf } from "./recap.ts";

const PROPOSAL = SkillName.parse("proposal");

/** The rules reasoner of the reply handler. */
export function reason(input: SkillInput): SkillOutput {
	const { signal } = input;
	if (input.handoff) return onHandOff(input, input.handoff.task);
	if (!signal) return nothing("There is no text to answer.");
	if (signal.author !== "buyer") return onOurs(input, signal);
	const visible = visibleOf(signal);
	if (visible.trim() === "") return nothing("The mail holds nothing that its author wrote.");
	const automatic = automaticKind(signal.subject, visible);
	if (automatic !== null) return nothing(`Mail of this kind (${automatic}) is not answered.`);
	return onMail(input, signal);
}

/** [RH39] What we undertook in a mail of ours, and what a note of ours tells of asks and promises, is noted; nobody is answered. */
function onOurs(input: SkillInput, signal: SignalText): SkillOutput {
	const claims = ownClaims(signal, input.sender.name).map((claim) => ({ type: "learn-fact", claim }) as const);
	return claims.length === 0
		? nothing("This is not from the buyer, so there is nothing to answer.")
		: {
				proposals: claims,
				summary: `Noted ${claims.length === 1 ? "one point" : `${claims.length} points`} out of our own words; nothing is to be answered.`,
			};
}

function onMail(input: SkillInput, signal: SignalText): SkillOutput {
	const moves = movesIn(signal, input.sender.name);
	const reading = readingOf(signal, moves);
	const claims = claimsOf(signal, moves, reading.points).map((claim) => ({ type: "learn-fact", claim }) as const);
	if (moves.optsOut) {
		const why =
			"The buyer asks not to be contacted any more. Somebody should pause this contact; no answer was drafted.";
		return { proposals: [...claims, { type: "ask-human", why }], summary: "The buyer opted out; nothing was drafted." };
	}
	const contact = input.contacts.find((each) => each.id === signal.from);
	if (!contact)
		return {
			proposals: claims,
			summary: "Noted what was said; the sender is not a contact of this deal, so nothing was drafted.",
		};
	const priced = moves.asks.filter((ask) => asksPrice(ask) && (ask.text.endsWith("?") || !isTerms(reading)));
	if (isTalk(signal) && priced.length === 0) return onTalk(input, signal, { contact, claims, reading });
	if (!deservesAnswer(reading))
		return {
			proposals: claims,
			summary: `Nothing asks for an answer and nothing is new, so nothing was drafted. ${moves.unread}`.trimEnd(),
		};
	// Who is asked whether they bid says that first; the price of a tender is a person's to submit.
	const isInvited = moves.asks.some((ask) => asksToBid(ask.text));
	if (priced.length > 0 && !isInvited) return handOver(claims, priced, moves);
	return { proposals: [...claims, ...draftsFor(input, contact, reading)], summary: summaryOf(moves) };
}

/** Who argues several terms wants an answer to each, and not our list prices once more. */
const isTerms = ({ points }: Reading): boolean => {
	const sides = points.flatMap(({ label, subject }) => (label === null ? [] : (subject?.side ?? [])));
	return sides.includes("legal") && sides.filter((side) => side === "legal" || side === "commercial").length >= 2;
};

/** [RH29] What was asked live was answered live: at most what our side promised is put in writing. */
function onTalk(
	input: SkillInput,
	signal: SignalText,
	of: { readonly contact: DealContact; readonly claims: readonly Proposal[]; readonly reading: Reading },
): SkillOutput {
	const recap = recapOf(input, signal, of.contact);
	const conditions = conditionsIn(signal);
	const asked: readonly Proposal[] =
		conditions.length > 0
			? [
					{
						type: "ask-human",
						why: shortened(
							`They set a condition that wants an answer: ${conditions.map((each) => `"${each}"`).join(" ")}`,
							390,
						),
					},
				]
			: [];
	const drafts: readonly Proposal[] = recap ? [{ type: "draft-email", to: [of.contact.id], ...recap }] : [];
	return {
		proposals: [...of.claims, ...drafts, ...asked],
		summary:
			`${recap ? "Drafted what our side promised" : "Nothing was promised in writing, so nothing was drafted"}. ${notedIn(of.reading.moves)} ${of.reading.moves.unread}`.trimEnd(),
	};
}

/** A mail that asks for a price gets one answer, by who may state one: nothing is drafted here. */
function handOver(claims: readonly Proposal[], priced: readonly Ask[], moves: Moves): SkillOutput {
	const [first] = priced;
	const handOff = {
		type: "hand-off",
		to: PROPOSAL,
		task: shortened(`Answer the buyer's mail with a price: ${first?.text ?? ""}`, 380),
		priority: urgencyOf(moves.asks.map((ask) => ask.text)),
	} as const;
	return {
		proposals: [...claims, handOff],
		summary: `Handed over to the proposal skill, for a price is asked. ${notedIn(moves)} ${moves.unread}`.trimEnd(),
	};
}

/** Something is asked, something is new, or something is on its way to us. "Thanks, will look at it" is none of it. */
const deservesAnswer = ({ moves, points, situation, meets, waits }: Reading): boolean =>
	moves.asks.length > 0 ||
	points.length > 0 ||
	situation.kind !== "open" ||
	situation.condition !== null ||
	meets ||
	moves.objections.length > 0 ||
	moves.promises.some(isDelivery) ||
	moves.agrees ||
	moves.refuses ||
	moves.answered.length > 0 ||
	waits;

/** Another agent, or a note, brought a question: it is answered to the first contact, in words that do not quote the note. */
function onHandOff(input: SkillInput, task: string): SkillOutput {
	const { signal } = input;
	const [first] = input.contacts;
	const contact = input.contacts.find((each) => each.id === signal?.from) ?? first;
	if (!contact) return nothing("There is no contact to write to.");
	const fromBuyer = signal?.author === "buyer" && signal.visible.length > 0;
	const moves = fromBuyer ? movesIn(signal, input.sender.name) : SILENT;
	if (moves.optsOut) return nothing("The buyer opted out; nothing was drafted.");
	const claims = fromBuyer ? claimsOf(signal, moves).map((claim) => ({ type: "learn-fact", claim }) as const) : [];
	const asks = moves.asks.length > 0 ? moves.asks : [{ start: 0, end: 0, text: "", topic: topicOf(task) }];
	const priced = fromBuyer ? moves.asks.filter(asksPrice) : [];
	if (priced.length > 0) return handOver(claims, priced, moves);
	if (fromBuyer && isTalk(signal)) return onTalk(input, signal, { contact, claims, reading: readingOf(signal, moves) });
	// A note's own words stay with us: what is handed on is the question, and the next skill does not quote it either.
	if (!fromBuyer && isPriceTask(task)) {
		const handOff = {
			type: "hand-off",
			to: PROPOSAL,
			task: shortened(task, 380),
			priority: urgencyOf([task]),
		} as const;
		return { proposals: [...claims, handOff], summary: "Handed over to the proposal skill, for a price is asked." };
	}
	return {
		proposals: [...claims, ...draftsFor(input, contact, { ...readingOf(signal, moves), moves: { ...moves, asks } })],
		summary: "Drafted an answer to the question that was handed over.",
	};
}

/** A tender is answered like any mail, so that they know it came; what it formally asks for is a person's to see to. */
function draftsFor(input: SkillInput, contact: DealContact, reading: Reading): readonly Proposal[] {
	const written: Draft = draftReply(input, contact, reading);
	const draft: Proposal = { type: "draft-email", to: [contact.id], ...written };
	return isTender(buyersText(input.signal)) ? [draft, { type: "ask-human", why: TENDER_WHY }] : [draft];
}

const summaryOf = (moves: Moves): string => `Drafted one reply. ${notedIn(moves)} ${moves.unread}`.trimEnd();

function notedIn(moves: Moves): string {
	const counted = [
		[moves.asks.length, "ask"],
		[moves.promises.length, "promise"],
		[moves.objections.length, "objection"],
		[moves.dates.length, "date"],
	] as const;
	const noted = counted
		.filter(([count]) => count > 0)
		.map(([count, word]) => `${count} ${word}${count === 1 ? "" : "s"}`);
	return noted.length > 0 ? `Noted ${noted.join(", ")}.` : "The mail brought new information.";
}

const nothing = (summary: string): SkillOutput => ({ proposals: [], summary });
