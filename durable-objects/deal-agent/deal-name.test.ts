import { expect, test, vi } from "vitest";
import { expectDone } from "#durable-objects/platform/answer.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveCrew } from "#durable-objects/testing/crew.setup.ts";
import { MARA, type TestDeal, testDeal } from "#durable-objects/testing/deal.setup.ts";
import { newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";

const OTTO = { address: "otto@brightfen.example", name: "Otto Lind" };

const erase = async (at: TestTenant, deal: TestDeal): Promise<void> => {
	const identity = { names: ["Brightfen Mobile"], addresses: [], phones: [] };
	expectDone(await deal.rpc().eraseContact(deal.by(), { contact: at.contact(MARA.address), identity }));
};

test("[EV18] a deal whose name told of somebody who was erased is called by its company, or else by its id", async () => {
	vi.spyOn(console, "error").mockImplementation(() => undefined);
	standStill();
	const at = await newTenant("erase-name");
	giveCrew(at, []);
	const [alone, both] = [testDeal(at, "alone"), testDeal(at, "both")];
	for (const deal of [alone, both]) await deal.receive("first", { text: "Is there a smaller plan?", from: MARA });
	await both.receive("second", { text: "Is single sign-on included?", from: OTTO });
	expect((await both.read()).name).toBe("Brightfen Mobile");
	for (const deal of [alone, both]) await erase(at, deal);
	expect((await alone.read()).name).toBe(`Deal ${alone.id.slice(2, 8)}`);
	expect((await both.read()).name).toBe(`brightfen.example · ${both.id.slice(2, 8)}`);
});
