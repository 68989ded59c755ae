import { expect, test } from "vitest";
import { approvalNo, hashNo, TENANT } from "../testing/ids.ts";
import { call, type Send } from "./client.ts";
import { OPERATIONS } from "./operations.ts";

function answering(status: number, json: unknown, headers: Readonly<Record<string, string>> = {}) {
	const asked: unknown[] = [];
	const send: Send = async (url, init) => {
		asked.push({ url, ...init });
		return {
			ok: status < 400 && status !== 304,
			status,
			headers: { get: (name) => headers[name] ?? null },
			json: async () => json,
			text: async () => String(json),
		};
	};
	return { send, asked };
}

const at = { account: TENANT };
const RECEIPT = { signal: `s-${"a".repeat(20)}`, duplicate: false, state: "accepted", deal: null, reason: null };

test("[CO6] raw bytes are sent as they are, under the operation's media type or another that it takes", async () => {
	const { send, asked } = answering(202, RECEIPT);
	const raw = new Uint8Array([0x53, 0xff, 0x00]);
	await call(send, OPERATIONS.postEmail, { params: at, raw });
	await call(send, OPERATIONS.postTranscript, {
		params: at,
		query: { contact: "a@b.example" },
		raw: "1\n",
		type: "application/x-subrip",
	});
	expect(asked).toEqual([
		{
			url: `/v1/accounts/${TENANT}/signals/email`,
			method: "POST",
			headers: { "content-type": "message/rfc822" },
			body: raw,
		},
		{
			url: `/v1/accounts/${TENANT}/signals/transcript?contact=a%40b.example`,
			method: "POST",
			headers: { "content-type": "application/x-subrip" },
			body: "1\n",
		},
	]);
});

test("[CO6] a write names itself, and learns whether it was done before", async () => {
	const answer = { approval: approvalNo(1), effect: null, leavesAt: null };
	const input = {
		params: { ...at, approval: approvalNo(1) },
		body: { digest: hashNo(1) },
		idempotencyKey: "k-1",
	};
	const first = answering(200, answer);
	expect(await call(first.send, OPERATIONS.approve, input)).toEqual({ ok: true, value: answer });
	expect(first.asked).toMatchObject([{ headers: { "idempotency-key": "k-1", "content-type": "application/json" } }]);
	const again = answering(200, answer, { "idempotent-replayed": "true" });
	expect(await call(again.send, OPERATIONS.approve, input)).toEqual({ ok: true, value: answer, isReplayed: true });
});

test.each([
	["7", { retryAfterMs: 7_000 }],
	["", {}],
	["0", {}],
	["Fri, 20 Nov 2026 10:00:00 GMT", {}],
])("[CO6] Retry-After: «%s» is handed on as %j", async (header, expected) => {
	const problem = { type: "about:too-many", title: "Declined", status: 429, requestId: "r" };
	const { send } = answering(429, problem, header === "" ? {} : { "retry-after": header });
	expect(await call(send, OPERATIONS.listDeals, { params: at })).toEqual({
		ok: false,
		status: 429,
		problem,
		...expected,
	});
});
