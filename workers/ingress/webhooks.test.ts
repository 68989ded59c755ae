import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { testInbox } from "#durable-objects/testing/inbox.setup.ts";
import { newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import { Problem } from "#knowledge/core/contract/problem.ts";
import { MINUTE_MS } from "#knowledge/core/vocabulary/time.ts";
import { ask } from "#workers/testing/api.setup.ts";
import { signStandardWebhook } from "./webhook-signature.ts";

const CHANGE = { event: "deal.updated", deal: { externalId: "crm-7" }, at: "2099-12-31T10:00:00Z" };

async function fresh() {
	vi.spyOn(console, "warn").mockImplementation(() => undefined);
	const clock = standStill();
	const at = await newTenant("hook");
	const post = async (
		name: string,
		changes: { secret?: string; body?: string; connection?: string; at?: number } = {},
	) => {
		const body = new TextEncoder().encode(changes.body ?? JSON.stringify(CHANGE));
		const headers = await signStandardWebhook({
			id: name,
			at: changes.at ?? clock.now(),
			body,
			secret: changes.secret ?? at.crmSecret,
		});
		return ask(`/hooks/crm/${changes.connection ?? `${at.tenant}.crm`}`, {
			method: "POST",
			body,
			headers: { ...headers, "content-type": "application/json" },
		});
	};
	return { clock, at, post };
}

const signals = (at: TestTenant) => testInbox(at).list();

test("[SEC17] a change that its CRM signed is accepted and kept; the same again is a duplicate, a hundred times", async () => {
	const { at, post } = await fresh();
	const first = await post("evt-1");
	expect(first.status, await first.clone().text()).toBe(202);
	expect(await first.json()).toMatchObject({ duplicate: false, state: "accepted" });
	const storm = await Promise.all(Array.from({ length: 100 }, () => post("evt-1")));
	expect(new Set(storm.map((each) => each.status))).toEqual(new Set([202]));
	for (const each of storm) expect(await each.json()).toMatchObject({ duplicate: true });
	expect(await signals(at)).toMatchObject([{ kind: "crm", duplicates: 100 }]);
	expect((await post("evt-2")).status).toBe(202);
	expect(await signals(at)).toHaveLength(2);
});

test("[SEC17] a signature that does not hold is 401, and nothing is kept", async () => {
	const { clock, at, post } = await fresh();
	const stranger = await newTenant("hook-other");
	const answers = [
		await post("evt-1", { secret: `whsec_${btoa("another secret of 24 byte")}` }),
		await post("evt-1", { secret: stranger.crmSecret }),
		await post("evt-1", { at: clock.now() - 6 * MINUTE_MS }),
		await post("evt-1", { at: clock.now() + 6 * MINUTE_MS }),
		await ask(`/hooks/crm/${at.tenant}.crm`, { method: "POST", body: JSON.stringify(CHANGE) }),
	];
	for (const each of answers) {
		expect(each.status).toBe(401);
		Problem.parse(await each.json());
	}
	expect(await signals(at)).toEqual([]);
	expect(await signals(stranger)).toEqual([]);
});

/** All that tells one answer from another. */
const seen = async (response: Response) => {
	const { requestId: _, ...body } = Problem.parse(await response.json());
	return { status: response.status, headers: [...response.headers.keys()].sort(), body };
};

test("[SEC17] who our tenants are, and what they connected, is told to nobody: one answer until a signature holds", async () => {
	vi.spyOn(console, "error").mockImplementation(() => undefined);
	const { at, post } = await fresh();
	await env.DB.prepare(
		"INSERT INTO connections (tenant, connection, provider, settings, credentials, created_at) VALUES (?1, 'chat', 'mail', '{}', ?2, 0), (?1, 'empty', 'crm-webhook', '{}', '{', 0)",
	)
		.bind(at.tenant, JSON.stringify({ secrets: [at.crmSecret] }))
		.run();
	const refused = await seen(await post("evt-1", { secret: `whsec_${btoa("another secret of 24 byte")}` }));
	expect(refused).toMatchObject({ status: 401, body: { type: expect.stringMatching(/\/signature$/) } });
	const names = [
		`${at.tenant}.none`,
		`${at.tenant}.mail`,
		// Signed with what stands there, but it is no webhook.
		`${at.tenant}.chat`,
		`${at.tenant}.empty`,
		"nobody-here.crm",
		"x",
		`${at.tenant}.`,
		`${at.tenant}.CRM`,
		".crm",
	];
	for (const connection of names) expect(await seen(await post("evt-1", { connection })), connection).toEqual(refused);
	const unsigned = { method: "POST", body: JSON.stringify(CHANGE) };
	for (const connection of [`${at.tenant}.crm`, "nobody-here.crm"])
		expect(await seen(await ask(`/hooks/crm/${connection}`, unsigned)), connection).toEqual(refused);
	expect((await ask(`/hooks/other/${at.tenant}.crm`, { method: "POST" })).status).toBe(404);
	expect((await ask(`/hooks/crm/${at.tenant}.crm`)).status).toBe(404);
	expect(await signals(at)).toEqual([]);
});

test("[SEC17] one webhook-id is one change: with another body it is 409, and nothing is stored", async () => {
	const { clock, at, post } = await fresh();
	expect((await post("evt-1")).status).toBe(202);
	const other = await post("evt-1", { body: JSON.stringify({ ...CHANGE, event: "note.added" }) });
	expect(other.status).toBe(409);
	Problem.parse(await other.json());
	clock.advance(MINUTE_MS);
	expect(await (await post("evt-1")).json()).toMatchObject({ duplicate: true });
	expect(await signals(at)).toMatchObject([{ duplicates: 1 }]);
});

test("[API] what is wrong with a webhook's body is named by its path, as in the API", async () => {
	const { post } = await fresh();
	const body = JSON.stringify({ ...CHANGE, event: "x", deal: { externalId: "", colour: "red" }, "a/b": 1 });
	const { errors } = Problem.parse(await (await post("evt-1", { body })).json());
	expect(errors?.map((each) => each.path).sort()).toEqual([
		"/body/a~1b",
		"/body/deal/colour",
		"/body/deal/externalId",
		"/body/event",
	]);
	const malformed = Problem.parse(await (await post("evt-2", { body: "{" })).json());
	expect(malformed.errors).toMatchObject([{ path: "/body" }]);
});

test("[SEC31] a body that is no JSON, has wrong fields or is too large is named for what it is, after its signature held", async () => {
	const { at, post } = await fresh();
	expect((await post("evt-1", { body: "{" })).status).toBe(400);
	const wrong = await post("evt-1", { body: JSON.stringify({ ...CHANGE, event: "" }) });
	expect(wrong.status).toBe(400);
	expect(Problem.parse(await wrong.json()).errors?.length).toBeGreaterThan(0);
	const large = await ask(`/hooks/crm/${at.tenant}.crm`, { method: "POST", body: "x".repeat(600_000) });
	expect(large.status).toBe(413);
	expect(await signals(at)).toEqual([]);
});

test("[SEC17] two secrets hold while they are rotated", async () => {
	const { at, post } = await fresh();
	const next = `whsec_${btoa("the next secret, 24 bytes")}`;
	await env.DB.prepare("UPDATE connections SET credentials = ?2 WHERE tenant = ?1 AND connection = 'crm'")
		.bind(at.tenant, JSON.stringify({ secrets: [next, at.crmSecret] }))
		.run();
	expect((await post("evt-1")).status).toBe(202);
	expect((await post("evt-2", { secret: next })).status).toBe(202);
	expect(await signals(at)).toHaveLength(2);
});
