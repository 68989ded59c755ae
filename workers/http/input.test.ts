import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { runAlarms } from "#durable-objects/testing/alarms.setup.ts";
import { type Clock, standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveSmallCrew } from "#durable-objects/testing/crew.setup.ts";
import { testDeal } from "#durable-objects/testing/deal.setup.ts";
import { testInbox } from "#durable-objects/testing/inbox.setup.ts";
import { bodyText } from "#durable-objects/testing/sealed.setup.ts";
import { startSink } from "#durable-objects/testing/sink.setup.ts";
import { newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import { Problem } from "#knowledge/core/contract/problem.ts";
import { type SignalId, signalInboxName } from "#knowledge/core/vocabulary/ids.ts";
import { JSON_BODY_BYTES_MAX, RAW_MAIL_BYTES_MAX } from "#knowledge/core/vocabulary/limits.ts";
import { client, dealByMail, json, mailOf } from "#workers/testing/api.setup.ts";

async function fresh() {
	const clock = standStill();
	const at = await newTenant("input");
	giveSmallCrew(at);
	return { clock, at, api: await client(at) };
}

async function problemOf(response: Response): Promise<{ status: number; code: string; paths: string[] }> {
	const { status, type, errors = [] } = Problem.parse(await response.json());
	expect(response.status).toBe(status);
	expect(response.headers.get("content-type")).toBe("application/problem+json");
	return { status, code: type.split("/").at(-1) ?? "", paths: errors.map((error) => error.path) };
}

const invalid = (...paths: string[]) => ({ status: 400, code: "invalid-input", paths });

test.each([
	["a field that is missing", "deals", { region: "emea" }, ["/body/name"]],
	["every wrong field at once", "deals", { name: "", region: "mars" }, ["/body/name", "/body/region"]],
	["an unknown field", "deals", { name: "x", region: "emea", floor: 1 }, ["/body/floor"]],
	[
		"a field deep inside",
		"signals/note",
		{ text: "x", contact: { address: "not an address" } },
		["/body/contact/address"],
	],
	[
		"an unknown field deep inside",
		"signals/note",
		{ text: "x", contact: { address: "a@b.example", role: "boss" } },
		["/body/contact/role"],
	],
	["a body that is no object", "deals", ["x"], ["/body"]],
	["no body at all", "deals", undefined, ["/body/name", "/body/region"]],
] as const)("[API] %s is named by its path", async (_what, path, body, paths) => {
	const { api } = await fresh();
	const response = await api.send(path, body === undefined ? { method: "POST" } : json(body));
	expect(await problemOf(response)).toEqual(invalid(...paths));
});

const APPROVAL = `approvals/a-${"a".repeat(20)}-1`;
test.each([
	[`${APPROVAL}/reject`, { reason: "  " }, ["/body/reason"]],
	[`${APPROVAL}/edit`, { subject: " ", body: "\n" }, ["/body/subject", "/body/body"]],
	[
		`deals/d-${"a".repeat(20)}/inject`,
		{ to: [`c-${"a".repeat(20)}`], subject: " ", body: "\t" },
		["/body/subject", "/body/body"],
	],
])("[NOTE1] %s with blanks alone is declined by name", async (path, body, paths) => {
	const { api } = await fresh();
	const digest = path.startsWith("approvals") ? { digest: "a".repeat(64) } : {};
	expect(await problemOf(await api.send(path, json({ ...body, ...digest })))).toEqual(invalid(...paths));
});

test.each([
	["deals?limit=0", ["/query/limit"]],
	["deals?limit=201", ["/query/limit"]],
	["deals?limit=x&colour=red", ["/query/limit", "/query/colour"]],
	["signals?state=lost", ["/query/state"]],
	["signals?limit=1&limit=1", ["/query/limit"]],
])("[API] a wrong query %s is named by its path", async (path, paths) => {
	const { api } = await fresh();
	expect(await problemOf(await api.send(path))).toEqual(invalid(...paths));
});

test("[SEC31] JSON that is not JSON, or not UTF-8, is malformed; another content type is not read", async () => {
	const { api } = await fresh();
	const post = (body: BodyInit, type: string) =>
		api.send("deals", { method: "POST", body, headers: { "content-type": type } });
	expect(await problemOf(await post("{", "application/json"))).toMatchObject({ status: 400, code: "malformed-json" });
	const latin1 = new Uint8Array([...new TextEncoder().encode('{"name":"'), 0xe9, 0x22, 0x7d]);
	expect(await problemOf(await post(latin1, "application/json"))).toMatchObject({ code: "malformed-json" });
	for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "text/json"])
		expect(await problemOf(await post('{"name":"x","region":"emea"}', type))).toMatchObject({ status: 415 });
	for (const type of ["application/json", "text/plain", "application/octet-stream"]) {
		const response = await api.send("signals/email", { method: "POST", body: "x", headers: { "content-type": type } });
		expect((await problemOf(response)).status, type).toBe(415);
	}
});

/** Without a content-length: it comes in pieces, and nobody says how many. */
const streamed = (bytes: number): ReadableStream<Uint8Array> => {
	let left = bytes;
	return new ReadableStream({
		pull(controller) {
			if (left <= 0) return controller.close();
			const piece = new Uint8Array(Math.min(left, 256 * 1024)).fill(0x20);
			left -= piece.byteLength;
			controller.enqueue(piece);
		},
	});
};

