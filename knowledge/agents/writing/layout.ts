import type { DealContact, SkillInput } from "#knowledge/core/deal/skill.ts";
import { brokenIn } from "./conform.ts";
import { buyersText } from "./gate.ts";
import { greetingOf, signOffOf } from "./letter.ts";
import { type Rank, type Reader, type Room, roomFor } from "./norms.ts";
import { daysWritten } from "./region.ts";
import type { Answer } from "./topics.ts";

/** What a paragraph does in a mail. */
export type Role =
	/** A complaint that is heard, an agreement that is taken up. */
	| "heard"
	| "settled"
	| "condition"
	| "sum"
	| "answer"
	| "list"
	| "price"
	| "outcome"
	| "team"
	| "theirs"
	| "covers"
	| "gaps"
	| "objection"
	| "rival"
	| "rest"
	| "owed"
	| "decider"
	| "noted"
	| "promise"
	| "day"
	| "next";

/** A paragraph, what it owes, and the shorter one for who has little time; `null`: such a reader is spared it. */
export type Part = Answer & { readonly role: Role; readonly brief?: string | null };

export const part = (role: Role, answer: Answer, brief?: string | null): Part =>
	brief === undefined ? { role, ...answer } : { role, ...answer, brief };

/** What a rank reads first, and what it is spared when the mail grows too long, the first to go first. */
type Layout = {
	readonly order: readonly Role[];
	readonly drops: readonly Role[];
	/** Whether the short form of a paragraph is taken from the start. */
	readonly isBrief: boolean;
	/** What this reader is spared where there is an answer. */
	readonly spares: readonly Role[];
	/** How many things of theirs are taken up beside the answers. */
	readonly theirs: number;
};

const AFTER_ANSWERS: readonly Role[] = [
	"gaps",
	"objection",
	"rival",
	"rest",
	"owed",
	"decider",
	"noted",
	"promise",
	"day",
	"next",
];
const OPENS: readonly Role[] = ["heard", "settled", "condition"];

/** [S2-19] One table for all that is written: who uses it reads how it works, who leads people what it means for them, and the top what comes of it. */
export const LAYOUTS: Readonly<Record<Rank, Layout>> = {
	"individual contributor": {
		order: [
			...OPENS,
			"answer",
			"list",
			"covers",
			"theirs",
			"gaps",
			"price",
			"team",
			"sum",
			"outcome",
			...AFTER_ANSWERS,
		],
		drops: ["outcome", "day", "promise", "rival", "theirs", "covers", "noted", "objection", "owed"],
		isBrief: false,
		spares: [],
		theirs: 3,
	},
	manager: {
		order: [...OPENS, "answer", "list", "price", "team", "theirs", "covers", "sum", "outcome", ...AFTER_ANSWERS],
		drops: ["outcome", "day", "promise", "theirs", "rival", "covers", "noted", "objection", "owed"],
		isBrief: false,
		spares: [],
		theirs: 1,
	},
	executive: {
		order: [
			"settled",
			"condition",
			"sum",
			"answer",
			"list",
			"heard",
			"price",
			"outcome",
			"covers",
			"theirs",
			"team",
			...AFTER_ANSWERS,
		],
		drops: ["day", "promise", "noted", "covers", "rival", "outcome", "theirs", "objection", "owed"],
		isBrief: true,
		spares: ["promise", "noted"],
		theirs: 1,
	},
	"c-suite": {
		order: [
			"settled",
			"condition",
			"sum",
			"answer",
			"list",
			"heard",
			"outcome",
			"price",
			"theirs",
			"covers",
			"team",
			...AFTER_ANSWERS,
		],
		drops: ["covers", "day", "promise", "noted", "rival", "outcome", "theirs", "objection", "owed"],
		isBrief: true,
		spares: ["theirs", "promise", "noted", "rival", "day"],
		theirs: 1,
	},
};

export type Content = {
	readonly parts: readonly Part[];
	/** Written as a paragraph of its own, at the end. */
	readonly question: string;
	/** How many points the mail asks, and whether it lists them. */
	readonly points: number;
	readonly inPoints: boolean;
	/** A form is greeted by the whole name, and keeps its own order. */
	readonly isForm?: boolean;
};

/** A laid-out mail, and the paragraphs that are in it. */
export type Letter = {
	readonly body: string;
	readonly parts: readonly Part[];
	readonly question: string;
	/** Norms that it breaks, for the choice between two. */
	readonly broken: readonly string[];
};

