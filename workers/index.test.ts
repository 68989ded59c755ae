import {
	createExecutionContext,
	createScheduledController,
	runInDurableObject,
	waitOnExecutionContext,
} from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { MARA } from "#durable-objects/testing/deal.setup.ts";
import { failSweepsOf, testInbox } from "#durable-objects/testing/inbox.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { done } from "#knowledge/core/vocabulary/outcome.ts";
import { MINUTE_MS } from "#knowledge/core/vocabulary/time.ts";
import { TenantGateway } from "./gateway.ts";
import main from "./index.ts";
import { turnOf } from "./schedule/reconcile.ts";
import { SHAKEN_PER_TICK } from "./schedule/tick.ts";
import { directory } from "./store/tenant-db.ts";

test("[REL14] when we cannot store a mail its sender is asked to come again, and no text of ours leaves with it", async () => {
	standStill();
	const at = await newTenant("door");
	vi.spyOn(console, "error").mockImplementation(() => undefined);
	const message = {
		from: MARA.address,
		to: at.mailbox,
		rawSize: 10,
		raw: new ReadableStream({ start: (controller) => controller.error(new Error("cut in the middle")) }),
		headers: new Headers(),
		setReject: vi.fn(),
	};
	await main.email(message as unknown as ForwardableEmailMessage, env, createExecutionContext());
	expect(message.setReject).toHaveBeenCalledWith("Temporarily unavailable, please send again");
	expect(await testInbox(at).list()).toEqual([]);
});

const NAME = "[INV7] an inbox whose alarm was lost is found by the clock, whatever state its neighbours are in";

// The clock shakes the inbox of every tenant in turn, and storage is shared by all tests of a run: only their turns are taken.
test(NAME, { timeout: 30_000 }, async () => {
	// The reconciler would look at the deals of every test before this one; its own tests are beside it.
	vi.spyOn(TenantGateway.prototype, "reconcile").mockResolvedValue(done(false));
	vi.spyOn(console, "error").mockImplementation(() => undefined);
	const clock = standStill();
	const [broken, forgotten] = await Promise.all([newTenant("z-broken"), newTenant("z-forgotten")]);
	giveSmallCrew(forgotten);
	failSweepsOf(broken);
	const inbox = testInbox(forgotten);
	await inbox.accept("one");
	await runInDurableObject(inbox.raw(), (_, state) => state.storage.deleteAlarm());
	const tenants = (await directory(env).tenants()).map((tenant) => TenantId.parse(tenant));
	const began = clock.now();
	for (let i = 0; i < Math.ceil(tenants.length / SHAKEN_PER_TICK); i++) {
		const now = began + i * 10 * MINUTE_MS;
		const turn = turnOf(tenants, now, SHAKEN_PER_TICK);
		if (!turn.includes(broken.tenant) && !turn.includes(forgotten.tenant)) continue;
		clock.at(now);
		await main.scheduled(createScheduledController(), env, createExecutionContext());
	}
	expect(await inbox.get("one")).toMatchObject({ state: "delivered" });
});

test.each([
	["a page", () => new Request<unknown, IncomingRequestCfProperties>("https://aa.example/healthz")],
	[
		"an operation",
		() =>
			new Request<unknown, IncomingRequestCfProperties>("https://aa.example/v1/accounts/nobody/deals", {
				method: "POST",
			}),
	],
	[
		"a webhook",
		() =>
			new Request<unknown, IncomingRequestCfProperties>("https://aa.example/hooks/nobody/crm", {
				method: "POST",
				body: "{}",
			}),
	],
])("[S3-34] what %s has begun is brought to its end though whoever asked hangs up", async (_, request) => {
	const ctx = createExecutionContext();
	const kept = vi.spyOn(ctx, "waitUntil");
	const answered = Promise.resolve(main.fetch(request(), env, ctx));
	expect(kept).toHaveBeenCalledTimes(1);
	expect(await kept.mock.calls[0]?.[0]).toBe(await answered);
	await waitOnExecutionContext(ctx);
});
