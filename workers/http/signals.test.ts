import { expect, test } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { testInbox } from "#durable-objects/testing/inbox.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import { Problem } from "#knowledge/core/contract/problem.ts";
import { MINUTE_MS } from "#knowledge/core/vocabulary/time.ts";
import { client, json } from "#workers/testing/api.setup.ts";

const CONTACT = { address: "mara.ellingsen@brightfen.example", name: "Mara Ellingsen" };
const NOTE = { contact: CONTACT, text: "They called and want 85 seats." };
const CHANGE = {
	contact: CONTACT,
	externalId: "crm-7",
	change: "deal.updated",
	text: "85 seats",
	at: "2099-12-31T10:00:00Z",
};

async function fresh() {
	const clock = standStill();
	const at = await newTenant("signals");
	const api = await client(at);
	const post = async (path: string, body: unknown, key?: string) => {
		const sent = json(body);
		const headers = { ...sent.headers, ...(key === undefined ? {} : { "idempotency-key": key }) };
		const response = await api.send(path, { ...sent, headers });
		const isReplayed = response.headers.get("idempotent-replayed") === "true";
		const answered = (await response.json()) as { duplicate?: boolean; signal?: string };
		return { status: response.status, body: answered, isReplayed };
	};
	return { clock, at, api, post, inbox: testInbox(at) };
}

test.each([
	["signals/note", NOTE, { ...NOTE, text: "They called again." }],
	["signals/note", NOTE, { ...NOTE, about: "call" }],
	["signals/crm", CHANGE, { ...CHANGE, text: "90 seats" }],
])(
	"[API] %s: one Idempotency-Key is one body; with another one it is declined, and says so",
	async (path, first, other) => {
		const { inbox, post } = await fresh();
		const answered = await post(path, first, "k-1");
		expect(answered).toMatchObject({ status: 202, body: { duplicate: false }, isReplayed: false });
		expect(await post(path, first, "k-1")).toEqual({ ...answered, isReplayed: true });
		const declined = await post(path, other, "k-1");
		expect(declined.status).toBe(422);
		expect(Problem.parse(declined.body)).toMatchObject({ detail: expect.stringContaining("Idempotency-Key") });
		expect(await inbox.list()).toMatchObject([{ duplicates: 0 }]);
		expect(await post(path, other, "k-2")).toMatchObject({ status: 202, body: { duplicate: false } });
		expect(await inbox.list()).toHaveLength(2);
	},
);

test("[API] one key for a note and then for a change of a CRM is declined, for it names the note", async () => {
	const { inbox, post } = await fresh();
	expect((await post("signals/note", NOTE, "k-1")).body).toMatchObject({ duplicate: false });
	expect(await post("signals/crm", CHANGE, "k-1")).toMatchObject({ status: 422 });
	expect((await post("signals/crm", CHANGE, "k-2")).body).toMatchObject({ duplicate: false });
	expect(await inbox.list()).toHaveLength(2);
});

test.each([
	["signals/note", NOTE],
	["signals/crm", CHANGE],
])("[API] %s: without a key the same within ten minutes is one, and later it is another", async (path, body) => {
	const { clock, inbox, post } = await fresh();
	const first = await post(path, body);
	clock.advance(10 * MINUTE_MS - 1);
	const again = await post(path, body);
	expect(again.body).toMatchObject({ duplicate: true, signal: first.body.signal });
	clock.advance(1);
	const later = await post(path, body);
	expect(later.body).toMatchObject({ duplicate: false });
	expect(later.body.signal).not.toBe(first.body.signal);
	expect(await inbox.list()).toMatchObject([{ duplicates: 0 }, { duplicates: 1 }]);
});

test("[API] fifty of a note at once, without a key: one", async () => {
	const { inbox, post } = await fresh();
	const answers = await Promise.all(Array.from({ length: 50 }, () => post("signals/note", NOTE)));
	expect(answers.filter(({ body }) => body.duplicate === false)).toHaveLength(1);
	expect(await inbox.list()).toMatchObject([{ duplicates: 49 }]);
});

test.each([
	["sam", 201],
	[null, 201],
	["nadia", 422],
	["nobody", 422],
])("[API] a deal for %s: %i, for a deal's rep is a rep of the account", async (rep, status) => {
	const { api } = await fresh();
	const response = await api.send("deals", json({ name: " Brightfen ", region: "emea", rep }));
	expect(response.status).toBe(status);
	if (status === 201) return expect(await response.json()).toMatchObject({ name: "Brightfen", rep });
	expect(Problem.parse(await response.json())).toMatchObject({ detail: expect.stringContaining("/body/rep") });
	expect(await (await api.send("deals")).json()).toMatchObject({ items: [] });
});

test("[API] a deal's name is more than blanks", async () => {
	const { api } = await fresh();
	const response = await api.send("deals", json({ name: " \t ", region: "emea" }));
	expect(response.status).toBe(400);
	expect(Problem.parse(await response.json()).errors).toMatchObject([{ path: "/body/name" }]);
});

test.each(["deals", "approvals", "contacts", "signals"])(
	"[API] a cursor that %s cannot begin at is named",
	async (list) => {
		const { api } = await fresh();
		for (const cursor of ["x", "1:2:3", "-1:a", "", `1:${"a".repeat(100)}`]) {
			const response = await api.send(`${list}?cursor=${encodeURIComponent(cursor)}`);
			expect(response.status, cursor).toBe(400);
			const { type, errors } = Problem.parse(await response.json());
			expect(type).toMatch(/invalid-input$/);
			expect(errors?.map((each) => each.path)).toEqual(["/query/cursor"]);
		}
	},
);

test.each([
	["signals/note", { ...NOTE, text: "   " }, "/body/text"],
	["signals/note", { ...NOTE, text: "\n\t\u00A0" }, "/body/text"],
	["signals/crm", { ...CHANGE, externalId: " " }, "/body/externalId"],
	["signals/crm", { ...CHANGE, change: " " }, "/body/change"],
	["signals/crm", { ...CHANGE, dealName: " " }, "/body/dealName"],
])("[NOTE1] %s with blanks alone is declined by name: case %#", async (path, body, named) => {
	const { inbox, post } = await fresh();
	const answered = await post(path, body);
	expect(answered.status).toBe(400);
	expect(Problem.parse(answered.body).errors).toMatchObject([{ path: named }]);
	expect(await inbox.list()).toEqual([]);
});

test("[NOTE1] a note without a word that could be kept is declined", async () => {
	const { inbox, post } = await fresh();
	expect((await post("signals/note", { ...NOTE, text: "\u0007\u0008" })).status).toBe(422);
	expect((await post("signals/note", { ...NOTE, text: "Yes.\u0000" })).status).toBe(400);
	expect(await inbox.list()).toEqual([]);
});
