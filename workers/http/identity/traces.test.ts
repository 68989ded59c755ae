import { env } from "cloudflare:workers";
import { expect, onTestFinished, test } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { ask, client, json, ORIGIN } from "#workers/testing/api.setup.ts";
import { startMailbox } from "#workers/testing/mailbox.setup.ts";

type Entry = { action: string; actor: { id: string; token: string | null }; right: string; address: string | null };

test("[S2-80] who came in, by which way and from where, and who went, stands in the audit, without a secret", async () => {
	standStill();
	const at = await newTenant("traces");
	const mailbox = startMailbox();
	const admin = await client(at, at.admin);
	const address = `robin@${at.tenant}.example`;
	await admin.send("users", json({ name: "Robin Vale", address, roles: ["rep"] }));
	const [path = ""] = mailbox.links(address);
	const headers = { origin: ORIGIN, "cf-connecting-ip": "192.0.2.44", "user-agent": "A browser" };
	const pressed = await ask(path, { method: "POST", headers });
	const cookie = pressed.headers.getSetCookie().join().split(";")[0] ?? "";
	await ask("/sign-out", { method: "POST", headers: { ...headers, cookie } });
	const entries = async () => ((await (await admin.send("audit")).json()) as { items: Entry[] }).items;
	await expect.poll(async () => (await entries()).map(({ action }) => action)).toContain("sign-out");
	const mine = (await entries()).filter(({ actor }) => actor.id.startsWith("u-"));
	expect(mine.map(({ action, right, address: from }) => [action, right, from]).toSorted()).toEqual([
		["invitation.accepted", "link", "192.0.2.44"],
		["sign-in", "link", "192.0.2.44"],
		["sign-out", "user", "192.0.2.44"],
	]);
	expect(new Set(mine.map(({ actor }) => actor.token)).size).toBe(1);
	const text = JSON.stringify(await entries());
	for (const secret of [path.split("/").at(-1), cookie.split("=")[1], address, "Robin"])
		expect(text).not.toContain(secret);
});

test("[SEC28] a session says where it was begun from and with what, to its own person", async () => {
	standStill();
	const at = await newTenant("traces");
	const mailbox = startMailbox();
	const admin = await client(at, at.admin);
	const address = `robin@${at.tenant}.example`;
	const made = await admin.send("users", json({ name: "Robin Vale", address, roles: ["rep"] }));
	const { user }: { user: { id: string } } = await made.json();
	const headers = { origin: ORIGIN, "cf-connecting-ip": "192.0.2.44", "user-agent": "B".repeat(500) };
	const pressed = await ask(mailbox.links(address)[0] ?? "", { method: "POST", headers });
	const cookie = pressed.headers.getSetCookie().join().split(";")[0] ?? "";
	const listed = await ask(`/v1/accounts/${at.tenant}/users/${user.id}/sessions`, { headers: { cookie } });
	expect(await listed.json()).toMatchObject({
		items: [{ address: "192.0.2.44", agent: "B".repeat(200), isThis: true }],
	});
});

test("[SEC20] the link in a mail leads to us, whatever host the request named", async () => {
	standStill();
	const at = await newTenant("host");
	const mailbox = startMailbox();
	const settings = env as { PUBLIC_URL?: string };
	settings.PUBLIC_URL = "https://crew.skyvera.example";
	onTestFinished(() => {
		delete settings.PUBLIC_URL;
	});
	const address = `nadia@${at.tenant}.example`;
	const asked = await ask("https://evil.example/sign-in", {
		method: "POST",
		body: new URLSearchParams({ address }).toString(),
		headers: {
			origin: "https://evil.example",
			"content-type": "application/x-www-form-urlencoded",
			"cf-connecting-ip": "198.51.100.3",
			"x-forwarded-host": "evil.example",
		},
	});
	expect(asked.status).toBe(200);
	await mailbox.arrived(address, 1);
	const [letter] = mailbox.of(address);
	expect(letter?.text).toContain("https://crew.skyvera.example/sign-in/aa_link_");
	expect(letter?.text).not.toContain("evil");
});
