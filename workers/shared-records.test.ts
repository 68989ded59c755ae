import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import type { CrmCall } from "#durable-objects/deal-agent/calls.ts";
import { expectDone } from "#durable-objects/platform/answer.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { MARA, type TestDeal, testDeal } from "#durable-objects/testing/deal.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import type { DealView } from "#knowledge/core/contract/deal.ts";
import { type CrmChangeId, SkillName } from "#knowledge/core/vocabulary/ids.ts";
import { TenantGateway } from "./gateway.ts";
import { gatewayOf } from "./ingress/gateway-of.ts";
import { client, json } from "./testing/api.setup.ts";
import { alter, contactOf, rowsOfList } from "./testing/lists.setup.ts";

async function fresh() {
	const clock = standStill();
	const at = await newTenant("lists");
	giveSmallCrew(at);
	const gateway = gatewayOf(createExecutionContext(), at.tenant);
	const project = async (view: DealView) => expectDone(await gateway.project(view));
	return { clock, at, project, mara: at.contact(MARA.address) };
}

const write = async (deal: TestDeal, change: CrmCall): Promise<DealView> =>
	expectDone(await deal.rpc().changeCrm(deal.by(), change));
/** A mail of Mara's with a signature under it. */
async function signedMail(deal: TestDeal, source: string, parts: { title: string }): Promise<void> {
	const delivery = deal.delivery(source);
	const signature = { start: 0, end: 0, name: null, phone: null, company: null, ...parts };
	expectDone(await deal.rpc().receive(deal.by(), { ...delivery, record: { ...delivery.record, signature } }));
}

