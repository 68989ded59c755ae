import { expect, test, vi } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import {
	crash,
	expectReplays,
	openDraft,
	refusalOf,
	type TestDeal,
	testDeal,
} from "#durable-objects/testing/deal.setup.ts";
import { vaultOf } from "#durable-objects/testing/sealed.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { sha256 } from "#knowledge/core/testing/sha256.ts";
import { openText } from "./texts.ts";

const TEXT = "We keep our gallimaufry in a drawer. What would 85 seats cost per year?";
type Row = { hash: string; salt: string; body: string };

async function written(name: string) {
	standStill();
	const at = await newTenant(name);
	giveSmallCrew(at);
	const deal = testDeal(at);
	expect(refusalOf(await deal.receive("first", { text: TEXT }))).toBe("done");
	return { at, deal, vault: await vaultOf(at) };
}

const rowsOf = (deal: TestDeal): Promise<Row[]> => deal.sql<Row>("SELECT * FROM payloads ORDER BY hash");
const clearIn = async (deal: TestDeal): Promise<number> =>
	(await rowsOf(deal)).filter(({ body }) => !body.startsWith("aa2.")).length;

test("[SEC27] every kept text of a deal is sealed, and the tenant's keys open each of them to what its hash says", async () => {
	const { deal, vault } = await written("sealed");
	const rows = await rowsOf(deal);
	expect(rows.length).toBeGreaterThan(5);
	expect(JSON.stringify(rows)).not.toContain("gallimaufry");
	for (const { hash, salt, body } of rows) expect(sha256(`${salt}\n${openText(vault, hash, body)}`)).toBe(hash);
	expect(rows.some(({ hash, body }) => openText(vault, hash, body).includes("gallimaufry"))).toBe(true);
});

test("[SEC27] a sealed text that was moved, altered, or is another tenant's cannot be read; the rest of the deal can", async () => {
	vi.spyOn(console, "error").mockImplementation(() => undefined);
	const { deal, vault } = await written("sealed-moved");
	const other = await written("sealed-stranger");
	const { signal } = deal.delivery("first");
	const [record] = await deal.sql<{ record: string }>("SELECT record FROM signals");
	const rows = await rowsOf(deal);
	const own = rows.find(({ hash }) => hash === record?.record) as Row;
	const neighbour = rows.find(({ hash }) => hash !== record?.record) as Row;
	const [foreign] = await rowsOf(other.deal);
	const last = own.body.length - 5;
	const flipped = `${own.body.slice(0, last)}${own.body[last] === "A" ? "B" : "A"}${own.body.slice(last + 1)}`;
	for (const stolen of [neighbour.body, foreign?.body ?? "", flipped, own.body.slice(0, -2)]) {
		await deal.sql("UPDATE payloads SET body = ? WHERE hash = ?", stolen, own.hash);
		await crash();
		expect(await deal.rpc().source(deal.by(), signal)).toMatchObject({ fault: { code: "sealed-altered" } });
		expect(() => openText(vault, own.hash, stolen)).toThrow();
		expect((await deal.read()).counts.signals).toBe(1);
	}
	await deal.sql("UPDATE payloads SET body = ? WHERE hash = ?", own.body, own.hash);
	await crash();
	expect(await deal.rpc().source(deal.by(), signal)).toMatchObject({ value: { text: TEXT } });
});

test("[INV17] texts from before there were keys are read, and sealed some at a time as the deal is called", async () => {
	const { deal, vault } = await written("sealed-old");
	for (const { hash, body } of await rowsOf(deal))
		await deal.sql("UPDATE payloads SET body = ? WHERE hash = ?", openText(vault, hash, body), hash);
	// As many as are sealed in two calls, and some.
	const old = `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 1099)
		INSERT INTO payloads(hash, salt, body) SELECT printf('%064x', i), 's', 'old' FROM n`;
	await deal.sql(old);
	await crash();
	const before = await clearIn(deal);
	const left = [before, before - 500, before - 1_000, 0];
	for (const count of left) {
		expect(await clearIn(deal)).toBe(count);
		const source = await deal.rpc().source(deal.by(), deal.delivery("first").signal);
		expect(source).toMatchObject({ value: { text: TEXT } });
	}
	await openDraft(deal);
	await expectReplays(deal);
});

test("[SEC27] a fork's texts are sealed as its own, and open", async () => {
	const { at, deal, vault } = await written("sealed-fork");
	const page = await deal.rpc().logPage(deal.by(), 0, null);
	if (page.type !== "done") throw new Error("a log has a page");
	const { events, payloads, upTo } = page.value;
	const fork = testDeal(at, "copy");
	const origin = { from: deal.id, at: upTo, by: at.human.id };
	expect(refusalOf(await fork.rpc().adopt(fork.by(), { origin, events, payloads }))).toBe("done");
	const rows = await rowsOf(fork);
	expect(JSON.stringify(rows)).not.toContain("gallimaufry");
	expect(rows.some(({ hash, body }) => openText(vault, hash, body).includes("gallimaufry"))).toBe(true);
	// A text under a name that is not its hash would be sealed twice under one nonce.
	vi.spyOn(console, "error").mockImplementation(() => undefined);
	const forged = payloads.map((each, i) => (i === 0 ? { ...each, body: `${each.body}!` } : each));
	const second = testDeal(at, "copy-of-a-forgery");
	const taken = await second.rpc().adopt(second.by(), { origin, events, payloads: forged });
	expect(taken).toMatchObject({ type: "fault" });
	expect(refusalOf(await second.rpc().read(second.by()))).toBe("not-found");
});

test("[REL2] whoever says hello to a deal that has slept is told once its keys are there", async () => {
	const { deal } = await written("sealed-hello");
	const response = await deal.raw().fetch("https://deal.internal/socket", {
		headers: { upgrade: "websocket", "x-deal-call": JSON.stringify(deal.by()) },
	});
	const frames: string[] = [];
	response.webSocket?.accept();
	response.webSocket?.addEventListener("message", ({ data }) => void frames.push(JSON.parse(String(data)).type));
	await deal.evict();
	response.webSocket?.send(JSON.stringify({ type: "hello", after: 0 }));
	await vi.waitFor(() => expect(frames).toEqual(["events", "deal"]));
	response.webSocket?.close();
});
