import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { Clock } from "#durable-objects/testing/clock.setup.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { testDeal } from "#durable-objects/testing/deal.setup.ts";
import { newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import { SOCKET_PROTOCOL } from "#knowledge/core/contract/frames.ts";
import type { TokenId } from "#knowledge/core/vocabulary/ids.ts";
import { PrincipalKind } from "#knowledge/core/vocabulary/principal.ts";
import { ask, dealByMail, json, ORIGIN } from "#workers/testing/api.setup.ts";
import { listDeals } from "#workers/testing/lists.setup.ts";
import { knock, ticketFor, watcher } from "#workers/testing/sockets.setup.ts";

type About = { clock: Clock; at: TestTenant; room: string; url: string; good: () => Promise<string> };

async function fresh(): Promise<About> {
	const clock = standStill();
	const at = await newTenant("door");
	giveSmallCrew(at);
	const { deal } = await dealByMail(at, clock);
	const { url } = await ticketFor(at, deal.id);
	return { clock, at, room: deal.id, url, good: async () => (await ticketFor(at, deal.id)).ticket };
}

const revoke = ({ tenant }: TestTenant, token: TokenId): Promise<unknown> =>
	env.DB.prepare("UPDATE access_tokens SET revoked_at = ? WHERE tenant = ? AND id = ?")
		.bind(Date.now(), tenant, token)
		.run();

test("[SEC4] a deal's socket opens with a fresh ticket of its own, from our own page", async () => {
	const { url, good } = await fresh();
	expect((await knock(url, await good())).status).toBe(101);
});

/** Each has everything that the way above has, but one thing. */
const WRONG: readonly (readonly [string, number, (about: About) => Promise<Response>])[] = [
	["no ticket", 401, ({ url }) => knock(url, null)],
	["a ticket that is none", 401, ({ url }) => knock(url, "nonsense")],
	["an invented ticket", 401, ({ url }) => knock(url, `aa_ticket_${"0".repeat(64)}`)],
	[
		"a ticket that was used",
		401,
		async ({ url, good }) => {
			const ticket = await good();
			expect((await knock(url, ticket)).status).toBe(101);
			return knock(url, ticket);
		},
	],
	[
		"a ticket of 30,000 ms",
		401,
		async ({ url, good, clock }) => {
			const ticket = await good();
			clock.advance(30_000);
			return knock(url, ticket);
		},
	],
	[
		"another tenant's ticket",
		401,
		async ({ url }) => {
			const stranger = await newTenant("door-other");
			const theirs = testDeal(stranger, "theirs");
			await theirs.receive("theirs");
			await listDeals(stranger.tenant, theirs.id);
			return knock(url, (await ticketFor(stranger, theirs.id)).ticket);
		},
	],
	[
		"our ticket at another tenant's path",
		401,
		async ({ at, url, good }) => {
			const stranger = await newTenant("door-other");
			return knock(url.replace(at.tenant, stranger.tenant), await good());
		},
	],
	[
		"a ticket of another room",
		401,
		async ({ at, room, url, good }) => {
			const other = testDeal(at, "other");
			await other.receive("other");
			return knock(url.replace(room, other.id), await good());
		},
	],
	[
		"a ticket of a key that was revoked since",
		401,
		async ({ at, room, url }) => {
			const by = await watcher(at);
			const { ticket } = await ticketFor(at, room, by);
			await revoke(at, by.token);
			return knock(url, ticket);
		},
	],
	[
		"a ticket of somebody who was suspended since",
		401,
		async ({ at, url, good }) => {
			const ticket = await good();
			await env.DB.prepare("UPDATE people SET state = 'suspended' WHERE tenant = ? AND id = 'nadia'")
				.bind(at.tenant)
				.run();
			return knock(url, ticket);
		},
	],
	[
		"a ticket of an account that was suspended since",
		401,
		async ({ at, url, good }) => {
			const ticket = await good();
			await env.DB.prepare("UPDATE tenants SET state = 'suspended' WHERE tenant = ?").bind(at.tenant).run();
			return knock(url, ticket);
		},
	],
	["another page's origin", 403, async ({ url, good }) => knock(url, await good(), { origin: "https://evil.example" })],
	[
		"our origin as a part of another",
		403,
		async ({ url, good }) => knock(url, await good(), { origin: `${ORIGIN}.evil.example` }),
	],
	["no origin", 403, async ({ url, good }) => knock(url, await good(), { origin: null })],
	["the origin «null»", 403, async ({ url, good }) => knock(url, await good(), { origin: "null" })],
	["the ticket in the URL", 401, async ({ url, good }) => knock(`${url}?ticket=${await good()}`, null)],
	["a key in the URL", 401, async ({ at, url }) => knock(`${url}?access_token=${(await watcher(at)).key}`, null)],
	[
		"a key in the header, and no ticket",
		401,
		async ({ at, url }) => knock(url, null, { headers: (await watcher(at)).headers }),
	],
	["a key for a ticket", 401, async ({ at, url }) => knock(url, (await watcher(at)).key)],
	["no subprotocol of ours", 401, async ({ url, good }) => knock(url, null, { protocol: `ticket.${await good()}` })],
	["no subprotocol at all", 401, ({ url }) => knock(url, null, { protocol: "" })],
	[
		"no upgrade",
		426,
		async ({ url, good }) =>
			ask(url, { headers: { origin: ORIGIN, "sec-websocket-protocol": `${SOCKET_PROTOCOL}, ticket.${await good()}` } }),
	],
	["a room that is no id", 404, async ({ url, room, good }) => knock(url.replace(room, "d-x"), await good())],
	[
		"a header that only our own Worker sets",
		401,
		({ at, room, url }) =>
			knock(url, null, {
				headers: { "x-deal-call": JSON.stringify({ principal: at.human, settingsVersion: 0, deal: room }) },
			}),
	],
];

test.each(WRONG)("[SEC4] a socket does not open with %s: %i", async (_way, status, come) => {
	const about = await fresh();
	const response = await come(about);
	expect(response.status).toBe(status);
	expect(response.webSocket ?? null).toBeNull();
});

test("[SEC4] a ticket is good for 29,999 ms", async () => {
	const { clock, url, good } = await fresh();
	const ticket = await good();
	clock.advance(29_999);
	expect((await knock(url, ticket)).status).toBe(101);
});

test("[SEC4] a ticket that came to the wrong room is used up", async () => {
	const { at, room, url, good } = await fresh();
	const other = testDeal(at, "other");
	await other.receive("other");
	const ticket = await good();
	expect((await knock(url.replace(room, other.id), ticket)).status).toBe(401);
	expect((await knock(url, ticket)).status).toBe(401);
});

test("[SEC4] of ten who come with the same ticket at once one gets in", async () => {
	const { at, room } = await fresh();
	const { ticket, url } = await ticketFor(at, room);
	const answers = await Promise.all(Array.from({ length: 10 }, () => knock(url, ticket)));
	expect(answers.filter((each) => each.status === 101)).toHaveLength(1);
});

test.each(PrincipalKind.exclude(["user", "service"]).options)("[SEC5] a ticket is not given to a %s", async (kind) => {
	const { at, room, url } = await fresh();
	const by = await watcher(at);
	// As if a bug had let them ask: what stands behind the ticket is asked for again.
	const { ticket } = await ticketFor(at, room, by);
	await env.DB.prepare(
		"UPDATE socket_tickets SET principal = json_set(principal, '$.kind', ?, '$.token', NULL) WHERE tenant = ?",
	)
		.bind(kind, at.tenant)
		.run();
	expect((await knock(url, ticket)).status).toBe(401);
});

test("[SEC5] whoever lost every role since the ticket gets no socket; who may read still does", async () => {
	const { at, room, url } = await fresh();
	const by = await watcher(at, at.reader);
	const [one, two] = [await ticketFor(at, room, by), await ticketFor(at, room, by)];
	expect((await knock(url, one.ticket)).status).toBe(101);
	await env.DB.prepare("UPDATE people SET roles = '[]' WHERE tenant = ? AND id = ?")
		.bind(at.tenant, at.reader.id)
		.run();
	expect((await knock(url, two.ticket)).status).toBe(401);
});

test("[SEC4] a ticket is not given for a room that the asker cannot read, nor for none", async () => {
	const { at, room } = await fresh();
	const stranger = await newTenant("door-other");
	const mine = await watcher(at);
	const { headers: type, ...init } = json({ purpose: "deal", room });
	const asked = (tenant: string, headers: Record<string, string>, body = init.body) =>
		ask(`/v1/accounts/${tenant}/sockets`, { ...init, body: body ?? null, headers: { ...type, ...headers } });
	expect((await asked(stranger.tenant, (await watcher(stranger)).headers)).status).toBe(404);
	expect((await asked(at.tenant, (await watcher(stranger)).headers)).status).toBe(404);
	expect((await asked(at.tenant, {})).status).toBe(401);
	const never = JSON.stringify({ purpose: "deal", room: `d-${"a".repeat(20)}` });
	expect((await asked(at.tenant, mine.headers, never)).status).toBe(404);
});

test("[INV17] a key of before keys had names watches like any other: it is given its name when it is used", async () => {
	const { at, room, url } = await fresh();
	const by = await watcher(at);
	await env.DB.prepare("UPDATE access_tokens SET id = NULL WHERE tenant = ? AND id = ?")
		.bind(at.tenant, by.token)
		.run();
	const { ticket } = await ticketFor(at, room, by);
	expect((await knock(url, ticket)).status).toBe(101);
});
