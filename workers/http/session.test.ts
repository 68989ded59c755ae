import { expect, test } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { issueToken, newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { DAY_MS } from "#knowledge/core/vocabulary/time.ts";
import { ask, dealByMail, EVERY_OPERATION, ORIGIN, requestFor } from "#workers/testing/api.setup.ts";

test("[SEC21] a session's cookie changes nothing for a page of another origin, or for one that does not say", async () => {
	const clock = standStill();
	const at = await newTenant("csrf");
	giveSmallCrew(at);
	const about = await dealByMail(at, clock);
	const before = await about.deal.read();
	const boss = at.person("nadia", ["regional-human", "tenant-admin"]);
	const cookie = `__Host-aa_session=${await issueToken(boss, "session")}`;
	const strangers = [
		"https://evil.example",
		"null",
		`${ORIGIN}.evil.example`,
		"http://aa.example",
		`${ORIGIN}:8443`,
		null,
	];
	for (const operation of EVERY_OPERATION) {
		const { path, init } = requestFor(operation, at.tenant, about);
		for (const origin of strangers) {
			const headers = { ...init.headers, cookie, ...(origin === null ? {} : { origin }) };
			const answer = await ask(path, { ...init, headers });
			const isLooking = operation.method === "get";
			const turnedAway = answer.status === 403 && (await answer.text()).includes("/problems/origin");
			expect(turnedAway, `${operation.id} from ${origin}`).toBe(!isLooking);
			if (isLooking) break;
		}
	}
	expect(await about.deal.read()).toEqual(before);
	const { path, init } = requestFor(EVERY_OPERATION.find(({ id }) => id === "approve") as never, at.tenant, about);
	expect((await ask(path, { ...init, headers: { ...init.headers, cookie, origin: ORIGIN } })).status).toBe(200);
});

test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/json"])(
	"[SEC21] the content type %s opens no way around the origin",
	async (type) => {
		standStill();
		const at = await newTenant("csrf");
		const cookie = `__Host-aa_session=${await issueToken(at.human, "session")}`;
		const headers = { cookie, origin: "https://evil.example", "content-type": type };
		const init = { method: "POST", body: '{"name":"x","region":"emea"}', headers };
		expect((await ask(`/v1/accounts/${at.tenant}/deals`, init)).status).toBe(403);
	},
);

test("[SEC28] a session ends: after its week the cookie opens nothing", async () => {
	const clock = standStill();
	const at = await newTenant("session");
	const cookie = `__Host-aa_session=${await issueToken(at.human, "session", DAY_MS)}`;
	const look = () => ask(`/v1/accounts/${at.tenant}`, { headers: { cookie } });
	expect((await look()).status).toBe(200);
	clock.advance(DAY_MS);
	expect((await look()).status).toBe(401);
});
