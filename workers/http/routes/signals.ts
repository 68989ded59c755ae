import type { Context, Hono } from "hono";
import { outcomeOf } from "#durable-objects/platform/answer.ts";
import { inboxStub } from "#durable-objects/stubs.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import type { SignalReceipt } from "#knowledge/core/contract/signal.ts";
import type { DealId } from "#knowledge/core/vocabulary/ids.ts";
import { RAW_MAIL_BYTES_MAX } from "#knowledge/core/vocabulary/limits.ts";
import { done, type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import type { Call } from "#knowledge/core/vocabulary/principal.ts";
import type { App } from "#workers/http/app-types.ts";
import { doorOf } from "#workers/http/door.ts";
import { problem } from "#workers/http/problem.ts";
import { route } from "#workers/http/route.ts";
import { acceptMail, acceptWords, type Words } from "#workers/ingress/accept.ts";
import { readBody } from "#workers/ingress/read-body.ts";
import { dealExists } from "#workers/store/deals.ts";
import type { TenantDb } from "#workers/store/tenant-db.ts";

export function signalRoutes(app: Hono<App>): void {
	// The body is checked before the route's own parsing, which a raw mail does not pass through.
	app.use(OPERATIONS.postEmail.path.replace("{account}", ":account"), async (c, next) => {
		if (c.req.method !== "POST") return next();
		const type = (c.req.header("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
		if (type !== "message/rfc822")
			return problem(c, 415, "media-type", "Send a raw mail", { detail: "content-type: message/rfc822" });
		return next();
	});

	route(app, OPERATIONS.postEmail, async ({ call }, c) => {
		const raw = await readBody(c.req.raw, RAW_MAIL_BYTES_MAX);
		if (!raw)
			return problem(c, 413, "too-large", "Too large", { detail: `a mail has at most ${RAW_MAIL_BYTES_MAX} bytes` });
		if (raw.byteLength === 0) return refused("invalid", "the mail is empty");
		return acceptMail(doorOf(c), call, { raw, envelopeFrom: null, envelopeTo: null, isVouchedFor: true });
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

/** One Idempotency-Key of one operation is one request: the same again is a duplicate, and anything else is declined. */
async function handIn(
	c: Context<App>,
	call: Call,
	operation: string,
	body: Words["content"],
	words: Omit<Words, "key" | "content">,
): Promise<Outcome<SignalReceipt>> {
	const key = c.req.header("idempotency-key")?.trim();
	const outcome = await acceptWords(doorOf(c), call, {
		...words,
		key: key ? `${operation}:${key}` : null,
		content: [operation, body],
	});
	return outcome.type === "refused" && outcome.refusal.code === "conflict"
		? refused("invalid", "this Idempotency-Key was sent before with another body; nothing was stored")
		: outcome;
}

async function dealNamed(db: TenantDb, deal: DealId | undefined): Promise<Outcome<DealId | null>> {
	if (deal === undefined) return done(null);
	return (await dealExists(db, deal)) ? done(deal) : refused("invalid", "/body/deal: there is no such deal");
}
