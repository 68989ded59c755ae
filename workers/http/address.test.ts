import { env } from "cloudflare:workers";
import { expect, onTestFinished, test, vi } from "vitest";
import { issueToken, newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { ask, ORIGIN } from "#workers/testing/api.setup.ts";
import { networkOf } from "./address.ts";

test.each([
	["192.0.2.1", "192.0.2.0/24"],
	["192.0.2.255", "192.0.2.0/24"],
	["192.0.3.1", "192.0.3.0/24"],
	["::ffff:192.0.2.7", "192.0.2.0/24"],
	["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
	["2001:0DB8:0001:0002::", "2001:db8:1:2::/64"],
	["2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"],
	["2001:db8:1:3::1", "2001:db8:1:3::/64"],
	["2001:db8::1", "2001:db8:0:0::/64"],
	["::1", "0:0:0:0::/64"],
	["::", "0:0:0:0::/64"],
	["", "nowhere"],
	["256.0.0.1", "nowhere"],
	["1.2.3", "nowhere"],
	["1.2.3.4, 5.6.7.8", "nowhere"],
	["2001:db8", "nowhere"],
	["1:2:3:4:5:6:7:8:9", "nowhere"],
	["1:2:3:4:5:6:7::8", "nowhere"],
	["1:2:3:4:5:6::8", "1:2:3:4::/64"],
	["1:2:3:4:5:6:7:8::", "nowhere"],
	["1::2::3", "nowhere"],
	["g::1", "nowhere"],
])("[SEC29] the address %s is of the network %s", (address, network) => {
	expect(networkOf(address)).toBe(network);
});

/** As wrangler.toml has it. */
const LIMIT = 600;
const somewhere = (): string => `2001:db8:1${crypto.randomUUID().slice(0, 3)}:1${crypto.randomUUID().slice(0, 3)}`;

/** The platform's limit without its clock: this many of one key, and no more. */
function countTo(max: number): void {
	const counts = new Map<string, number>();
	const fake: RateLimit = {
		limit: async ({ key }) => {
			counts.set(key, (counts.get(key) ?? 0) + 1);
			return { success: (counts.get(key) ?? 0) <= max };
		},
	};
	const bindings = env as { ADDRESS_LIMIT: RateLimit };
	const own = bindings.ADDRESS_LIMIT;
	bindings.ADDRESS_LIMIT = fake;
	onTestFinished(() => {
		bindings.ADDRESS_LIMIT = own;
	});
}

async function fresh() {
	const at = await newTenant("address");
	const from = (address: string | null, headers: Record<string, string> = {}, path = "deals") =>
		ask(`/v1/accounts/${at.tenant}/${path}`, {
			headers: { ...(address === null ? {} : { "cf-connecting-ip": address }), ...headers },
		});
	const guess = () => ({ authorization: `Bearer aa_key_${crypto.randomUUID().replaceAll("-", "").repeat(2)}` });
	return { at, network: somewhere(), from, guess };
}

test("[SEC29] who has no good key is told so as often as the limit says, and then to wait", async () => {
	countTo(3);
	const { network, from, guess } = await fresh();
	for (let i = 0; i < 3; i++) expect((await from(`${network}::${i}`, guess())).status).toBe(401);
	const held = await from(`${network}::9`, guess());
	expect(held.status).toBe(429);
	expect(held.headers.get("retry-after")).toBe("60");
	expect(await held.json()).toMatchObject({ status: 429, title: "Too many requests" });
});

test("[SEC29] nothing that a caller sends takes them elsewhere, and no address of theirs is another network", async () => {
	countTo(0);
	const { network, from, guess } = await fresh();
	for (const headers of [{}, { "x-forwarded-for": "203.0.113.9" }, { "x-real-ip": "203.0.113.9" }, guess()])
		expect((await from(`${network}:ffff::9`, headers)).status).toBe(429);
	expect((await from("no address", guess())).status).toBe(429);
	const room = `sockets/deal/d-${"a".repeat(20)}`;
	expect((await from(`${network}::1`, { upgrade: "websocket", origin: ORIGIN }, room)).status).toBe(429);
});

test("[SEC29] a neighbour with a good key is never held, nor is anybody elsewhere", async () => {
	countTo(1);
	const { at, network, from } = await fresh();
	expect((await from(`${network}::1`)).status).toBe(401);
	expect((await from(`${network}::1`)).status).toBe(429);
	expect((await from(`${network}::1`, { authorization: `Bearer ${await issueToken(at.human)}` })).status).toBe(200);
	expect((await from(`${somewhere()}::1`)).status).toBe(401);
});

test("[SEC29] the platform's own limit is the one that is asked", async () => {
	const { network, from } = await fresh();
	const key = `unproven:${networkOf(`${network}::`)}`;
	// Its minutes are the machine's: where one ends in between, the next is filled as well.
	await vi.waitUntil(
		async () => {
			await Promise.all(Array.from({ length: LIMIT }, () => env.ADDRESS_LIMIT.limit({ key })));
			return (await from(`${network}::1`)).status === 429;
		},
		{ interval: 5, timeout: 4_500 },
	);
	expect((await from(`${somewhere()}::1`)).status).toBe(401);
});
