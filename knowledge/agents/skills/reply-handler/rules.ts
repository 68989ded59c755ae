import type { DealContact, Proposal, SignalText, SkillInput, SkillOutput } from "#knowledge/core/deal/skill.ts";
import { automaticKind } from "#knowledge/core/reasoning/automatic.ts";
import { claimsOf } from "./claims.ts";
import { draftReply } from "./draft.ts";
import { isDelivery, type Moves, movesIn } from "./moves.ts";
import { topicOf } from "./topics.ts";

const SILENT: Moves = {
	asks: [],
	unanswered: 0,
	promises: [],
	objections: [],
	dates: [],
	agrees: false,
	refuses: false,
	optsOut: false,
	unread: "",
	answered: [],
};

/** The rules reasoner of the reply handler. */
export function reason(input: SkillInput): SkillOutput {
	const { signal } = input;
	if (input.handoff) return onHandOff(input, input.handoff.task);
	if (!signal) return nothing("There is no text to answer.");
	if (signal.author !== "buyer") return nothing("This is not from the buyer, so there is nothing to answer.");
	const visible = signal.visible.map((span) => signal.text.slice(span.start, span.end)).join("\n");
	if (visible.trim() === "") return nothing("The mail holds nothing that its author wrote.");
	const automatic = automaticKind(signal.subject, visible);
	if (automatic !== null) return nothing(`Mail of this kind (${automatic}) is not answered.`);
	return onMail(input, signal);
}

function onMail(input: SkillInput, signal: SignalText): SkillOutput {
	const moves = movesIn(signal, input.sender.name);
	const claims = claimsOf(signal, moves).map((claim) => ({ type: "learn-fact", claim }) as const);
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
	if (!deservesAnswer(moves))
		return {
			proposals: claims,
			summary: `Nothing asks for an answer and nothing is new, so nothing was drafted. ${moves.unread}`.trimEnd(),
		};
	return { proposals: [...claims, draftFor(input, contact, moves)], summary: summaryOf(moves) };
}

/** Something is asked, something is new, or something is on its way to us. "Thanks, will look at it" is none of it. */
const deservesAnswer = (moves: Moves): boolean =>
	moves.asks.length > 0 ||
	moves.objections.length > 0 ||
	moves.promises.some(isDelivery) ||
	moves.agrees ||
	moves.refuses ||
	moves.answered.length > 0;

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
	return {
		proposals: [...claims, draftFor(input, contact, { ...moves, asks })],
		summary: "Drafted an answer to the question that was handed over.",
	};
}

function draftFor(input: SkillInput, contact: DealContact, moves: Moves): Proposal {
	return { type: "draft-email", to: [contact.id], ...draftReply(input, contact, moves) };
}

function summaryOf(moves: Moves): string {
	const counted = [
		[moves.asks.length, "ask"],
		[moves.promises.length, "promise"],
		[moves.objections.length, "objection"],
		[moves.dates.length, "date"],
	] as const;
	const noted = counted
		.filter(([count]) => count > 0)
		.map(([count, word]) => `${count} ${word}${count === 1 ? "" : "s"}`);
	const brought = noted.length > 0 ? `Noted ${noted.join(", ")}.` : "The mail brought new information.";
	return `Drafted one reply. ${brought} ${moves.unread}`.trimEnd();
}

const nothing = (summary: string): SkillOutput => ({ proposals: [], summary });
