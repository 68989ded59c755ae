import type { Env } from "#durable-objects/env.ts";
import { answer, outcomeOf } from "#durable-objects/platform/answer.ts";
import { systemCall } from "#durable-objects/platform/system.ts";
import { inboxStub, ledgerStub } from "#durable-objects/stubs.ts";
import { ROSTER } from "#knowledge/agents/roster.ts";
import type { AccountView, NewAccount, PersonGiven } from "#knowledge/core/contract/account.ts";
import { misnamed } from "#knowledge/core/vocabulary/account.ts";
import type { UserId } from "#knowledge/core/vocabulary/ids.ts";
import { invariant } from "#knowledge/core/vocabulary/invariant.ts";
import { done, type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import type { Role } from "#knowledge/core/vocabulary/principal.ts";
import { Region } from "#knowledge/core/vocabulary/region.ts";
import {
	insertAccount,
	insertAgents,
	insertDesk,
	insertMailbox,
	insertPerson,
	readAccount,
	readClosing,
} from "#workers/store/accounts.ts";
import { newKeyAndMail } from "#workers/store/new-connection.ts";
import { directory, type TenantDb } from "#workers/store/tenant-db.ts";
import { newUserId } from "./new-user-id.ts";

/** Somebody of the new account, who is to be invited. */
export type Founder = PersonGiven & {
	readonly id: UserId;
	readonly roles: readonly Role[];
	readonly region: Region | null;
};
export type Provisioned = {
	readonly account: AccountView;
	readonly people: readonly Founder[];
	readonly mailboxes: readonly Mailbox[];
};
type Mailbox = { readonly address: string; readonly name: string; readonly region: Region };
type Plan = {
	readonly people: readonly Founder[];
	readonly desks: readonly { readonly region: Region; readonly human: UserId; readonly deputy: UserId | null }[];
};

type Provisioning = {
	readonly env: Env;
	/** Rows of the account that is to be, and of the platform. */
	readonly db: TenantDb;
	readonly platform: TenantDb;
	readonly now: number;
};

/** Everything that an account needs before its first mail, in one batch: it is there whole, or it is not there. */
export async function provision(at: Provisioning, asked: NewAccount): Promise<Outcome<Provisioned>> {
	const { env, db, platform, now } = at;
	const wrong = misnamed(asked.account, asked.jurisdiction);
	if (wrong !== null) return refused("invalid", `/body/account: ${wrong}`);
	const plan = planOf(asked);
	if (plan.type === "refused") return plan;
	if (await readClosing(platform, asked.account))
		return refused("conflict", "an account of this name was torn down; a name is not given twice");
	const mailboxes = mailboxesOf(env, asked, plan.value);
	for (const { address } of mailboxes)
		if (await directory(env).tenantOfMailbox(address))
			return refused("conflict", `/body/mailboxes: ${address} is the mailbox of an account already`);
	if (await readAccount(db)) return taken;
	const statements = [
		insertAccount(asked, now),
		...(await newKeyAndMail(env, asked.account, now)),
		insertAgents(ROSTER.map(({ name }) => name)),
		...plan.value.people.map((person) => insertPerson(person, now)),
		...plan.value.desks.map(insertDesk),
		...mailboxes.map(insertMailbox),
	];
	const written = await answer("provision", async () => done(await db.batch(statements)));
	const account = await readAccount(db);
	// Of two who ask for one name at once the batch of one fails on the row of the other.
	if (written.type !== "done" && account) return taken;
	outcomeOf(written);
	invariant(account, "an account that was written is there");
	await place(env, account);
	return done({ account, people: plan.value.people, mailboxes });
}

const taken = refused("conflict", "there is an account of this name already");

/** Who is to be invited, and who keeps which desk. */
function planOf({ admin, region: home, regions }: NewAccount): Outcome<Plan> {
	const people = new Map<string, Founder>();
	const add = (given: PersonGiven, roles: readonly Role[], region: Region | null): UserId => {
		const address = given.address.toLowerCase();
		const known = people.get(address);
		const id = known?.id ?? newUserId();
		const all = [...new Set([...(known?.roles ?? []), ...roles])];
		people.set(address, { ...given, address, id, roles: all, region: region ?? known?.region ?? null });
		return id;
	};
	const first = add(admin, ["tenant-admin"], home);
	const desks = Region.options.flatMap((region) => {
		const given = regions[region];
		if (!given && region !== home) return [];
		const human = given ? add(given.human, ["rep"], region) : first;
		const deputy = given?.deputy ? add(given.deputy, ["rep"], region) : null;
		return [{ region, human, deputy }];
	});
	const humans = desks.map(({ human }) => human);
	const twice = desks.find(({ human, deputy }, i) => humans.indexOf(human) !== i || deputy === human);
	if (twice)
		return refused(
			"invalid",
			`/body/regions/${twice.region}: one person cannot keep two desks, nor be their own deputy`,
		);
	return done({ people: [...people.values()], desks });
}

/** One for each desk, where nobody named any and the platform has a domain for them. */
function mailboxesOf({ MAIL_DOMAIN }: Env, asked: NewAccount, { desks }: Plan): readonly Mailbox[] {
	const given = asked.mailboxes.map((mailbox) => ({ ...mailbox, address: mailbox.address.toLowerCase() }));
	if (given.length > 0 || MAIL_DOMAIN === undefined) return given;
	return desks.map(({ region }) => ({
		address: `${asked.account}${region === asked.region ? "" : `.${region}`}@${MAIL_DOMAIN}`,
		name: asked.organisation,
		region,
	}));
}

/** An object is made where it is first asked for: near the account's own region, not near whoever sent the first mail. */
async function place(env: Env, { account, region }: AccountView): Promise<void> {
	const call = systemCall(account, "provision", { now: Date.now(), settingsVersion: 0 });
	const { principal } = call;
	await Promise.allSettled([
		inboxStub(env, principal, region).sweep(call),
		ledgerStub(env, principal, region).stop(call),
	]);
}
