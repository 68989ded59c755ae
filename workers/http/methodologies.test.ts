import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveCrew, NOTHING, testSkill } from "#durable-objects/testing/crew.setup.ts";
import { newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import type { DealMethodologyView, MethodologyRow, MethodologyView } from "#knowledge/core/contract/methodology.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import type { Problem } from "#knowledge/core/contract/problem.ts";
import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import { PACKS_MAX } from "#knowledge/core/methodology/pack.ts";
import { client, dealByMail, json } from "#workers/testing/api.setup.ts";

type Client = Awaited<ReturnType<typeof client>>;

const put = (value: unknown) => ({ ...json(value), method: "PUT" });
const own = (id: string, changes: object = {}) => ({ ...OPERATIONS.putMethodology.example, id, ...changes });
const read = async <T>(by: Client, path: string): Promise<T> => {
	const response = await by.send(path);
	expect(response.status, path).toBe(200);
	return response.json();
};
const listed = async (by: Client) => (await read<{ items: MethodologyRow[] }>(by, "methodologies")).items;

const both = async (at: TestTenant): Promise<{ admin: Client; rep: Client }> => ({
	admin: await client(at, at.admin),
	rep: await client(at, at.rep),
});

test("[S0-127] every account has the built-in methods, and can read each of them whole", async () => {
	const { rep } = await both(await newTenant("packs"));
	const all = await listed(rep);
	expect(all.map(({ id }) => id as string)).toEqual(
		expect.arrayContaining(["meddic", "challenger", "spin", "sandler"]),
	);
	expect(all.every(({ builtIn, own: isOwn, updatedAt }) => builtIn && !isOwn && updatedAt === null)).toBe(true);
	for (const { id, name, fields } of all) {
		const { pack } = await read<MethodologyView>(rep, `methodologies/${id}`);
		expect([pack.id, pack.name, pack.fields.length]).toEqual([id, name, fields]);
	}
	expect((await rep.send("methodologies/nothing-like-it")).status).toBe(404);
});

test("[S2-22] an administrator writes a method, reads it back, and takes it away: a built-in one is as it came again", async () => {
	const { admin, rep } = await both(await newTenant("packs"));
	const written = await admin.send("methodologies/bant", put(own("bant")));
	expect(written.status).toBe(200);
	expect(await written.json()).toMatchObject({ pack: { name: "BANT, as we ask it" }, builtIn: true, own: true });
	expect((await admin.send("methodologies/house", put(own("house", { active: false })))).status).toBe(200);
	const all = await listed(rep);
	expect(all.find(({ id }) => (id as string) === "bant")).toMatchObject({
		name: "BANT, as we ask it",
		own: true,
		fields: 1,
	});
	expect(all.at(-1)).toMatchObject({ id: "house", builtIn: false, own: true, active: false });

	expect((await admin.send("methodologies/bant", { method: "DELETE" })).status).toBe(200);
	expect(await read(rep, "methodologies/bant")).toMatchObject({ pack: { name: "BANT" }, own: false });
	expect((await admin.send("methodologies/bant", { method: "DELETE" })).status).toBe(404);
	expect((await admin.send("methodologies/house", { method: "DELETE" })).status).toBe(200);
	expect((await rep.send("methodologies/house")).status).toBe(404);
});

test("[S2-22] only an administrator writes one", async () => {
	const at = await newTenant("packs");
	for (const principal of [at.rep, at.human, at.reader]) {
		const { send } = await client(at, principal);
		expect((await send("methodologies/house", put(own("house")))).status).toBe(403);
		expect((await send("methodologies/house", { method: "DELETE" })).status).toBe(403);
	}
});

test("[S2-22] a method that is wrong is declined with each wrong field by its path, and nothing is kept", async () => {
	const { admin, rep } = await both(await newTenant("packs"));
	const [field] = OPERATIONS.putMethodology.example.fields;
	const wrong = own("house", {
		fields: [
			{ ...field, questions: [{ text: "Tell me." }], facts: [{ key: "bant.mood" }], weight: 9 },
			{ ...field, id: "Two Words" },
		],
		colour: "red",
	});
	const response = await admin.send("methodologies/house", put(wrong));
	expect(response.status).toBe(400);
	const { errors = [] } = await response.json<Problem>();
	expect(errors.map(({ path }) => path).toSorted()).toEqual([
		"/body/colour",
		"/body/fields/0/facts/0/key",
		"/body/fields/0/questions/0/text",
		"/body/fields/0/weight",
		"/body/fields/1/id",
	]);
	const elsewhere = await admin.send("methodologies/house", put(own("home")));
	expect(elsewhere.status).toBe(422);
	expect(JSON.stringify(await elsewhere.json())).toContain("/body/id");
	expect((await listed(rep)).filter((each) => each.own)).toEqual([]);
});

test("[INV12] a method of one account is nowhere in another", async () => {
	const [ours, theirs] = [await both(await newTenant("packs")), await both(await newTenant("packs"))];
	await ours.admin.send("methodologies/house", put(own("house")));
	await ours.admin.send("methodologies/bant", put(own("bant")));
	expect((await theirs.rep.send("methodologies/house")).status).toBe(404);
	expect((await listed(theirs.rep)).some((each) => each.own)).toBe(false);
	expect((await theirs.admin.send("methodologies/house", { method: "DELETE" })).status).toBe(404);
	await theirs.admin.send("methodologies/house", put(own("house", { name: "Theirs" })));
	expect(await read(ours.rep, "methodologies/house")).toMatchObject({ pack: { name: "BANT, as we ask it" } });
});

test("[S2-22] an account keeps so many methods of its own and no more; one that it has can still be written", async () => {
	const at = await newTenant("packs");
	const { admin, rep } = await both(at);
	for (let i = 0; i < PACKS_MAX; i++)
		expect((await admin.send(`methodologies/m-${i}`, put(own(`m-${i}`, { active: false })))).status).toBe(200);
	expect((await admin.send("methodologies/one-more", put(own("one-more")))).status).toBe(422);
	expect((await admin.send("methodologies/m-0", put(own("m-0", { name: "Again" })))).status).toBe(200);
	expect((await listed(rep)).filter((each) => each.own)).toHaveLength(PACKS_MAX);
});

test("[S2-06] a deal is told by every active method: what is known, what is missing, and what to ask whom", async () => {
	const clock = standStill();
	const at = await newTenant("packs");
	const seen: SkillInput[] = [];
	const unseen: SkillInput["packs"][] = [];
	giveCrew(at, [
		[
			testSkill(
				"reader",
				(input) => {
					seen.push(input);
					const end = input.signal?.visible[0]?.end ?? 8;
					const quote = input.signal?.text.slice(0, end) ?? "";
					const evidence = [{ signal: input.signal?.id as never, quote, start: 0, end }];
					const draft = {
						type: "draft-email" as const,
						to: input.contacts.map(({ id }) => id),
						subject: "Re: x",
						body: "Thank you.",
						why: "x",
					};
					return {
						proposals: [
							{ type: "learn-fact", claim: { key: "bant.need", value: "berths", confidence: 0.9, evidence } },
							draft,
						],
						summary: "x",
					};
				},
				{ sees: { facts: "all", catalogue: false, history: false, crm: false, packs: true } },
			),
			testSkill(
				"blind",
				(input) => {
					unseen.push(input.packs);
					return NOTHING;
				},
				{ sees: { facts: "all", catalogue: false, history: false, crm: false } },
			),
		],
	]);
	const { admin, rep } = await both(at);
	await admin.send("methodologies/house", put(own("house")));
	const { deal } = await dealByMail(at, clock);
	expect(unseen).toEqual([[]]);
	expect(seen[0]?.packs.map(({ id }) => id as string)).toEqual(["house", "bant", "meddic", "qbs"]);
	const human = await client(at);
	expect((await human.send(`deals/${deal.id}`, { ...json({ stage: "DISCOVERY" }), method: "PATCH" })).status).toBe(200);

	const view = await read<DealMethodologyView>(rep, `deals/${deal.id}/methodology`);
	expect(view).toMatchObject({ stage: "DISCOVERY", rank: "manager" });
	expect(view.packs.map(({ pack }) => pack as string)).toEqual(["house", "bant", "meddic", "qbs"]);
	const bant = view.packs[1];
	expect(bant?.fields.map(({ field, state }) => [field, state])).toEqual([
		["need", "suggested"],
		["authority", "empty"],
		["timeline", "empty"],
		["budget", "empty"],
	]);
	expect(bant?.score).toBe(0.18);
	expect(bant?.gaps).toEqual(["authority", "timeline", "budget"]);
	expect(view.question).toMatchObject({ pack: "meddic", field: "metrics" });
	const chief = await read<DealMethodologyView>(rep, `deals/${deal.id}/methodology?rank=c-suite`);
	expect(chief.question?.text).not.toBe(view.question?.text);
	expect(chief.question?.why).toContain("worded for the C-suite");
	expect((await rep.send(`deals/${deal.id}/methodology?rank=boss`)).status).toBe(400);
});

test("[S2-22] a row that cannot be read any more stops nobody: the built-in method holds", async () => {
	const at = await newTenant("packs");
	const { rep } = await both(at);
	const told = vi.spyOn(console, "error").mockImplementation(() => undefined);
	await env.DB.batch(
		["bant", "house"].map((pack) =>
			env.DB.prepare("INSERT INTO methodologies (tenant, pack, body, updated_at) VALUES (?, ?, '{\"id\":1}', 0)").bind(
				at.tenant,
				pack,
			),
		),
	);
	expect((await listed(rep)).some((each) => each.own)).toBe(false);
	expect(told).toHaveBeenCalled();
});
