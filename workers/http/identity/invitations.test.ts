import { expect, test } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import { DAY_MS } from "#knowledge/core/vocabulary/time.ts";
import { ask, client, json, ORIGIN } from "#workers/testing/api.setup.ts";
import { startMailbox } from "#workers/testing/mailbox.setup.ts";

const as = (method: string, body?: unknown) => ({ ...json(body ?? {}), method });
const press = (path: string) => ask(path, { method: "POST", headers: { origin: ORIGIN } });

type User = { id: string; state: string };
const NEW = { name: "Robin Vale", roles: ["rep"], region: "emea" };
const addressIn = (at: TestTenant, name = "robin"): string => `${name}@${at.tenant}.example`;

test("[S0-03] after seven days the invitation is spent; another one can be sent, and five an hour at most", async () => {
	const clock = standStill();
	const at = await newTenant("invite");
	const mailbox = startMailbox();
	const admin = await client(at, at.person("ops", ["tenant-admin"]));
	const made = await admin.send("users", as("POST", { ...NEW, address: addressIn(at) }));
	const { user }: { user: User } = await made.json();
	clock.advance(7 * DAY_MS);
	expect((await ask(mailbox.links(addressIn(at))[0] ?? "")).status).toBe(404);
	const key = await client(at, at.admin);
	const again = () => key.send(`users/${user.id}/invitation`, as("POST"));
	const statuses: number[] = [];
	for (let i = 0; i < 6; i++) statuses.push((await again()).status);
	expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
	expect((await press(mailbox.links(addressIn(at)).at(-1) ?? "")).headers.get("location")).toBe(`/app/${at.tenant}`);
});

test("[S0-03] a mail that the way out declines is told, and the person stays invited", async () => {
	standStill();
	const at = await newTenant("invite");
	const mailbox = startMailbox();
	mailbox.decline();
	const admin = await client(at, at.admin);
	const made = await admin.send("users", as("POST", { ...NEW, address: addressIn(at) }));
	expect(made.status).toBe(201);
	const { user, mailed } = await made.json<{ user: User; mailed: boolean }>();
	expect({ mailed, state: user.state }).toEqual({ mailed: false, state: "invited" });
	const again = await admin.send(`users/${user.id}/invitation`, as("POST"));
	expect(again.status).toBe(409);
	expect(again.headers.get("retry-after")).toBeNull();
});

test("[S0-03] a mail that the way out cannot take now is not declined: whoever sends it again is told when to", async () => {
	standStill();
	const at = await newTenant("invite");
	const mailbox = startMailbox();
	mailbox.fail();
	const admin = await client(at, at.admin);
	const made = await admin.send("users", as("POST", { ...NEW, address: addressIn(at) }));
	expect(made.status).toBe(201);
	const { user, mailed } = await made.json<{ user: User; mailed: boolean }>();
	expect(mailed).toBe(false);
	const again = await admin.send(`users/${user.id}/invitation`, as("POST"));
	expect(again.status).toBe(503);
	expect(Number(again.headers.get("retry-after"))).toBeGreaterThan(0);
});