/** The ways to write a mail for its reader, the fullest first: each leaves out one thing more. */
export function lettersFor(
	input: SkillInput,
	contact: DealContact,
	reader: Reader,
	content: Content,
): readonly Letter[] {
	const layout = LAYOUTS[reader.rank];
	const room = roomFor(reader, content);
	const mail = buyersText(input.signal);
	const greeting = greetingOf(input, contact, reader, content.isForm);
	const order = content.isForm
		? content.parts
		: [...content.parts].sort((a, b) => layout.order.indexOf(a.role) - layout.order.indexOf(b.role));
	const said = order.filter((each) => each.says !== "");
	const isAnswered = said.some(({ role }) => ANSWERS.has(role));
	// Who is listened to is heard, whatever they are spared.
	const isSpared = ({ role }: Part): boolean =>
		isAnswered &&
		!content.isForm &&
		layout.spares.includes(role) &&
		!(role === "theirs" && reader.stage === "DISCOVERY");
	const ordered = behindAnswer(said.filter((each) => !isSpared(each)));
	const question = room.questions > 0 ? content.question : "";
	const written = (parts: readonly Part[], last: string): Letter => {
		const paragraphs = [...parts.map((each) => inLines(each.says, room)), last].filter((each) => each !== "");
		const body = [
			greeting,
			...paragraphs.map((each) => daysWritten(reader.region, each)),
			signOffOf(input, reader),
		].join("\n\n");
		return { body, parts, question: last, broken: brokenIn(body, { reader, room, mail }) };
	};
	const first = layout.isBrief ? ordered.flatMap(inBrief) : ordered;
	const letters = [written(first, question)];
	let left = first;
	for (const role of layout.drops) {
		// Who is listened to is heard to the end.
		if (role === "theirs" && reader.stage === "DISCOVERY") continue;
		const kept = left.filter((each) => each.role !== role);
		// A mail that says nothing is none.
		if (kept.length === left.length || kept.length === 0) continue;
		left = kept;
		letters.push(written(left, question));
	}
	const brief = left.flatMap(inBrief);
	return [...letters, ...(brief.length > 0 ? [written(brief, question), written(brief, "")] : []), written(left, "")];
}

const ANSWERS: ReadonlySet<Role> = new Set(["answer", "list", "sum", "price", "settled", "rest"]);

/** What an answer means for a team follows the answer: where it would stand first, it stands after what else is said. */
function behindAnswer(parts: readonly Part[]): readonly Part[] {
	const [first] = parts;
	if (first?.role !== "team") return parts;
	const at = parts.findIndex(({ role }) => role === "decider" || role === "next");
	const end = at < 0 ? parts.length : at;
	return [...parts.slice(1, end), first, ...parts.slice(end)];
}

const inBrief = (each: Part): readonly Part[] =>
	each.brief === undefined ? [each] : each.brief === null || each.brief === "" ? [] : [{ ...each, says: each.brief }];

/**
 * Of several ways to answer, the fullest one that breaks no norm and that `isFit` lets through; else the fit one that breaks
 * the fewest. To judge a draft reads the whole mail again, so of each way only the fullest few and the barest are judged.
 */
export function bestOf(ways: readonly (readonly Letter[])[], isFit: (letter: Letter) => boolean): Letter | null {
	const judged = new Map<string, boolean>();
	const fits = (letter: Letter | undefined): letter is Letter => {
		if (letter === undefined) return false;
		const known = judged.get(letter.body) ?? isFit(letter);
		judged.set(letter.body, known);
		return known;
	};
	for (const letters of ways) {
		const clean = letters.filter((each) => each.broken.length === 0);
		const found = [...clean.slice(0, FULL_TRIES), clean.at(-1)].find(fits);
		if (found) return found;
	}
	const least = ways.flatMap((letters) => [...letters].sort((x, y) => x.broken.length - y.broken.length).slice(0, 1));
	return least.find(fits) ?? null;
}

/** So many of the fullest are tried before the barest. */
const FULL_TRIES = 2;

/** A list that is longer than its reader wants is told in sentences. */
function inLines(says: string, room: Room): string {
	const lines = says.split("\n");
	const items = lines.filter((line) => line.startsWith("- "));
	if (items.length <= room.listLines) return says;
	return lines
		.map((line) => line.replace(/^- /, ""))
		.map((line) => (/[.:;?]$/.test(line) ? line : `${line}.`))
		.join(" ");
}
