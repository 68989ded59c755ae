import { expect, test } from "vitest";
import { approveDeps, decisionOn, draftOf, MARA } from "../testing/builders.ts";
import { newDeal, type TestDeal } from "../testing/deal.ts";
import { contactNo, hashNo, signalNo } from "../testing/ids.ts";
import { openDraft, receive } from "../testing/steps.ts";
import { CONTACTS_MAX } from "../vocabulary/limits.ts";
import { approve } from "./approval.ts";

const ALL = Array.from({ length: CONTACTS_MAX }, (_, i) => i + 1);
let signals = 1_000;
const write = (deal: TestDeal, ...people: readonly number[]): void => {
	for (const who of people) receive(deal, signalNo(++signals), { contact: contactNo(who), card: hashNo(who) });
};
const knows = (deal: TestDeal, who: number): boolean => deal.board().contacts[contactNo(who)] !== undefined;
const known = (deal: TestDeal): number => Object.keys(deal.board().contacts).length;

/** As many as may be, each a millisecond later than the one before. */
function fullDeal(): TestDeal {
	const deal = newDeal();
	for (const who of ALL) {
		deal.at += 1;
		write(deal, who);
	}
	deal.at += 1;
	return deal;
}

test("[EV14] as many as may be are all there; one more, and who was silent longest falls out", () => {
	const deal = fullDeal();
	expect([known(deal), knows(deal, 1)]).toEqual([CONTACTS_MAX, true]);
	write(deal, 500);
	expect([known(deal), knows(deal, 500), knows(deal, 1), knows(deal, 2)]).toEqual([CONTACTS_MAX, true, false, true]);
	write(deal, 2, 501);
	expect([knows(deal, 2), knows(deal, 3)]).toEqual([true, false]);
});

test("[EV14] of those silent equally long it is the same one, in whatever order they wrote", () => {
	const fallen = [ALL, [...ALL].reverse()].map((order) => {
		const deal = newDeal();
		write(deal, ...order);
		write(deal, 500);
		return ALL.filter((who) => !knows(deal, who));
	});
	expect(fallen[0]).toHaveLength(1);
	expect(fallen[1]).toEqual(fallen[0]);
});

test("[EV14] nobody falls out whom an open draft is for, nor whom an approved one is that can be taken back", () => {
	const deal = newDeal();
	receive(deal);
	const draft = openDraft(deal, draftOf());
	for (const who of ALL.slice(1)) {
		deal.at += 1;
		write(deal, who);
	}
	deal.at += 1;
	write(deal, 500);
	expect([known(deal), deal.board().contacts[MARA.id] !== undefined, knows(deal, 2)]).toEqual([
		CONTACTS_MAX,
		true,
		false,
	]);
	deal.turn((turn) => approve(turn, decisionOn(draft), approveDeps(deal, 30_000)));
	write(deal, 501);
	expect([deal.board().contacts[MARA.id] !== undefined, knows(deal, 3)]).toEqual([true, false]);
	const [effect] = Object.values(deal.board().effects);
	if (!effect) throw new Error("the mail waits");
	deal.emit({ type: "deal.effect-settled", key: effect.key, outcome: "sent", reference: null, reason: null });
	write(deal, 502);
	expect(deal.board().contacts[MARA.id]).toBeUndefined();
});
