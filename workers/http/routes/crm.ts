import type { Context, Hono } from "hono";
import type { CrmCall } from "#durable-objects/deal-agent/calls.ts";
import { expectDone, outcomeOf } from "#durable-objects/platform/answer.ts";
import { sha256 } from "#durable-objects/platform/hash.ts";
import { dealStub } from "#durable-objects/stubs.ts";
import type { DealView } from "#knowledge/core/contract/deal.ts";
import type { MemoryLineView } from "#knowledge/core/contract/memory.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { crmMisfit } from "#knowledge/core/deal/crm.ts";
import type { CrmField, CrmRecord } from "#knowledge/core/events/crm.ts";
import { layerOf } from "#knowledge/core/memory/layers.ts";
import { ranked } from "#knowledge/core/memory/search.ts";
import { CompanyId, ContactId } from "#knowledge/core/vocabulary/ids.ts";
import { done, type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import { type Call, hasRole, type Principal } from "#knowledge/core/vocabulary/principal.ts";
import type { App } from "#workers/http/app-types.ts";
import { cursorProblem } from "#workers/http/cursor.ts";
import { withDeal } from "#workers/http/deal-of.ts";
import { doorOf } from "#workers/http/door.ts";
import { route } from "#workers/http/route.ts";
import { gatewayOf } from "#workers/ingress/gateway-of.ts";
import { listActivities } from "#workers/store/activities.ts";
import { listCompanies, listContacts, readCompany, readContact } from "#workers/store/crm.ts";
import { type DealHome, dealsOfContact, homesOfCompany, homesOfContact } from "#workers/store/deals.ts";
import { companyMemory, type Recalled } from "#workers/store/memory.ts";
import { setContactAutomation } from "#workers/store/settings.ts";
import { nudge } from "./automation.ts";

const NO_CONTACT = "there is no such contact";
const NO_COMPANY = "there is no such company";
/** A person's edit is written into each deal that it is about; whoever has more of them writes the record deal by deal. */
const DEALS_WRITTEN_MAX = 50;

export function contactRoutes(app: Hono<App>): void {
	route(app, OPERATIONS.listContacts, async ({ query }, c) => {
		return cursorProblem(c, query.cursor, ContactId) ?? done(await listContacts(c.get("db"), query));
	});

	route(app, OPERATIONS.getContact, async ({ params }, c) => {
		const found = await readContact(c.get("db"), params.contact);
		return found ? done(found) : refused("not-found", NO_CONTACT);
	});

	route(app, OPERATIONS.changeContact, async ({ call, params, body }, c) => {
		const { contact } = params;
		if (!(await readContact(c.get("db"), contact))) return refused("not-found", NO_CONTACT);
		const written = await writeRecord(c, call, {
			record: { type: "contact", contact },
			values: body,
			homes: await homesOfContact(c.get("db"), contact),
		});
		if (written.type === "refused") return written;
		const found = await readContact(c.get("db"), contact);
		return found ? done(found) : refused("not-found", NO_CONTACT);
	});

	for (const [operation, state] of [
		[OPERATIONS.pauseContact, "paused"],
		[OPERATIONS.resumeContact, "active"],
	] as const) {
		route(app, operation, async ({ call, params }, c) => {
			const found = await setContactAutomation(c.get("db"), params.contact, state);
			if (!found) return refused("not-found", NO_CONTACT);
			nudge(c, call, await dealsOfContact(c.get("db"), params.contact));
			return done({ automation: state });
		});
	}
}

export function companyRoutes(app: Hono<App>): void {
	route(app, OPERATIONS.listCompanies, async ({ query }, c) => {
		return cursorProblem(c, query.cursor, CompanyId) ?? done(await listCompanies(c.get("db"), query));
	});

	route(app, OPERATIONS.getCompany, async ({ params }, c) => {
		const found = await readCompany(c.get("db"), params.company);
		return found ? done(found) : refused("not-found", NO_COMPANY);
	});

	route(app, OPERATIONS.listCompanyMemory, async ({ params, query: { query, layer, limit } }, c) => {
		const db = c.get("db");
		const now = Date.now();
		if (!(await readCompany(db, params.company))) return refused("not-found", NO_COMPANY);
		const all = (await companyMemory(db, params.company, { now, hash: sha256 })).filter(
			({ item }) => layer === undefined || layerOf(item, now) === layer,
		);
		return done({
			items: shownOf(all, query)
				.slice(0, limit)
				.map((each) => memoryView(each, now)),
			next: null,
		});
	});

	route(app, OPERATIONS.changeCompany, async ({ call, params, body }, c) => {
		if (!(await readCompany(c.get("db"), params.company))) return refused("not-found", NO_COMPANY);
		const { currentSystem, ...rest } = body;
		const written = await writeRecord(c, call, {
			record: { type: "company" },
			values: { ...rest, "current-system": currentSystem },
			homes: await homesOfCompany(c.get("db"), params.company),
		});
		if (written.type === "refused") return written;
		const found = await readCompany(c.get("db"), params.company);
		return found ? done(found) : refused("not-found", NO_COMPANY);
	});
}

/** What answers best first, or else the latest. */
function shownOf(all: readonly Recalled[], query: string | undefined): readonly Recalled[] {
	if (query === undefined) return [...all].reverse();
	const of = new Map(all.map((each) => [each.item.id, each]));
	return ranked(
		all.map(({ item }) => item),
		query,
	).flatMap(({ item }) => of.get(item.id) ?? []);
}

const memoryView = ({ item, deal, seq, source }: Recalled, now: number): MemoryLineView => ({
	...item,
	at: new Date(item.at).toISOString(),
	layer: layerOf(item, now),
	from: deal === null || seq === null || source === null ? null : { deal, seq, event: source },
});

export function activityRoutes(app: Hono<App>): void {
	route(app, OPERATIONS.listActivities, ({ call, params, query }, c) =>
		withDeal(c, call, params.deal, async () => done(await listActivities(c.get("db"), params.deal, query))),
	);
}

type Values = Readonly<Partial<Record<CrmField, string | null | undefined>>>;

/**
 * A record has no storage of its own: what a person writes of it becomes an event of each deal that it is about and
 * that the person may steer. The lists are brought up to those deals before the answer, so that it shows what was written.
 */
async function writeRecord(
	c: Context<App>,
	call: Call,
	{ record, values, homes }: { record: CrmRecord; values: Values; homes: readonly DealHome[] },
): Promise<Outcome<null>> {
	const { principal } = call;
	const changes = Object.entries(values).flatMap(([field, value]): readonly CrmCall[] =>
		value === undefined ? [] : [{ record, field: field as CrmField, value }],
	);
	// All or nothing: a deal refuses field by field.
	for (const { field, value } of changes) {
		const misfit = value === null ? null : crmMisfit(field, value);
		if (misfit !== null)
			return refused("invalid", `/body/${field === "current-system" ? "currentSystem" : field}: ${misfit}`);
	}
	const mine = homes.filter((home) => maySteer(principal, home)).slice(0, DEALS_WRITTEN_MAX);
	let refusal: Outcome<never> = refused(
		"not-allowed",
		"this takes the rep or the regional human of a deal that the record is about",
	);
	let isWritten = false;
	for (const { deal } of mine) {
		const stub = dealStub(c.env, principal, deal);
		let view: DealView | null = null;
		for (const change of changes) {
			const outcome = outcomeOf(await stub.changeCrm({ ...call, deal }, change));
			if (outcome.type === "refused") {
				refusal = outcome;
				break;
			}
			view = outcome.value;
		}
		if (view === null) continue;
		isWritten = true;
		expectDone(await gatewayOf(doorOf(c).ctx, principal.tenant).project(view));
	}
	return isWritten ? done(null) : refusal;
}

/** Which deals are asked at all. Each decides for itself. */
const maySteer = (principal: Principal, { region, rep }: DealHome): boolean =>
	(hasRole(principal, "rep") && rep === principal.id) ||
	(hasRole(principal, "regional-human") && principal.region === region);