test.each([
	["JSON", "deals", "application/json", JSON_BODY_BYTES_MAX],
	["a mail", "signals/email", "message/rfc822", RAW_MAIL_BYTES_MAX],
])("[SEC31] %s that is too large is 413, with and without a length that says so", async (_what, path, type, max) => {
	const { api } = await fresh();
	const post = (body: BodyInit) => api.send(path, { method: "POST", body, headers: { "content-type": type } });
	for (const body of [new Uint8Array(max + 1).fill(0x20), streamed(max + 1)])
		expect(await problemOf(await post(body))).toMatchObject({ status: 413, code: "too-large" });
	const within = await post(new Uint8Array(max).fill(0x20));
	expect(within.status).not.toBe(413);
	await within.body?.cancel();
});

test("[SEC31] a mail without a byte is declined; one that cannot be read is kept and refused by name", async () => {
	const { at, api } = await fresh();
	const empty = await api.send("signals/email", { method: "POST", headers: { "content-type": "message/rfc822" } });
	expect(empty.status).toBe(422);
	const deep = Array.from({ length: 40 }, (_, i) => `Content-Type: multipart/mixed; boundary="b${i}"\r\n\r\n--b${i}`);
	const response = await api.send("signals/email", {
		method: "POST",
		body: `From: a@b.example\r\n${deep.join("\r\n")}`,
		headers: { "content-type": "message/rfc822" },
	});
	expect(response.status).toBe(202);
	const receipt: { signal: SignalId; state: string; reason: string } = await response.json();
	expect(receipt).toMatchObject({ state: "refused", reason: expect.any(String) });
	expect(await bodyText(at, `t/${at.tenant}/signals/${receipt.signal}`)).toContain("b39");
});

const sweep = async (at: TestTenant, clock: Clock, ...signals: readonly SignalId[]) =>
	runAlarms(
		clock,
		env.SIGNAL_INBOX.getByName(signalInboxName(at.tenant)),
		...signals.map((signal) => testDeal(at, signal).raw()),
	);

test("[REL26] a hundred posts of the same mail at once: one signal, one run, ninety-nine duplicates", async () => {
	const { clock, at, api } = await fresh();
	const answers = await Promise.all(Array.from({ length: 100 }, () => api.mail("same")));
	const receipts = await Promise.all(
		answers.map((each): Promise<{ signal: SignalId; duplicate: boolean }> => each.json()),
	);
	expect(new Set(answers.map((each) => each.status))).toEqual(new Set([202]));
	const [first] = receipts;
	if (!first) throw new Error("there are answers");
	expect(new Set(receipts.map((each) => each.signal)).size).toBe(1);
	expect(receipts.filter((each) => !each.duplicate)).toHaveLength(1);
	await sweep(at, clock, first.signal);
	expect(await testInbox(at).list()).toMatchObject([{ duplicates: 99, state: "delivered" }]);
	const deal = testDeal(at, first.signal);
	expect(await deal.runs()).toHaveLength(1);
	expect((await deal.read()).counts).toMatchObject({ signals: 1, runs: 1 });
});

test("[S4-15] the same Message-ID with other words is another mail: an id cannot make a mail disappear", async () => {
	const { clock, at, api } = await fresh();
	const first: { signal: SignalId } = await (await api.mail("same")).json();
	await sweep(at, clock, first.signal);
	const second: { signal: SignalId; duplicate: boolean } = await (
		await api.mail("same", { text: "Forget my last mail, we chose you." })
	).json();
	expect(second.duplicate).toBe(false);
	await sweep(at, clock, first.signal);
	expect((await testDeal(at, first.signal).read()).counts.signals).toBe(2);
});

test("[RS1] an answer to our signed Reply-To finds its deal, whoever sends it", async () => {
	const { clock, at, api } = await fresh();
	const { deal, approval } = await dealByMail(at, clock);
	const approve = json({ digest: approval.digest });
	expect((await api.send(`approvals/${approval.id}/approve`, approve)).status).toBe(200);
	startSink("keyed");
	await deal.settle(clock);
	const [row] = await deal.outbox();
	const copy = (await (await api.send(`deals/${deal.id}/outbox/${row?.key}/copy`)).text()) ?? "";
	const replyTo = /Reply-To: <([^>]+)>/.exec(copy)?.[1] ?? "";
	const answer = mailOf(at, "answer", { text: "Agreed." })
		.replace(/^From: .*$/m, "From: Otto Nord <otto@elsewhere.example>")
		.replace(/^To: .*$/m, `To: ${replyTo}`);
	const posted = await api.send("signals/email", {
		method: "POST",
		body: answer,
		headers: { "content-type": "message/rfc822" },
	});
	const { signal }: { signal: SignalId } = await posted.json();
	await sweep(at, clock);
	const found = await (await api.send(`signals/${signal}`)).json();
	expect(found).toMatchObject({ state: "delivered", deal: deal.id });
	// One letter of the signature changed, and it is an address like any other: the stranger opens a deal of their own.
	const forged = replyTo.replace(/\+(.)/, (_, c: string) => `+${c === "a" ? "b" : "a"}`);
	const mail = answer.replace(replyTo, forged).replace("<answer@", "<forged@").replace("otto@elsewhere", "eve@evil");
	const other = await api.send("signals/email", {
		method: "POST",
		body: mail,
		headers: { "content-type": "message/rfc822" },
	});
	const receipt: { signal: SignalId } = await other.json();
	await sweep(at, clock);
	expect(await (await api.send(`signals/${receipt.signal}`)).json()).not.toMatchObject({ deal: deal.id });
});
