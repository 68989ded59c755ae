import { expect, test } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import type { Operation } from "#knowledge/core/contract/operation.ts";
import { Problem } from "#knowledge/core/contract/problem.ts";
import { client, dealByMail, EVERY_OPERATION, json, requestFor } from "#workers/testing/api.setup.ts";

const takesNoField = ({ method, body, rawBody }: Operation): boolean =>
	method !== "get" && !rawBody && (body === null || Object.keys(Object(Object(body).shape)).length === 0);
const WITHOUT_BODY = EVERY_OPERATION.filter(takesNoField);

const WRONG = [
	['{"dryRun":true}', "/body/dryRun"],
	["{bad", "/body"],
	["[]", "/body"],
	["null", "/body"],
	['"x"', "/body"],
] as const;

async function fresh() {
	const clock = standStill();
	const at = await newTenant("bodies");
	giveSmallCrew(at);
	const about = await dealByMail(at, clock);
	return { at, about, api: await client(at, at.person("boss", ["tenant-admin", "regional-human", "rep"])) };
}

test("[SEC31] no operation runs on a body that it does not take: 400 by its path, and nothing has moved", async () => {
	const { at, about, api } = await fresh();
	const before = await about.deal.read();
	expect(WITHOUT_BODY.length).toBeGreaterThan(15);
	for (const operation of WITHOUT_BODY) {
		const { path, init } = requestFor(operation, at.tenant, about);
		for (const [body, wrong] of WRONG) {
			const headers = { "content-type": "application/json" };
			const response = await api.send(path, { ...init, headers, body });
			expect(response.status, `${operation.id} ${body}`).toBe(400);
			const { errors = [] } = Problem.parse(await response.json());
			expect(errors.map((error) => error.path)).toEqual([wrong]);
		}
	}
	expect(await about.deal.read()).toEqual(before);
});

test.each(["", "{}"])("[API] where no body is taken «%s» is none", async (body) => {
	const { at, about, api } = await fresh();
	for (const operation of WITHOUT_BODY) {
		const { path, init } = requestFor(operation, at.tenant, about);
		const response = await api.send(path, { ...init, body });
		expect([400, 415], operation.id).not.toContain(response.status);
	}
});

test("[SEC31] nobody is erased without being named twice", async () => {
	const { at, about } = await fresh();
	const admin = await client(at, at.admin);
	const erase = (body: unknown) => admin.send(`contacts/${about.contact}/erase`, json(body));
	expect((await admin.send(`contacts/${about.contact}/erase`, { method: "POST" })).status).toBe(400);
	expect((await erase({})).status).toBe(400);
	expect((await erase({ confirm: about.contact, dryRun: true })).status).toBe(400);
	const other = await erase({ confirm: `c-${"b".repeat(20)}` });
	expect(other.status).toBe(422);
	expect((await other.json<Problem>()).detail).toContain("/body/confirm");
	expect((await admin.send(`contacts/${about.contact}`)).status).toBe(200);
	expect((await erase({ confirm: about.contact })).status).toBe(200);
});
