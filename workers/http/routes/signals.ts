import type { Context, Hono } from "hono";
import { outcomeOf } from "#durable-objects/platform/answer.ts";
import { sha256 } from "#durable-objects/platform/hash.ts";
import { inboxStub } from "#durable-objects/stubs.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import type { SignalReceipt } from "#knowledge/core/contract/signal.ts";
import type { DealId } from "#knowledge/core/vocabulary/ids.ts";
import { done, type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import type { Call } from "#knowledge/core/vocabulary/principal.ts";
import type { App } from "#workers/http/app-types.ts";
import { doorOf } from "#workers/http/door.ts";
import { mediaTypeOf, route } from "#workers/http/route.ts";
import { acceptCalendar } from "#workers/ingress/accept-calendar.ts";
import { acceptMail } from "#workers/ingress/accept-mail.ts";
import { acceptChat, acceptTranscript, acceptWords, type Words } from "#workers/ingress/accept-words.ts";
import { IMPLAUSIBLE, isPlausible } from "#workers/ingress/plausible.ts";
import { dealExists } from "#workers/store/deals.ts";
import type { TenantDb } from "#workers/store/tenant-db.ts";

export function signalRoutes(app: Hono<App>): void {
	route(app, OPERATIONS.postEmail, async ({ call, raw }, c) => {
		if (raw.byteLength === 0) return refused("invalid", "the mail is empty");
		return acceptMail(doorOf(c), call, { raw, envelopeFrom: null, envelopeTo: null, isVouchedFor: true });
	});

	route(app, OPERATIONS.postTranscript, async ({ call, query, raw: bytes }, c) => {
		const deal = await dealNamed(c.get("db"), query.deal, "/query/deal");
		if (deal.type === "refused") return deal;
		if (!query.deal && !query.contact)
			return refused("invalid", "/query/deal or /query/contact: a transcript names its deal or its contact");
		const { contact, contactName = "", subject = null } = query;
		const heldAt = instantOf(query.heldAt);
		if (heldAt !== null && !isPlausible(heldAt, Date.now())) return refused("invalid", `/query/heldAt: ${IMPLAUSIBLE}`);
		const type = mediaTypeOf(c);
		return acceptTranscript(doorOf(c), call, {
			...requestOf(c, OPERATIONS.postTranscript.id, { query, type, bytes: sha256(bytesAsText(bytes)) }),
			bytes,
			type,
			deal: deal.value,
			contact: contact ? { address: contact, name: contactName } : null,
			subject,
			heldAt,
		});
	});

	route(app, OPERATIONS.postChat, async ({ call, body }, c) => {
		const deal = await dealNamed(c.get("db"), body.deal);
		if (deal.type === "refused") return deal;
		const { platform, channel, messages, contact = null } = body;
		const now = Date.now();
		const wrong = messages.findIndex(({ at }) => !isPlausible(instantOf(at), now));
		if (wrong >= 0) return refused("invalid", `/body/messages/${wrong}/at: ${IMPLAUSIBLE}`);
		return acceptChat(doorOf(c), call, {
			...requestOf(c, OPERATIONS.postChat.id, body),
			deal: deal.value,
			contact,
			subject: body.subject ?? (channel ? `${platform}: ${channel}` : platform),
			messages: messages.map(({ from, at, text }) => ({
				from: { name: from.name, address: from.address ?? null },
				at: instantOf(at),
				text,
			})),
		});
	});

	route(app, OPERATIONS.postCalendar, async ({ call, query, raw: bytes }, c) => {
		const deal = await dealNamed(c.get("db"), query.deal, "/query/deal");
		if (deal.type === "refused") return deal;
		const { key } = requestOf(c, OPERATIONS.postCalendar.id, null);
		return inScope(call, await acceptCalendar(doorOf(c), call, { bytes, deal: deal.value, key }));
	});

	route(app, OPERATIONS.postNote, async ({ call, body }, c) => {
		const deal = await dealNamed(c.get("db"), body.deal);
		if (deal.type === "refused") return deal;
		if (!body.deal && !body.contact)
			return refused("invalid", "/body/deal or /body/contact: a note names its deal or its contact");
		return handIn(c, call, OPERATIONS.postNote.id, body, {
			kind: body.about,
			author: "us",
			deal: deal.value,
			contact: body.contact ?? null,
			subject: null,
			text: body.text,
		});
	});

	route(app, OPERATIONS.postCrmChange, async ({ call, body }, c) => {
		const deal = await dealNamed(c.get("db"), body.deal);
		if (deal.type === "refused") return deal;
		return handIn(c, call, OPERATIONS.postCrmChange.id, body, {
			kind: "crm",
			author: "us",
			deal: deal.value,
			contact: body.contact ?? null,
			subject: body.dealName ?? `${body.change} ${body.externalId}`,
			text: body.text ?? "",
		});
	});

	route(app, OPERATIONS.listSignals, async ({ call, query }, c) => {
		const { state = null, cursor = null, limit } = query;
		const outcome = outcomeOf(
			await inboxStub(c.env, call.principal).list(call, { state, before: cursor, limit: limit + 1 }),
		);
		if (outcome.type === "refused") return outcome;
		const rows = outcome.value.slice(0, limit);
		const next = outcome.value.length > limit ? String(rows.at(-1)?.n ?? "") : null;
		return done({ items: rows.map(({ n: _n, ...row }) => row), next });
	});

	route(app, OPERATIONS.getSignal, async ({ call, params }, c) =>
		outcomeOf(await inboxStub(c.env, call.principal).get(call, params.signal)),
	);

	route(app, OPERATIONS.assignSignal, async ({ call, params, body }, c) => {
		const deal = await dealNamed(c.get("db"), body.deal ?? undefined);
		if (deal.type === "refused") return deal;
		return outcomeOf(await inboxStub(c.env, call.principal).assign(call, params.signal, deal.value));
	});
}

/** A meeting is known by what it is: the same one may have gone to a deal that this key is not for, whose name is not its to know. */
function inScope({ principal }: Call, outcome: Outcome<SignalReceipt>): Outcome<SignalReceipt> {
	const deal = outcome.type === "done" ? outcome.value.deal : null;
	return deal === null || principal.dealScope === null || principal.dealScope.includes(deal)
		? outcome
		: refused("conflict", "this meeting was handed in before, and not to this deal");
}

/** Byte for character, so that two files that differ have two hashes. */
const bytesAsText = (bytes: Uint8Array): string => new TextDecoder("latin1").decode(bytes);

function instantOf(time: string): number;
function instantOf(time: string | undefined): number | null;
function instantOf(time: string | undefined): number | null {
	return time === undefined ? null : Date.parse(time);
}

/** What a repeat is told by, should the first one have been cut off before its answer was kept. */
const requestOf = (c: Context<App>, operation: string, content: unknown): Pick<Words, "key" | "content"> => ({
	key: c.get("requestKey") ?? null,
	content: [operation, content],
});

async function handIn(
	c: Context<App>,
	call: Call,
	operation: string,
	body: Words["content"],
	words: Omit<Words, "key" | "content">,
): Promise<Outcome<SignalReceipt>> {
	return acceptWords(doorOf(c), call, { ...words, ...requestOf(c, operation, body) });
}

async function dealNamed(
	db: TenantDb,
	deal: DealId | undefined,
	where = "/body/deal",
): Promise<Outcome<DealId | null>> {
	if (deal === undefined) return done(null);
	return (await dealExists(db, deal)) ? done(deal) : refused("invalid", `${where}: there is no such deal`);
}
