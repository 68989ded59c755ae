import { listDurableObjectIds } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { startSink } from "#durable-objects/testing/sink.setup.ts";
import { issueToken, newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { Problem } from "#knowledge/core/contract/problem.ts";
import { type DealId, PLATFORM_TENANT } from "#knowledge/core/vocabulary/ids.ts";
import type { Role, Scope } from "#knowledge/core/vocabulary/principal.ts";
import { ask, client, dealByMail, EVERY_OPERATION, requestFor } from "#workers/testing/api.setup.ts";
import { ASKERS, mayAsk, STANDING } from "#workers/testing/askers.ts";
import { OTHER_ROUTES, thingOf } from "#workers/testing/matrix.ts";
import { createApp } from "./app.ts";
import { RULES } from "./route.ts";

/** Every operation is asked, several times over: on a busy machine that takes longer than a test usually may. */
const WALK = { timeout: 30_000 };

async function twoTenants() {
	const clock = standStill();
	const [ours, theirs] = await Promise.all([newTenant("ours"), newTenant("theirs")]);
	giveSmallCrew(ours);
	return { clock, ours, theirs, about: await dealByMail(ours, clock) };
}

const problemOf = async (response: Response): Promise<Problem> => {
	expect(response.headers.get("content-type")).toBe("application/problem+json");
	expect(response.headers.get("cache-control")).toBe("no-store");
	return Problem.parse(await response.json());
};

test("[K5] no operation answers without a principal: 401, whatever is sent in place of a key", WALK, async () => {
	const { ours, about } = await twoTenants();
	const session = await issueToken(ours.human, "session");
	const expired = await issueToken(ours.human, "key", -1);
	const link = await issueToken(ours.human, "sign-in");
	const offers = [
		{},
		{ authorization: "Bearer" },
		{ authorization: "Bearer nonsense" },
		{ authorization: `Bearer aa_key_${"0".repeat(64)}` },
		{ authorization: `Bearer ${expired}` },
		// A session is for cookies and a link for signing in: neither is a key.
		{ authorization: `Bearer ${session}` },
		{ authorization: `Bearer ${link}` },
		{ cookie: `__Host-aa_session=${link}`, origin: "https://aa.example" },
	];
	for (const operation of EVERY_OPERATION.filter(({ access }) => access !== "public")) {
		const { path, init } = requestFor(operation, ours.tenant, about);
		for (const offer of operation.id === "getDeal" ? offers : offers.slice(0, 2)) {
			const response = await ask(path, { ...init, headers: { ...init.headers, ...offer } });
			expect(response.status, `${operation.id} ${JSON.stringify(offer)}`).toBe(401);
			expect((await problemOf(response)).type).toMatch(/unauthenticated$/);
		}
	}
});

test("[SEC1] another tenant's key on our paths: 404 on every operation, and our deal has not moved", WALK, async () => {
	const { ours, theirs, about } = await twoTenants();
	const before = await about.deal.read();
	const { authorization } = await client(theirs, theirs.person("boss", ["tenant-admin", "regional-human", "rep"]));
	for (const operation of EVERY_OPERATION.filter(({ path }) => path.includes("{account}"))) {
		const { path, init } = requestFor(operation, ours.tenant, about);
		const response = await ask(path, { ...init, headers: { ...init.headers, authorization } });
		expect(response.status, operation.id).toBe(404);
		expect(await problemOf(response), operation.id).toMatchObject({ title: "Not found" });
	}
	expect(await about.deal.read()).toEqual(before);
});

/** Ids of ours that a path or body can name. Operations without any are about the asking tenant itself. */
const NAMES_OURS = /\{(deal|signal|approval|contact|company)\}/;

test(
	"[SEC1] our ids under another tenant's own account: 404, as for ids that never were, and no object is made",
	WALK,
	async () => {
		const { theirs, about } = await twoTenants();
		const before = await about.deal.read();
		const everything = theirs.person("boss", ["tenant-admin", "regional-human", "rep"]);
		const { authorization } = await client(theirs, everything);
		const objects = async () => (await listDurableObjectIds(env.DEAL_AGENT)).length;
		const count = await objects();
		const asked = EVERY_OPERATION.filter(({ id, path }) => NAMES_OURS.test(path) || id === "openSocket");
		expect(asked.length).toBeGreaterThan(15);
		for (const operation of asked) {
			const { path, init } = requestFor(operation, theirs.tenant, about);
			const response = await ask(path, { ...init, headers: { ...init.headers, authorization } });
			expect(response.status, operation.id).toBe(404);
		}
		expect(await objects()).toBe(count);
		expect(await about.deal.read()).toEqual(before);
	},
);

test("[SEC8] malformed ids are 404 like missing ones, and none of them makes an object", WALK, async () => {
	const { ours } = await twoTenants();
	const { send } = await client(ours);
	const objects = async () => (await listDurableObjectIds(env.DEAL_AGENT)).length;
	const count = await objects();
	const wrong = [
		"x",
		"d-",
		`d-${"a".repeat(19)}`,
		`d-${"A".repeat(20)}`,
		`d-${"a".repeat(1_500)}`,
		"d-%00",
		"..%2F..",
		"null",
	];
	const never = Array.from(
		{ length: 12 },
		(_, i) => `d-${"abcdefghijklmnopqrstuvwxyz234567"[i % 32]}${"a".repeat(19)}`,
	);
	for (const id of [...wrong, ...never]) {
		for (const path of [`deals/${id}`, `deals/${id}/events`, `deals/${id}/outbox`, `signals/${id}`])
			expect((await send(path)).status, path).toBe(404);
	}
	expect((await send(`approvals/a-${"a".repeat(20)}-0/undo`, { method: "POST" })).status).toBe(404);
	expect(await objects()).toBe(count);
});

test("[SEC7] the rules of routes say what is written down apart from them: which roles, by which scope", () => {
	for (const access of ["reader", "manager", "writer", "human", "admin", "platform"] as const) {
		const { roles, scope } = RULES[access];
		for (const asker of ASKERS.filter((each) => STANDING[each].roles.length > 0)) {
			const standing = STANDING[asker];
			const may = standing.roles.some((role) => roles.includes(role as Role)) && standing.scopes.includes(scope);
			expect(mayAsk(asker, access), `${asker} ${access}`).toBe(may);
		}
	}
});

/** An administrator comes last: what one changes, the others would be asked by. */
const WITH_A_ROLE = ["reader", "read-key", "deal-key", "rep", "human", "admin-key", "admin"] as const;

test.each(WITH_A_ROLE)(
	"[SEC7] %s gets in where the table says so, on every operation, and nowhere else",
	WALK,
	async (asker) => {
		const { ours, about } = await twoTenants();
		const before = await about.deal.read();
		const roles = STANDING[asker].roles as readonly Role[];
		const { send } = await client(
			ours,
			ours.person(asker, roles, {
				scopes: STANDING[asker].scopes as readonly Scope[],
				dealScope: asker === "deal-key" ? [about.deal.id] : null,
			}),
		);
		const refusals = new Set(
			Object.values(RULES).flatMap(({ says, scope }) => [says, `a key with the scope «${scope}»`]),
		);
		for (const operation of EVERY_OPERATION.filter(({ access }) => access !== "public" && access !== "platform")) {
			const { path, init } = requestFor(operation, ours.tenant, about);
			const response = await send(path, init);
			const { detail = "" } = Object(await response.json().catch(() => ({}))) as { detail?: string };
			const isTurnedAway = response.status === 403 && refusals.has(detail.replace(/^this takes /, ""));
			expect(isTurnedAway, `${operation.id}: ${response.status} ${detail}`).toBe(!mayAsk(asker, operation.access));
		}
		if (!mayAsk(asker, "writer")) expect(await about.deal.read()).toEqual(before);
	},
);

test(
	"[SEC7] what belongs to those who run the platform is declined to everybody else, and no account's own is theirs",
	WALK,
	async () => {
		const { ours, about } = await twoTenants();
		const everything = ours.person("boss", ["tenant-admin", "regional-human", "rep", "platform-admin"]);
		const us = await client(ours, everything);
		for (const operation of EVERY_OPERATION.filter(({ access }) => access === "platform")) {
			const { path, init } = requestFor(operation, ours.tenant, about);
			expect((await us.send(path, init)).status, operation.id).toBe(403);
		}
		const operator = { ...everything, tenant: PLATFORM_TENANT, roles: ["platform-admin", "tenant-admin"] as const };
		await addPlatform();
		const { authorization } = await client(ours, operator);
		for (const operation of EVERY_OPERATION.filter(
			({ access, path }) => access !== "platform" && access !== "public" && path.includes("{account}"),
		)) {
			const { path, init } = requestFor(operation, ours.tenant, about);
			const response = await ask(path, { ...init, headers: { ...init.headers, authorization } });
			expect(response.status, operation.id).toBe(404);
		}
	},
);

/** The platform's own account, as `npm start` seeds it. */
const addPlatform = () =>
	env.DB.prepare(
		"INSERT OR IGNORE INTO tenants (tenant, organisation, region_default, created_at) VALUES (?, 'Platform', 'emea', 0)",
	)
		.bind(PLATFORM_TENANT)
		.run();

test("[S0-77] every route of the app is an operation of the contract, or stands in the matrix of the isolation tests", () => {
	const known = new Set([
		...EVERY_OPERATION.map(({ method, path }) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ":$1")}`),
		...OTHER_ROUTES.map(({ method, path }) => `${method} ${path}`),
	]);
	const routes = new Set(
		createApp()
			.routes.filter(({ method }) => method !== "ALL")
			.map(({ method, path }) => `${method} ${path}`),
	);
	expect([...routes].filter((each) => !known.has(each))).toEqual([]);
	expect([...known].filter((each) => !routes.has(each))).toEqual([]);
	for (const operation of EVERY_OPERATION)
		for (const [, name = ""] of operation.path.matchAll(/\{(\w+)\}/g))
			expect(() => thingOf(operation, name), `${operation.id} ${name}`).not.toThrow();
});

/** Operations that need another state than that of a deal whose first mail was read; the deal's own tests bring it about. */
const NEEDS_MORE = new Set([
	"retryStep",
	"assignSignal",
	"undo",
	"reject",
	"edit",
	"clearFlag",
	"pauseTenant",
	"pauseDeal",
	"rehearse",
	"giveFeedback",
	"getPriceGuidance",
	"undoCrm",
	"revertLearned",
	"resendInvitation",
	"revokeSession",
	"revokeApiKey",
	"revokeEmbedKey",
]);

test("[API] what an operation answers is what its contract says, to the field", WALK, async () => {
	const { ours, about } = await twoTenants();
	const { send } = await client(ours, ours.person("boss", ["tenant-admin", "regional-human", "rep"]));
	// A draft is approved before a new run replaces it.
	const order = EVERY_OPERATION.filter(({ access }) => access !== "platform" && access !== "public").sort(
		(a, b) => Number(b.id === "approve") - Number(a.id === "approve"),
	);
	// Whom operations about people name.
	await issueToken(ours.reader);
	const wrong: string[] = [];
	for (const operation of order) {
		if (NEEDS_MORE.has(operation.id)) continue;
		const { path, init } = requestFor(operation, ours.tenant, about);
		const response = await send(path, init);
		const text = await response.text();
		if (response.status !== operation.status) wrong.push(`${operation.id}: ${response.status} ${text}`);
		else if ((response.headers.get("content-type") ?? "").includes("application/json")) {
			const issues = operation.answer.safeParse(JSON.parse(text)).error?.issues ?? [];
			if (issues.length > 0) wrong.push(`${operation.id}: ${JSON.stringify(issues)}`);
		}
		expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
		expect(response.headers.get("x-content-type-options")).toBe("nosniff");
	}
	expect(wrong).toEqual([]);
});

test("[SEC1] the copy of a sent mail is its tenant's, and its deal's, alone", WALK, async () => {
	const { clock, ours, theirs, about } = await twoTenants();
	startSink("keyed");
	await about.deal.approve(about.approval, ours.human);
	await about.deal.settle(clock);
	const [{ key } = { key: "" }] = await about.deal.outbox();
	const path = (tenant: string, deal = about.deal.id, effect = key) =>
		`/v1/accounts/${tenant}/deals/${deal}/outbox/${effect}/copy`;
	const us = await client(ours);
	const body = JSON.stringify({ name: "Another", region: "emea" });
	const headers = { "content-type": "application/json" };
	const made = await us.send(`/v1/accounts/${ours.tenant}/deals`, { method: "POST", body, headers });
	const other: { id: DealId } = await made.json();
	const mine = await us.send(path(ours.tenant));
	expect(await mine.text()).toMatch(/^Date: .*\r\n(.*\r\n)*To: /);
	expect(mine.headers.get("content-type")).toContain("text/plain");
	expect((await us.send(path(ours.tenant, other.id))).status).toBe(404);
	await env.BODIES.put(`t/${ours.tenant}/sent/${"0".repeat(64)}.eml`, "Subject: never sent");
	expect((await us.send(path(ours.tenant, about.deal.id, "0".repeat(64)))).status).toBe(404);
	const stranger = await client(theirs);
	expect((await stranger.send(path(ours.tenant))).status).toBe(404);
	expect((await stranger.send(path(theirs.tenant))).status).toBe(404);
	expect((await ask(path(ours.tenant))).status).toBe(401);
});
