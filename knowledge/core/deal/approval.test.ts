import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { OpenApproval } from "../facts/blackboard.ts";
import { aPrincipal, approveDeps, decisionOn, draftOf, HUMAN, moveTo, REP } from "../testing/builders.ts";
import { newDeal, type TestDeal } from "../testing/deal.ts";
import { approvalNo, DEAL, dealNo, hashNo, MAIL, SAM, TENANT } from "../testing/ids.ts";
import { sha256 } from "../testing/sha256.ts";
import { onlyApproval, openDraft, propose } from "../testing/steps.ts";
import { Sha256 } from "../vocabulary/hash.ts";
import { approvalIdOf, effectKeyOf, UserId } from "../vocabulary/ids.ts";
import { APPROVAL_TTL_MS, MAIL_BODY_CHARS_MAX } from "../vocabulary/limits.ts";
import type { Outcome } from "../vocabulary/outcome.ts";
import { PrincipalKind, Role } from "../vocabulary/principal.ts";
import { Region } from "../vocabulary/region.ts";
import { approve, type Decision, edit, expireApprovals, openFor, reject } from "./approval.ts";
import { readArtefact } from "./artefact.ts";

const codeOf = (outcome: Outcome<unknown>): string => (outcome.type === "refused" ? outcome.refusal.code : "done");
const asked = (): { deal: TestDeal; item: OpenApproval } => {
	const deal = newDeal();
	return { deal, item: openDraft(deal) };
};
/** What each of the three would answer; nothing is committed. */
function tryAll(deal: TestDeal, decision: Decision): readonly string[] {
	const change = { subject: "Re: x", body: "y" };
	const outcomes = [
		(turn = deal.draft()) => [turn, approve(turn, decision, approveDeps(deal))] as const,
		(turn = deal.draft()) => [turn, reject(turn, decision, "no")] as const,
		(turn = deal.draft()) => [turn, edit(turn, decision, change, deal.lookup)] as const,
	].map((attempt) => attempt());
	for (const [turn, outcome] of outcomes)
		expect(turn.events.length > 0, "a refusal leaves no event behind").toBe(outcome.type === "done");
	return outcomes.map(([, outcome]) => codeOf(outcome));
}
const all = (code: string): readonly string[] => [code, code, code];

describe("who decides", () => {
	const ROLES = fc.subarray(Role.options);
	const OTHER = UserId.parse("otto");

	test("[AP4] kind × roles × region × id, for both kinds of approval, in full", () => {
		const mail = asked();
		const move = { deal: newDeal({ stage: "PROPOSAL" }) };
		propose(move.deal, [moveTo("NEGOTIATION")]);
		const items = [
			{ ...mail, repMay: true },
			{ deal: move.deal, item: onlyApproval(move.deal), repMay: false },
		];
		const subsets = Array.from({ length: 2 ** Role.options.length }, (_, bits) =>
			Role.options.filter((_role, i) => (bits >> i) & 1),
		);
		let may = 0;
		for (const { deal, item, repMay } of items)
			for (const kind of PrincipalKind.options)
				for (const roles of subsets)
					for (const region of [...Region.options, null])
						for (const id of [SAM, OTHER]) {
							const principal = aPrincipal(roles, { kind, region, id });
							const isHuman = kind === "user" || kind === "service";
							const asRep = repMay && roles.includes("rep") && id === SAM;
							const asRegional = roles.includes("regional-human") && region === "emea";
							const expected = isHuman && (asRep || asRegional);
							const outcome = openFor(deal.board(), decisionOn(item, principal), deal.at);
							expect([kind, roles, region, id, codeOf(outcome)]).toEqual([
								kind,
								roles,
								region,
								id,
								expected ? "done" : "not-allowed",
							]);
							if (expected) may++;
						}
		expect(may).toBeGreaterThan(0);
	});

	test.each(["agent", "visitor"] as const)("[AP1] %s decides nothing, with every role there is", (kind) => {
		const { deal, item } = asked();
		expect(tryAll(deal, decisionOn(item, aPrincipal(Role.options, { kind })))).toEqual(all("not-allowed"));
	});

	test("[AP4] a deal without a rep is decided by the region's human alone", () => {
		const deal = newDeal({ rep: null });
		const item = openDraft(deal);
		expect(codeOf(openFor(deal.board(), decisionOn(item, REP), deal.at))).toBe("not-allowed");
		expect(codeOf(openFor(deal.board(), decisionOn(item, HUMAN), deal.at))).toBe("done");
	});

	test("[AP1] random principals that are not human never decide", () => {
		const { deal, item } = asked();
		const kind = fc.constantFrom("agent" as const, "visitor" as const);
		fc.assert(
			fc.property(kind, ROLES, fc.constantFrom(...Region.options), (each, roles, region) => {
				const decision = decisionOn(item, aPrincipal(roles, { kind: each, region }));
				expect(codeOf(openFor(deal.board(), decision, deal.at))).toBe("not-allowed");
			}),
		);
	});
});

