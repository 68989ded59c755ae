import { describe, expect, test } from "vitest";
import { type Catalogue, Offer } from "../facts/offering.ts";
import { aPrincipal, approveDeps, decisionOn, HUMAN, MARA, REP } from "../testing/builders.ts";
import { aCatalogue } from "../testing/catalogue.ts";
import { newDeal, type TestDeal } from "../testing/deal.ts";
import { approvalNo, contactNo, NADIA, skillNamed } from "../testing/ids.ts";
import { onlyApproval, openDraft, receive } from "../testing/steps.ts";
import type { ContactId } from "../vocabulary/ids.ts";
import type { Outcome } from "../vocabulary/outcome.ts";
import type { Principal } from "../vocabulary/principal.ts";
import { approve, edit, type Injection, inject, undo } from "./approval.ts";
import { readArtefact } from "./artefact.ts";
import { namesNewSum, unsupportedByHand } from "./by-hand.ts";
import { requestApproval } from "./request.ts";

const codeOf = (outcome: Outcome<unknown>): string => (outcome.type === "refused" ? outcome.refusal.code : "done");
/** Nobody of these may do anything by hand in the tests' deal. */
const NOBODIES: readonly (readonly [string, Principal])[] = [
	["an agent", aPrincipal(["rep", "regional-human"], { kind: "agent" })],
	["a visitor", aPrincipal(["rep", "regional-human"], { kind: "visitor" })],
	["another rep", aPrincipal(["rep"], { id: NADIA })],
	["the rep without the role", aPrincipal(["read-only"])],
	["an administrator", aPrincipal(["tenant-admin"], { id: NADIA })],
	["another region's human", aPrincipal(["regional-human"], { id: NADIA, region: "apac" })],
	["a human of no region", aPrincipal(["regional-human"], { id: NADIA, region: null })],
];

describe("taking back", () => {
	const approved = () => {
		const deal = newDeal();
		const item = openDraft(deal);
		deal.turn((turn) => approve(turn, decisionOn(item), approveDeps(deal, 30_000)));
		return { deal, item };
	};
	const takeBack = (deal: TestDeal, changes: Partial<Parameters<typeof undo>[1]> = {}) =>
		deal.turn((turn) =>
			undo(
				turn,
				{ approval: approvalNo(1), principal: REP, isLeaving: false, approvers: ["rep", "regional-human"], ...changes },
				deal.lookup,
			),
		);

	test.each([REP, HUMAN])("[AP8] while it waits, a mail can be taken back, and is asked for again", (principal) => {
		const { deal, item } = approved();
		expect(takeBack(deal, { principal })).toEqual({ type: "done", value: { approval: approvalNo(2) } });
		const again = onlyApproval(deal);
		expect(again).toMatchObject({ approval: approvalNo(2), version: 1, by: { type: "human", user: principal.id } });
		expect(deal.lookup(again.digest)).toBe(deal.lookup(item.digest));
		expect(again.digest).not.toBe(item.digest);
		expect(deal.board()).toMatchObject({ effects: {}, grants: {}, counts: { sent: 0 } });
	});

	test("[AP18] what the regional human alone could approve is asked of them alone again", () => {
		const { deal } = approved();
		takeBack(deal, { approvers: ["regional-human"] });
		expect(onlyApproval(deal).approvers).toEqual(["regional-human"]);
		expect(codeOf(deal.turn((turn) => approve(turn, decisionOn(onlyApproval(deal), REP), approveDeps(deal))))).toBe(
			"not-allowed",
		);
	});

	test("[AP8] what was taken back can be approved, under another key", () => {
		const { deal } = approved();
		const [before] = Object.keys(deal.board().effects);
		takeBack(deal);
		deal.turn((turn) => approve(turn, decisionOn(onlyApproval(deal)), approveDeps(deal)));
		expect(Object.keys(deal.board().effects)).toHaveLength(1);
		expect(Object.keys(deal.board().effects)).not.toContain(before);
	});

	test("[AP8] once it is on its way it cannot be", () => {
		const { deal } = approved();
		expect(codeOf(takeBack(deal, { isLeaving: true }))).toBe("too-late");
		expect(Object.keys(deal.board().effects)).toHaveLength(1);
	});

	test("[AP8] nor once it has left, was taken back, or was never approved", () => {
		const { deal } = approved();
		takeBack(deal);
		expect(codeOf(takeBack(deal))).toBe("too-late");
		expect(codeOf(takeBack(deal, { approval: approvalNo(2) }))).toBe("too-late");
		expect(codeOf(takeBack(deal, { approval: approvalNo(9) }))).toBe("too-late");
	});

	test.each(NOBODIES)("[AP8] not by %s", (_who, principal) => {
		const { deal } = approved();
		expect(codeOf(takeBack(deal, { principal }))).toBe("not-allowed");
		expect(Object.keys(deal.board().effects)).toHaveLength(1);
	});

	test("[AP17] nor when its text was erased", () => {
		const { deal, item } = approved();
		deal.erase(item.digest);
		expect(codeOf(takeBack(deal))).toBe("not-found");
	});
});

