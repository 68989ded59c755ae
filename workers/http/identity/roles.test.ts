import { expect, test } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { addPerson, newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import { client, json } from "#workers/testing/api.setup.ts";
import { startMailbox } from "#workers/testing/mailbox.setup.ts";

const as = (method: string, body: unknown) => ({ ...json(body), method });
const desk = (human: string, deputy: string | null, acting: "human" | "deputy") => as("PUT", { human, deputy, acting });

type User = { id: string; roles: string[] };
const userOf = async (at: TestTenant, id: string): Promise<User | undefined> => {
	const listed = await (await (await client(at, at.admin)).send("users")).json<{ items: User[] }>();
	return listed.items.find((each) => each.id === id);
};

const NEW = { name: "Robin Vale", address: "robin@skyvera.example", roles: ["rep"], region: "emea" };

test("[S2-03] a desk that cannot be is told whom of, and why", async () => {
	standStill();
	const at = await newTenant("desk");
	startMailbox();
	const { send } = await client(at, at.admin);
	const { user } = await (await send("users", as("POST", NEW))).json<{ user: User }>();
	await addPerson(at.rep);
	await addPerson(at.person("gone", ["rep"]));
	await send("users/gone", as("PATCH", { state: "suspended" }));
	const told = async (...named: Parameters<typeof desk>) => {
		const response = await send("regions/emea", desk(...named));
		return [response.status, (await response.json<{ detail: string }>()).detail];
	};
	expect(await told("sam", "nobody", "human")).toEqual([422, "/body/deputy: nobody of this account has this id"]);
	expect(await told("sam", user.id, "human")).toEqual([422, "/body/deputy: is invited, and has not come in yet"]);
	expect(await told("gone", "nobody", "human")).toEqual([
		422,
		"/body/human: is suspended; /body/deputy: nobody of this account has this id",
	]);
	const twice = "acts in apac already, and nobody acts in two regions";
	expect(await told("mei", null, "human")).toEqual([409, `/body/human: ${twice}`]);
	expect(await told("sam", "mei", "deputy")).toEqual([409, `/body/deputy: ${twice}`]);
	expect((await send("regions/emea", desk("sam", "mei", "human"))).status).toBe(200);
});

test("[S2-03] roles go back as they came; the one that a desk gives is declined for whoever keeps none, and none at all for everybody", async () => {
	standStill();
	const at = await newTenant("roles");
	startMailbox();
	const { send } = await client(at, at.admin);
	await addPerson(at.rep);
	const change = (id: string, roles: readonly string[]) => send(`users/${id}`, as("PATCH", { roles }));
	expect((await send("regions/emea", desk("sam", null, "human"))).status).toBe(200);
	const before = (await userOf(at, "sam"))?.roles ?? [];
	expect(before).toEqual(["rep", "regional-human"]);
	for (const roles of [before, ["rep"]]) {
		expect((await change("sam", roles)).status).toBe(200);
		expect((await userOf(at, "sam"))?.roles).toEqual(before);
	}
	const given = [
		await change("nadia", ["rep", "regional-human"]),
		await send("users", as("POST", { ...NEW, roles: ["regional-human"] })),
	];
	for (const response of given) {
		expect(response.status).toBe(422);
		expect(await response.json()).toMatchObject({ detail: expect.stringContaining("PUT /regions/{region}") });
	}
	expect((await change("sam", ["platform-admin"])).status).toBe(422);
	for (const [roles, said] of [
		[[], "to keep somebody out, suspend them"],
		[["boss"], "must be one of tenant-admin, regional-human, rep, read-only"],
	] as const) {
		const response = await change("sam", roles);
		expect(response.status).toBe(400);
		expect(JSON.stringify(await response.json())).toContain(said);
	}
	expect((await userOf(at, "sam"))?.roles).toEqual(before);
});
