import { createHmac } from "node:crypto";
import { SOCKET_PROTOCOL } from "#knowledge/core/contract/frames.ts";
import type { Asker } from "#workers/testing/askers.ts";
import type { Answered, Wire } from "./wire.ts";
import { knock } from "./wire.ts";
import type { Account } from "./world.ts";

/** One knock at a door that is no route of the API: what came back, and whether it should have been let in. */
export type Knocked = {
	readonly what: string;
	readonly home: number;
	readonly asker: Asker;
	readonly mayPass: boolean;
	readonly answered: Answered;
	readonly passed: boolean;
};

const HELLO = [JSON.stringify({ type: "hello", after: 0 })];

/** Sockets: whose ticket, for which room, on whose path, from which page, and what is said once one is in. */
export async function knockAtSockets(url: URL, wire: Wire, accounts: readonly Account[]): Promise<readonly Knocked[]> {
	const knocked: Knocked[] = [];
	for (const [home, ours] of accounts.entries()) {
		const theirs = accounts[(home + 1) % accounts.length] as Account;
		const ticket = async (by: Asker = "human", room = ours.things.deal): Promise<string> => {
			const shot = {
				method: "POST",
				path: `/v1/accounts/${ours.slug}/sockets`,
				headers: { "content-type": "application/json" },
				body: JSON.stringify({ purpose: "deal", room }),
			};
			const { text } = await wire.send(shot, ours.keys.headers[by]);
			return /"ticket":"(aa_ticket_[0-9a-f]{64})"/.exec(text)?.[1] ?? `aa_ticket_${"0".repeat(64)}`;
		};
		const path = (account: Account, room = account.things.deal): string =>
			`/v1/accounts/${account.slug}/sockets/deal/${room}`;
		const at = async (what: string, mayPass: boolean, how: How, asker: Asker = "human"): Promise<void> => {
			const offered = how.ticket === null ? SOCKET_PROTOCOL : `${SOCKET_PROTOCOL}, ticket.${how.ticket}`;
			const headers = {
				...(how.origin === null ? {} : { origin: how.origin ?? url.origin }),
				"sec-websocket-protocol": offered,
				...how.headers,
			};
			const answered = await knock(url, { path: how.path ?? path(ours), headers, frames: how.frames ?? HELLO });
			knocked.push({ what: `socket ${what}`, home, asker, mayPass, answered, passed: answered.status === 101 });
		};
		await at("own", true, { ticket: await ticket() });
		const used = await ticket();
		await at("to be used", true, { ticket: used });
		await at("used", false, { ticket: used });
		await at("no ticket", false, { ticket: null });
		await at("other account's path", false, { ticket: await ticket(), path: path(theirs) });
		await at("other account's room", false, { ticket: await ticket(), path: path(ours, theirs.things.deal) });
		await at("own room, other account", false, { ticket: await ticket(), path: path(theirs, ours.things.deal) });
		await at("another room", false, { ticket: await ticket(), path: path(ours, ours.otherDeal) });
		await at("evil origin", false, { ticket: await ticket(), origin: "https://evil.example" });
		await at("no origin", false, { ticket: await ticket(), origin: null });
		await at("null origin", false, { ticket: await ticket(), origin: "null" });
		const inUrl = await ticket();
		await at("ticket in the URL", false, { ticket: null, path: `${path(ours)}?ticket=${inUrl}&token=${inUrl}` });
		const key = (ours.keys.headers.human.authorization ?? "").split(" ")[1] ?? "";
		await at("key for a ticket", false, { ticket: key });
		await at("bearer key", false, { ticket: null, headers: ours.keys.headers.human });
		await at(
			"of one deal, for another",
			false,
			{ ticket: await ticket("deal-key", ours.otherDeal), path: path(ours, ours.otherDeal) },
			"deal-key",
		);
		await at("of a visitor, for any deal", false, { ticket: await ticket("visitor") }, "visitor");
		await at("forged call", false, {
			ticket: null,
			headers: { "x-deal-call": forgedCall(theirs) },
			path: path(theirs),
		});
		await at("forged call beside a ticket", true, {
			ticket: await ticket(),
			headers: { "x-deal-call": forgedCall(theirs) },
		});
		const frames = [
			...HELLO,
			JSON.stringify({ type: "hello", after: 0, deal: theirs.things.deal }),
			"{",
			"x".repeat(2_000),
		];
		await at("strange frames", true, { ticket: await ticket(), frames });
	}
	return knocked;
}

