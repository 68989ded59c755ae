import { FaultError } from "#knowledge/core/vocabulary/fault.ts";
import { MINUTE_MS, SECOND_MS } from "#knowledge/core/vocabulary/time.ts";

export type WebhookVerdict =
	| { readonly type: "ok"; readonly id: string }
	| {
			readonly type: "refused";
			readonly reason: "missing-header" | "malformed-header" | "too-old" | "too-new" | "bad-signature" | "no-secret";
	  };

export type SignedWebhook = {
	readonly headers: { get(name: string): string | null };
	/** The bytes as they came: any rewriting changes the signature. */
	readonly body: Uint8Array;
	/** `whsec_…`; more than one while they are rotated. */
	readonly secrets: readonly string[];
	readonly now: number;
};

/** How far two honest clocks may be apart; older is a replay. */
export const WEBHOOK_TOLERANCE_MS = 5 * MINUTE_MS;

/** Standard Webhooks, symmetric: https://www.standardwebhooks.com. Call it before anything reads the body. */
export async function verifyStandardWebhook(webhook: SignedWebhook): Promise<WebhookVerdict> {
	const id = webhook.headers.get("webhook-id");
	const timestamp = webhook.headers.get("webhook-timestamp");
	const signature = webhook.headers.get("webhook-signature");
	if (!id || !timestamp || !signature) return { type: "refused", reason: "missing-header" };
	if (!ID.test(id) || !/^\d{1,12}$/u.test(timestamp)) return { type: "refused", reason: "malformed-header" };
	const age = webhook.now - Number(timestamp) * SECOND_MS;
	if (age > WEBHOOK_TOLERANCE_MS) return { type: "refused", reason: "too-old" };
	if (age < -WEBHOOK_TOLERANCE_MS) return { type: "refused", reason: "too-new" };
	const candidates = signaturesIn(signature);
	if (candidates === null) return { type: "refused", reason: "malformed-header" };
	if (webhook.secrets.length === 0) return { type: "refused", reason: "no-secret" };
	const content = signedContent(id, timestamp, webhook.body);
	let matches = false;
	for (const secret of webhook.secrets) {
		const key = await importSecret(secret, "verify");
		for (const candidate of candidates) {
			// WebCrypto compares in constant time; every pair is tried, whichever matched.
			matches = (await crypto.subtle.verify("HMAC", key, candidate, content)) || matches;
		}
	}
	return matches ? { type: "ok", id } : { type: "refused", reason: "bad-signature" };
}

/** What a sender puts on its request. `at` in milliseconds. */
export async function signStandardWebhook(message: {
	id: string;
	at: number;
	body: Uint8Array;
	secret: string;
}): Promise<{ "webhook-id": string; "webhook-timestamp": string; "webhook-signature": string }> {
	const timestamp = String(Math.floor(message.at / SECOND_MS));
	const key = await importSecret(message.secret, "sign");
	const mac = await crypto.subtle.sign("HMAC", key, signedContent(message.id, timestamp, message.body));
	return {
		"webhook-id": message.id,
		"webhook-timestamp": timestamp,
		"webhook-signature": `v1,${toBase64(new Uint8Array(mac))}`,
	};
}

/** Without a full stop: it separates the signed parts, and an id that held one could be cut in two ways. */
const ID = /^[\x21-\x2d\x2f-\x7e]{1,256}$/u;
/** Two secrets in rotation make two; each one more is a hash of the body for whoever asks. */
const SIGNATURES_MAX = 8;
const SECRET_BYTES_MIN = 16;

/** The signatures of the version that we know; `null` if there is none, or a flood. */
function signaturesIn(header: string): Uint8Array<ArrayBuffer>[] | null {
	const parts = header.split(" ");
	if (parts.length > SIGNATURES_MAX || header.length > SIGNATURES_MAX * 100) return null;
	const found = parts.flatMap((part) => {
		const bytes = part.startsWith("v1,") ? fromBase64(part.slice(3)) : null;
		// Base64 can spell one value in several ways; a signature has one spelling.
		return bytes === null || toBase64(bytes) !== part.slice(3) ? [] : [bytes];
	});
	return found.length === 0 ? null : found;
}

function signedContent(id: string, timestamp: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
	const head = new TextEncoder().encode(`${id}.${timestamp}.`);
	const content = new Uint8Array(head.length + body.length);
	content.set(head);
	content.set(body, head.length);
	return content;
}

async function importSecret(secret: string, use: "sign" | "verify"): Promise<CryptoKey> {
	const bytes = fromBase64(secret.replace(/^whsec_/u, ""));
	if (bytes === null || bytes.length < SECRET_BYTES_MIN) {
		throw new FaultError({
			code: "webhook-secret-invalid",
			retry: { when: "after-human" },
			summary: "a webhook secret must be base64 of at least 16 bytes",
		});
	}
	return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, [use]);
}

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
	if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/u.test(text) || text === "") return null;
	const binary = atob(text);
	return Uint8Array.from(binary, (char) => char.charCodeAt(0));
}
