import { expect, test } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { startSink } from "#durable-objects/testing/sink.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import type { DealAtView, DealView } from "#knowledge/core/contract/deal.ts";
import type { Difference } from "#knowledge/core/contract/differences.ts";
import { client, dealByMail, json } from "#workers/testing/api.setup.ts";

async function fresh() {
	const clock = standStill();
	const at = await newTenant("fork-http");
	giveSmallCrew(at);
	const about = await dealByMail(at, clock);
	const { send } = await client(at);
	const path = `deals/${about.deal.id}`;
	const read = async <T>(response: Response | Promise<Response>): Promise<T> => (await response).json();
	return { at, clock, ...about, send, path, read };
}

test("[FK1] a deal is forked over HTTP, listed under its original and under no list of deals", async () => {
	const { send, path, read, deal } = await fresh();
	const response = await send(`${path}/fork`, json({ at: 2, label: "What if we wait" }));
	expect(response.status).toBe(201);
	const fork = await read<DealView>(response);
	expect(fork).toMatchObject({ fork: { from: deal.id, at: 2 } });
	const { items: forks } = await read<{ items: unknown[] }>(send(`${path}/forks`));
	expect(forks).toMatchObject([{ id: fork.id, from: deal.id, at: 2, label: "What if we wait", by: "nadia" }]);
	const { items: deals } = await read<{ items: { id: string }[] }>(send("deals"));
	expect(deals.map(({ id }) => id)).toEqual([deal.id]);
	expect(await read<DealView>(send(`deals/${fork.id}`))).toMatchObject({ id: fork.id, fork: { at: 2 } });
	expect((await send(`deals/${fork.id}/fork`, json({}))).status).toBe(404);
	expect((await send("signals/note", json({ deal: fork.id, text: "Hello." }))).status).toBe(422);
});

test("[FK3] an approval in the fork leaves the original's outbox empty, and its own id is not the original's", async () => {
	const { clock, send, path, read, deal, approval } = await fresh();
	const sink = startSink("keyed");
	const fork = await read<DealView>(send(`${path}/fork`, json({})));
	const [copied] = fork.approvals;
	expect(copied?.id).not.toBe(approval.id);
	expect((await send(`approvals/${copied?.id}/approve`, json({ digest: copied?.digest }))).status).toBe(200);
	await deal.settle(clock);
	expect(sink.calls).toEqual([]);
	expect(await deal.outbox()).toEqual([]);
	const { items } = await read<{ items: { state: string }[] }>(send(`deals/${fork.id}/outbox`));
	expect(items.map(({ state }) => state)).toEqual(["rehearsed"]);
});

test("[FK3] «what if» is asked of forks alone", async () => {
	const { send, path, read } = await fresh();
	const fork = await read<DealView>(send(`${path}/fork`, json({})));
	const what = json({ text: "We have signed with somebody else.", subject: "Re: Pricing" });
	const asked = await send(`deals/${fork.id}/rehearse`, what);
	expect(asked.status).toBe(202);
	expect(await read(asked)).toMatchObject({ run: expect.stringMatching(/^r-/) });
	expect((await send(`${path}/rehearse`, what)).status).toBe(409);
});

test("[DF1] what differs between then and now, and between a deal and its fork", async () => {
	const { send, path, read, deal } = await fresh();
	const then = await read<DealAtView>(send(`${path}?at=1`));
	expect(then).toMatchObject({ version: 1, facts: [], moment: { seq: 1, event: { event: { type: "deal.opened" } } } });
	const since = await read<{ items: Difference[] }>(send(`${path}/differences?at=1`));
	expect(since.items).toContainEqual({ what: "fact", name: "bant.need", before: null, after: "A need." });
	const fork = await read<DealView>(send(`${path}/fork`, json({})));
	const none = await read<{ items: Difference[] }>(send(`${path}/differences?with=${fork.id}`));
	expect(none.items).toEqual([]);
	await send(`deals/${fork.id}`, { ...json({ stage: "DISCOVERY" }), method: "PATCH" });
	const moved = await read<{ items: Difference[] }>(send(`${path}/differences?with=${fork.id}`));
	expect(moved.items).toEqual([{ what: "stage", name: "stage", before: "PROSPECTING", after: "DISCOVERY" }]);
	expect((await deal.read()).stage).toBe("PROSPECTING");
});

test.each([
	["a moment that has not come", "?at=9999", 404],
	["no moment", "?at=0", 400],
	["half a moment", "?at=1.5", 400],
	["a word", "?at=yesterday", 400],
])("%s", async (_name, query, status) => {
	const { send, path } = await fresh();
	expect((await send(`${path}${query}`)).status).toBe(status);
});

test("[CR3] a field is written by hand and taken back: what stood before stands again", async () => {
	const { send, path, read } = await fresh();
	const write = (value: string | null) =>
		send(`${path}/crm`, json({ record: { type: "deal" }, field: "amount", value }));
	const amountOf = (view: DealView) => view.crm.find(({ field }) => field === "amount")?.value ?? null;
	expect(amountOf(await read<DealView>(write("EUR 1.00")))).toBe("EUR 1.00");
	const second = await read<DealView>(write("EUR 2.00"));
	const [latest, first] = second.crmChanges;
	expect([latest?.canUndo, first?.canUndo]).toEqual([true, false]);
	expect((await send(`${path}/crm/${first?.change}/undo`, { method: "POST" })).status).toBe(409);
	const undone = await read<DealView>(send(`${path}/crm/${latest?.change}/undo`, { method: "POST" }));
	expect(amountOf(undone)).toBe("EUR 1.00");
	expect(undone.crmChanges[0]).toMatchObject({ undoes: latest?.change, from: "EUR 2.00", to: "EUR 1.00" });
	const wrong = await send(`${path}/crm`, json({ record: { type: "deal" }, field: "title", value: "x" }));
	expect(wrong.status).toBe(422);
});
