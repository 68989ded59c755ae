import type { SignalRecord } from "#knowledge/core/deal/signal-record.ts";
import type { SignalAuthor, SignalKind } from "#knowledge/core/events/signal.ts";
import { readTranscript } from "#knowledge/core/reasoning/conversation/read.ts";
import type { Utterance } from "#knowledge/core/reasoning/conversation/utterance.ts";
import { recordOfConversation, recordOfMail, recordOfWords } from "#workers/ingress/record.ts";
import type { ThreadMessage } from "./thread.ts";

export type Recorded = { readonly record: SignalRecord; readonly author: SignalAuthor; readonly kind: SignalKind };

/** A labelled message as the doors hand it to a deal. */
export function recordOf(message: ThreadMessage, seller: { readonly name: string }): Recorded {
	switch (message.kind) {
		case "email":
			return { record: mailOf(message), author: message.author, kind: "email" };
		case "note":
			return { record: wordsOf(message), author: message.author, kind: "note" };
		default:
			return conversationOf(message, seller);
	}
}

/** Who is to be a contact: the writer, or the first of the buyer's who speak. */
export function writerOf({ from, author }: ThreadMessage): { name: string; address: string } | null {
	return author === "buyer" ? from : null;
}

const mailOf = ({ text, subject, from, cc, sentAt }: ThreadMessage): SignalRecord =>
	recordOfMail({
		type: "mail",
		messageId: null,
		inReplyTo: null,
		references: [],
		from,
		to: [],
		cc: cc.map(personOf),
		replyTo: null,
		deliveredTo: [],
		subject,
		date: Date.parse(sentAt),
		text,
		truncated: false,
		parts: [],
		thread: {} as never,
		automatic: null,
	});

function personOf(written: string): { name: string; address: string } {
	const match = /^\s*"?([^"<]*?)"?\s*<([^>]+)>\s*$/.exec(written);
	return match ? { name: match[1] ?? "", address: match[2] ?? "" } : { name: "", address: written.trim() };
}

const wordsOf = ({ text, subject, from }: ThreadMessage): SignalRecord =>
	recordOfWords({ text, subject, contact: from });

/** A chat has a turn a message; what one person says in several lines of a call is one turn. */
function conversationOf(message: ThreadMessage, seller: { readonly name: string }): Recorded {
	const said = message.kind === "chat" ? messagesOf(message) : saidIn(message);
	const sides = new Map(message.speakers.map(({ name, side }) => [name, side]));
	const utterances = said.map((each): Utterance => {
		const side = each.side ?? (each.speaker === null ? undefined : sides.get(each.speaker));
		return side ? { ...each, side } : each;
	});
	const ours = [seller.name, ...message.speakers.filter(({ side }) => side === "us").map(({ name }) => name)];
	const { record, author } = recordOfConversation(utterances, {
		subject: message.subject,
		contact: message.author === "buyer" ? message.from : null,
		ours: ours.map((name) => ({ name, address: null })),
		sentAt: Date.parse(message.sentAt),
	});
	return { record, author, kind: message.kind === "chat" ? "chat" : "transcript" };
}

function saidIn(message: ThreadMessage): readonly Utterance[] {
	const read = readTranscript(message.text, "text");
	return read.type === "conversation"
		? read.utterances
		: [{ speaker: message.from.name, words: message.text, side: message.author }];
}

function messagesOf({ text, speakers }: ThreadMessage): readonly Utterance[] {
	const names = new Set(speakers.map(({ name }) => name));
	const said: { speaker: string | null; words: string }[] = [];
	for (const line of text.split("\n")) {
		const at = line.indexOf(":");
		const name = line.slice(0, Math.max(0, at)).trim();
		const open = said.at(-1);
		if (at > 0 && (names.has(name) || names.size === 0)) said.push({ speaker: name, words: line.slice(at + 1).trim() });
		else if (open) open.words = `${open.words} ${line.trim()}`;
		else if (line.trim() !== "") said.push({ speaker: null, words: line.trim() });
	}
	return said.filter(({ words }) => words !== "");
}
