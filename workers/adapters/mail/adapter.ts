import * as z from "zod";
import type { Fault } from "#knowledge/core/vocabulary/fault.ts";
import { RETRY_FIRST_MS } from "#knowledge/core/vocabulary/limits.ts";
import { DAY_MS, MINUTE_MS } from "#knowledge/core/vocabulary/time.ts";
import type { Adapter, Delivery, DeliveryAnswer } from "../adapter.ts";

/** The `send_email` binding and the message class of `cloudflare:email`, passed in so that tests need neither. */
export type MailPort<Message> = {
	message(from: string, to: string, raw: string): Message;
	send(message: Message): Promise<unknown>;
};

/**
 * Mail through Cloudflare. The binding has no idempotency key, takes one envelope recipient a message, and replaces our
 * Message-ID with its own: replies find their deal by the signed Reply-To.
 */
export function mailAdapter<Message>(port: MailPort<Message>): Adapter {
	return {
		name: "mail",
		idempotency: { type: "none" },
		deliver: async (delivery) => {
			if (delivery.ambiguous) return { type: "unknown", reason: "an earlier attempt may have been delivered" };
			if (delivery.signal.aborted) return later("provider-timeout", RETRY_FIRST_MS, "no time was left to send");
			return deliverToEach(port, delivery);
		},
	};
}

/**
 * A mail server would send one copy for each recipient of the envelope; so do we, in order. Once one copy is accepted the
 * whole can no longer be repeated: a failure after that is for a person, who is told how far it went.
 */
async function deliverToEach<Message>(port: MailPort<Message>, delivery: Delivery): Promise<DeliveryAnswer> {
	const recipients = envelopeOf(delivery);
	const references: string[] = [];
	for (const [index, recipient] of recipients.entries()) {
		const answer = await deliverTo(port, recipient, delivery);
		if (answer.type === "accepted") references.push(...(answer.reference === null ? [] : [answer.reference]));
		else if (index === 0) return answer;
		else return { type: "unknown", reason: partly(index, recipients.length, answer) };
	}
	return { type: "accepted", reference: references.length === 0 ? null : references.join(" ") };
}

function envelopeOf({ effect }: Delivery): string[] {
	const byAddress = new Map([...effect.to, ...effect.cc].map((box) => [box.address.toLowerCase(), box.address]));
	return [...byAddress.values()];
}

function partly(accepted: number, all: number, answer: DeliveryAnswer): string {
	const why = answer.type === "refused" ? answer.code : answer.type === "fault" ? answer.fault.code : answer.type;
	return `accepted for ${accepted} of ${all} recipients, then: ${why}`;
}

async function deliverTo<Message>(port: MailPort<Message>, to: string, delivery: Delivery): Promise<DeliveryAnswer> {
	if (delivery.signal.aborted) return later("provider-timeout", RETRY_FIRST_MS, "no time was left to send");
	const message = messageFor(port, to, delivery);
	if (message === null)
		return { type: "refused", code: "message-invalid", reason: "the runtime does not take this message" };
	const aborted = abortOf(delivery.signal);
	try {
		const sent = await Promise.race([port.send(message.value), aborted.promise]);
		if (sent === ABORTED) return { type: "unknown", reason: "the provider did not answer in time" };
		const result = SendResult.safeParse(sent);
		return { type: "accepted", reference: result.success ? result.data.messageId.replace(/^<|>$/gu, "") : null };
	} catch (error) {
		return answerOf(error);
	} finally {
		aborted.release();
	}
}

function messageFor<Message>(port: MailPort<Message>, to: string, { mail }: Delivery): { value: Message } | null {
	try {
		return { value: port.message(mail.from.address, to, new TextDecoder().decode(mail.raw)) };
	} catch {
		return null;
	}
}

const SendResult = z.object({ messageId: z.string().min(1).max(998) });
const Coded = z.object({ code: z.string() });

const ABORTED = Symbol("aborted");

function abortOf(signal: AbortSignal): { promise: Promise<typeof ABORTED>; release(): void } {
	let release = (): void => {};
	const promise = new Promise<typeof ABORTED>((resolve) => {
		const onAbort = (): void => resolve(ABORTED);
		signal.addEventListener("abort", onAbort);
		release = () => signal.removeEventListener("abort", onAbort);
	});
	return { promise, release };
}

/** Only codes are read: the provider's sentences may hold addresses, and may change. */
function answerOf(error: unknown): DeliveryAnswer {
	const coded = Coded.safeParse(error);
	const code = coded.success ? coded.data.code : "";
	switch (code) {
		case "E_RATE_LIMIT_EXCEEDED":
			return later("provider-busy", MINUTE_MS, "the mail provider limits our rate");
		case "E_DELIVERY_FAILED":
			return later("provider-unavailable", MINUTE_MS, "the mail provider could not deliver for now");
		case "E_INTERNAL_SERVER_ERROR":
			return later("provider-unavailable", RETRY_FIRST_MS, "the mail provider failed before it accepted");
		case "E_DAILY_LIMIT_EXCEEDED":
			return later("provider-quota", DAY_MS, "the mail provider's limit for the day is reached");
	}
	if (PERMANENT.test(code)) {
		const name = code.slice(2).toLowerCase().replaceAll("_", "-");
		return { type: "refused", code: name, reason: "the mail provider declined this mail for good" };
	}
	return { type: "unknown", reason: "sending broke off without an answer that we know" };
}

/** Of a family rather than a list: a new code about a header is still about the mail, not about the moment. */
const PERMANENT =
	/^E_(?:VALIDATION_ERROR|FIELD_MISSING|TOO_MANY_RECIPIENTS|CONTENT_TOO_LARGE|SENDER_[A-Z_]{1,40}|RECIPIENT_[A-Z_]{1,40}|HEADERS?_[A-Z_]{1,40})$/u;

function later(code: Fault["code"], afterMs: number, summary: string): DeliveryAnswer {
	return { type: "fault", fault: { code, retry: { when: "later", afterMs }, summary } };
}
