import { expect, test } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { watchHangUps } from "#durable-objects/testing/hang-up.setup.ts";
import { issueToken, newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import type { Principal } from "#knowledge/core/vocabulary/principal.ts";
import { ask, client, dealByMail, json, ORIGIN } from "#workers/testing/api.setup.ts";
import { listen, tokenOf } from "#workers/testing/sockets.setup.ts";

const ENDED = 4401;

async function signedIn(principal: Principal) {
	const key = await issueToken(principal, "session");
	return { key, token: tokenOf(key), headers: { cookie: `__Host-aa_session=${key}`, origin: ORIGIN } };
}
type SignedIn = Awaited<ReturnType<typeof signedIn>>;

const as = (method: string, body: unknown = {}) => ({ ...json(body), method });
type Ending = (at: TestTenant, session: SignedIn) => Promise<Response>;
const byAdmin =
	(path: string, init: ReturnType<typeof as>): Ending =>
	async (at) =>
		(await client(at, at.admin)).send(path, init);

const ENDINGS: readonly (readonly [string, number, Ending])[] = [
	[
		"ends it from another browser",
		200,
		async (at, { token, headers }) =>
			ask(`/v1/accounts/${at.tenant}/users/nadia/sessions/${token}`, { method: "DELETE", headers }),
	],
	["signs out", 303, async (_, { headers }) => ask("/sign-out", { method: "POST", headers })],
	["is signed out everywhere by an admin", 200, byAdmin("users/nadia/sessions", as("DELETE"))],
	["is suspended", 200, byAdmin("users/nadia", as("PATCH", { state: "suspended" }))],
	["gets other roles", 200, byAdmin("users/nadia", as("PATCH", { roles: ["read-only"] }))],
	[
		"hands the region to a deputy",
		200,
		byAdmin("regions/emea", as("PUT", { human: "nadia", deputy: "sam", acting: "deputy" })),
	],
];

test.each(ENDINGS)(
	"[SEC4] whoever %s hears nothing more by an open socket, and everybody else goes on",
	async (_, status, end) => {
		const clock = standStill();
		const at = await newTenant("ends");
		giveSmallCrew(at);
		const { deal } = await dealByMail(at, clock);
		const [nadia, mei] = [await signedIn(at.human), await signedIn(at.elsewhere)];
		const [hers, others] = [await listen(at, deal.id, 0, nadia), await listen(at, deal.id, 0, mei)];
		const hungUp = watchHangUps();
		expect((await end(at, nadia)).status).toBe(status);
		// Done by the time of the answer, and not only begun.
		expect(hungUp()).toEqual([{ type: "done", value: 1 }]);
		expect(await hers.closed).toBe(ENDED);
		await others.ping();
		expect(others.state.closed).toBeNull();
	},
);
