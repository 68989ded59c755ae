import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { approve, edit, reject } from "../deal/approval.ts";
import { judgeFact } from "../deal/persons-word.ts";
import { approveDeps, decisionOn, draftOf, learn, moveTo, quoteOf } from "../testing/builders.ts";
import { newDeal, type TestDeal } from "../testing/deal.ts";
import { SAM, signalNo } from "../testing/ids.ts";
import { onlyApproval, propose, reading, receive } from "../testing/steps.ts";
import { calibrated, judged, NO_BINS } from "./calibration.ts";
import { LearningPending, NO_LEARNING_PENDING, readLearning } from "./from-log.ts";

const WORDS = "one two three four five six";
const viewOf = (deal: TestDeal) => deal.log.map(({ seq, event }) => ({ seq, at: "2026-11-20T08:00:00.000Z", event }));
const taught = (deal: TestDeal) => readLearning(NO_LEARNING_PENDING, viewOf(deal)).rows.map(({ event }) => event);

function dealWithClaim(confidence = 0.8) {
	const deal = newDeal();
	receive(deal);
	const evidence = [quoteOf("one", signalNo(1), WORDS)];
	propose(deal, [learn("bant.need", "speed", { evidence, confidence })], { input: reading(signalNo(1), WORDS) });
	const [fact] = Object.values(deal.board().facts);
	return { deal, fact: fact?.id as never };
}

describe("what a deal's log teaches", () => {
	test("[S2-32] a claim is judged as its skill made it; a mind that changed is counted once, as it was said last", () => {
		const { deal, fact } = dealWithClaim();
		const say = (type: "validate" | "contradict") =>
			deal.turn((turn) => judgeFact(turn, { type, fact, reason: null }, { user: SAM, lookup: deal.lookup }));
		say("contradict");
		say("validate");
		expect(taught(deal)).toMatchObject([
			{ type: "fact-judged", key: "bant.need", confidence: 0.8, verdict: "contradicted", before: null },
			{ type: "fact-judged", confidence: 0.8, verdict: "validated", before: "contradicted" },
		]);
	});

	test("[S2-32] a claim that was judged and then proved once more is the same claim: who then says otherwise is counted once", () => {
		const { deal, fact } = dealWithClaim();
		const say = (type: "validate" | "contradict", of: typeof fact) =>
			deal.turn((turn) => judgeFact(turn, { type, fact: of, reason: null }, { user: SAM, lookup: deal.lookup }));
		say("validate", fact);
		const evidence = [quoteOf("three", signalNo(1), WORDS)];
		propose(deal, [learn("bant.need", "speed", { evidence, confidence: 0.8 })], {
			input: reading(signalNo(1), WORDS),
		});
		const [proved] = Object.values(deal.board().facts);
		expect(proved?.id).not.toBe(fact);
		say("contradict", proved?.id as never);
		expect(taught(deal)).toMatchObject([
			{ confidence: 0.8, verdict: "validated", before: null },
			{ confidence: 0.8, verdict: "contradicted", before: "validated" },
		]);
	});

	test("[LE9] a claim of which people said otherwise is worth another; as the skill said it stands beside it, and is what is judged", () => {
		const bins = Array.from({ length: 10 }).reduce<typeof NO_BINS>((had) => judged(had, 0.8, 0), NO_BINS);
		const of = (key: string, skill = "writer") => {
			const deal = newDeal();
			receive(deal);
			const evidence = [quoteOf("one", signalNo(1), WORDS)];
			propose(deal, [learn("bant.need", "speed", { evidence, confidence: 0.8 })], {
				input: reading(signalNo(1), WORDS),
				calibration: { [`calibration ${skill} ${key}`]: bins },
			});
			return { deal, fact: Object.values(deal.board().facts)[0] };
		};
		const { deal, fact } = of("bant.need");
		expect(fact).toMatchObject({ said: 0.8, confidence: Math.round(calibrated(bins, 0.8) * 1_000) / 1_000 });
		expect(fact?.confidence).toBeLessThan(0.5);
		deal.turn((turn) =>
			judgeFact(turn, { type: "validate", fact: fact?.id as never, reason: null }, { user: SAM, lookup: deal.lookup }),
		);
		expect(taught(deal)).toMatchObject([{ confidence: 0.8 }]);
		expect(of("meddic.pain").fact).toMatchObject({ confidence: 0.8 });
		expect(of("bant.need", "another").fact).not.toHaveProperty("said");
	});

	test("[K4][S2-32] approved as it was, edited, rejected, and never again; what only a machine decided teaches nothing", () => {
		const outcomes = (["clean", "edited", "rejected", "serious"] as const).map((how) => {
			const deal = newDeal();
			receive(deal);
			propose(deal, [draftOf()]);
			const open = onlyApproval(deal);
			if (how === "edited")
				deal.turn((turn) =>
					edit(turn, decisionOn(open), { subject: "Re: it", body: "Hi Mara,\n\nyes.\n\nThanks\nSam" }, deal.lookup),
				);
			const now = onlyApproval(deal);
			deal.turn((turn) =>
				how === "clean" || how === "edited"
					? approve(turn, decisionOn(now), approveDeps(deal))
					: reject(turn, decisionOn(now), "No.", { serious: how === "serious" }),
			);
			return taught(deal);
		});
		expect(outcomes).toMatchObject([
			[{ action: "answer-mail", clone: SAM, outcome: "clean", style: null }],
			[{ outcome: "edited", style: { sent: { greeting: "hi", closing: "thanks" } } }],
			[{ outcome: "rejected", style: null }],
			[{ outcome: "serious-error" }],
		]);
	});

	test("[S2-32] read in any pieces it teaches the same, and what is pending can be kept as JSON", () => {
		const { deal, fact } = dealWithClaim();
		propose(deal, [draftOf(), moveTo("DISCOVERY")]);
		deal.turn((turn) =>
			judgeFact(turn, { type: "edit", fact, value: "more speed", reason: null }, { user: SAM, lookup: deal.lookup }),
		);
		deal.turn((turn) => reject(turn, decisionOn(onlyApproval(deal)), "No."));
		const all = viewOf(deal);
		const whole = readLearning(NO_LEARNING_PENDING, all).rows;
		expect(whole.length).toBeGreaterThan(1);
		fc.assert(
			fc.property(fc.array(fc.nat(all.length), { maxLength: 5 }), (cuts) => {
				let pending = NO_LEARNING_PENDING;
				const edges = [...new Set([0, ...cuts, all.length])].sort((a, b) => a - b);
				const rows = edges.slice(1).flatMap((end, i) => {
					const read = readLearning(pending, all.slice(edges[i], end));
					pending = LearningPending.parse(JSON.parse(JSON.stringify(read.pending)));
					return read.rows;
				});
				expect(rows).toEqual(whole);
			}),
			{ numRuns: 50 },
		);
	});
});
