import { NOTHING } from "./answers.ts";
import type { Ask } from "./moves.ts";
import { capitalised, listed } from "./speech.ts";
import { ANSWERER, type Side, type Subject, subjectOf } from "./subjects.ts";
import type { Answer } from "./topics.ts";

/** What is left goes to one sentence, with the day and the topics in words. */
export function restPart(of: {
	readonly open: readonly Ask[];
	readonly demands: readonly Subject[];
	/** Points that no word names. */
	readonly unnamed: number;
	/** Another question of the mail was answered. */
	readonly isSecond: boolean;
	readonly price: boolean;
	readonly hasCondition: boolean;
	/** With its comma; empty where the list before it names the day. */
	readonly by: string;
}): Answer {
	const subjects = [...of.open.map((ask) => subjectOf(ask.text) ?? DISCOUNTED[ask.topic] ?? null), ...of.demands];
	const bySide = new Map<Side, Subject[]>();
	for (const subject of subjects) if (subject) bySide.set(subject.side, [...(bySide.get(subject.side) ?? []), subject]);
	// A condition has said already who decides, and until when.
	if (of.hasCondition) bySide.delete("commercial");
	if (of.price && (bySide.has("commercial") || of.open.length > 0))
		bySide.set("commercial", [...(bySide.get("commercial") ?? []), PRICE]);
	const unknown = of.open.filter((_, i) => subjects[i] === null).length + of.unnamed;
	const groups = [...bySide].map(([side, own]) => ({
		who: ANSWERER[side],
		what: listed(own.map((each) => each.name)),
	}));
	if (groups.length === 0 && (unknown === 0 || of.hasCondition)) return NOTHING;
	const [first, ...others] = groups;
	const mine = unknown === 0 ? "" : unknown === 1 ? "your other point" : "your other points";
	const isReference = groups.length === 1 && unknown === 0 && first?.what === REFERENCE;
	const says = isReference
		? ["I will ask a customer whose situation is close to yours whether you may talk to them, and will tell you"]
		: first
			? [
					`${capitalised(first.who)} will answer you on ${first.what}`,
					...others.map((each) => `${each.who} on ${each.what}`),
					...(mine === "" ? [] : [`I myself on ${mine}`]),
				]
			: of.by === ""
				? [`I will answer ${mine} myself`]
				: [`I have to check ${of.isSecond ? mine : unknown === 1 ? "that" : "these points"} first and will answer you`];
	const commits = listed([...groups.map((each) => each.what), ...(mine === "" ? [] : [mine])]);
	return {
		says: `${says.length > 1 ? `${says.slice(0, -1).join(", ")}, and ${says.at(-1)}` : says[0]}${first && !isReference ? of.by : of.by.replace(/^,/, "")}.`,
		commits: `an answer on ${first ? commits : "their question"}${of.by}`,
	};
}
const REFERENCE = "a customer you can talk to";
const PRICE: Subject = { name: "the price", side: "commercial" };
/** Where no word of it names a subject, the topic does. */
const DISCOUNTED: Partial<Record<Ask["topic"], Subject>> = {
	discount: PRICE,
	contract: { name: "the contract", side: "legal" },
	reference: { name: REFERENCE, side: "reference" },
	security: { name: "security", side: "security" },
	support: { name: "support", side: "delivery" },
	trial: { name: "a trial", side: "delivery" },
	schedule: { name: "the time it takes", side: "delivery" },
	integration: { name: "the integration", side: "technical" },
};