describe("a mail by hand", () => {
	const write = (deal: TestDeal, changes: Partial<Injection> = {}) => {
		const turn = deal.draft();
		const thread = { inReplyTo: "1@b", references: ["1@b"] };
		const mail = {
			principal: REP,
			to: [MARA.id],
			subject: "Re: x",
			body: "Mine.",
			why: "Because.",
			thread,
			...changes,
		};
		const outcome = inject(turn, mail, approveDeps(deal, 30_000));
		expect(turn.events.length > 0, "a refusal leaves no event behind").toBe(outcome.type === "done");
		return { outcome, turn };
	};
	const known = () => {
		const deal = newDeal();
		receive(deal);
		return deal;
	};

	test.each([REP, HUMAN])("[AP10] takes the path of an agent's, with its writer's own approval", (principal) => {
		const deal = known();
		const { outcome, turn } = write(deal, { principal });
		expect(turn.events.map(({ event }) => event.type)).toEqual([
			"deal.approval-requested",
			"deal.approval-decided",
			"deal.effect-queued",
		]);
		const [effect] = Object.values(turn.board().effects);
		expect(outcome).toEqual({ type: "done", value: { approval: approvalNo(1), effect: effect?.key } });
		expect(readArtefact(deal.lookup(effect?.digest ?? turn.board().name) ?? "")).toEqual({
			type: "send-email",
			to: [{ address: MARA.address, name: MARA.name }],
			cc: [],
			subject: "Re: x",
			body: "Mine.",
			inReplyTo: "1@b",
			references: ["1@b"],
		});
		expect(turn.board().grants[approvalNo(1)]).toMatchObject({
			agent: null,
			by: { type: "human", user: principal.id },
		});
	});

	test("[AP10] leaves an agent's draft alone", () => {
		const deal = known();
		const draft = openDraft(deal);
		const { turn } = write(deal);
		expect(Object.keys(turn.board().approvals)).toEqual([draft.approval]);
	});

	test.each(NOBODIES)("[AP10] not by %s", (_who, principal) => {
		expect(codeOf(write(known(), { principal }).outcome)).toBe("not-allowed");
	});

	test.each<[string, readonly ContactId[]]>([
		["a stranger", [contactNo(9)]],
		["a stranger among others", [MARA.id, contactNo(9)]],
		["nobody", []],
	])("[AP10] not to %s", (_who, to) => {
		expect(codeOf(write(known(), { to }).outcome)).toBe("invalid");
	});

	test("[AP10] not to somebody whose card was erased", () => {
		const deal = known();
		const card = deal.board().contacts[MARA.id]?.card;
		if (card) deal.erase(card);
		expect(codeOf(write(deal).outcome)).toBe("invalid");
	});

	test.each([
		["a header in the subject", { subject: "Re: x\r\nBcc: all@b" }, "done"],
		["a person twice", { to: [MARA.id, MARA.id] }, "done"],
		["61 references", { thread: { inReplyTo: null, references: Array(61).fill("1@b") } }, "done"],
		["no subject", { subject: " \r\n" }, "invalid"],
		["no body", { body: "" }, "invalid"],
		["a body of white space", { body: " \n\u0000" }, "invalid"],
		["a body too long", { body: "y".repeat(20_001) }, "invalid"],
	])("[AP11] with %s", (_name, changes, code) => {
		const { outcome, turn } = write(known(), changes);
		expect(codeOf(outcome)).toBe(code);
		const [grant] = Object.values(turn.board().grants);
		if (code === "done") expect(grant?.action).toEqual({ type: "send-email", to: [MARA.id] });
	});

	test("[AP11] to somebody whose name no header can carry", () => {
		const deal = newDeal();
		const name = `Mara\r\nBcc: x@y ${"z".repeat(180)}`;
		receive(deal, undefined, { card: deal.intern(JSON.stringify({ address: MARA.address, name })) });
		const { outcome, turn } = write(deal);
		expect(codeOf(outcome)).toBe("done");
		const [effect] = Object.values(turn.board().effects);
		const artefact = readArtefact(deal.lookup(effect?.digest ?? turn.board().name) ?? "");
		expect(artefact).toMatchObject({ to: [{ name: `Mara Bcc: x@y ${"z".repeat(180)}`.slice(0, 120) }] });
	});
});

