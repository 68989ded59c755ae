import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import type { SignalRecord } from "#knowledge/core/deal/signal-record.ts";
import { readTranscript } from "#knowledge/core/reasoning/conversation/read.ts";
import { filed, withAttachments } from "#workers/ingress/attachments.ts";
import { eventsIn } from "#workers/ingress/calendar/events.ts";
import { recordOfEvent } from "#workers/ingress/calendar/record.ts";
import { parseMail } from "#workers/ingress/mail/parse.ts";
import { recordOfConversation, recordOfMail } from "#workers/ingress/record.ts";

/** A signal as a deal would be given it. One file may hold two: a mail, and the invitation in it. */
export type PlayedSignal = {
	readonly file: string;
	readonly kind: "email" | "calendar" | "transcript" | "chat";
	readonly author: "buyer" | "us";
	readonly at: number;
	readonly record: SignalRecord;
};

export type Us = { readonly domain: string; readonly people: readonly string[] };

export const ThreadFile = z.object({
	name: z.string(),
	signals: z.array(
		z.object({
			file: z.string(),
			contact: z.string().optional(),
			subject: z.string().optional(),
			heldAt: z.string().optional(),
		}),
	),
});
type Listed = z.infer<typeof ThreadFile>["signals"][number];

const Chat = z.object({
	messages: z
		.array(
			z.object({
				at: z.string(),
				from: z.object({ name: z.string(), address: z.string().optional() }),
				text: z.string(),
			}),
		)
		.min(1),
});

/** The signals of one file, read by the readers that the doors use. */
export async function signalsOf(folder: string, listed: Listed, us: Us): Promise<readonly PlayedSignal[]> {
	const raw = readFileSync(join(folder, listed.file));
	if (listed.file.endsWith(".eml")) return mailIn(listed.file, raw, us);
	return [listed.file.endsWith(".json") ? chatIn(listed, raw.toString(), us) : callIn(listed, raw.toString(), us)];
}

async function mailIn(file: string, raw: Uint8Array, us: Us): Promise<readonly PlayedSignal[]> {
	const mail = await parseMail(raw);
	if (mail.type !== "mail") throw new Error(`${file}: ${mail.reason}`);
	const record = withAttachments(recordOfMail(mail), await filed(mail.parts));
	const author = mail.from?.address.endsWith(us.domain) ? "us" : "buyer";
	const at = mail.date ?? 0;
	const invitations = mail.parts
		.filter((part) => part.type === "text/calendar")
		.flatMap((part) => {
			const events = eventsIn(new TextDecoder().decode(part.content), null);
			return "type" in events ? [] : events.map((event) => ({ ...recordOfEvent(event, mail.date), from: record.from }));
		});
	return [
		{ file, kind: "email", author, at, record },
		...invitations.map((each) => ({ file, kind: "calendar", author, at, record: each }) as const),
	];
}

function chatIn(listed: Listed, text: string, us: Us): PlayedSignal {
	const { messages } = Chat.parse(JSON.parse(text));
	const utterances = messages.map(({ from, text: words }) => ({
		speaker: from.name,
		words,
		...(from.address === undefined
			? {}
			: { side: from.address.endsWith(us.domain) ? ("us" as const) : ("buyer" as const) }),
	}));
	const at = Date.parse(messages[0]?.at ?? "");
	return { file: listed.file, kind: "chat", at, ...conversationOf(listed, utterances, { at, us }) };
}

function callIn(listed: Listed, text: string, us: Us): PlayedSignal {
	const format = listed.file.endsWith(".srt") ? "srt" : listed.file.endsWith(".vtt") ? "vtt" : "text";
	const read = readTranscript(text, format);
	if (!("utterances" in read)) throw new Error(`${listed.file} is no transcript`);
	const at = Date.parse(listed.heldAt ?? "");
	return { file: listed.file, kind: "transcript", at, ...conversationOf(listed, read.utterances, { at, us }) };
}

function conversationOf(
	listed: Listed,
	utterances: Parameters<typeof recordOfConversation>[0],
	{ at, us }: { at: number; us: Us },
): Pick<PlayedSignal, "record" | "author"> {
	return recordOfConversation(utterances, {
		subject: listed.subject ?? null,
		contact: listed.contact === undefined ? null : { address: listed.contact, name: "" },
		ours: us.people.map((name) => ({ name, address: null })),
		sentAt: at,
	});
}