describe("what is decided", () => {
	test("[AP0] is kept to the letter, under a digest and a number of its own, for seven days", () => {
		const deal = newDeal();
		for (const [i, word] of ["first", "second", "third"].entries()) {
			const item = openDraft(deal, { body: `A ${word} draft` });
			expect(item).toMatchObject({ approval: approvalNo(i + 1), version: 1, expiresAt: deal.at + 7 * 24 * 3_600_000 });
			expect(JSON.parse(deal.lookup(item.digest) ?? "")).toMatchObject({ type: "send-email", body: `A ${word} draft` });
			expect(deal.lookup(item.why)).toBe("She asked for a price.");
		}
	});

	test("[AP2] an approval that never was, or another deal's, is not found", () => {
		const { deal, item } = asked();
		for (const approval of [approvalNo(2), approvalIdOf(dealNo(2), 1)])
			expect(tryAll(deal, { ...decisionOn(item), approval })).toEqual(all("not-found"));
	});

	test("[AP3] the second of two decisions is told that the first stands", () => {
		for (const first of ["approve", "reject"]) {
			const { deal, item } = asked();
			deal.turn((turn) => {
				if (first === "approve") approve(turn, decisionOn(item), approveDeps(deal));
				else reject(turn, decisionOn(item), "no");
			});
			expect(tryAll(deal, decisionOn(item, HUMAN))).toEqual(all("already-decided"));
		}
	});

	test("[AP3] so is a decision about a draft that a newer one replaced", () => {
		const { deal, item } = asked();
		propose(deal, [draftOf({ body: "Newer." })]);
		expect(tryAll(deal, decisionOn(item))).toEqual(all("already-decided"));
	});

	test.each([
		[APPROVAL_TTL_MS - 1, "done"],
		[APPROVAL_TTL_MS, "expired"],
		[APPROVAL_TTL_MS + 1, "expired"],
	])("[AP5] %d ms after it was asked for: %s", (ms, code) => {
		const { deal, item } = asked();
		deal.at = item.requestedAt + ms;
		expect(tryAll(deal, decisionOn(item))).toEqual(all(code));
	});

	test("[AP6] a digest that differs by one digit is stale, whichever it is", () => {
		const { deal, item } = asked();
		for (let place = 0; place < 64; place++) {
			const digit = item.digest.charAt(place) === "0" ? "1" : "0";
			const digest = Sha256.parse(`${item.digest.slice(0, place)}${digit}${item.digest.slice(place + 1)}`);
			expect(codeOf(openFor(deal.board(), { ...decisionOn(item), digest }, deal.at))).toBe("stale-digest");
		}
		expect(tryAll(deal, { ...decisionOn(item), digest: hashNo(9) })).toEqual(all("stale-digest"));
		expect(tryAll(deal, decisionOn(item))).toEqual(all("done"));
	});

	test("[AP6] the same words asked for again have another digest", () => {
		const deal = newDeal();
		const first = openDraft(deal);
		propose(deal, [draftOf()]);
		expect(onlyApproval(deal).digest).not.toBe(first.digest);
	});

	test("[AP14] what was erased can be rejected, and neither approved nor edited", () => {
		const { deal, item } = asked();
		deal.erase(item.digest);
		expect(tryAll(deal, decisionOn(item))).toEqual(["not-found", "done", "not-found"]);
	});
});

