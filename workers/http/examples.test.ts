import { expect, test } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import type { Operation } from "#knowledge/core/contract/operation.ts";
import { Problem } from "#knowledge/core/contract/problem.ts";
import { platformAdmin } from "#workers/testing/accounts.setup.ts";
import {
	asToday,
	client,
	dealByMail,
	EVERY_OPERATION,
	type MailedDeal,
	requestFor,
} from "#workers/testing/api.setup.ts";

const WITH_EXAMPLE = EVERY_OPERATION.filter(({ example }) => example !== undefined);

/** The example with ids that are there: what stands for one is the same id all over the document. */
function filledIn(operation: Operation, at: TestTenant, { deal, contact, approval }: MailedDeal): string {
	const text = typeof operation.example === "string" ? operation.example : JSON.stringify(operation.example);
	return asToday(text)
		.replaceAll(`d-${"a".repeat(20)}`, deal.id)
		.replaceAll(`c-${"a".repeat(20)}`, contact)
		.replaceAll("0".repeat(64), approval.digest)
		.replaceAll("sales@in.skyvera.example", at.mailbox)
		.replaceAll('"confirm":"brightfen"', `"confirm":"${at.tenant}"`);
}

/** Declined for what it says, not for what happens to be there: no example may be that. */
const WRONG_INPUT = [400, 413, 415];

test.each(WITH_EXAMPLE)("[API] the example of $id is taken by its own route", async (operation) => {
	const clock = standStill();
	const at = await newTenant("example");
	giveSmallCrew(at);
	const about = await dealByMail(at, clock);
	const roles = ["tenant-admin", "regional-human", "rep"] as const;
	const everything = at.person("nadia", roles, { region: "emea" });
	// Those who run the platform name the account; everybody else is of it.
	const operator = operation.access === "platform" ? (await platformAdmin()).principal : null;
	const { send } = await client(at, operator ?? everything);
	const { path, init } = requestFor(operation, at.tenant, about);
	const type = operation.rawBody ?? "application/json";
	const body = filledIn(operation, at, about);
	const response = await send(path, { ...init, body, headers: { "content-type": type } });
	expect([401, 403], operation.id).not.toContain(response.status);
	const said: unknown = response.ok ? null : Problem.parse(await response.json());
	expect(WRONG_INPUT, JSON.stringify(said)).not.toContain(response.status);
	// What would be invalid for any account is invalid as an example, too.
	if (response.status === 422) expect(said).not.toMatchObject({ type: expect.stringMatching(/invalid$/) });
});
