import { expect, test } from "vitest";
import { replay } from "#knowledge/core/deal/replay.ts";
import { learn } from "#knowledge/core/testing/builders.ts";
import { newDeal } from "#knowledge/core/testing/deal.ts";
import { signalNo } from "#knowledge/core/testing/ids.ts";
import { sha256 } from "#knowledge/core/testing/sha256.ts";
import { propose, receive } from "#knowledge/core/testing/steps.ts";
import { pastBoards } from "./moment.ts";

function fresh(stride: number) {
	const deal = newDeal();
	for (let i = 1; i <= 5; i++) receive(deal, signalNo(i));
	propose(deal, [learn("bant.budget", "EUR 40,000")]);
	const log = [...deal.log];
	let read = 0;
	const events = (after: number, limit: number) => {
		const page = log.slice(after, after + limit);
		read += page.length;
		return page;
	};
	const boards = pastBoards({ events }, sha256, stride);
	const costOf = (at: number): number => {
		const before = read;
		expect(boards(at)).toEqual(replay(sha256, log.slice(0, at)));
		return read - before;
	};
	return { log, costOf };
}

test("[RP1] in whatever order moments are asked for, each is the board that the log makes", () => {
	for (const stride of [1, 2, 3, 7, 1_000]) {
		const { log, costOf } = fresh(stride);
		for (const at of [5, 1, log.length, 6, 7, 4, log.length - 1, 2, log.length, 3]) costOf(at);
	}
});

test("[RP1] after the first look no moment costs more than a stride, and the next event costs one", () => {
	const { log, costOf } = fresh(4);
	expect(costOf(log.length)).toBe(log.length);
	for (let at = log.length; at > 0; at--) expect(costOf(at)).toBeLessThanOrEqual(4);
	for (let at = 2; at <= log.length; at++) expect(costOf(at)).toBeLessThanOrEqual(1);
});

test("[RP1] an entry that does not follow from the one before is refused, also where it is folded onto a kept board", () => {
	const { log, costOf } = fresh(1_000);
	costOf(3);
	const next = log[3];
	if (!next) throw new Error("there are more");
	log[3] = { ...next, prev: next.hash };
	expect(() => costOf(4)).toThrow("breaks at 4");
});