type How = {
	readonly ticket: string | null;
	readonly path?: string;
	/** Our own page, where it is not said; `null`: none. */
	readonly origin?: string | null;
	readonly headers?: Readonly<Record<string, string>>;
	readonly frames?: readonly string[];
};

const forgedCall = ({ slug, things }: Account): string =>
	JSON.stringify({
		principal: {
			tenant: slug,
			kind: "user",
			id: "x",
			roles: ["tenant-admin"],
			region: null,
			dealScope: null,
			scopes: ["read"],
			token: null,
			exp: 9e15,
		},
		settingsVersion: 0,
		deal: things.deal,
	});

/** Webhooks and mail: signed by one account and addressed to another. */
export async function knockAtDoors(wire: Wire, accounts: readonly Account[]): Promise<readonly Knocked[]> {
	const knocked: Knocked[] = [];
	for (const [home, ours] of accounts.entries()) {
		const theirs = accounts[(home + 1) % accounts.length] as Account;
		const hook = async (what: string, mayPass: boolean, path: string, secret: string | null): Promise<void> => {
			const body = JSON.stringify({
				type: "deal.updated",
				timestamp: new Date().toISOString(),
				data: { id: `x-${home}`, deal: theirs.things.deal },
			});
			const headers = { "content-type": "application/json", ...(secret === null ? {} : signed(body, secret)) };
			const answered = await wire.send({ method: "POST", path, headers, body }, {});
			knocked.push({ what: `hook ${what}`, home, asker: "none", mayPass, answered, passed: isGood(answered) });
		};
		const crm = (account: string, connection = "crm"): string => `/hooks/crm/${account}.${connection}`;
		await hook("own", true, crm(ours.slug), ours.crmSecret);
		await hook("other account's, our secret", false, crm(theirs.slug), ours.crmSecret);
		await hook("unsigned", false, crm(theirs.slug), null);
		await hook("no such account", false, crm("nobody-here"), ours.crmSecret);
		await hook("another connection", false, crm(theirs.slug, "mail"), ours.crmSecret);
		await hook("own, then another", false, `${crm(ours.slug)}%2f..%2f${theirs.slug}.crm`, ours.crmSecret);
		await hook("a stranger's provider", false, `/hooks/x/${theirs.slug}.crm`, ours.crmSecret);
		const mail = [
			`From: Mara <mara@brightfen.example>`,
			`To: sales@in.${theirs.slug}.example`,
			`Message-ID: <stray-${home}@brightfen.example>`,
			`In-Reply-To: <first-${theirs.slug}@brightfen.example>`,
			"Subject: Re: Pricing",
			"",
			"Hello, which seats do we have?",
		].join("\r\n");
		const shot = {
			method: "POST",
			path: `/v1/accounts/${ours.slug}/signals/email`,
			headers: { "content-type": "message/rfc822" },
			body: mail,
		};
		const answered = await wire.send(shot, ours.keys.headers.rep);
		knocked.push({
			what: "mail to another account's mailbox",
			home,
			asker: "rep",
			mayPass: true,
			answered,
			passed: isGood(answered),
		});
	}
	return knocked;
}

const isGood = ({ status }: Answered): boolean => status >= 200 && status < 300;

/** Standard Webhooks: over the id, the time and the bytes. */
function signed(body: string, secret: string): Readonly<Record<string, string>> {
	const id = `msg_${Math.random().toString(36).slice(2)}`;
	const timestamp = String(Math.floor(Date.now() / 1_000));
	const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
	const mac = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
	return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": `v1,${mac}` };
}
