import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import type { SignalReceipt, SignalRow } from "#knowledge/core/contract/signal.ts";
import { type AccountClient, accountClient, until } from "./client.ts";
import type { Platform } from "./platform.ts";
import type { SampleSignal } from "./samples.ts";
import { issueKey, type SeedTenant } from "./seed.ts";

export type Humans = {
	readonly admin: AccountClient;
	readonly of: (region: string) => AccountClient;
	readonly nameOf: (region: string) => string;
};

/** One person a region, as in life: what the regional human must approve nobody else can. */
export async function humansOf(platform: Platform, tenant: SeedTenant): Promise<Humans> {
	const clients = new Map<string, AccountClient>();
	const names = new Map<string, string>();
	for (const person of tenant.people.filter(({ roles }) => roles.includes("regional-human"))) {
		const key = await issueKey(platform.db, tenant.tenant, person);
		clients.set(person.region ?? "", accountClient(platform.url, tenant.tenant, key));
		names.set(person.region ?? "", person.name);
	}
	const admin = tenant.people.find((person) => person.roles.includes("tenant-admin"));
	const of = (region: string): AccountClient => {
		const client = clients.get(region);
		if (!client) throw new Error(`${tenant.tenant} has nobody in ${region}`);
		return client;
	};
	return { admin: of(admin?.region ?? tenant.region), of, nameOf: (region) => names.get(region) ?? region };
}

export type HandedIn = { readonly receipt: SignalReceipt | null; readonly reason: string | null };

const MEDIA = { email: "message/rfc822", transcript: "text/vtt", chat: "application/json" } as const;

/** One signal through the door that its kind has. A problem is an answer too: the caller accounts for it. */
export async function handIn(client: AccountClient, { kind, file, raw, about }: SampleSignal): Promise<HandedIn> {
	const named = Object.entries(about).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
	const query = kind === "transcript" ? `?${new URLSearchParams(Object.fromEntries(named))}` : "";
	const type = /\.srt(?:\.gz)?$/.test(file) ? "application/x-subrip" : MEDIA[kind];
	return client.post(`/signals/${kind}${query}`, type, raw);
}

/** Waits until the crew is done with a signal, or it was found to need a person. */
export const settled = (client: AccountClient, signal: string): Promise<SignalRow> =>
	until(`signal ${signal} to be worked on`, async () => {
		const row = await client.ask(OPERATIONS.getSignal, { params: { account: client.account, signal } as never });
		if (row.state === "accepted") return null;
		return row.deal !== null && row.state === "delivered" && (await client.deal(row.deal)).working ? null : row;
	});

/** Approves what waits on a deal and is of these kinds, as whoever the client is. Answers what was approved. */
export async function approveAll(
	client: AccountClient,
	deal: string,
	kinds: ReadonlySet<string>,
): Promise<readonly string[]> {
	const approved: string[] = [];
	for (const { id, digest, action } of (await client.deal(deal)).approvals) {
		if (!kinds.has(action.type)) continue;
		await client.ask(OPERATIONS.approve, {
			params: { account: client.account, approval: id } as never,
			body: { digest },
		});
		approved.push(action.type === "move-stage" ? `the move from ${action.from} to ${action.to}` : action.type);
	}
	await until("approved mail to leave", async () => {
		const { items } = await client.ask(OPERATIONS.listOutbox, { params: { account: client.account, deal } as never });
		return items.every((row) => row.state !== "queued" && row.state !== "claimed");
	});
	return approved;
}
