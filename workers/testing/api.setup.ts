import { env } from "cloudflare:workers";
import { runAlarms } from "#durable-objects/testing/alarms.setup.ts";
import type { Clock } from "#durable-objects/testing/clock.setup.ts";
import { MARA, testDeal, WORDS } from "#durable-objects/testing/deal.setup.ts";
import { issueToken, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import { worker } from "#durable-objects/testing/worker.setup.ts";
import type { Operation } from "#knowledge/core/contract/operation.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { type SignalId, signalInboxName } from "#knowledge/core/vocabulary/ids.ts";
import type { Principal } from "#knowledge/core/vocabulary/principal.ts";
import { shotAt, type Things } from "./matrix.ts";

export const ORIGIN = "https://aa.example";
export const EVERY_OPERATION: readonly Operation[] = Object.values(OPERATIONS);

export type Sent = { method?: string; body?: BodyInit | null; headers?: Record<string, string> };

/** The Worker as the network meets it. */
export const ask = (path: string, init: Sent = {}): Promise<Response> =>
	worker.fetch(new URL(path, ORIGIN), { redirect: "manual", ...init });

export const json = (value: unknown): Sent => ({
	method: "POST",
	body: JSON.stringify(value),
	headers: { "content-type": "application/json" },
});

export const mailOf = (
	at: TestTenant,
	name: string,
	changes: { text?: string; headers?: readonly string[] } = {},
): string =>
	[
		`From: ${MARA.name} <${MARA.address}>`,
		`To: ${at.mailbox}`,
		"Subject: Pricing",
		`Message-ID: <${name}@brightfen.example>`,
		...(changes.headers ?? []),
		"Content-Type: text/plain; charset=utf-8",
		"",
		changes.text ?? WORDS,
	].join("\r\n");

/** Somebody of a tenant with a key. Paths are the account's own, unless they start at the root. */
export async function client(at: TestTenant, principal: Principal = at.human) {
	const authorization = `Bearer ${await issueToken(principal)}`;
	const send = (path: string, init: Sent = {}): Promise<Response> =>
		ask(path.startsWith("/") ? path : `/v1/accounts/${at.tenant}/${path}`, {
			...init,
			headers: { authorization, ...init.headers },
		});
	const mail = (name: string, changes?: Parameters<typeof mailOf>[2]) =>
		send("signals/email", {
			method: "POST",
			body: mailOf(at, name, changes),
			headers: { "content-type": "message/rfc822" },
		});
	return { authorization, send, mail };
}

/** A deal that a mail opened by way of the front door, worked on, with what an API path can name of it. */
export async function dealByMail(
	at: TestTenant,
	clock: Clock,
	name = "first",
	changes: Parameters<typeof mailOf>[2] = {},
) {
	const { mail } = await client(at);
	const { signal }: { signal: SignalId } = await (await mail(name, changes)).json();
	const deal = testDeal(at, signal);
	await runAlarms(clock, env.SIGNAL_INBOX.getByName(signalInboxName(at.tenant)), deal.raw());
	const view = await deal.read();
	const [run] = await deal.runs();
	const [approval] = view.approvals;
	const [contact] = view.contacts;
	const [flag] = view.flags;
	const [fact] = view.facts;
	if (!run || !approval || !contact) throw new Error("the mail was worked on");
	const company = at.company("brightfen.example");
	return {
		deal,
		signal,
		run: run.run,
		approval,
		contact: contact.id,
		company,
		flag: flag?.id ?? `g-${"a".repeat(20)}`,
		fact: fact?.id ?? `f-${"a".repeat(20)}`,
	};
}
export type MailedDeal = Awaited<ReturnType<typeof dealByMail>>;

/** What is written of 6 October 2026, as if that were today: doors take no dates from far away, and tests live in a far year. */
export function asToday(text: string): string {
	const today = new Date().toISOString().slice(0, 10);
	return text.replaceAll("2026-10-06", today).replaceAll("20261006", today.replaceAll("-", ""));
}

/** One request to an operation about this deal, well formed in every part. Bodies and queries stand in matrix.ts. */
export function requestFor(operation: Operation, account: string, about: MailedDeal): { path: string; init: Sent } {
	const { method, path, headers, body } = shotAt(operation, { ...thingsOf(about), account });
	return { path, init: { method, headers: { ...headers }, ...(body === null ? {} : { body }) } };
}

/** What a path or a body can name of a deal that a mail opened, and of its account. */
export const thingsOf = ({ deal, signal, run, approval, contact, company, flag, fact }: MailedDeal): Things => ({
	account: deal.by().principal.tenant,
	spareAccount: deal.by().principal.tenant,
	deal: deal.id,
	signal,
	run,
	step: "1",
	approval: approval.id,
	digest: approval.digest,
	contact,
	company,
	flag,
	change: `k-${"a".repeat(20)}`,
	fact,
	agent: "reply-handler",
	person: "audit",
	apiKey: `t-${"a".repeat(20)}`,
	session: `t-${"b".repeat(20)}`,
	embedKey: `e-${"a".repeat(20)}`,
	pack: "bant",
	action: "answer-mail",
	learned: "1.0",
	region: "emea",
	key: "0".repeat(64),
	n: "1",
	room: deal.id,
	token: `aa_link_${"0".repeat(64)}`,
	file: "index.html",
});