describe("records that deals share", () => {
	test("[REL15] of two deals the newer write of a field wins, in whatever order they are listed, and what one does not say takes nothing from the other", async () => {
		const { clock, at, project, mara } = await fresh();
		const [one, two] = [testDeal(at, "one"), testDeal(at, "two")];
		const record = { type: "contact", contact: mara } as const;
		await one.receive("first");
		await two.receive("second");
		const blank = await two.read();
		await write(one, { record, field: "phone", value: "+49 30 1" });
		const first = await write(one, { record, field: "title", value: "CFO" });
		clock.advance(1);
		const second = await write(two, { record, field: "title", value: "Chief Financial Officer" });
		await project(first);
		expect(await contactOf(at)).toMatchObject({ title: "CFO", phone: "+49 30 1" });
		await project(blank);
		expect(await contactOf(at)).toMatchObject({ title: "CFO", phone: "+49 30 1" });
		await project(second);
		expect(await contactOf(at)).toMatchObject({ title: "Chief Financial Officer", phone: "+49 30 1" });
		await project(first);
		expect(await contactOf(at)).toMatchObject({ title: "Chief Financial Officer", phone: "+49 30 1" });
		clock.advance(1);
		const third = await write(one, { record, field: "title", value: "CFO, again" });
		await project(third);
		expect(await contactOf(at)).toMatchObject({ title: "CFO, again" });
		await project(second);
		expect(await contactOf(at)).toMatchObject({ title: "CFO, again" });
		clock.advance(1);
		await project(await write(one, { record, field: "title", value: "CFO" }));
		clock.advance(1);
		await project(await write(two, { record, field: "title", value: null }));
		expect(await contactOf(at)).toMatchObject({ title: "CFO" });
		await project(await write(one, { record, field: "title", value: null }));
		expect(await contactOf(at)).toMatchObject({ title: null, phone: "+49 30 1", name: MARA.name });
	});

	test("[REL15] what one deal's record says stands before what another one's mail lets guess later", async () => {
		const { clock, at, project } = await fresh();
		const [one, two] = [testDeal(at, "one"), testDeal(at, "two")];
		await one.receive("first");
		await project(await write(one, { record: { type: "company" }, field: "name", value: "Brightfen Mobile" }));
		clock.advance(1_000);
		await two.receive("second");
		await project(await two.read());
		expect(await rowsOfList(at, "companies")).toMatchObject([{ name: "Brightfen Mobile" }]);
		await project(await write(one, { record: { type: "company" }, field: "name", value: null }));
		expect(await rowsOfList(at, "companies")).toMatchObject([{ name: "Brightfen" }]);
	});

	test("[REL15] a newer signature stands, whatever happens later to the deal with the older one", async () => {
		const { clock, at, project } = await fresh();
		const [one, two] = [testDeal(at, "one"), testDeal(at, "two")];
		await signedMail(two, "first", { title: "Clerk" });
		clock.advance(1_000);
		await signedMail(one, "second", { title: "Head of Operations" });
		await project(await one.read());
		clock.advance(1_000);
		expectDone(await two.rpc().setAutomation(two.by(), "paused"));
		await project(await two.read());
		expect(await contactOf(at)).toMatchObject({ title: "Head of Operations" });
		// A mail without a signature carries the old one on; it does not say it anew.
		clock.advance(1_000);
		await two.receive("third", { from: { ...MARA, name: "Mara E." } });
		await project(await two.read());
		expect(await contactOf(at)).toMatchObject({ title: "Head of Operations", name: "Mara E." });
	});

	test("[REL15] what a person emptied stays empty against their own deal's signature, and hides nothing of another deal", async () => {
		const { clock, at, project, mara } = await fresh();
		const [one, two] = [testDeal(at, "one"), testDeal(at, "two")];
		const title = (value: string | null) =>
			({ record: { type: "contact", contact: mara }, field: "title", value }) as const;
		await signedMail(one, "first", { title: "Clerk" });
		await project(await one.read());
		expect(await contactOf(at)).toMatchObject({ title: "Clerk" });
		await write(one, title("Head"));
		await project(await write(one, title(null)));
		expect(await contactOf(at)).toMatchObject({ title: null });
		await signedMail(two, "second", { title: "Head of Operations" });
		await project(await two.read());
		expect(await contactOf(at)).toMatchObject({ title: "Head of Operations" });
		clock.advance(1);
		await project(await write(two, title("Director")));
		await project(await write(one, title("CFO")));
		clock.advance(1);
		const { crmChanges } = await one.read();
		expectDone(await one.rpc().undoCrm(one.by(), crmChanges[0]?.change as CrmChangeId));
		await project(await one.read());
		expect(await contactOf(at)).toMatchObject({ title: "Director" });
	});

	test("[REL15] what a person wrote in one deal stands before what an agent writes in another one later", async () => {
		const { clock, at, project, mara } = await fresh();
		const [one, two] = [testDeal(at, "one"), testDeal(at, "two")];
		const record = { type: "contact", contact: mara } as const;
		await one.receive("first");
		await two.receive("second");
		await project(await write(one, { record, field: "title", value: "CFO" }));
		clock.advance(1_000);
		const view = await write(two, { record, field: "title", value: "Finance" });
		const by = { type: "agent", skill: SkillName.parse("qualifier") } as const;
		await project({ ...view, crm: view.crm.map((each) => ({ ...each, by })) });
		expect(await contactOf(at)).toMatchObject({ title: "CFO" });
	});

	test("[REL15] of two writes at one time the same one wins in either order", async () => {
		const { at, project } = await fresh();
		const [one, two] = [testDeal(at, "one"), testDeal(at, "two")];
		await one.receive("first");
		await two.receive("second");
		const record = { type: "company" } as const;
		const views = [
			await write(one, { record, field: "size", value: "50" }),
			await write(two, { record, field: "size", value: "85" }),
		] as const;
		for (const view of views) await project(view);
		const before = await rowsOfList(at, "companies");
		await alter(at, "DELETE FROM companies WHERE tenant = ?1");
		await alter(at, "DELETE FROM record_fields WHERE tenant = ?1");
		for (const view of [...views].reverse()) await project(view);
		expect(await rowsOfList(at, "companies")).toEqual(before);
	});

	test("[REL15] a pause of a contact is the account's own, and no list takes it back", async () => {
		const { at, project } = await fresh();
		const deal = testDeal(at);
		await deal.receive("first");
		await project(await deal.read());
		await alter(at, "UPDATE contacts SET automation_state = 'paused' WHERE tenant = ?1");
		await project(await deal.read());
		expect(await contactOf(at)).toMatchObject({ automation_state: "paused" });
	});
});

test("[API] a record that a person writes is listed once a deal, however many fields were written", async () => {
	const { at, project } = await fresh();
	const deals = [testDeal(at, "one"), testDeal(at, "two")];
	for (const deal of deals) {
		await env.DB.prepare(
			"INSERT INTO deals (tenant, deal, name, stage, region, updated_at) VALUES (?, ?, '', 'PROSPECTING', 'emea', 0)",
		)
			.bind(at.tenant, deal.id)
			.run();
		await deal.receive("first");
		await project(await deal.read());
	}
	const { send } = await client(at);
	const projected = vi.spyOn(TenantGateway.prototype, "project");
	const change = { name: "Brightfen Mobile", currentSystem: "Nimbus", size: "85 agents" };
	const response = await send(`companies/${at.company("brightfen.example")}`, { ...json(change), method: "PATCH" });
	expect(response.status).toBe(200);
	expect(projected.mock.calls.map(([view]) => view.id).sort()).toEqual(deals.map(({ id }) => id).sort());
});
