import type { Hono } from "hono";
import { answer, outcomeOf } from "#durable-objects/platform/answer.ts";
import type { RegionView, UserView } from "#knowledge/core/contract/operations/identity.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { PLATFORM_TENANT, type TenantId, type UserId } from "#knowledge/core/vocabulary/ids.ts";
import { done, type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import type { Principal, Role } from "#knowledge/core/vocabulary/principal.ts";
import type { Region } from "#knowledge/core/vocabulary/region.ts";
import { closeSocketsOf } from "#workers/accounts/hang-up.ts";
import type { App } from "#workers/http/app-types.ts";
import { cursorProblem } from "#workers/http/cursor.ts";
import { addPerson, sendInvitation } from "#workers/http/identity/invite.ts";
import { rightFor, route } from "#workers/http/route.ts";
import { actorOf, type Desk, listDesks, setDesk } from "#workers/store/desks.ts";
import { isoIf, isoOf } from "#workers/store/iso.ts";
import { changePerson, listPeople, PeopleCursor, type Person, readPerson } from "#workers/store/people.ts";
import { listSessions, revokeSessions, type Session } from "#workers/store/sessions.ts";
import { readTenant } from "#workers/store/settings.ts";
import type { TenantDb } from "#workers/store/tenant-db.ts";

const NO_PERSON = "there is no such person";

export function peopleRoutes(app: Hono<App>): void {
	route(app, OPERATIONS.getMe, async ({ call, params }, c) => {
		const tenant = await readTenant(c.get("db"));
		if (!tenant) return refused("not-found", "there is no such account");
		const { id, kind, roles, region, scopes } = call.principal;
		return done({
			account: params.account,
			organisation: tenant.organisation,
			id,
			kind,
			roles: [...roles],
			region,
			scopes: [...scopes],
		});
	});

	route(app, OPERATIONS.listUsers, async ({ query }, c) => {
		const wrong = cursorProblem(c, query.cursor, PeopleCursor);
		if (wrong) return wrong;
		const { items, next } = await listPeople(c.get("db"), query);
		return done({ items: items.map(viewOf), next });
	});

	route(app, OPERATIONS.inviteUser, async ({ call, body }, c) => {
		const db = c.get("db");
		const wrong = misgiven(db.tenant, body.roles, null);
		if (wrong !== null) return refused("invalid", wrong);
		const added = await addPerson(db, body, c.get("terms").quotas.people);
		if (added.type === "refused") return added;
		// The person is there, whatever becomes of the mail: it can be sent again.
		const sent = await answer("invite", () => sendInvitation(c, db, added.value));
		const person = await readPerson(db, added.value);
		return person
			? done({ user: viewOf(person), mailed: sent.type === "done" })
			: refused("not-found", `${NO_PERSON} of ${call.principal.tenant}`);
	});

	route(app, OPERATIONS.resendInvitation, async ({ params }, c) => {
		const db = c.get("db");
		const sent = outcomeOf(await answer("invite", () => sendInvitation(c, db, params.user)));
		if (sent.type === "refused") return sent;
		const person = await readPerson(db, params.user);
		return person ? done({ user: viewOf(person), mailed: true }) : refused("not-found", NO_PERSON);
	});

	route(app, OPERATIONS.changeUser, async ({ params, body }, c) => {
		const db = c.get("db");
		const before = await readPerson(db, params.user);
		if (!before) return refused("not-found", NO_PERSON);
		const wrong = misgiven(db.tenant, body.roles ?? [], before.desk);
		if (wrong !== null) return refused("invalid", wrong);
		if (before.state === "invited" && body.state === "active")
			return refused("conflict", "/body/state: whoever was invited is active once they have come in by the link");
		// The desk gives this one: it is not kept a second time with the person.
		const roles = body.roles?.filter((role) => role !== "regional-human");
		if (!(await changePerson(db, params.user, { ...body, roles }, Date.now())))
			return refused("conflict", "this is the last active tenant admin: make somebody else one first");
		// An open socket still has the roles that it was opened with: whoever may, comes again with those of now.
		if (body.roles || body.state || body.region !== undefined)
			await closeSocketsOf(c.env, db, { people: [params.user] });
		const person = await readPerson(db, params.user);
		return person ? done(viewOf(person)) : refused("not-found", NO_PERSON);
	});
}

export function sessionRoutes(app: Hono<App>): void {
	route(app, OPERATIONS.listSessions, async ({ call, params }, c) => {
		if (!manages(call.principal, params.user)) return refused("not-found", NO_PERSON);
		if (!(await readPerson(c.get("db"), params.user))) return refused("not-found", NO_PERSON);
		const sessions = await listSessions(c.get("db"), params.user, Date.now());
		return done({ items: sessions.map((each) => sessionView(each, call.principal)), next: null });
	});

	for (const operation of [OPERATIONS.revokeSession, OPERATIONS.revokeSessions] as const) {
		route(app, operation, async ({ call, params }, c) => {
			const db = c.get("db");
			const { user: person } = params;
			if (!manages(call.principal, person) || !(await readPerson(db, person))) return refused("not-found", NO_PERSON);
			const token = "session" in params ? params.session : null;
			const ended = await revokeSessions(db, { person, token }, Date.now());
			if (token !== null && ended.length === 0) return refused("not-found", "there is no such session");
			await closeSocketsOf(c.env, db, { tokens: ended });
			return done({ ended: ended.length });
		});
	}
}

export function regionRoutes(app: Hono<App>): void {
	route(app, OPERATIONS.listRegions, async (_, c) =>
		done({ items: (await listDesks(c.get("db"))).map(regionView), next: null }),
	);

	route(app, OPERATIONS.setRegion, async ({ params, body }, c) => {
		const db = c.get("db");
		const before = (await listDesks(db)).find(({ region }) => region === params.region);
		const desk: Desk = { region: params.region, ...body };
		if (!(await setDesk(db, desk))) return whyNot(db, desk);
		const told = [before?.human, before?.deputy, desk.human, desk.deputy].flatMap((person) => person ?? []);
		await closeSocketsOf(c.env, db, { people: [...new Set(told)] });
		return done(regionView(desk));
	});
}

/** Why a desk was not set, for each who was named. */
async function whyNot(db: TenantDb, desk: Desk): Promise<Outcome<never>> {
	const misfits: string[] = [];
	for (const as of ["human", "deputy"] as const) {
		const id = desk[as];
		if (id === null) continue;
		const person = await readPerson(db, id);
		if (!person) misfits.push(`/body/${as}: nobody of this account has this id`);
		else if (person.state !== "active") misfits.push(`/body/${as}: ${NOT_HERE[person.state]}`);
	}
	if (misfits.length > 0) return refused("invalid", misfits.join("; "));
	const acts = (await readPerson(db, actorOf(desk)))?.desk ?? "another region";
	return refused("conflict", `/body/${desk.acting}: acts in ${acts} already, and nobody acts in two regions`);
}

const NOT_HERE = { invited: "is invited, and has not come in yet", suspended: "is suspended" } as const;

const viewOf = ({ id, name, address, roles, region, state, desk, createdAt, seenAt }: Person): UserView => ({
	id,
	name,
	address,
	roles: [...roles],
	region,
	state,
	acts: desk,
	createdAt: isoOf(createdAt),
	lastSeenAt: isoIf(seenAt),
});

const sessionView = ({ id, address, agent, ...at }: Session, { token }: Principal) => ({
	id,
	address,
	agent,
	createdAt: isoOf(at.createdAt),
	lastUsedAt: isoIf(at.lastUsedAt),
	expiresAt: isoOf(at.expiresAt),
	isThis: id === token,
});

const regionView = ({ region, human, deputy, acting }: Desk): RegionView => ({ region, human, deputy, acting });

/** Their own, signed in as themselves; or anybody's, for a tenant admin. To everybody else there is no such person. */
const manages = (principal: Principal, person: UserId): boolean =>
	(principal.kind === "user" && principal.id === person) || rightFor("admin", principal) !== null;

/** Why these roles cannot be given here to somebody who keeps this desk, or none; `null`: they can. */
function misgiven(tenant: TenantId, roles: readonly Role[], desk: Region | null): string | null {
	if (roles.includes("platform-admin") && tenant !== PLATFORM_TENANT)
		return "/body/roles: «platform-admin» is for the people who run the platform";
	return roles.includes("regional-human") && desk === null
		? "/body/roles: «regional-human» is given by PUT /regions/{region}"
		: null;
}
