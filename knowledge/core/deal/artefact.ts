import * as z from "zod";
import { type Mailbox, SendEmail } from "../effects/effect.ts";
import { FactClaim } from "../facts/fact.ts";
import { canonicalJson } from "../vocabulary/json.ts";
import { Stage } from "../vocabulary/stage.ts";

/** What a person approves, to the letter. Kept as canonical JSON; its salted hash is the digest of the approval. */
export const Artefact = z.discriminatedUnion("type", [
	SendEmail,
	z.strictObject({ type: z.literal("move-stage"), from: Stage, to: Stage }),
	z.strictObject({ type: z.literal("arbitrate-fact"), claim: FactClaim }),
]);
export type Artefact = z.infer<typeof Artefact>;

/** A name as shown to a person, and a subject: what no mail program cuts. */
const NAME_CHARS_MAX = 120;
const SUBJECT_LINE_CHARS_MAX = 250;

/**
 * [AP11] A mail as it can be sent: one line in each header, and no character that hides what is written, whoever wrote
 * it. `null` where too little is left for a mail, or too much is asked of one.
 */
export function mailArtefact(mail: Omit<SendEmail, "type">): SendEmail | null {
	if (!isReadable(mail.body)) return null;
	const parsed = SendEmail.safeParse({
		type: "send-email",
		to: mail.to.map(writable),
		cc: mail.cc.map(writable),
		subject: subjectLine(mail.subject),
		body: visible(mail.body),
		inReplyTo: mail.inReplyTo === null ? null : oneLine(mail.inReplyTo, 998),
		references: mail.references.slice(-50).map((id) => oneLine(id, 998)),
	});
	return parsed.success ? parsed.data : null;
}

const writable = ({ address, name }: Mailbox): Mailbox => ({ address, name: oneLine(name, NAME_CHARS_MAX) });

export const subjectLine = (text: string): string => oneLine(text, SUBJECT_LINE_CHARS_MAX);

/** What a header can carry: line ends and other control characters become spaces. */
const oneLine = (text: string, max: number): string =>
	visible(visible(text.replace(CONTROLS, " ")).trim().slice(0, max));

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point.
const CONTROLS = /[\u0000-\u001f\u007f]+/g;

/** Whether anything is left of a mail's body that can be read. */
export const isReadable = (body: string): boolean => visible(body).trim() !== "";

/** Without half characters, which no mail can carry, and without those that make a text look like another one. */
const visible = (text: string): string => text.replace(UNSEEN, "");

// biome-ignore lint/suspicious/noControlCharactersInRegex: removing it is the point.
const UNSEEN = /[\u0000\p{Cs}\u202a-\u202e\u2066-\u2069]/gu;

export const writeArtefact = (artefact: Artefact): string => canonicalJson(Artefact.parse(artefact));
export const readArtefact = (text: string): Artefact => Artefact.parse(JSON.parse(text));
