import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FaultError } from "#knowledge/core/vocabulary/fault.ts";
import { signStandardWebhook, verifyStandardWebhook, WEBHOOK_TOLERANCE_MS } from "./webhook-signature.ts";

const utf8 = new TextEncoder();
const SECRET = "whsec_plJ3nmyCDGBKInavdOK15jsl";
const OTHER = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const NOW = 1_731_705_121_000;

/** Published by their vendors, and recomputed: the second is the one in the documents of Standard Webhooks. */
const VECTORS = [
	{
		secret: SECRET,
		id: "msg_loFOjxBNrRLzqYUf",
		timestamp: "1731705121",
		body: '{"event_type":"ping","data":{"success":true}}',
		signature: "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=",
	},
	{
		secret: OTHER,
		id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
		timestamp: "1614265330",
		body: '{"test": 2432232314}',
		signature: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
	},
	{
		secret: "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
		id: "msg_2tEstVector0001",
		timestamp: "1760000000",
		body: "",
		signature: "v1,UqhCJIF17pspz9AHWSrCmK/P1eUsf6kc1eltORAtth0=",
	},
];

async function signed(overrides: { id?: string; at?: number; body?: string; secret?: string } = {}) {
	const body = utf8.encode(overrides.body ?? '{"event":"note.added"}');
	const headers = await signStandardWebhook({
		id: overrides.id ?? "msg_1",
		at: overrides.at ?? NOW,
		body,
		secret: overrides.secret ?? SECRET,
	});
	return { headers: new Headers(headers), body, secrets: [SECRET], now: NOW };
}

describe("a Standard Webhook", () => {
	test.each(VECTORS)("[T17] the published signature of $id is accepted, and is what we sign", async (vector) => {
		const { secret, id, timestamp, signature } = vector;
		const body = utf8.encode(vector.body);
		const at = Number(timestamp) * 1_000;
		const headers = new Headers({ "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature });
		expect(await verifyStandardWebhook({ headers, body, secrets: [secret], now: at })).toEqual({ type: "ok", id });
		expect((await signStandardWebhook({ id, at, body, secret }))["webhook-signature"]).toBe(signature);
	});

	test.each([
		[WEBHOOK_TOLERANCE_MS, "ok"],
		[WEBHOOK_TOLERANCE_MS + 1, "too-old"],
		[-WEBHOOK_TOLERANCE_MS, "ok"],
		[-WEBHOOK_TOLERANCE_MS - 1, "too-new"],
	])("[T18] read %i ms after it was signed: %s", async (late, expected) => {
		const verdict = await verifyStandardWebhook({ ...(await signed()), now: NOW + late });
		expect(verdict.type === "ok" ? "ok" : verdict.reason).toBe(expected);
	});

	test("[T17] either secret of a rotation is accepted, a third is not", async () => {
		const webhook = await signed({ secret: OTHER });
		expect((await verifyStandardWebhook({ ...webhook, secrets: [SECRET, OTHER] })).type).toBe("ok");
		expect(await verifyStandardWebhook({ ...webhook, secrets: [SECRET] })).toEqual({
			type: "refused",
			reason: "bad-signature",
		});
		expect(await verifyStandardWebhook({ ...webhook, secrets: [] })).toEqual({ type: "refused", reason: "no-secret" });
	});

	test("[T17] one right signature among others is enough, other versions count for nothing", async () => {
		const webhook = await signed();
		const right = webhook.headers.get("webhook-signature") ?? "";
		const wrong = `v1,${"A".repeat(43)}=`;
		const withSignature = async (value: string) => {
			const headers = new Headers(webhook.headers);
			headers.set("webhook-signature", value);
			const verdict = await verifyStandardWebhook({ ...webhook, headers });
			return verdict.type === "ok" ? "ok" : verdict.reason;
		};
		expect(await withSignature(`v1a,xyz ${wrong} ${right}`)).toBe("ok");
		expect(await withSignature(wrong)).toBe("bad-signature");
		expect(await withSignature(right.replace("v1,", "v2,"))).toBe("malformed-header");
		expect(await withSignature([...Array(7).fill(wrong), right].join(" "))).toBe("ok");
		expect(await withSignature([...Array(8).fill(wrong), right].join(" "))).toBe("malformed-header");
	});

	test.each(["webhook-id", "webhook-timestamp", "webhook-signature"])("without %s it is refused", async (name) => {
		const webhook = await signed();
		webhook.headers.delete(name);
		expect(await verifyStandardWebhook(webhook)).toEqual({ type: "refused", reason: "missing-header" });
	});

	test("an id that holds the separator is refused, since it could be cut in two ways", async () => {
		expect(await verifyStandardWebhook(await signed({ id: "msg.1" }))).toEqual({
			type: "refused",
			reason: "malformed-header",
		});
		expect((await verifyStandardWebhook(await signed({ id: "m".repeat(256) }))).type).toBe("ok");
		expect((await verifyStandardWebhook(await signed({ id: "m".repeat(257) }))).type).toBe("refused");
	});

	test("[T17] every changed character of the signature, and every changed byte of the body, is refused", async () => {
		const webhook = await signed();
		const signature = webhook.headers.get("webhook-signature") ?? "";
		for (let at = 3; at < signature.length; at++) {
			for (const other of ["A", "B", "/", "="]) {
				if (signature[at] === other) continue;
				const headers = new Headers(webhook.headers);
				headers.set("webhook-signature", signature.slice(0, at) + other + signature.slice(at + 1));
				expect((await verifyStandardWebhook({ ...webhook, headers })).type).toBe("refused");
			}
		}
		for (let at = 0; at < webhook.body.length; at++) {
			const body = webhook.body.slice();
			body[at] = (body[at] ?? 0) ^ 1;
			expect((await verifyStandardWebhook({ ...webhook, body })).type).toBe("refused");
		}
	});

	test("[T17] a signature is for its id and time only", async () => {
		const webhook = await signed();
		for (const [name, value] of [
			["webhook-id", "msg_2"],
			["webhook-timestamp", String(NOW / 1_000 + 1)],
		] as const) {
			const headers = new Headers(webhook.headers);
			headers.set(name, value);
			expect(await verifyStandardWebhook({ ...webhook, headers })).toEqual({
				type: "refused",
				reason: "bad-signature",
			});
		}
	});

	test("whatever is signed is accepted, and whatever headers come, nothing is thrown", async () => {
		await fc.assert(
			fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), async (body) => {
				const headers = new Headers(await signStandardWebhook({ id: "m", at: NOW, body, secret: SECRET }));
				expect((await verifyStandardWebhook({ headers, body, secrets: [SECRET], now: NOW })).type).toBe("ok");
			}),
			{ numRuns: 50 },
		);
		const value = fc.string({ maxLength: 60 });
		await fc.assert(
			fc.asyncProperty(value, value, value, async (id, timestamp, signature) => {
				const sent = new Map([
					["webhook-id", id],
					["webhook-timestamp", timestamp],
					["webhook-signature", signature],
				]);
				const headers = { get: (name: string) => sent.get(name) ?? null };
				const verdict = await verifyStandardWebhook({ headers, body: utf8.encode("{}"), secrets: [SECRET], now: NOW });
				expect(verdict.type).toBe("refused");
			}),
			{ numRuns: 200 },
		);
	});

	test.each(["", "whsec_", "whsec_not base64", "whsec_c2hvcnQ="])(
		"a secret that is none (%j) asks for a person",
		async (secret) => {
			await expect(verifyStandardWebhook({ ...(await signed()), secrets: [secret] })).rejects.toThrow(FaultError);
		},
	);
});
