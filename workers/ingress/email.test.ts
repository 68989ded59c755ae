import { createExecutionContext } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { MARA } from "#durable-objects/testing/deal.setup.ts";
import { testInbox } from "#durable-objects/testing/inbox.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { RAW_MAIL_BYTES_MAX } from "#knowledge/core/vocabulary/limits.ts";
import { mailOf } from "#workers/testing/api.setup.ts";
import { receiveEmail } from "./email.ts";

async function fresh() {
	vi.spyOn(console, "warn").mockImplementation(() => undefined);
	standStill();
	const at = await newTenant("email");
	/** As the platform hands a mail in; answers what its sender would be told. */
	const deliver = async (raw: string, to = at.mailbox, rawSize = raw.length): Promise<string | null> => {
		let rejected: string | null = null;
		const message = {
			from: MARA.address,
			to,
			rawSize,
			raw: new Response(raw).body,
			headers: new Headers(),
			setReject: (reason: string) => {
				rejected = reason;
			},
		};
		const door = { env, ctx: { ...createExecutionContext(), waitUntil: () => undefined, exports } };
		await receiveEmail(message as unknown as ForwardableEmailMessage, door as never);
		return rejected;
	};
	return { at, deliver, inbox: testInbox(at) };
}

test("[INV7] a mail to a mailbox of ours is stored and told to nobody as rejected", async () => {
	const { at, deliver, inbox } = await fresh();
	expect(await deliver(mailOf(at, "one"))).toBeNull();
	expect(await inbox.list()).toMatchObject([{ kind: "email", author: "buyer", state: "accepted", from: MARA.address }]);
	expect(await deliver(mailOf(at, "one"))).toBeNull();
	expect(await inbox.list()).toMatchObject([{ duplicates: 1 }]);
	await inbox.sweep();
	expect(await inbox.list()).toMatchObject([{ state: "delivered", deal: expect.any(String) }]);
});

test("[INV7] a plus-address is its mailbox, in any case of letters", async () => {
	const { at, deliver, inbox } = await fresh();
	expect(await deliver(mailOf(at, "one"), at.mailbox.replace("@", "+anything@").toUpperCase())).toBeNull();
	expect(await inbox.list()).toHaveLength(1);
});

test("[INV7] a mailbox that is nobody's is rejected with a sentence", async () => {
	const { at, deliver, inbox } = await fresh();
	for (const to of ["nobody@in.example", `sales@in.${at.tenant}.example.evil`, ""])
		expect(await deliver(mailOf(at, "one"), to)).toBe("No such mailbox");
	expect(await inbox.list()).toEqual([]);
});

test.each([
	[RAW_MAIL_BYTES_MAX, null],
	[RAW_MAIL_BYTES_MAX + 1, "Message too large: 10 MB at most"],
])("[SEC31] a mail of %i bytes: %s", async (size, answer) => {
	const { at, deliver, inbox } = await fresh();
	expect(await deliver(mailOf(at, "one"), at.mailbox, size)).toBe(answer);
	expect(await inbox.list()).toHaveLength(answer === null ? 1 : 0);
});

test.each([
	["an auto-reply", ["Auto-Submitted: auto-replied"]],
	["a bounce", ["Content-Type: multipart/report; report-type=delivery-status; boundary=x"]],
	["a mail of our own", ["X-Agent-Army: 1"]],
])("[INV7] %s is kept and refused by name, and wakes nobody", async (_what, headers) => {
	const { at, deliver, inbox } = await fresh();
	expect(await deliver(mailOf(at, "auto", { headers }))).toBeNull();
	expect(await inbox.list()).toMatchObject([
		{ state: "refused", reason: expect.stringContaining("not written by a person") },
	]);
	await inbox.sweep();
	expect(await inbox.list()).toMatchObject([{ state: "refused", deal: null }]);
});
