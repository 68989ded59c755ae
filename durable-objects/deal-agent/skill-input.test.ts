import { expect, test } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { giveCrew, NOTHING, testSkill } from "#durable-objects/testing/crew.setup.ts";
import { expectReplays, MARA, testDeal } from "#durable-objects/testing/deal.setup.ts";
import { newTenant } from "#durable-objects/testing/tenant.setup.ts";
import type { DealContact } from "#knowledge/core/deal/skill.ts";
import { SKILL_CONTACTS_MAX } from "#knowledge/core/vocabulary/limits.ts";

test("[EV14] a skill is shown who wrote what it reads, and the few who wrote last: the board knows them all", async () => {
	const clock = standStill();
	const at = await newTenant("input");
	let shown: readonly DealContact[] = [];
	giveCrew(at, [
		[
			testSkill("reader", (input) => {
				shown = input.contacts;
				return NOTHING;
			}),
		],
	]);
	const deal = testDeal(at);
	const people = SKILL_CONTACTS_MAX + 5;
	await deal.receive("first");
	for (let i = 1; i <= people; i++) {
		clock.advance(1_000);
		await deal.receive(`n-${i}`, { from: { address: `p${i}@brightfen.example`, name: `P${i}` }, text: "Me too." });
	}
	const latest = Array.from({ length: SKILL_CONTACTS_MAX + 1 }, (_, i) => `P${people - i}`);
	expect(shown.map(({ name }) => name).sort()).toEqual([...latest].sort());
	expect(shown.map(({ id }) => id)).toEqual(shown.map(({ id }) => id).sort());
	expect((await deal.read()).contacts).toHaveLength(people + 1);

	// What wakes the crew is about the last mail; its writer is among those shown however many wrote since.
	clock.advance(1_000);
	await deal.receive("again");
	expect(shown.map(({ name }) => name)).toContain(MARA.name);
	await expectReplays(deal);
});

test("[EV2] a mail without a name takes away none that is known", async () => {
	standStill();
	const deal = testDeal(await newTenant("input"));
	const names = async () => (await deal.read()).contacts.map(({ name }) => name);
	await deal.receive("first");
	for (const name of ["", "  "]) {
		await deal.receive(`nameless${name.length}`, { from: { ...MARA, name }, text: "Any news?" });
		expect(await names()).toEqual([MARA.name]);
	}
	await deal.receive("renamed", { from: { ...MARA, name: "Mara Ellingsen-Wu" }, text: "I got married." });
	expect(await names()).toEqual(["Mara Ellingsen-Wu"]);
});
