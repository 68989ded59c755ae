import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { sha256 } from "#durable-objects/platform/hash.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { issueToken, newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { type DealId, PLATFORM_TENANT } from "#knowledge/core/vocabulary/ids.ts";
import type { Role, Scope } from "#knowledge/core/vocabulary/principal.ts";
import { ask, dealByMail, thingsOf } from "#workers/testing/api.setup.ts";
import { ASKERS, type Asker, STANDING } from "#workers/testing/askers.ts";
import { canary, forbiddenTo, type Marked, searchFor } from "#workers/testing/canaries.ts";
import { casesOf, type Target } from "#workers/testing/cases.ts";

/** A fiftieth of what `npm run probe -- isolation` asks of the built platform. */
const CASES = 108;
/** On a busy machine that takes longer than a test usually may. */
const WALK = { timeout: 30_000 };

type Account = Target & Marked & { readonly headers: Readonly<Record<Asker, Readonly<Record<string, string>>>> };

async function account(name: string): Promise<Account> {
	const clock = standStill();
	const at = await newTenant(name);
	giveSmallCrew(at);
	const mark = `zq${crypto.randomUUID().slice(0, 7)}`;
	const words = (text: string) => ({
		text: `We need 85 seats, ${text}. What would that cost?`,
		headers: [`X-Note: ${text}`],
	});
	const first = await dealByMail(at, clock, "first", words(canary(mark, "deal")));
	// A buyer of another company: a deal of its own.
	const other = await newDeal(at.tenant, canary(mark, "other"));
	const person = (asker: Asker) =>
		at.person(asker, STANDING[asker].roles as readonly Role[], {
			scopes: STANDING[asker].scopes as readonly Scope[],
			dealScope: asker === "deal-key" ? [first.deal.id] : null,
		});
	const headers = {} as Record<Asker, Readonly<Record<string, string>>>;
	for (const asker of ASKERS) {
		if (asker === "none" || asker === "visitor") {
			headers[asker] = {};
			continue;
		}
		const principal = asker === "platform" ? { ...person(asker), tenant: PLATFORM_TENANT } : person(asker);
		const token = await issueToken(principal, "key", asker === "expired" ? -1 : undefined);
		headers[asker] = { authorization: `Bearer ${token}` };
		if (asker === "revoked")
			await env.DB.prepare("UPDATE access_tokens SET revoked_at = 1 WHERE hash = ?").bind(sha256(token)).run();
		if (asker === "suspended")
			await env.DB.prepare("UPDATE people SET state = 'suspended' WHERE tenant = ? AND id = ?")
				.bind(at.tenant, asker)
				.run();
	}
	return { mark, also: [], things: { ...thingsOf(first), spareAccount: "spare-account" }, otherDeal: other, headers };
}

async function newDeal(tenant: string, name: string): Promise<DealId> {
	const deal = `d-${[...name]
		.map((each) => (/[a-z2-7]/.test(each) ? each : "a"))
		.join("")
		.padEnd(20, "a")
		.slice(0, 20)}`;
	await env.DB.prepare(
		"INSERT INTO deals (tenant, deal, name, region, stage, updated_at) VALUES (?, ?, ?, 'emea', 'LEAD', 0)",
	)
		.bind(tenant, deal, name)
		.run();
	return deal as DealId;
}

test(
	"[S0-77] a fiftieth of the probe: nothing of another account comes back, or stands in the log, and nobody gets past the table",
	WALK,
	async () => {
		await env.DB.prepare(
			"INSERT OR IGNORE INTO tenants (tenant, organisation, region_default, created_at) VALUES (?, 'Platform', 'emea', 0)",
		)
			.bind(PLATFORM_TENANT)
			.run();
		const lines: string[] = [];
		for (const level of ["info", "warn", "error"] as const)
			vi.spyOn(console, level).mockImplementation((line: unknown) => void lines.push(String(line)));
		const accounts = [await account("ours"), await account("theirs"), await account("others")];
		const found: string[] = [];
		for (const { shot, asker, home, mayPass, route, twist } of casesOf(accounts, { seed: 1, count: CASES })) {
			const { method, path, headers, body } = shot;
			const response = await ask(path, {
				method,
				headers: { ...headers, ...accounts[home]?.headers[asker] },
				...(body === null ? {} : { body }),
			});
			const text = `${[...response.headers].join("\n")}\n${await response.text()}`;
			const search = searchFor(
				forbiddenTo(accounts, home, {
					isNobody: ["none", "expired", "revoked", "suspended"].includes(asker),
					isPlatform: asker === "platform",
					isVisitor: asker === "visitor",
					isOfOneDeal: asker === "deal-key",
				}),
			);
			const what = `${route} by ${asker}, ${twist}: ${method} ${path}: ${response.status}`;
			if (search(text) !== null) found.push(`leak: ${what}`);
			if (response.ok && !mayPass) found.push(`unauthorised: ${what}`);
			if (response.status >= 500) found.push(`crash: ${what} ${text.slice(-300)}`);
		}
		const every = searchFor(accounts.map(({ mark }) => mark));
		expect(found).toEqual([]);
		expect(lines.filter((line) => every(line) !== null)).toEqual([]);
	},
);

test("[S0-77] the cases are the same for the same seed, and every route, asker and twist is among them", WALK, () => {
	const target = (account: string): Target => ({
		things: new Proxy({}, { get: (_, name) => `${account}-${String(name)}`, has: () => true }) as Target["things"],
		otherDeal: `${account}-other`,
	});
	const targets = [target("a"), target("b"), target("c")];
	// An account's name is given once: whoever makes one asks for another name every time.
	const told = () =>
		JSON.stringify(casesOf(targets, { seed: 3, count: 50 })).replaceAll(/made-[0-9a-f]{8}/g, "made-anew");
	expect(told()).toBe(told());
	const whole = casesOf(targets, { seed: 3 });
	expect(whole.length).toBeGreaterThan(5_000);
	expect(new Set(whole.map(({ asker }) => asker)).size).toBe(ASKERS.length);
	expect(casesOf(targets, { seed: 3, count: 5_400 })).toHaveLength(5_400);
	const share = casesOf(targets, { seed: 3, count: 5_400 });
	expect(new Set(share.map(({ route, asker }) => `${route} ${asker}`)).size).toBe(
		new Set(whole.map(({ route, asker }) => `${route} ${asker}`)).size,
	);
});
