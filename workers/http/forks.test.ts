import { expect, test } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveCrew, giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { failAdoptions } from "#durable-objects/testing/deal.setup.ts";
import { startSink } from "#durable-objects/testing/sink.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import type { DealAtView, DealView } from "#knowledge/core/contract/deal.ts";
import type { Difference } from "#knowledge/core/contract/differences.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { client, dealByMail, json } from "#workers/testing/api.setup.ts";
import { alter } from "#workers/testing/lists.setup.ts";

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
	// The second event was the midst of a turn: it is copied as it stood before that, and the answer says so.
	expect(fork).toMatchObject({ fork: { from: deal.id, at: 1 } });
	const { items: forks } = await read<{ items: unknown[] }>(send(`${path}/forks`));
	expect(forks).toMatchObject([{ id: fork.id, from: deal.id, at: 1, label: "What if we wait", by: "nadia" }]);
	const { items: deals } = await read<{ items: { id: string }[] }>(send("deals"));
	expect(deals.map(({ id }) => id)).toEqual([deal.id]);
	expect(await read<DealView>(send(`deals/${fork.id}`))).toMatchObject({ id: fork.id, fork: { at: 1 } });
	const again = await send(`deals/${fork.id}/fork`, json({}));
	expect(again.status).toBe(409);
	expect(await again.json()).toMatchObject({ detail: "a fork cannot be forked; fork its original" });
	expect((await send(`deals/d-${"a".repeat(20)}/fork`, json({}))).status).toBe(404);
	expect((await send("signals/note", json({ deal: fork.id, text: "Hello." }))).status).toBe(422);
});

const keyed = (key: string, value: unknown) => {
	const { headers, ...rest } = json(value);
	return { ...rest, headers: { ...headers, "idempotency-key": key } };
};
const rowsIn = async (send: (path: string) => Promise<Response>, path: string) =>
	((await (await send(`${path}/forks`)).json()) as { items: { id: string; at: number }[] }).items;

test("[FK1] asked for again under its key after the deal went on, it is the same fork; row and object agree", async () => {
	const { send, path, read, deal } = await fresh();
	const first = await read<DealView>(send(`${path}/fork`, keyed("one", {})));
	await deal.receive("second", { text: "Our budget is EUR 90,000." });
	expect((await deal.read()).version).toBeGreaterThan(first.fork?.at ?? 0);
	expect(await read<DealView>(send(`${path}/fork`, keyed("one", {})))).toEqual(first);
	expect(await rowsIn(send, path)).toMatchObject([{ id: first.id, at: first.fork?.at }]);
});

test("[FK1] a copy whose row was not written is listed with the next try, as what it is", async () => {
	const { at, send, path, read, deal } = await fresh();
	const first = await read<DealView>(send(`${path}/fork`, keyed("one", {})));
	await alter(at, "DELETE FROM forks WHERE tenant = ?1");
	// As it is where the process died before the row was written: the request was not answered either.
	await alter(at, "DELETE FROM requests WHERE tenant = ?1");
	await deal.receive("second", { text: "Our budget is EUR 90,000." });
	expect(await read<DealView>(send(`${path}/fork`, keyed("one", {})))).toEqual(first);
	expect(await rowsIn(send, path)).toMatchObject([{ id: first.id, at: first.fork?.at }]);
});

test("[FK1] a copy that fails leaves no row, and the next try under its key makes it", async () => {
	const { send, path } = await fresh();
	const failing = failAdoptions();
	expect((await send(`${path}/fork`, keyed("one", {}))).status).toBeGreaterThanOrEqual(500);
	expect(await rowsIn(send, path)).toEqual([]);
	failing.mockRestore();
	expect((await send(`${path}/fork`, keyed("one", {}))).status).toBe(201);
	expect(await rowsIn(send, path)).toHaveLength(1);
});

test("[FK1] a log that no message holds is refused by name, and leaves no row", async () => {
	const { at, send, path, deal } = await fresh();
	giveCrew(at, []);
	const long = "Ω".repeat(190_000);
	for (let i = 0; i < 80; i++) await deal.receive(`mail ${i}`, { text: `${i} ${long}` });
	const refused = await send(`${path}/fork`, json({}));
	expect(refused.status).toBe(422);
	expect(await refused.json()).toMatchObject({ detail: expect.stringContaining("/body/at: ") });
	expect(await rowsIn(send, path)).toEqual([]);
	const signals = (await deal.events()).filter(({ event }) => event.type === "conversation.signal-received");
	expect((await send(`${path}/fork`, json({ at: signals[74]?.seq }))).status).toBe(201);
});

test("[FK1] a deal has twenty forks at most; the next one is refused with the reason, an earlier one is still answered", async () => {
	const { send, path, deal, at } = await fresh();
	const first = await send(`${path}/fork`, keyed("1", {}));
	expect(first.status).toBe(201);
	for (let i = 2; i <= 20; i++)
		await alter(
			at,
			"INSERT INTO forks (tenant, fork, deal, at_seq, label, created_by, created_at) VALUES (?1, ?2, ?3, 1, '', 'nadia', 0)",
			`d-${String.fromCharCode(96 + i).repeat(20)}`,
			deal.id,
		);
	const refused = await send(`${path}/fork`, keyed("21", {}));
	expect(refused.status).toBe(409);
	expect(await refused.json()).toMatchObject({ detail: expect.stringContaining("at most 20 forks") });
	expect((await send(`${path}/fork`, keyed("1", {}))).status).toBe(201);
});

test("[FK3] an approval in the fork leaves the original's outbox empty, and its own id is not the original's", async () => {
	const { clock, send, path, read, deal, approval } = await fresh();
	const sink = startSink("keyed");
	const fork = await read<DealView>(send(`${path}/fork`, json({})));
	const [copied] = fork.approvals;
	expect(copied?.id).not.toBe(approval.id);
	const approved = await send(`approvals/${copied?.id}/approve`, json({ digest: copied?.digest }));
	expect(approved.status).toBe(200);
	expect(await approved.json()).toMatchObject({ leavesAt: null });
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
	const early = await read<DealView>(send(`${path}/fork`, json({ at: 1 })));
	const nobody = await send(`deals/${early.id}/rehearse`, what);
	expect(nobody.status).toBe(422);
	expect(await nobody.json()).toMatchObject({ detail: expect.stringContaining("/body/from: ") });
	const from = { address: "otto@brightfen.example", name: "Otto Lind" };
	const somebody = await send(`deals/${early.id}/rehearse`, keyed("a", { text: "What would it cost?", from }));
	expect(somebody.status).toBe(202);
	const repeat = await send(`deals/${early.id}/rehearse`, keyed("a", { text: "What would it cost?", from }));
	expect(await repeat.json()).toEqual(await somebody.json());
	expect((await send(`deals/${early.id}/rehearse`, keyed("a", { text: "Something else.", from }))).status).toBe(422);
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
	// A person's own change goes back to whose the field was, which the answer has no member for.
	await write("EUR 3.00");
	const [third] = (await read<DealView>(write("EUR 4.00"))).crmChanges;
	const twice = await read<DealView>(send(`${path}/crm/${third?.change}/undo`, { method: "POST" }));
	for (const view of [undone, twice]) expect(OPERATIONS.undoCrm.answer.safeParse(view).error).toBeUndefined();
	const wrong = await send(`${path}/crm`, json({ record: { type: "deal" }, field: "title", value: "x" }));
	expect(wrong.status).toBe(422);
});
