import * as z from "zod";

/** What can reach a deal from outside, or wake it from inside. */
export const SignalKind = z.enum(["email", "note", "meeting", "call", "crm", "transcript", "chat", "calendar"]);
export type SignalKind = z.infer<typeof SignalKind>;

/** Who wrote a signal's text. Only a buyer's words make claims about the buyer by themselves. */
export const SignalAuthor = z.enum(["buyer", "us", "system"]);
export type SignalAuthor = z.infer<typeof SignalAuthor>;
