import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { answer } from "#durable-objects/platform/answer.ts";
import { log } from "#durable-objects/platform/log.ts";
import { recordAudit } from "#durable-objects/platform/record-audit.ts";
import { ledgerStub } from "#durable-objects/stubs.ts";
import { type AuditEvent, AuditFact, AuditTarget } from "#knowledge/core/audit/entry.ts";
import type { TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { done } from "#knowledge/core/vocabulary/outcome.ts";
import type { Call } from "#knowledge/core/vocabulary/principal.ts";
import { MINUTE_MS } from "#knowledge/core/vocabulary/time.ts";
import type { App } from "#workers/http/app-types.ts";
import { type Matched, operationOf } from "#workers/http/operation-of.ts";
import { rightFor } from "#workers/http/route.ts";
import { followAudit } from "#workers/schedule/audit.ts";

/** The ways to read that no operation stands for, each of which can show a whole mail: an attachment may be one. */
const COPY = /^\/v1\/accounts\/[^/]+\/deals\/(?<deal>d-[a-z2-7]{20})\/outbox\/(?<effect>[0-9a-f]{64})\/copy$/;
const ATTACHMENT =
	/^\/v1\/accounts\/[^/]+\/deals\/(?<deal>d-[a-z2-7]{20})\/signals\/(?<signal>s-[a-z2-7]{20})\/attachments\/(?<attachment>[1-9]\d{0,3})$/;

/** Of what everybody may read for themselves: where somebody is signed in, and with which keys. */
const READS_RECORDED: ReadonlySet<string> = new Set(["listSessions", "listApiKeys", "getPriceGuidance"]);

type Recorded = Pick<Matched["operation"], "id" | "access" | "makes"> & Pick<Matched, "params">;

/** What is recorded of what is asked for: all that could change something; of reads what an administrator alone may see, copies of mails and attachments. */
function recordedOf(method: string, path: string): Recorded | null {
	const copy = method === "GET" ? COPY.exec(path) : null;
	if (copy) return { id: "getCopy", access: "reader", params: { ...copy.groups } };
	const file = method === "GET" ? ATTACHMENT.exec(path) : null;
	if (file) return { id: "getAttachment", access: "reader", params: { ...file.groups } };
	const matched = operationOf(method, path);
	if (!matched) return null;
	const { operation, params } = matched;
	const { id, access, makes = {} } = operation;
	const isOpen = operation.method === "get" && access !== "admin" && access !== "platform" && !READS_RECORDED.has(id);
	return isOpen ? null : { id, access, params, makes };
}

/**
 * Round everything that has a principal: each operation that could change something, whatever came of it. The entry is
 * there before the answer leaves. Who is not known to be of any tenant leaves no entry in one.
 */
export const audit = createMiddleware<App>(async (c, next) => {
	await next();
	const call: Call | undefined = c.get("asker");
	if (!call) return countStranger(c);
	const recorded = recordedOf(c.req.method, c.req.path);
	if (!recorded || (c.res.status === 429 && isToldOf(call))) return;
	const { id: action, access, params, makes = {} } = recorded;
	const { status } = c.res;
	const isRefused = status === 401 || status === 403;
	await append(c, call, {
		action,
		right: isRefused ? "none" : (rightFor(access, call.principal) ?? "none"),
		target: targetOf(
			Object.entries(params).filter(([name, id]) => name !== "account" || id !== call.principal.tenant),
			await madeBy(makes, c.res),
		),
		result: resultOf(c),
		status,
	});
});

type Named = readonly (readonly [kind: string, id: string])[];

/** What the path named, and then what was made. What is not of the form of an id is left out: it may be anything. */
const targetOf = (named: Named, made: Named): readonly string[] => [
	...new Set(
		[...named, ...made].map(([kind, id]) => `${kind}:${id}`).filter((target) => AuditTarget.safeParse(target).success),
	),
];

/** Read from the answer as it leaves, so that a repeat names it as the first time did. */
async function madeBy(makes: NonNullable<Recorded["makes"]>, response: Response): Promise<Named> {
	if (Object.keys(makes).length === 0 || !response.ok) return [];
	const answered: unknown = await response
		.clone()
		.json()
		.catch(() => null);
	return Object.entries(makes).flatMap(([kind, field]) => {
		const id = field.split(".").reduce<unknown>((value, name) => Object(value)[name], answered);
		return typeof id === "string" || typeof id === "number" ? [[kind, String(id)] as const] : [];
	});
}

/** In this isolate's minute. */
let strangers = { minute: 0, writes: 0 };

/** Of no tenant, so in no chain: the log tells how many there were, once a minute. */
function countStranger(c: Context<App>): void {
	if (c.req.method === "GET" || c.req.method === "HEAD") return;
	const minute = Math.floor(Date.now() / MINUTE_MS);
	if (minute !== strangers.minute && strangers.writes > 0)
		log.info("writes without a principal", { minute: strangers.minute, count: strangers.writes });
	strangers = { minute, writes: minute === strangers.minute ? strangers.writes + 1 : 1 };
}

function resultOf(c: Context<App>): string {
	const { status, headers } = c.res;
	if (status >= 500) return "fault";
	if (headers.get("idempotent-replayed") === "true") return "replayed";
	return status < 400 ? "done" : (c.get("problem") ?? "refused");
}

const CALLERS_KEPT = 10_000;
const heldBackAt = new Map<string, number>();

/** Whoever is held back is recorded once a minute: to turn a request away may not cost what the request would have cost. */
function isToldOf({ principal }: Call): boolean {
	const key = `${principal.tenant} ${principal.id}`;
	const minute = Math.floor(Date.now() / MINUTE_MS);
	if (heldBackAt.get(key) === minute) return true;
	if (heldBackAt.size >= CALLERS_KEPT) heldBackAt.clear();
	heldBackAt.set(key, minute);
	return false;
}

type EventFact = {
	readonly action: AuditEvent;
	/** The way in, such as «link» or «single-sign-on»; «none» where it was refused. */
	readonly right: string;
	/** «kind:id», ids alone. */
	readonly target?: readonly string[];
	/** «done», or a code of a refusal. */
	readonly result: string;
	readonly status: number;
};

/** What no operation stands for: awaited before its answer leaves. `call` is that of whoever did it, or tried to. */
export const auditEvent = (c: Context<App>, call: Call, event: EventFact): Promise<void> =>
	append(c, call, { target: [], ...event });

type What = Required<Omit<EventFact, "action">> & { readonly action: string };

async function append(c: Context<App>, call: Call, what: What): Promise<void> {
	const { kind, id, token } = call.principal;
	const fact = AuditFact.parse({
		at: new Date().toISOString(),
		actor: { kind, id, token },
		address: addressOf(c),
		requestId: c.get("requestId"),
		...what,
	});
	const isThere = await recordAudit(
		{ ledger: () => ledgerStub(c.env, call.principal), queue: c.env.EVENTS },
		call,
		fact,
	);
	if (isThere) followSoon(c, call);
}

/** The copy may be a second behind what it copies: one pull brings all that came in between. */
const FOLLOW_EVERY_MS = 1_000;
const TENANTS_KEPT = 1_000;
const followedAt = new Map<TenantId, number>();

function followSoon(c: Context<App>, { principal }: Call): void {
	const now = Date.now();
	if (Math.abs(now - (followedAt.get(principal.tenant) ?? 0)) < FOLLOW_EVERY_MS) return;
	if (followedAt.size >= TENANTS_KEPT) followedAt.clear();
	followedAt.set(principal.tenant, now);
	const followed = answer("audit.copy", async () => done(await followAudit(c.env, principal.tenant)));
	c.executionCtx.waitUntil(followed);
}

/** Set by the platform, which takes away whatever a client sent under this name. */
export function addressOf(c: Context<App>): string | null {
	const parsed = AuditFact.shape.address.safeParse(c.req.header("cf-connecting-ip") ?? null);
	return parsed.data ?? null;
}
