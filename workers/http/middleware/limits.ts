import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { answer, outcomeOf } from "#durable-objects/platform/answer.ts";
import { log } from "#durable-objects/platform/log.ts";
import { ledgerStub } from "#durable-objects/stubs.ts";
import { type Allowance, askFor, hold, type Lease, spend, standing } from "#knowledge/core/budget/allowance.ts";
import type { Call, Principal } from "#knowledge/core/vocabulary/principal.ts";
import { HOUR_MS, MINUTE_MS } from "#knowledge/core/vocabulary/time.ts";
import type { App } from "#workers/http/app-types.ts";
import { operationOf } from "#workers/http/operation-of.ts";
import { problem } from "#workers/http/problem.ts";

/** Of what its person may, a key may this much: a script that runs wild leaves the person room to revoke it. */
const KEY_SHARE = 2 / 3;
/** Of what a person may: somebody on another's page, reading one thread. */
const VISITOR_SHARE = 1 / 10;

/** By the hour and person: what makes a secret, or writes to somebody who did not ask. */
const PER_HOUR: Readonly<Record<string, number>> = {
	createApiKey: 20,
	createEmbedKey: 20,
	inviteUser: 100,
	resendInvitation: 100,
};

/**
 * While the ledger does not answer, requests go on by this much a principal and minute in each isolate: limits are there
 * so that work goes on, and a mail that is turned away may be lost to its sender.
 */
const WITHOUT_LEDGER_PER_MINUTE = 120;
/** Other requests of this isolate may spend what this one has just leased. */
const ROUNDS_MAX = 5;
const SUBJECTS_KEPT = 20_000;

/** What this isolate holds. A lease is spent where it lies; at the end of its window it is nothing. */
const held = new Map<string, Lease>();

/** By tenant, by person and by key, wherever they ask. Nothing here is made of what a request says of itself. */
export const limits = createMiddleware<App>(async (c, next) => {
	const call = c.get("asker");
	const allowances = allowancesOf(c, call.principal);
	const taken = await take(c, call, allowances);
	if (taken !== null) return tooMany(c, taken, Date.now());
	await next();
	return state(c, call.principal, allowances, Date.now());
});

function allowancesOf(c: Context<App>, principal: Principal): readonly Allowance[] {
	const { requestsPerMinute, tenantRequestsPerMinute } = c.get("terms").quotas;
	const { kind, id, token } = principal;
	const share = (part: number): number => Math.max(1, Math.floor(requestsPerMinute * part));
	const person = `${kind === "visitor" ? "visitor" : "user"}:${id}`;
	const perMinute = (subject: string, limit: number): Allowance => ({ subject, limit, periodMs: MINUTE_MS });
	const operation = operationOf(c.req.method, c.req.path)?.operation.id ?? "";
	const perHour = PER_HOUR[operation];
	return [
		...(perHour === undefined
			? []
			: [{ subject: `${operation}:${person}`, limit: perHour, periodMs: HOUR_MS } satisfies Allowance]),
		...(kind === "service" && token !== null ? [perMinute(`key:${token}`, share(KEY_SHARE))] : []),
		perMinute(person, kind === "visitor" ? share(VISITOR_SHARE) : requestsPerMinute),
		perMinute("tenant", tenantRequestsPerMinute),
	];
}

const keyOf = (principal: Principal, { subject }: Allowance): string => `${principal.tenant} ${subject}`;