describe("a price by hand", () => {
	const known = () => {
		const deal = newDeal();
		const item = openDraft(deal, { body: "Hi Mara,\n\nthank you for your question." });
		return { deal, item };
	};

	test.each([
		["no sum", "Hi Mara, let us talk on Tuesday.", ["rep", "regional-human"]],
		["a sum of ours", "Hi Mara, EUR 40 a seat.", ["regional-human"]],
		["a share", "Hi Mara, you get 20 % off.", ["regional-human"]],
		["a share in words", "Hi Mara, that is 20 percent less.", ["regional-human"]],
	] as const)("[AP19] an edit with %s", (_name, body, approvers) => {
		const { deal, item } = known();
		const outcome = deal.turn((turn) => edit(turn, decisionOn(item), { subject: "Re: Pricing", body }, deal.lookup));
		expect(outcome.type).toBe("done");
		expect(onlyApproval(deal).approvers).toEqual(approvers);
	});

	test("[AP20] an edit tells what no source names, and holds nothing", () => {
		const deal = newDeal();
		const before = deal.lookup(openDraft(deal, { body: "Hi Mara,\n\nthank you for your question." }).digest);
		const of = (body: string, known: readonly string[] = []) =>
			unsupportedByHand({ subject: "Re: Pricing", body }, { before, known, catalogue: aCatalogue(), now: 0 });
		expect(of("Hi Mara,\n\nthank you for your two questions.")).toEqual([]);
		expect(of("Hi Mara,\n\nit takes 40 seats, says Jonas.")).toEqual(["40", "Jonas"]);
		expect(of("Hi Mara,\n\nit takes 40 seats, says Jonas.", ["Jonas has 40 seats"])).toEqual([]);
		expect(
			unsupportedByHand({ subject: "x", body: "40" }, { before: null, known: [], catalogue: aCatalogue(), now: 0 }),
		).toEqual([]);
	});

	test("[AP19] a sum that the draft, or a fact, names already is nobody's price", () => {
		expect(namesNewSum("It is EUR 131,580 in all.", ["Total: EUR 131,580"])).toBe(false);
		expect(namesNewSum("Your budget of EUR 140,000.", ["EUR 140,000"])).toBe(false);
		expect(namesNewSum("It is EUR 131,581 in all.", ["Total: EUR 131,580"])).toBe(true);
		expect(namesNewSum("You lose 3 % a quarter.", ["roughly 3% of the customers"])).toBe(false);
		expect(namesNewSum("4 % less.", ["roughly 3% of the customers"])).toBe(true);
	});

	test.each([
		[REP, 0],
		[HUMAN, 1],
	] as const)("[AP19] a mail by hand that names a price waits for the regional human", (principal, effects) => {
		const deal = newDeal();
		receive(deal);
		const mail = { principal, to: [MARA.id], subject: "Price", body: "EUR 40 a seat.", why: "By hand." };
		const thread = { inReplyTo: null, references: [] };
		const outcome = deal.turn((turn) => inject(turn, { ...mail, thread }, approveDeps(deal)));
		expect(outcome.type).toBe("done");
		expect(Object.keys(deal.board().effects)).toHaveLength(effects);
		expect(Object.keys(deal.board().approvals)).toHaveLength(1 - effects);
	});
});

describe("an offer that waits", () => {
	const price = (floorMinor: number): Catalogue => ({
		competitors: [],
		offerings: [
			{
				id: "care",
				name: "Care",
				summary: "A desk.",
				capabilities: [{ name: "One", says: "One.", about: ["one"] }],
				limits: [],
				prices: [
					{
						item: "Seat",
						region: "emea",
						currency: "EUR",
						unit: "per-user-month",
						listMinor: 8_000,
						floorMinor,
						minQuantity: 1,
					},
				],
				source: "list",
			},
		],
	});

	test.each([
		["the list of then", price(5_000), HUMAN, "done"],
		["the list of then, for a rep", price(5_000), REP, "not-allowed"],
		["a floor that was raised", price(7_500), HUMAN, "conflict"],
		["a price that is gone", { offerings: [], competitors: [] }, HUMAN, "conflict"],
	] as const)("[AP17] is judged by %s", (_name, catalogue, principal, expected) => {
		const deal = newDeal();
		const line = {
			offering: "care",
			item: "Seat",
			quantity: 10,
			periods: 12,
			unitMinor: 7_000,
			unit: "per-user-month",
		};
		const offer = Offer.parse({ currency: "EUR", lines: [line], totalMinor: 840_000 });
		const to = [{ ...MARA }];
		deal.turn((turn) =>
			requestApproval(turn, {
				action: { type: "send-email", to: [MARA.id] },
				artefact: {
					type: "send-email",
					to: to.map(({ address, name }) => ({ address, name })),
					cc: [],
					subject: "Offer",
					body: "EUR 70.",
					inReplyTo: null,
					references: [],
				},
				why: "They asked.",
				approvers: ["rep", "regional-human"],
				by: { type: "agent", skill: skillNamed("proposal") },
				run: null,
				replaces: null,
				offer,
				cause: { correlation: "test", causation: null },
			}),
		);
		const deps = { ...approveDeps(deal), catalogue: catalogue as Catalogue };
		const item = onlyApproval(deal);
		expect(codeOf(deal.turn((turn) => approve(turn, decisionOn(item, principal), deps)))).toBe(expected);
	});
});
