import { describe, expect, test } from "vitest";
import { SendEmail } from "#knowledge/core/effects/effect.ts";
import { DAY_MS } from "#knowledge/core/vocabulary/time.ts";
import { adapterContract, deliveryOf, type Stage, type World } from "../contract.test-suite.ts";
import { mailAdapter } from "./adapter.ts";

type Message = { readonly from: string; readonly to: string; readonly raw: string };

const coded = (code: string): Error => Object.assign(new Error("to ana@buyer.example"), { code });

/** A binding that answers each message in turn; the last answer serves for the rest. */
function binding(...answers: readonly (() => Promise<unknown>)[]) {
	const sent: Message[] = [];
	const adapter = mailAdapter<Message>({
		message: (from, to, raw) => ({ from, to, raw }),
		send: (message) => {
			sent.push(message);
			return (answers[sent.length - 1] ?? answers.at(-1) ?? accept("<1@mx>"))();
		},
	});
	return { adapter, sent };
}

const accept = (messageId: string) => async () => ({ messageId });
const fail = (error: unknown) => async () => {
	throw error;
};

function stage(world: World): Stage {
	const answer = {
		accept: accept("<1@mx>"),
		decline: fail(coded("E_RECIPIENT_SUPPRESSED")),
		"be-busy": fail(coded("E_RATE_LIMIT_EXCEEDED")),
		"break-off": fail(world.does === "break-off" ? world.thrown : null),
		hang: () => new Promise(() => {}),
	}[world.does];
	const { adapter, sent } = binding(answer);
	return { adapter, attempts: () => sent.map(() => null) };
}

adapterContract("mail", stage);

const to = (...addresses: readonly string[]) => addresses.map((address) => ({ address, name: "" }));

const deliveryTo = (first: readonly string[], copies: readonly string[] = []) =>
	deliveryOf({ effect: SendEmail.parse({ ...deliveryOf().effect, to: to(...first), cc: to(...copies) }) });

describe("mail through the binding", () => {
	test("is the stored message in an envelope of its own", async () => {
		const { adapter, sent } = binding(accept("<abc@mx.example>"));
		expect(await adapter.deliver(deliveryOf())).toEqual({ type: "accepted", reference: "abc@mx.example" });
		expect(sent).toEqual([
			{ from: "deals@us.example", to: "ana@buyer.example", raw: "From: deals@us.example\r\n\r\nDear Ana" },
		]);
	});

	test("was accepted even where the binding gives no id", async () => {
		for (const answer of [undefined, null, {}, { messageId: "" }, { messageId: 1 }]) {
			expect(await binding(async () => answer).adapter.deliver(deliveryOf())).toEqual({
				type: "accepted",
				reference: null,
			});
		}
	});

	test.each([
		["E_RATE_LIMIT_EXCEEDED", "fault"],
		["E_DELIVERY_FAILED", "fault"],
		["E_INTERNAL_SERVER_ERROR", "fault"],
		["E_DAILY_LIMIT_EXCEEDED", "fault"],
		["E_VALIDATION_ERROR", "refused"],
		["E_FIELD_MISSING", "refused"],
		["E_TOO_MANY_RECIPIENTS", "refused"],
		["E_SENDER_NOT_VERIFIED", "refused"],
		["E_SENDER_DOMAIN_NOT_AVAILABLE", "refused"],
		["E_RECIPIENT_NOT_ALLOWED", "refused"],
		["E_RECIPIENT_SUPPRESSED", "refused"],
		["E_CONTENT_TOO_LARGE", "refused"],
		["E_HEADER_NOT_ALLOWED", "refused"],
		["E_HEADERS_TOO_LARGE", "refused"],
		["E_SOMETHING_NEW", "unknown"],
		["", "unknown"],
	])("thrown %s is %s", async (code, type) => {
		expect((await binding(fail(coded(code))).adapter.deliver(deliveryOf())).type).toBe(type);
	});

	test("past the limit of the day it comes back on the next", async () => {
		const answer = await binding(fail(coded("E_DAILY_LIMIT_EXCEEDED"))).adapter.deliver(deliveryOf());
		expect(answer).toMatchObject({ type: "fault", fault: { retry: { when: "later", afterMs: DAY_MS } } });
	});

	test("a message that the runtime cannot make was never sent", async () => {
		const adapter = mailAdapter({
			message: () => {
				throw new TypeError("no");
			},
			send: accept("<1@mx>"),
		});
		expect(await adapter.deliver(deliveryOf())).toMatchObject({ type: "refused", code: "message-invalid" });
	});

	test("goes to each recipient once, whatever the case of their addresses", async () => {
		let count = 0;
		const { adapter, sent } = binding(async () => ({ messageId: `<${++count}@mx>` }));
		const answer = await adapter.deliver(deliveryTo(["a@x.example", "b@x.example"], ["c@x.example", "A@X.example"]));
		expect(answer).toEqual({ type: "accepted", reference: "1@mx 2@mx 3@mx" });
		expect(sent.map((message) => message.to.toLowerCase())).toEqual(["a@x.example", "b@x.example", "c@x.example"]);
	});

	test("that fails for the first of several recipients has failed for all: it may be repeated", async () => {
		const { adapter, sent } = binding(fail(coded("E_RATE_LIMIT_EXCEEDED")));
		expect((await adapter.deliver(deliveryTo(["a@x.example", "b@x.example"]))).type).toBe("fault");
		expect(sent).toHaveLength(1);
	});

	test.each([
		["E_RATE_LIMIT_EXCEEDED", "provider-busy"],
		["E_RECIPIENT_SUPPRESSED", "recipient-suppressed"],
		["E_SOMETHING_NEW", "unknown"],
	])("that fails with %s after some were reached is for a person, who is told how many", async (code, why) => {
		const { adapter, sent } = binding(accept("<1@mx>"), fail(coded(code)));
		const answer = await adapter.deliver(deliveryTo(["a@x.example", "b@x.example", "c@x.example"]));
		expect(answer).toEqual({ type: "unknown", reason: `accepted for 1 of 3 recipients, then: ${why}` });
		expect(sent).toHaveLength(2);
	});

	test("whose time runs out between recipients stops there", async () => {
		const controller = new AbortController();
		const { adapter, sent } = binding(async () => {
			controller.abort();
			return {};
		});
		const answer = await adapter.deliver({ ...deliveryTo(["a@x.example", "b@x.example"]), signal: controller.signal });
		expect(answer.type).toBe("unknown");
		expect(sent).toHaveLength(1);
	});
});