/** Spends one of each allowance, or of none: answers the one that is spent. */
async function take(c: Context<App>, call: Call, allowances: readonly Allowance[]): Promise<Allowance | null> {
	const key = (allowance: Allowance) => keyOf(call.principal, allowance);
	for (let round = 0; round < ROUNDS_MAX; round++) {
		const now = Date.now();
		const standings = allowances.map((allowance) => standing(held.get(key(allowance)), now));
		const spent = allowances.find((_, i) => standings[i] === "spent");
		if (spent) return spent;
		const lacking = allowances.filter((_, i) => standings[i] === "must-ask");
		if (lacking.length === 0) {
			for (const allowance of allowances) {
				const lease = held.get(key(allowance));
				if (lease) held.set(key(allowance), spend(lease));
			}
			return null;
		}
		const leased = await answer("limits", async () =>
			outcomeOf(await ledgerStub(c.env, call.principal).lease(call, lacking.map(askFor))),
		);
		if (leased.type !== "done") return takeWithout(call, c.get("requestId"));
		if (held.size > SUBJECTS_KEPT) forgetEnded(now);
		lacking.forEach((allowance, i) => {
			const lease = leased.value[i];
			if (lease) held.set(key(allowance), hold(held.get(key(allowance)), lease));
		});
	}
	return takeWithout(call, c.get("requestId"));
}

function takeWithout(call: Call, requestId: string): Allowance | null {
	const now = Date.now();
	const allowance = { subject: "without-ledger", limit: WITHOUT_LEDGER_PER_MINUTE, periodMs: MINUTE_MS };
	const key = `${call.principal.tenant} ${allowance.subject} ${call.principal.id}`;
	const endsAt = (Math.floor(now / MINUTE_MS) + 1) * MINUTE_MS;
	const lease = hold(held.get(key), { granted: 0, left: WITHOUT_LEDGER_PER_MINUTE, endsAt });
	log.warn("limits without their ledger", { tenant: call.principal.tenant, requestId });
	// Here `left` is counted down: nobody else gives or takes of it.
	if (lease.left === 0) return allowance;
	held.set(key, { ...lease, left: lease.left - 1 });
	return null;
}

function forgetEnded(now: number): void {
	for (const [key, lease] of held) if (lease.endsAt <= now) held.delete(key);
}

function tooMany(c: Context<App>, spent: Allowance, now: number): Response {
	const seconds = secondsLeft(spent, now);
	const whose = spent.subject === "tenant" ? "this account" : spent.subject.startsWith("key:") ? "this key" : "you";
	const each = spent.periodMs === HOUR_MS ? "an hour" : "a minute";
	const response = problem(c, 429, "too-many", "Too many requests", {
		detail: `${whose} may ask ${spent.limit} times ${each}; more in ${seconds} s`,
	});
	response.headers.set("retry-after", String(seconds));
	setHeaders(response.headers, spent, { left: 0, seconds });
	return response;
}

/** Tells the tightest of the limits. What is left is what this isolate knows of: a hint, as the draft has it. */
function state(c: Context<App>, principal: Principal, allowances: readonly Allowance[], now: number): void {
	const known = allowances.flatMap((allowance) => {
		const lease = held.get(keyOf(principal, allowance));
		return lease && lease.endsAt > now ? [{ allowance, left: lease.granted + lease.left }] : [];
	});
	const [first, ...others] = known;
	if (!first || c.res.status === 101) return;
	const tightest = others.reduce((least, each) => (each.left < least.left ? each : least), first);
	const seconds = secondsLeft(tightest.allowance, now);
	c.res = new Response(c.res.body, c.res);
	setHeaders(c.res.headers, tightest.allowance, { left: tightest.left, seconds });
}

const secondsLeft = ({ periodMs }: Allowance, now: number): number =>
	Math.max(1, Math.ceil((periodMs - (now % periodMs)) / 1_000));

/** draft-ietf-httpapi-ratelimit-headers: the limit and its window, what is left of it and for how long. */
function setHeaders(headers: Headers, allowance: Allowance, now: { left: number; seconds: number }): void {
	const { subject, limit, periodMs } = allowance;
	const name = subject.split(":")[0] ?? subject;
	headers.set("ratelimit-policy", `"${name}";q=${limit};w=${periodMs / 1_000}`);
	headers.set("ratelimit", `"${name}";r=${now.left};t=${now.seconds}`);
}
