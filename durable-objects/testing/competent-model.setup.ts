import type { AskedOfModel } from "./scripted-model.setup.ts";

/**
 * A model that is good enough: it reads the prompt that it is given, and nothing else, and answers as a careful reader
 * would. It quotes a sentence for what it claims, with its place in the text, and proposes nothing where it finds nothing.
 */
export const competentAnswer = ({ user }: Pick<AskedOfModel, "user">): string => {
	const asked = readPrompt(user);
	const proposals = [...claimsOf(asked), ...draftOf(asked)];
	const found = proposals.map((each) => each.type).join(", ");
	return JSON.stringify({
		proposals,
		summary: proposals.length === 0 ? "Nothing in this text asks for anything." : `Found in this text: ${found}.`,
	});
};

type Part = { readonly start: number; readonly text: string };

type Asked = {
	readonly signal: string | null;
	readonly keys: readonly string[];
	readonly mayDraft: boolean;
	readonly contacts: readonly { readonly id: string; readonly name: string }[];
	readonly sender: string;
	readonly subject: string | null;
	readonly parts: readonly Part[];
};

type Proposal = { readonly type: string; readonly [member: string]: unknown };

function readPrompt(user: string): Asked {
	const material = /^## Material[^\n]*\n(".*")$/m.exec(user)?.[1];
	const text = material ? textIn(material) : "";
	return {
		signal: /The material is signal (s-[a-z2-7]{20})/.exec(user)?.[1] ?? null,
		keys: /^KEY is one of: (.*)\.$/m.exec(user)?.[1]?.split(", ") ?? [],
		mayDraft: user.includes('{"type":"draft-email"'),
		contacts: [...user.matchAll(/^Contact (c-[a-z2-7]{20}): "([^",]+)/gm)].map(([, id = "", name = ""]) => ({
			id,
			name,
		})),
		sender: /^You write for "([^"]+)"/m.exec(user)?.[1] ?? "",
		subject: /^Subject: (.+)$/m.exec(text)?.[1] ?? null,
		parts: partsOf(text),
	};
}

function textIn(fenced: string): string {
	try {
		return String(JSON.parse(fenced));
	} catch {
		return "";
	}
}

/** «[at 12] what was written», and in a conversation «[at 12] Name (buyer): what was said». Only what the buyer said is read. */
function partsOf(material: string): readonly Part[] {
	const marks = [
		...material.matchAll(/^\[(at|signature at|attached [^\]]* at) (\d+)\] (?:[^\n]{1,80} \((buyer|us)\): )?/gm),
	];
	return marks.flatMap(({ 0: mark, 1: kind, 2: at, 3: side, index }, i) => {
		if (kind !== "at" || side === "us") return [];
		const text = material.slice(index + mark.length, marks[i + 1]?.index ?? material.length);
		return [{ start: Number(at), text: text.replace(/\n$/, "") }];
	});
}

const MONEY = /(?:EUR|USD|GBP|€|\$|£) ?\d[\d.,]*\d(?: ?(?:k|thousand|m|million)\b)?/;
const DAY =
	/\b(?:by|before|until) (?:the end of )?(?:January|February|March|April|May|June|July|August|September|October|November|December|Q[1-4]|next (?:month|quarter|year))\b(?: \d{4})?/;

const READERS: readonly { readonly key: string; readonly of: (sentence: string) => string | null }[] = [
	{
		key: "bant.budget",
		of: (said) =>
			/\b(?:budget|set aside|allocated|approved|reserved)\b/i.test(said) ? (MONEY.exec(said)?.[0] ?? null) : null,
	},
	{ key: "bant.timeline", of: (said) => DAY.exec(said)?.[0] ?? null },
	{ key: "bant.need", of: (said) => (/\bwe (?:need|want|are looking for)\b/i.test(said) ? said : null) },
	{ key: "meddic.pain", of: (said) => (/\b(?:losing|by hand|too slow|complain\w*)\b/i.test(said) ? said : null) },
	{ key: "conversation.ask", of: (said) => (said.endsWith("?") ? said : null) },
];

const VALUE_CHARS_MAX = 200;

/** One claim of each kind: the first sentence that holds it. */
function claimsOf({ signal, keys, parts }: Asked): readonly Proposal[] {
	if (signal === null) return [];
	const sentences = parts.flatMap(sentencesIn);
	return READERS.filter(({ key }) => keys.includes(key)).flatMap(({ key, of }) => {
		const found = sentences.find(({ text }) => of(text) !== null);
		if (!found) return [];
		const value = (of(found.text) ?? "").slice(0, VALUE_CHARS_MAX);
		const evidence = [{ signal, quote: found.text, start: found.start, end: found.start + found.text.length }];
		return [{ type: "learn-fact", claim: { key, value, confidence: 0.85, evidence } }];
	});
}

const sentencesIn = ({ start, text }: Part): readonly Part[] =>
	[...text.matchAll(/\S(?:[^\n.!?]|[.!?](?=\S))*[.!?]?/g)].map((match) => ({
		start: start + match.index,
		text: match[0].trim(),
	}));

/** A short mail that promises nothing and prices nothing. */
function draftOf({ mayDraft, contacts, sender, subject, parts }: Asked): readonly Proposal[] {
	const [to] = contacts;
	if (!mayDraft || !to || parts.length === 0) return [];
	const body = `Hi ${to.name.split(" ")[0]},\n\nThank you for your mail. We look into it and come back to you.\n\nBest regards,\n${sender}`;
	return [
		{
			type: "draft-email",
			to: [to.id],
			subject: `Re: ${subject ?? "your mail"}`,
			body,
			why: "They wrote and wait for an answer.",
		},
	];
}
