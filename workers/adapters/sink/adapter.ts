import * as z from "zod";
import type { Fault } from "#knowledge/core/vocabulary/fault.ts";
import { KEY_WINDOW_MS, RETRY_FIRST_MS } from "#knowledge/core/vocabulary/limits.ts";
import { HOUR_MS, SECOND_MS } from "#knowledge/core/vocabulary/time.ts";
import type { Adapter, Delivery, DeliveryAnswer } from "../adapter.ts";
import { toBase64 } from "../base64.ts";

/** Only this machine: a provider for tests, demonstrations and crashes must never be a way out. */
export const SinkSettings = z.strictObject({
	url: z
		.url({ protocol: /^https?$/ })
		.refine(
			(url) => ["127.0.0.1", "localhost", "[::1]"].includes(URL.parse(url)?.hostname ?? ""),
			"must be on this machine",
		),
	/** Whether it removes repeats by key, as good providers do, or has no key, as mail has none. */
	mode: z.enum(["keyed", "keyless"]),
});
export type SinkSettings = z.infer<typeof SinkSettings>;

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export function sinkAdapter(settings: SinkSettings, fetch: Fetch): Adapter {
	const keyed = settings.mode === "keyed";
	const base = settings.url.replace(/\/+$/u, "");
	return {
		name: "sink",
		idempotency: keyed ? { type: "key", windowMs: KEY_WINDOW_MS } : { type: "none" },
		deliver: async (delivery) => {
			if (delivery.ambiguous && !keyed)
				return { type: "unknown", reason: "an earlier attempt may have been delivered" };
			if (delivery.signal.aborted) return later("provider-timeout", RETRY_FIRST_MS, "no time was left to send");
			if (!keyed && !(await isReachable(base, fetch, delivery.signal))) {
				return later("provider-unavailable", RETRY_FIRST_MS, "the sink cannot be reached");
			}
			try {
				return await answerOf(await fetch(`${base}/deliver`, requestFor(delivery)));
			} catch {
				if (keyed)
					return later("provider-unavailable", SECOND_MS, "the sink's answer was lost; its key makes a repeat safe");
				return { type: "unknown", reason: "the connection broke after the request was sent" };
			}
		},
	};
}

/**
 * The runtime reports a refused connection and one cut after sending in the same words. Where a repeat is not safe, a
 * question that delivers nothing comes first, so that a provider that is simply down is no riddle for a person.
 */
async function isReachable(base: string, fetch: Fetch, signal: AbortSignal): Promise<boolean> {
	try {
		const response = await fetch(`${base}/ready`, { method: "GET", redirect: "manual", signal });
		await drop(response);
		return true;
	} catch {
		return false;
	}
}

function requestFor({ key, effect, mail, signal }: Delivery): RequestInit {
	return {
		method: "POST",
		redirect: "manual",
		headers: { "content-type": "application/json", "idempotency-key": key },
		body: JSON.stringify({
			key,
			to: [...effect.to, ...effect.cc].map((box) => box.address),
			subject: effect.subject,
			raw: toBase64(mail.raw),
		}),
		signal,
	};
}

async function answerOf(response: Response): Promise<DeliveryAnswer> {
	const { status, ok, headers } = response;
	if (ok) return { type: "accepted", reference: await referenceIn(response) };
	await drop(response);
	if (status === 429 || status === 503) {
		return later("provider-busy", retryAfterMs(headers.get("retry-after")), `the sink answered ${status}`);
	}
	if (status >= 500) return later("provider-unavailable", RETRY_FIRST_MS, `the sink answered ${status}`);
	return { type: "refused", code: `status-${status}`, reason: "the sink declined the request" };
}

/** What was answered stands, whether or not the rest of the answer can be let go. */
async function drop(response: Response): Promise<void> {
	await response.body?.cancel().catch(() => {});
}

const Accepted = z.object({ reference: z.string().min(1).max(200) });
const ANSWER_CHARS_MAX = 10_000;

/** The status has said that it was accepted; a body that is cut or strange takes nothing back. */
async function referenceIn(response: Response): Promise<string | null> {
	try {
		const text = await response.text();
		const parsed = Accepted.safeParse(text.length <= ANSWER_CHARS_MAX ? JSON.parse(text) : null);
		return parsed.success ? parsed.data.reference : null;
	} catch {
		return null;
	}
}

/** Seconds only: a date would need a clock, and providers that limit rates send seconds. */
function retryAfterMs(value: string | null): number {
	if (value === null || !/^\d{1,9}$/u.test(value.trim())) return RETRY_FIRST_MS;
	return Math.min(Number(value) * SECOND_MS, HOUR_MS);
}

function later(code: Fault["code"], afterMs: number, summary: string): DeliveryAnswer {
	return { type: "fault", fault: { code, retry: { when: "later", afterMs }, summary } };
}
