import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judgeFact } from "../deal/persons-word.ts";
import { learn, quoteOf } from "../testing/builders.ts";
import { newDeal, type TestDeal } from "../testing/deal.ts";
import { SAM, signalNo } from "../testing/ids.ts";
import { propose, reading, receive } from "../testing/steps.ts";
import { type LoggedEvent, MemoryPending, NO_MEMORY_PENDING, readMemory } from "./from-log.ts";
import { Category } from "./item.ts";
import { OF_FACT } from "./of-facts.ts";

const WORDS = "one two three four five six";
const AT = "2026-11-20T08:00:00.000Z";

/** As the log is shown: of a fact its words, of a verdict what the fact says from then on. */
const viewsOf = (deal: TestDeal): readonly LoggedEvent[] =>
	deal.log.map(({ seq, event }) => ({
		seq,
		at: AT,
		event,
		texts:
			event.type === "deal.fact-learned"
				? { "fact.value": deal.lookup(event.fact.value) }
				: event.type === "deal.fact-judged"
					? { "fact.shown": "speed" }
					: {},
	}));
const remembered = (deal: TestDeal) => readMemory(NO_MEMORY_PENDING, viewsOf(deal)).rows;

function dealWithClaim() {
	const deal = newDeal();
	receive(deal);
	const evidence = [quoteOf("one", signalNo(1), WORDS)];
	propose(deal, [learn("bant.need", "speed", { evidence })], { input: reading(signalNo(1), WORDS) });
	const [fact] = Object.values(deal.board().facts);
	const say = (type: "validate" | "contradict") =>
		deal.turn((turn) =>
			judgeFact(turn, { type, fact: fact?.id as never, reason: null }, { user: SAM, lookup: deal.lookup }),
		);
	return { deal, say };
}

const events = (...given: readonly (readonly [object, Record<string, string>?])[]): readonly LoggedEvent[] =>
	given.map(([event, texts = {}], i) => ({ seq: i + 1, at: AT, event, texts }));
const HUMAN = { type: "human", user: SAM } as const;
const moved = (from: string, to: string) => ({
	type: "deal.stage-changed",
	from,
	to,
	by: HUMAN,
	approval: null,
	why: null,
});

describe("what a deal leaves in its company's memory", () => {
	test("[S3-06][S3-14] every fact key has a kind, a category and an importance", () => {
		for (const { category, importance } of Object.values(OF_FACT)) {
			expect(Category.options).toContain(category);
			expect(importance).toBeGreaterThanOrEqual(1);
			expect(importance).toBeLessThanOrEqual(8);
		}
	});

	test("[S3-05] a learned fact, with its importance; a person's word takes its place and weighs more", () => {
		const { deal, say } = dealWithClaim();
		expect(remembered(deal)).toMatchObject([
			{
				source: "deal.fact-learned",
				kind: "goals",
				category: "strategic_decisions",
				importance: 7,
				text: "need: speed",
			},
		]);
		say("validate");
		expect(remembered(deal)).toMatchObject([
			{ source: "deal.fact-judged", importance: 8, text: "need: speed (a person's word)" },
		]);
	});

	test("[S3-05] what a person contradicted is remembered no more", () => {
		const { deal, say } = dealWithClaim();
		say("contradict");
		expect(remembered(deal)).toEqual([]);
	});

	test.each([
		["CLOSED_WON", "decisions", "key_decisions", 9, "The deal was won."],
		["CLOSED_LOST", "decisions", "key_decisions", 9, "The deal was lost."],
		["PROPOSAL", "progress", "progress_reports", 5, "The deal moved from discovery to proposal."],
	])("[S3-06][S3-14] a move to %s", (to, kind, category, importance, text) => {
		const { rows } = readMemory(NO_MEMORY_PENDING, events([moved("DISCOVERY", to)]));
		expect(rows).toMatchObject([{ kind, category, importance, text }]);
	});

	test("[S3-05] an event whose text was erased leaves nothing", () => {
		const { deal } = dealWithClaim();
		const erased = viewsOf(deal).map((view) => ({ ...view, texts: {} }));
		expect(readMemory(NO_MEMORY_PENDING, erased).rows).toEqual([]);
	});

	test("[S3-05] the same log leaves the same, wherever it is cut, and what is pending is kept as it is", () => {
		const { deal, say } = dealWithClaim();
		say("validate");
		say("contradict");
		say("validate");
		const log = viewsOf(deal);
		const whole = readMemory(NO_MEMORY_PENDING, log).rows;
		fc.assert(
			fc.property(fc.array(fc.nat(log.length), { maxLength: 4 }), (cuts) => {
				const at = [0, ...[...cuts].sort((a, b) => a - b), log.length];
				const rows = new Map<number, object>();
				let pending = NO_MEMORY_PENDING;
				for (let i = 1; i < at.length; i++) {
					const read = readMemory(pending, log.slice(at[i - 1], at[i]));
					pending = MemoryPending.parse(JSON.parse(JSON.stringify(read.pending)));
					for (const seq of read.dropped) rows.delete(seq);
					for (const row of read.rows) rows.set(row.seq, row);
				}
				expect([...rows.values()]).toEqual(whole);
			}),
		);
	});
});
