import { describe, expect, test } from "vitest";
import { Artefact } from "../deal/artefact.ts";
import { approvalNo, contactNo, dealNo, factNo, flagNo, hashNo, runNo, signalNo, TENANT } from "../testing/ids.ts";
import { call, type Send } from "./client.ts";
import { ArtefactView } from "./deal.ts";
import { ClientFrame } from "./frames.ts";
import type { Operation } from "./operation.ts";
import { OPERATIONS } from "./operations.ts";

const all: readonly (readonly [string, Operation])[] = Object.entries(OPERATIONS);
const sample: Readonly<Record<string, unknown>> = {
	account: TENANT,
	deal: dealNo(1),
	signal: signalNo(1),
	run: runNo(1),
	step: 1,
	approval: approvalNo(1),
	contact: contactNo(1),
	company: `o-${"a".repeat(20)}`,
	agent: "qualifier",
	flag: flagNo(1),
	pack: "bant",
	learned: "31.0",
	action: "answer-mail",
	change: `k-${"a".repeat(20)}`,
	fact: factNo(1),
	user: "sam",
	session: `t-${"a".repeat(20)}`,
	region: "emea",
	apiKey: `t-${"a".repeat(20)}`,
	embedKey: `e-${"a".repeat(20)}`,
};
const namesIn = (path: string): readonly string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");

describe.each(all)("%s", (name, operation) => {
	test("[CO1] is named once, and its path names what its parameters parse", () => {
		expect(operation.id).toBe(name);
		expect(namesIn(operation.path).toSorted()).toEqual(Object.keys(operation.params.shape).toSorted());
		const twins = all.filter(([, { method, path }]) => method === operation.method && path === operation.path);
		expect(twins).toHaveLength(1);
	});

	test("[CO2] is about one account, and lets nobody in unasked", () => {
		// Those who run the platform look at all accounts, and make new ones.
		const isOfAll = operation.access === "platform" && operation.path === "/v1/accounts";
		expect(isOfAll || operation.path.startsWith("/v1/accounts/{account}")).toBe(true);
		expect(operation.access).not.toBe("public");
		if (operation.method !== "get") expect(operation.access === "reader" && operation.id !== "openSocket").toBe(false);
	});

	test("[CO3] is strict about its path, its query and its body", () => {
		const params = Object.fromEntries(namesIn(operation.path).map((each) => [each, sample[each]]));
		expect(operation.params.safeParse(params).success).toBe(true);
		expect(operation.params.safeParse({ ...params, tenant: "totogi" }).success).toBe(false);
		for (const each of namesIn(operation.path))
			expect(operation.params.safeParse({ ...params, [each]: "../x" }).success).toBe(false);
		expect(operation.query.safeParse({ tenant: "totogi" }).success).toBe(false);
		if (operation.body) expect(operation.body.safeParse({ tenant: "totogi" }).success).toBe(false);
	});
});

describe("what is decided", () => {
	test.each(["approve", "reject", "edit"] as const)("[CO4] %s names the digest of what was seen", (id) => {
		const body = { approve: {}, reject: { reason: "no" }, edit: { subject: "x", body: "y" } }[id];
		expect(OPERATIONS[id].access).toBe("human");
		expect(OPERATIONS[id].body.safeParse(body).success).toBe(false);
		expect(OPERATIONS[id].body.safeParse({ ...body, digest: hashNo(1) }).success).toBe(true);
		expect(OPERATIONS[id].body.safeParse({ ...body, digest: "0".repeat(63) }).success).toBe(false);
	});

	test("[CO4] what a person may be asked can be shown", () => {
		const kinds = (union: { options: readonly { shape: { type: { value: string } } }[] }) =>
			union.options.map(({ shape }) => shape.type.value).toSorted();
		expect(kinds(ArtefactView)).toEqual(kinds(Artefact));
	});

	test.each([
		[{ type: "hello", after: 0 }, true],
		[{ type: "hello", after: -1 }, false],
		[{ type: "hello", after: 0.5 }, false],
		[{ type: "hello" }, false],
		[{ type: "ping" }, true],
		[{ type: "ping", tenant: "totogi" }, false],
		[{ type: "cf_agent_state", state: {} }, false],
		[null, false],
	])("[CO5] the frame %j from a client is understood: %s", (frame, expected) => {
		expect(ClientFrame.safeParse(frame).success).toBe(expected);
	});
});

describe("the client", () => {
	const answering = (status: number, json: unknown): { send: Send; asked: unknown[] } => {
		const asked: unknown[] = [];
		const send: Send = async (url, init) => {
			asked.push({ url, ...init });
			return { ok: status < 400, status, json: async () => json };
		};
		return { send, asked };
	};
	const params = { account: TENANT, approval: approvalNo(1) };

	test("[CO6] fills in the path, leaves out what is not asked, and sends JSON where there is a body", async () => {
		const { send, asked } = answering(200, { items: [], next: null });
		await call(send, OPERATIONS.listSignals, {
			params: { account: TENANT },
			query: { state: "refused", cursor: undefined },
		});
		await call(send, OPERATIONS.approve, { params, body: { digest: hashNo(1) } }).then(null, () => undefined);
		expect(asked).toEqual([
			{ url: `/v1/accounts/${TENANT}/signals?state=refused`, method: "GET", headers: {}, body: null },
			{
				url: `/v1/accounts/${TENANT}/approvals/${approvalNo(1)}/approve`,
				method: "POST",
				headers: { "content-type": "application/json" },
				body: JSON.stringify({ digest: hashNo(1) }),
			},
		]);
	});

	test("[CO6] believes no answer that the contract does not know", async () => {
		const { send } = answering(200, { items: [{ signal: "x" }], next: null });
		await expect(
			Promise.resolve(call(send, OPERATIONS.listSignals, { params: { account: TENANT } })),
		).rejects.toThrow();
	});

	test("[CO6] hands a problem on as one", async () => {
		const problem = { type: "about:conflict", title: "Conflict", status: 409, requestId: "r" };
		const { send } = answering(409, problem);
		const answer = await call(send, OPERATIONS.approve, { params, body: { digest: hashNo(1) } });
		expect(answer).toEqual({ ok: false, status: 409, problem });
	});
});
