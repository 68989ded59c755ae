import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { isOurs } from "#durable-objects/platform/pin.ts";
import { placed } from "#durable-objects/platform/placement.ts";
import { dealStub, inboxStub, ledgerStub, platformLedgerStub } from "#durable-objects/stubs.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { DealId, signalInboxName, TenantId } from "#knowledge/core/vocabulary/ids.ts";

/** As the platform's own namespaces: the same name is another object in another jurisdiction. */
class FakeNamespace {
	readonly within: string;
	readonly asked: { name: string; hint: unknown }[];
	constructor(within = "anywhere", asked: { name: string; hint: unknown }[] = []) {
		this.within = within;
		this.asked = asked;
	}
	jurisdiction(name: string): FakeNamespace {
		return new FakeNamespace(name, this.asked);
	}
	idFromName(name: string) {
		return `${this.within}/${name}`;
	}
	getByName(name: string, options: unknown) {
		this.asked.push({ name: `${this.within}/${name}`, hint: options });
		return {};
	}
}

const DEAL = DealId.parse(`d-${"a".repeat(20)}`);

test.each([
	["brightfen--eu", "on", "eu"],
	["brightfen--us", "on", "us"],
	["brightfen--fedramp", "on", "fedramp"],
	["brightfen", "on", "anywhere"],
	["brightfen--eu", undefined, "anywhere"],
	["brightfen--eu", "off", "anywhere"],
] as const)("[S0-19] objects of «%s» with jurisdictions «%s» are in «%s»", (tenant, switched, within) => {
	expect(placed(new FakeNamespace(), TenantId.parse(tenant), switched).within).toBe(within);
});

test("[S0-112] every object is looked up in its tenant's jurisdiction, and without one near the region that asks", async () => {
	const at = await newTenant("placement");
	const spaces = {
		DEAL_AGENT: new FakeNamespace(),
		SIGNAL_INBOX: new FakeNamespace(),
		TENANT_LEDGER: new FakeNamespace(),
	};
	const asked = Object.values(spaces).map((space) => space.asked);
	const lookUp = (principal: typeof at.human) => {
		dealStub(spaces as never, principal, DEAL);
		inboxStub(spaces as never, principal);
		ledgerStub(spaces as never, principal);
	};
	const bound = { ...at.human, tenant: TenantId.parse("brightfen--eu") };
	(env as { JURISDICTIONS?: string }).JURISDICTIONS = "on";
	try {
		lookUp(bound);
	} finally {
		(env as { JURISDICTIONS?: string | undefined }).JURISDICTIONS = undefined;
	}
	expect(asked.flat().map(({ name, hint }) => [name.split("/")[0], hint])).toEqual(Array(3).fill(["eu", {}]));
	for (const list of asked) list.length = 0;
	lookUp(at.human);
	expect(asked.flat().map(({ hint }) => hint)).toEqual(Array(3).fill({ locationHint: "weur" }));
	for (const list of asked) list.length = 0;
	dealStub(spaces as never, at.agent, DEAL, "amer");
	inboxStub(spaces as never, { ...at.agent, region: null });
	expect(asked.flat().map(({ hint }) => hint)).toEqual([{ locationHint: "enam" }, {}]);
});

test("[S3-16] the platform's ledger is one for each jurisdiction, near nobody", async () => {
	const at = await newTenant("placement-platform");
	const space = new FakeNamespace();
	const lookUp = (principal: typeof at.human) => platformLedgerStub({ PLATFORM_LEDGER: space } as never, principal);
	(env as { JURISDICTIONS?: string }).JURISDICTIONS = "on";
	try {
		lookUp({ ...at.human, tenant: TenantId.parse("brightfen--eu") });
		lookUp({ ...at.human, tenant: TenantId.parse("another--eu") });
		lookUp(at.human);
	} finally {
		(env as { JURISDICTIONS?: string | undefined }).JURISDICTIONS = undefined;
	}
	expect(space.asked).toEqual([
		{ name: "eu/platform:ledger", hint: {} },
		{ name: "eu/platform:ledger", hint: {} },
		{ name: "anywhere/platform:ledger", hint: {} },
	]);
});

test("[INV12] the pin asks the namespace of the same jurisdiction: an object elsewhere answers nobody of that tenant", async () => {
	const at = await newTenant("placement-pin");
	const tenant = TenantId.parse("brightfen--eu");
	const bound = { ...at.human, tenant };
	const name = signalInboxName(tenant);
	const objectIn = (within: string) => ({ id: { equals: (other: string) => other === `${within}/${name}` } }) as never;
	const asks = (within: string) => isOurs(objectIn(within), new FakeNamespace() as never, bound, signalInboxName);
	expect([asks("anywhere"), asks("eu")]).toEqual([true, false]);
	(env as { JURISDICTIONS?: string }).JURISDICTIONS = "on";
	try {
		expect([asks("anywhere"), asks("eu"), asks("us")]).toEqual([false, true, false]);
	} finally {
		(env as { JURISDICTIONS?: string | undefined }).JURISDICTIONS = undefined;
	}
	// The real ones of this machine, which has no jurisdictions, are where they always were.
	const stub = env.SIGNAL_INBOX.getByName(signalInboxName(at.tenant));
	await runInDurableObject(stub, (_, state) => {
		expect(isOurs(state, env.SIGNAL_INBOX as never, at.human, signalInboxName)).toBe(true);
	});
});
