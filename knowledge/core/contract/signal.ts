import * as z from "zod";
import { SignalAuthor, SignalKind } from "../events/signal.ts";
import { MailAddressText } from "../vocabulary/address.ts";
import { DealId, SignalId } from "../vocabulary/ids.ts";
import { CHAT_MESSAGES_MAX, SIGNAL_TEXT_CHARS_MAX } from "../vocabulary/limits.ts";
import { Time } from "./deal.ts";
import { SeqCursor } from "./operations/parts.ts";

export const SignalState = z.enum(["accepted", "delivered", "unassigned", "refused"]);

/** What every door for signals answers. `duplicate`: this was given before, and nothing will happen twice. */
export const SignalReceipt = z.strictObject({
	signal: SignalId,
	duplicate: z.boolean(),
	state: SignalState,
	deal: DealId.nullable(),
	reason: z.string().nullable(),
});
export type SignalReceipt = z.infer<typeof SignalReceipt>;

export const SignalRow = z.strictObject({
	signal: SignalId,
	kind: SignalKind,
	author: SignalAuthor,
	state: SignalState,
	deal: DealId.nullable(),
	/** Why it was refused or could not be assigned; how its deal was found. */
	reason: z.string().nullable(),
	receivedAt: Time,
	/** How often the same signal came again. */
	duplicates: z.int(),
	attempts: z.int(),
	subject: z.string().nullable(),
	from: z.string().nullable(),
});
export type SignalRow = z.infer<typeof SignalRow>;

const Person = z.strictObject({ address: MailAddressText, name: z.string().max(200).default("") });

const REPEATS =
	"Without an Idempotency-Key, the same body again within ten minutes of the first is a duplicate, and later it is another signal.";

/** A rep's note, or what a rep wrote down of a meeting or call. */
export const NewNote = z
	.strictObject({
		deal: DealId.optional().describe("Without it the note finds its deal by its contact"),
		about: z.enum(["note", "meeting", "call"]).default("note"),
		contact: Person.optional(),
		text: z.string().trim().min(1).max(SIGNAL_TEXT_CHARS_MAX),
	})
	.describe(REPEATS);

/** A change in another CRM. */
export const NewCrmChange = z
	.strictObject({
		deal: DealId.optional(),
		externalId: z.string().trim().min(1).max(100),
		change: z.string().trim().min(1).max(100).describe("What happened there, such as deal.updated"),
		dealName: z.string().trim().min(1).max(200).optional(),
		contact: Person.optional(),
		text: z.string().max(20_000).optional(),
		at: Time,
	})
	.describe(REPEATS);

/** What is said of a call beside its file. */
export const TranscriptQuery = z
	.strictObject({
		deal: DealId.optional().describe("Without it the call finds its deal by its contact"),
		contact: MailAddressText.optional().describe("Whom on the buyer's side it was held with"),
		contactName: z.string().trim().max(120).optional(),
		subject: z.string().trim().min(1).max(998).optional(),
		heldAt: Time.optional().describe("When it began"),
	})
	.describe(REPEATS);

/** What was written in a chat, in its order: one signal, a turn a message. */
export const NewChat = z
	.strictObject({
		deal: DealId.optional().describe("Without it the chat finds its deal by its contact"),
		platform: z.string().trim().min(1).max(40).describe("Such as teams or slack"),
		channel: z.string().trim().min(1).max(200).optional(),
		subject: z.string().trim().min(1).max(998).optional(),
		contact: Person.optional().describe("Without it the first on the other side with an address"),
		messages: z
			.array(
				z.strictObject({
					id: z.string().max(200).optional(),
					from: z.strictObject({ name: z.string().max(200), address: MailAddressText.optional() }),
					at: Time,
					text: z.string().max(20_000),
				}),
			)
			.min(1)
			.max(CHAT_MESSAGES_MAX),
	})
	.describe(REPEATS);

export const CalendarQuery = z
	.strictObject({ deal: DealId.optional().describe("Without it the meeting finds its deal by its people") })
	.describe(
		"The same meeting in the same version and with the same words is a duplicate, a changed one another signal.",
	);

export const SignalsQuery = z.strictObject({
	state: z.enum(["accepted", "delivered", "unassigned", "refused", "duplicate"]).optional(),
	cursor: SeqCursor.optional(),
	limit: z.coerce.number().int().min(1).max(200).default(50),
});