describe("approving", () => {
	test.each([0, 30_000])("[AP13] a mail leaves %d ms later, under its key for ever", (undoWindowMs) => {
		const { deal, item } = asked();
		const outcome = deal.turn((turn) => approve(turn, decisionOn(item), approveDeps(deal, undoWindowMs)));
		const key = effectKeyOf(sha256, { tenant: TENANT, deal: DEAL, action: item.approval, version: 1 });
		expect(outcome).toEqual({ type: "done", value: { effect: key } });
		expect(Object.values(deal.board().effects)).toEqual([
			{
				key,
				connection: MAIL,
				approval: item.approval,
				digest: item.digest,
				notBefore: deal.at + undoWindowMs,
				held: null,
			},
		]);
		expect(deal.board().approvals).toEqual({});
	});

	test("[AP13] an approved move is a person's", () => {
		const deal = newDeal({ stage: "PROPOSAL" });
		propose(deal, [moveTo("NEGOTIATION")]);
		const item = onlyApproval(deal);
		expect(tryAll(deal, decisionOn(item, REP))).toEqual(all("not-allowed"));
		deal.turn((turn) => approve(turn, decisionOn(item, HUMAN), approveDeps(deal)));
		expect(deal.board().stage).toBe("NEGOTIATION");
		expect(deal.log.at(-1)?.event).toMatchObject({ by: { type: "human", user: HUMAN.id }, approval: item.approval });
		expect(deal.board().effects).toEqual({});
	});

	test.each(["QUALIFICATION", "CLOSED_LOST"] as const)(
		"[AP12] a move from DISCOVERY is not carried out from %s",
		(to) => {
			const deal = newDeal({ stage: "DISCOVERY" });
			propose(deal, [moveTo("PROSPECTING")]);
			const item = onlyApproval(deal);
			const by = { type: "human", user: SAM } as const;
			deal.emit({ type: "deal.stage-changed", from: "DISCOVERY", to, by, approval: null, why: null });
			expect(codeOf(deal.turn((turn) => approve(turn, decisionOn(item), approveDeps(deal))))).toBe("conflict");
			expect(deal.board().stage).toBe(to);
			expect(codeOf(deal.turn((turn) => reject(turn, decisionOn(item), "no")))).toBe("done");
		},
	);

	test("[AP15] a rejection keeps its reason, and nothing leaves", () => {
		const { deal, item } = asked();
		deal.turn((turn) => reject(turn, decisionOn(item), "Too early."));
		const event = deal.log.at(-1)?.event;
		expect(event).toMatchObject({ decision: "rejected", by: { type: "human", user: SAM } });
		expect(event?.type === "deal.approval-decided" && event.reason && deal.lookup(event.reason)).toBe("Too early.");
		expect(deal.board()).toMatchObject({ approvals: {}, grants: {}, effects: {} });
	});
});

describe("editing", () => {
	const change = { subject: "Re: Your price", body: "Mine." };

	test("[AP7] another text has another digest; only that can be approved, and leaves under another key", () => {
		const { deal, item } = asked();
		const outcome = deal.turn((turn) => edit(turn, decisionOn(item), change, deal.lookup));
		const edited = onlyApproval(deal);
		expect(outcome).toEqual({ type: "done", value: { digest: edited.digest } });
		expect(edited).toMatchObject({ approval: item.approval, version: 2, expiresAt: item.expiresAt, by: item.by });
		expect(readArtefact(deal.lookup(edited.digest) ?? "")).toMatchObject({
			...change,
			to: [{ name: "Mara Ellingsen" }],
		});
		expect(tryAll(deal, decisionOn(item))).toEqual(all("stale-digest"));
		const approved = deal.turn((turn) => approve(turn, decisionOn(edited), approveDeps(deal)));
		const key = effectKeyOf(sha256, { tenant: TENANT, deal: DEAL, action: item.approval, version: 2 });
		expect(approved).toEqual({ type: "done", value: { effect: key } });
	});

	test("[AP7] only a mail can be edited", () => {
		const deal = newDeal({ stage: "PROPOSAL" });
		propose(deal, [moveTo("NEGOTIATION")]);
		expect(tryAll(deal, decisionOn(onlyApproval(deal), HUMAN))[2]).toBe("invalid");
	});

	test.each([
		["a header", "Re: x\r\nBcc: all@b.example", "Mine.", "Re: x Bcc: all@b.example"],
		["white space around", "  Re: x\t", "Mine.", "Re: x"],
		["a long subject", "x".repeat(300), "Mine.", "x".repeat(250)],
		["the longest body", "Re: x", "y".repeat(MAIL_BODY_CHARS_MAX), "Re: x"],
		["no subject", "\r\n", "Mine.", null],
		["no body", "Re: x", "", null],
		["a body of white space", "Re: x", " \n\t\u202e", null],
		["a longer body", "Re: x", "y".repeat(MAIL_BODY_CHARS_MAX + 1), null],
	])("[AP11] an edit with %s", (_name, subject, body, expected) => {
		const { deal, item } = asked();
		const outcome = deal.turn((turn) => edit(turn, decisionOn(item), { subject, body }, deal.lookup));
		expect(codeOf(outcome)).toBe(expected === null ? "invalid" : "done");
		const artefact = readArtefact(deal.lookup(onlyApproval(deal).digest) ?? "");
		expect(artefact).toMatchObject({ subject: expected ?? "Re: Pricing" });
	});
});

describe("expiry", () => {
	test.each([
		[APPROVAL_TTL_MS - 1, 1],
		[APPROVAL_TTL_MS, 0],
	])("[AP9] after %d ms %d approvals are open", (ms, open) => {
		const { deal, item } = asked();
		deal.at = item.requestedAt + ms;
		deal.turn(expireApprovals);
		expect(Object.values(deal.board().approvals)).toHaveLength(open);
		if (open === 0)
			expect(deal.log.at(-1)?.event).toMatchObject({ decision: "expired", by: { type: "rule", rule: "expired" } });
		expect(deal.board().effects).toEqual({});
	});
});
