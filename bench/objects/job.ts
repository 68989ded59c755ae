import type { DealCall, SignalDelivery } from "#durable-objects/deal-agent/calls.ts";
import { sha256 } from "#durable-objects/platform/hash.ts";
import type { Settings } from "#durable-objects/platform/settings.ts";
import type { DataKeys } from "#durable-objects/platform/vault.ts";
import type { SignalRecord } from "#knowledge/core/deal/signal-record.ts";
import type { SignalAuthor } from "#knowledge/core/events/signal.ts";
import { type Catalogue, NOTHING_TO_SELL } from "#knowledge/core/facts/offering.ts";
import { visibleSpans } from "#knowledge/core/reasoning/visible.ts";
import { contactIdOf, dealIdOf, signalIdOf, TenantId, UserId } from "#knowledge/core/vocabulary/ids.ts";
import { JIGTREE_CATALOGUE } from "#knowledge/samples/jigtree/catalogue.ts";
import { SKYVERA_CATALOGUE } from "#knowledge/samples/skyvera/catalogue.ts";
import { TOTOGI_CATALOGUE } from "#knowledge/samples/totogi/catalogue.ts";

export const TENANT = TenantId.parse("bench");

/** One for all tenants of the bench: what is measured is the sealing, not who may open it. */
export const DATA_KEYS: DataKeys = [{ version: 1, activeFrom: 0, key: new Uint8Array(32).fill(7) }];

/** Far enough from now that no bench outlives it. */
const EXPIRES_AT = 4_000_000_000_000;

const SETTINGS: Settings = {
	tenant: TENANT,
	version: 1,
	organisation: "Skyvera",
	automation: "active",
	pausedAgents: [],
	undoWindowMs: 0,
	people: [{ id: UserId.parse("sam"), name: "Sam Okafor", roles: ["rep"], region: "emea" }],
	catalogue: NOTHING_TO_SELL,
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

const WORDS: Words = { subject: "Pricing and next steps", text: MAIL, from: FROM, author: "buyer" };
const VISIBLE = [...visibleSpans(MAIL)];

/** A sample tenant sells what its catalogue says; the bench's own sells nothing. */
export function settingsOf(tenant: TenantId): Settings {
	const catalogue = new Map<string, Catalogue>([
		["skyvera", SKYVERA_CATALOGUE],
		["jigtree", JIGTREE_CATALOGUE],
		["totogi", TOTOGI_CATALOGUE],
	]).get(tenant);
	return catalogue ? { ...SETTINGS, tenant, organisation: tenant, catalogue } : SETTINGS;
}

export const callOf = (deal: string, tenant: TenantId = TENANT): DealCall => ({
	principal: {
		tenant,
		kind: "service",
		id: UserId.parse("bench"),
		roles: [],
		region: null,
		dealScope: null,
		scopes: [],
		token: null,
		exp: EXPIRES_AT,
	},
	settingsVersion: 1,
	deal: dealIdOf(sha256, tenant, deal),
});

/** A mail's own words and author, where it is not the bench's. */
export type Words = {
	readonly subject: string | null;
	readonly text: string;
	readonly from: SignalRecord["from"];
	readonly author: SignalAuthor;
};

/** The `n`-th mail to a deal. The same text each time: what differs between runs is the deal's age alone. */
export function deliveryOf(deal: string, n: number, words: Words = WORDS): SignalDelivery {
	const { subject, text, from, author } = words;
	const record: SignalRecord = {
		subject,
		text,
		// What reads mail has done this before a deal hears of it: no time of a run.
		visible: words === WORDS ? VISIBLE : [...visibleSpans(text)],
		from,
		mail: { messageId: `${deal}-${n}@brightfen.example`, references: [] },
		truncated: false,
	};
	return {
		signal: signalIdOf(sha256, TENANT, "email", `${deal}-${n}`),
		kind: "email",
		author,
		contact: from && contactIdOf(sha256, { tenant: TENANT, pepper: "bench", address: from.address }),
		record,
		rep: null,
		others: [],
		to: [],
		open: { name: "Brightfen Mobile", region: "emea", rep: UserId.parse("sam") },
	};
}
