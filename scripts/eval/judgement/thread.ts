import * as z from "zod";
import { Region } from "#knowledge/core/vocabulary/region.ts";
import { Stage } from "#knowledge/core/vocabulary/stage.ts";

/** Somebody who writes, by name and address. */
const Writer = z.object({ name: z.string(), address: z.string() });

/** Whoever is not ours counts as the buyer's, as at the door: an adviser or another vendor too. */
export const Speaker = z.object({
	name: z.string(),
	side: z.string().transform((side): "us" | "buyer" => (side === "us" ? "us" : "buyer")),
});

/** One message of a labelled thread, as its writer put it down. Calls, meetings and chats have a line a turn, «Name: words». */
export const ThreadMessage = z.object({
	sentAt: z.iso.datetime({ offset: true }),
	author: z.enum(["buyer", "us"]),
	kind: z.enum(["email", "call", "meeting", "chat", "note"]),
	from: Writer,
	/** «Name <address>» each. */
	cc: z.array(z.string()).default([]),
	subject: z.string().nullable().default(null),
	speakers: z.array(Speaker).default([]),
	text: z.string(),
});
export type ThreadMessage = z.infer<typeof ThreadMessage>;

export const Seller = z.object({ name: z.string(), organisation: z.string() });

/** A deal in a few messages, the oldest first, and the stage that it stands in before they are read. */
export const Thread = z.object({
	stage: Stage,
	region: Region.default("emea"),
	seller: Seller,
	messages: z.array(ThreadMessage),
});
export type Thread = z.infer<typeof Thread>;
