import * as z from "zod";

export const Stage = z.enum([
	"PROSPECTING",
	"DISCOVERY",
	"QUALIFICATION",
	"SOLUTION",
	"PROPOSAL",
	"NEGOTIATION",
	"CLOSED_WON",
	"CLOSED_LOST",
	"ONBOARDING",
	"ADOPTION",
	"RENEWAL",
]);
export type Stage = z.infer<typeof Stage>;
