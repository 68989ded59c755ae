import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { ask, client, json, ORIGIN } from "#workers/testing/api.setup.ts";
import { startMailbox } from "#workers/testing/mailbox.setup.ts";

const as = (method: string, body: unknown = {}) => ({ ...json(body), method });
const press = (path: string) => ask(path, { method: "POST", headers: { origin: ORIGIN } });

/** Somebody who was invited, suspended before they came in, and let back in. */
async function letBackIn() {
	const clock = standStill();
	const at = await newTenant("accepted");
	const mailbox = startMailbox();
	const { send } = await client(at, at.admin);
	const address = `robin@${at.tenant}.example`;
	const made = await send("users", as("POST", { name: "Robin Vale", address, roles: ["tenant-admin"] }));
	const { user } = await made.json<{ user: { id: string } }>();
	const change = async (state: string, id = user.id) =>
		(await send(`users/${id}`, as("PATCH", { state }))).json<{ state: string }>();
	expect(await change("suspended")).toMatchObject({ state: "suspended" });
	const back = await change("active");
	return { clock, at, mailbox, send, address, id: user.id, change, back };
}

test("[SEC28] whoever was suspended before they had come in is invited again once they are let back: no address is taken for proven", async () => {
	const { mailbox, send, address, id, change, back } = await letBackIn();
	expect(back).toMatchObject({ state: "invited" });
	// The link of before was revoked with the suspension.
	expect((await ask(mailbox.links(address)[0] ?? "")).status).not.toBe(200);
	expect((await send(`users/${id}/invitation`, as("POST"))).status).toBe(200);
	expect((await press(mailbox.links(address).at(-1) ?? "")).status).toBe(303);
	expect(await change("suspended")).toMatchObject({ state: "suspended" });
	// From now on the address was theirs once, and they come back as they were.
	expect(await change("active")).toMatchObject({ state: "active" });
});

test("[SEC28] until then they have no key and no desk, and count as no admin", async () => {
	const { at, send, id } = await letBackIn();
	const key = await send("api-keys", as("POST", { label: "x", person: id, scopes: ["read"] }));
	expect(key.status).toBe(404);
	const desk = await send("regions/emea", as("PUT", { human: id, deputy: null, acting: "human" }));
	expect(desk.status).toBeGreaterThanOrEqual(409);
	const last = await send("users/ops", as("PATCH", { roles: ["rep"] }));
	expect(last.status).toBe(409);
	const row = await env.DB.prepare("SELECT state, accepted_at FROM people WHERE tenant = ? AND id = ?")
		.bind(at.tenant, id)
		.first();
	expect(row).toEqual({ state: "invited", accepted_at: null });
});

test("[SEC28] the database itself takes nobody for active who never came in", async () => {
	const { at, id } = await letBackIn();
	const forced = env.DB.prepare("UPDATE people SET state = 'active' WHERE tenant = ? AND id = ?").bind(at.tenant, id);
	await expect(forced.run()).rejects.toThrow(/CHECK constraint/);
});
