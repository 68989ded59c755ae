import { expect, test } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { expectReplays, openDraft, refusalOf, testDeal } from "#durable-objects/testing/deal.setup.ts";
import { startSink } from "#durable-objects/testing/sink.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";

test("[CL1] a draft that is open when a person closes the deal cannot be approved any more, and nothing leaves", async () => {
	const sink = startSink("keyed");
	const clock = standStill();
	const at = await newTenant("closed");
	giveSmallCrew(at);
	const deal = testDeal(at);
	await deal.receive("first");
	const draft = await openDraft(deal);
	expect(refusalOf(await deal.rpc().move(deal.by(at.rep), "CLOSED_LOST"))).toBe("done");
	expect((await deal.read()).approvals).toEqual([]);
	expect(refusalOf(await deal.approve(draft))).toBe("already-decided");
	await deal.settle(clock);
	expect(sink.calls).toEqual([]);
	await expectReplays(deal);
});

test("[CL2] what a buyer writes to a closed deal is put before a person, who clears it", async () => {
	standStill();
	const at = await newTenant("closed");
	giveSmallCrew(at);
	const deal = testDeal(at);
	await deal.receive("first");
	await deal.rpc().move(deal.by(at.rep), "CLOSED_LOST");
	expect((await deal.read()).flags).toEqual([]);
	await deal.receive("second", { text: "We changed our mind: can we talk?" });
	await deal.receive("third", { text: "Hello?" });
	const { flags, approvals } = await deal.read();
	const [run] = await deal.runs();
	expect(run?.state).toBe("skipped");
	expect(approvals).toEqual([]);
	expect(flags).toMatchObject([{ kind: "closed-deal-mail", run: run?.run }]);
	const flag = flags[0]?.id;
	if (!flag) throw new Error("a flag stands");
	expect(refusalOf(await deal.rpc().clearFlag(deal.by(at.rep), flag))).toBe("done");
	expect((await deal.read()).flags).toEqual([]);
	await expectReplays(deal);
});
