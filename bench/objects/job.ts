import type { DealCall, SignalDelivery } from "#durable-objects/deal-agent/calls.ts";
import { sha256 } from "#durable-objects/platform/hash.ts";
import type { Settings } from "#durable-objects/platform/settings.ts";
import type { SignalRecord } from "#knowledge/core/deal/signal-record.ts";
import { visibleSpans } from "#knowledge/core/reasoning/visible.ts";
import { contactIdOf, dealIdOf, signalIdOf, TenantId, UserId } from "#knowledge/core/vocabulary/ids.ts";

export const TENANT = TenantId.parse("bench");

/** Far enough from now that no bench outlives it. */
const EXPIRES_AT = 4_000_000_000_000;

export const SETTINGS: Settings = {
	tenant: TENANT,
	version: 1,
	organisation: "Skyvera",
	automation: "active",
	pausedAgents: [],
	undoWindowMs: 0,
	people: [{ id: UserId.parse("sam"), name: "Sam Okafor", roles: ["rep"], region: "emea" }],
	mailboxes: [{ address: "sales@skyvera.example", region: "emea", rep: null }],
};

const FROM = { address: "mara.ellingsen@brightfen.example", name: "Mara Ellingsen" };

/** A mail of ordinary length, with quoted history under it. */
const MAIL = [
	"Hi Sam,",
	"",
	"thanks for the call on Tuesday. For this year we have set aside EUR 140,000 for the licence and the set-up, and Jonas",
	"Weber, who runs operations, has to sign it. Agents copy data by hand from three systems, and we are losing customers to",
	"slow answers: the median first answer takes nine hours, and we want to be under one.",
	"",
	"Before I take this to Jonas I need four things from you:",
	"1. What would 85 seats cost per year, and what would the set-up cost?",
	"2. Is single sign-on included, or is it an extra?",
	"3. Could we go live before the end of March? After that we are in a code freeze until May.",
	"4. Where is our data stored? It has to stay in the EU.",
	"",
	"Our security team also sent a questionnaire (attached). They would like it back within two weeks.",
	"",
	"Best regards,",
	"Mara",
	"",
	"On Mon, 14 Sep 2026 at 16:02, Sam Okafor wrote:",
	"> Hi Mara,",
	"> thank you for your time today. As promised, here are the slides, and the link to the recording of the demo.",
	"> Would Tuesday afternoon suit you for a first call with our engineers?",
	"> Best regards,",
	"> Sam",
].join("\n");

export const callOf = (deal: string): DealCall => ({
	principal: {
		tenant: TENANT,
		kind: "service",
		id: UserId.parse("bench"),
		roles: [],
		region: null,
		dealScope: null,
		exp: EXPIRES_AT,
	},
	settingsVersion: 1,
	deal: dealIdOf(sha256, TENANT, deal),
});

/** The `n`-th mail to a deal. The same text each time: what differs between runs is the deal's age alone. */
export function deliveryOf(deal: string, n: number, words?: { subject: string | null; text: string }): SignalDelivery {
	const text = words?.text ?? MAIL;
	const record: SignalRecord = {
		subject: words ? words.subject : "Pricing and next steps",
		text,
		visible: [...visibleSpans(text)],
		from: FROM,
		mail: { messageId: `${deal}-${n}@brightfen.example`, references: [] },
		truncated: false,
	};
	return {
		signal: signalIdOf(sha256, TENANT, "email", `${deal}-${n}`),
		kind: "email",
		author: "buyer",
		contact: contactIdOf(sha256, { tenant: TENANT, pepper: "bench", address: FROM.address }),
		record,
		open: { name: "Brightfen Mobile", region: "emea", rep: UserId.parse("sam") },
	};
}
