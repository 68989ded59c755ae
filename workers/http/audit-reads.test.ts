import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { expectDone } from "#durable-objects/platform/answer.ts";
import { ledgerStub } from "#durable-objects/stubs.ts";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import { client, dealByMail } from "#workers/testing/api.setup.ts";

const entriesOf = async (at: TestTenant): Promise<readonly unknown[]> =>
	expectDone(await ledgerStub(env, at.admin).auditPage(at.call(at.admin), 0, 1_000)).entries.map(({ json }) =>
		JSON.parse(json),
	);

test("[S3-34] whoever reads a copy or an attachment leaves an entry, found or not: either may be a whole mail", async () => {
	const clock = standStill();
	const at = await newTenant("reads");
	giveSmallCrew(at);
	const about = await dealByMail(at, clock);
	const { send } = await client(at, at.reader);
	const before = (await entriesOf(at)).length;
	const effect = "0".repeat(64);
	await send(`deals/${about.deal.id}/outbox/${effect}/copy`);
	await send(`deals/${about.deal.id}/signals/${about.signal}/attachments/1`);
	const deal = `deal:${about.deal.id}`;
	expect((await entriesOf(at)).slice(before)).toMatchObject([
		{ action: "getCopy", actor: { id: "audit" }, target: [deal, `effect:${effect}`], status: 404 },
		{
			action: "getAttachment",
			actor: { id: "audit" },
			right: "read-only·read",
			target: [deal, `signal:${about.signal}`, "attachment:1"],
			status: 404,
		},
	]);
});
