import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { runAlarms } from "#durable-objects/testing/alarms.setup.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { testDeal } from "#durable-objects/testing/deal.setup.ts";
import { dumpOf } from "#durable-objects/testing/dump.setup.ts";
import { testInbox } from "#durable-objects/testing/inbox.setup.ts";
import { startSink } from "#durable-objects/testing/sink.setup.ts";
import { issueToken, newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { KEY_ANNOUNCED_MS } from "#workers/store/data-keys.ts";
import { client, mailOf, ORIGIN } from "#workers/testing/api.setup.ts";
import { createApp } from "./app.ts";

const post = { method: "POST" };

test("[SEC27] an admin announces the next key, lists versions without a key, and waits with the one after", async () => {
	const clock = standStill();
	const at = await newTenant("keys");
	const api = await client(at, at.admin);
	const now = clock.now();
	const first = { version: 1, activeFrom: null, masterVersion: 1 };
	const second = { version: 2, activeFrom: new Date(now + KEY_ANNOUNCED_MS).toISOString(), masterVersion: 1 };
	const list = async () => (await api.send("data-keys")).json();
	expect(await list()).toEqual({ items: [first], next: null });
	const announced = await api.send("data-keys", post);
	expect(announced.status).toBe(201);
	expect(await announced.json()).toEqual(second);
	const again = await api.send("data-keys", post);
	expect(again.status).toBe(409);
	expect(await again.json()).toMatchObject({ detail: expect.stringContaining("announced already") });
	expect(await list()).toEqual({ items: [first, second], next: null });
	clock.advance(KEY_ANNOUNCED_MS);
	expect((await api.send("data-keys", post)).status).toBe(201);
});

test.each(["rep", "human", "reader"] as const)("[SEC27] a %s neither rotates nor lists", async (who) => {
	standStill();
	const at = await newTenant("keys-not");
	const api = await client(at, at[who]);
	expect((await api.send("data-keys", post)).status).toBe(403);
	expect((await api.send("data-keys")).status).toBe(403);
});

test("[SEC27] rotation under load: of all reads and writes none fails, whichever memory serves them", async () => {
	for (const level of ["warn", "error", "info"] as const) vi.spyOn(console, level).mockImplementation(() => undefined);
	startSink("keyed");
	const clock = standStill();
	const at = await newTenant("load");
	giveSmallCrew(at);
	const headers = {
		authorization: `Bearer ${await issueToken({ ...at.human, roles: ["tenant-admin", "regional-human"] })}`,
	};
	const app = createApp();
	// Each environment keeps keys of its own, as each isolate does; the objects and the gateway keep theirs.
	const isolates = [{ ...env }, { ...env }];
	const counts = { reads: 0, writes: 0, failed: [] as string[] };
	const ask = async (i: number, path: string, init: { method?: string; body?: string; headers?: object } = {}) => {
		const request = new Request(new URL(`/v1/accounts/${at.tenant}/${path}`, ORIGIN), {
			...init,
			headers: { ...headers, ...init.headers },
		});
		const response = await app.fetch(request, isolates[i] ?? env, createExecutionContext() as never);
		counts[init.method ? "writes" : "reads"]++;
		if (response.status >= 400)
			counts.failed.push(`${clock.now()} ${path} ${response.status} ${await response.clone().text()}`);
		return response;
	};
	const inbox = testInbox(at);
	const mail = async (i: number, n: number): Promise<string> => {
		const sent = await ask(i, "signals/email", {
			...post,
			body: mailOf(at, `mail-${n}`),
			headers: { "content-type": "message/rfc822" },
		});
		return ((await sent.json()) as { signal: string }).signal;
	};
	const signal = await mail(0, 0);
	const deal = testDeal(at, signal);
	const work = () => runAlarms(clock, inbox.raw(), deal.raw());
	await work();
	const began = clock.now();
	let copy = "";
	const read = async () => {
		const paths = [
			"contacts",
			"companies",
			"deals",
			"approvals",
			"signals",
			`deals/${deal.id}`,
			`deals/${deal.id}/activities`,
			`deals/${deal.id}/events`,
			...(copy ? [copy] : []),
		];
		for (const path of paths) for (const i of [0, 1]) await ask(i, path);
	};

	// Not in step with each other, nor with what keys are kept for; the second one begins once the first is in use.
	const rotations = [began + 9_000, began + KEY_ANNOUNCED_MS + 22_000];
	const until = (rotations.at(-1) ?? 0) + KEY_ANNOUNCED_MS + 20_000;
	for (let n = 1; clock.now() < until; n++) {
		if (clock.now() >= (rotations[0] ?? until)) {
			expect((await ask(n % 2, "data-keys", post)).status).toBe(201);
			rotations.shift();
		}
		if (n % 4 === 0) {
			await mail(n % 2, n);
			const [draft] = (await deal.read()).approvals;
			if (draft) await deal.approve(draft);
			await work();
			const sent = (await deal.outbox()).find((each) => each.copy !== null);
			if (sent) copy = `deals/${deal.id}/outbox/${sent.key}/copy`;
		}
		await read();
		clock.advance(4_900);
	}
	await mail(0, 1_000);
	await mail(1, 1_001);
	await read();
	expect(counts.failed).toEqual([]);
	expect(rotations).toEqual([]);
	expect(copy).not.toBe("");
	expect(counts.reads).toBeGreaterThan(400);
	expect(counts.writes).toBeGreaterThanOrEqual(8);
	const versions = (await dumpOf(at.tenant)).flatMap(({ text }) => /^aa[12]\.(\d+)\./.exec(text)?.[1] ?? []);
	expect([...new Set(versions)].sort()).toEqual(["1", "2", "3"]);
}, 60_000);
