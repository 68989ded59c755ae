import { describe, expect, test } from "vitest";
import {
	anInput,
	approveDeps,
	aSignal,
	aSkill,
	askHuman,
	decisionOn,
	draftOf,
	handTo,
	learn,
	MARA,
	moveTo,
	quoteOf,
} from "../testing/builders.ts";
import { newDeal } from "../testing/deal.ts";
import { contactNo, signalNo, skillNamed } from "../testing/ids.ts";
import { onlyApproval, openDraft, owe, propose, receive, runOf, settle } from "../testing/steps.ts";
import { APPROVAL_TTL_MS } from "../vocabulary/limits.ts";
import { approve, edit, undo } from "./approval.ts";
import { readArtefact } from "./artefact.ts";
import { readHandoff } from "./hand-off.ts";
import { withdrawAnswered } from "./request.ts";
import type { Proposal } from "./skill.ts";

const types = (events: readonly { type: string }[]) => events.map(({ type }) => type);
const WRITER = skillNamed("writer");

describe("one step's proposals", () => {
	const bad: readonly (readonly [string, Proposal, string])[] = [
		[
			"a quote that is not there",
			learn("bant.budget", "x", { evidence: [{ ...quoteOf("March"), start: 0, end: 5 }] }),
			"JU3",
		],
		["a stranger", draftOf({ to: [contactNo(9)] }), "JU4"],
		["a win", moveTo("CLOSED_WON"), "PO2"],
		["a leap", moveTo("SOLUTION"), "PO3"],
	];

	test.each(bad)("[SE1] %s is on record with its rule, and harms no other", (_name, proposal, rule) => {
		const deal = newDeal();
		receive(deal);
		const events = propose(deal, [learn("bant.need", "speed"), proposal, learn("bant.budget", "EUR 40,000")]);
		expect(types(events)).toEqual(["deal.fact-learned", "deal.proposal-refused", "deal.fact-learned"]);
		const [, refusal] = events;
		expect(refusal).toMatchObject({ skill: "writer", proposal: proposal.type, rule });
		expect(refusal?.type === "deal.proposal-refused" && deal.lookup(refusal.reason)).not.toBe("");
	});

	test("[SE1] each is judged on the board that the ones before it left", () => {
		const deal = newDeal();
		const events = propose(deal, [moveTo("DISCOVERY"), moveTo("DISCOVERY"), moveTo("QUALIFICATION")]);
		expect(types(events)).toEqual(["deal.stage-changed", "deal.proposal-refused", "deal.stage-changed"]);
		expect(deal.board().stage).toBe("QUALIFICATION");
	});

	test("[SE1] a skill's own long rule name is cut to what an event holds", () => {
		const skill = aSkill("writer", { judge: () => ({ type: "reject", rule: "x".repeat(60), reason: "no" }) });
		expect(propose(newDeal(), [askHuman()], { skill })[0]).toMatchObject({ rule: "x".repeat(40) });
	});

	test("[SE1] all that follows from a step names it as its cause", () => {
		const deal = newDeal();
		propose(deal, [learn("bant.need", "speed"), moveTo("CLOSED_WON"), askHuman()]);
		const step = deal.log.find(({ event }) => event.type === "deal.step-settled");
		const caused = deal.log.filter(({ causation }) => causation === step?.seq);
		expect(caused).toHaveLength(3);
		expect(new Set(caused.map(({ correlation }) => correlation)).size).toBe(1);
	});
});

describe("drafts", () => {
	test("[SE2] a draft waits for a person, in the thread of the mail that it answers", () => {
		const deal = newDeal();
		receive(deal);
		propose(deal, [draftOf()], { thread: { inReplyTo: "2@b", references: ["1@b", "2@b"] } });
		const asked = onlyApproval(deal);
		expect(asked).toMatchObject({
			action: { type: "send-email", to: [MARA.id] },
			version: 1,
			approvers: ["rep", "regional-human"],
			by: { type: "agent", skill: "writer" },
			expiresAt: deal.at + APPROVAL_TTL_MS,
		});
		expect(readArtefact(deal.lookup(asked.digest) ?? "")).toEqual({
			type: "send-email",
			to: [{ address: MARA.address, name: MARA.name }],
			cc: [],
			subject: "Re: Pricing",
			body: "Hi Mara,\n\nThank you.",
			inReplyTo: "2@b",
			references: ["1@b", "2@b"],
		});
		expect(deal.board().effects).toEqual({});
	});

	test("[SE6] goes in copy to those whom the mail names, and to nobody whom the deal does not know", () => {
		const deal = newDeal();
		receive(deal);
		const jonas = { ...MARA, id: contactNo(2), name: "Jonas Petrie", address: "jonas.petrie@brightfen.example" };
		const addressees = [
			{ name: jonas.name, address: "Jonas.Petrie@brightfen.example" },
			{ name: "Somebody", address: "somebody@brightfen.example" },
			{ name: MARA.name, address: MARA.address },
		];
		propose(deal, [draftOf()], { input: anInput({ contacts: [MARA, jonas], signal: aSignal({ addressees }) }) });
		const asked = onlyApproval(deal);
		expect(asked.action).toEqual({ type: "send-email", to: [MARA.id], cc: [jonas.id] });
		expect(readArtefact(deal.lookup(asked.digest) ?? "")).toMatchObject({
			cc: [{ address: jonas.address, name: jonas.name }],
		});
	});

	test.each([
		["an untouched draft to one of them", [MARA.id], false, 0],
		["one to somebody else", [contactNo(9)], false, 1],
		["one that a person has edited", [MARA.id], true, 1],
	] as const)("[SE7] somebody of ours writes by hand: %s", (_name, to, isEdited, left) => {
		const deal = newDeal();
		const item = openDraft(deal);
		if (isEdited)
			deal.turn((turn) => edit(turn, decisionOn(item), { subject: "Re: Pricing", body: "Mine." }, deal.lookup));
		deal.turn((turn) => withdrawAnswered(turn, to, { correlation: "test", causation: null }));
		expect(Object.keys(deal.board().approvals)).toHaveLength(left);
	});

	test("[SE2] a newer draft takes the place of the agents' older ones: one is open", () => {
		const deal = newDeal();
		const first = openDraft(deal);
		const events = propose(deal, [draftOf({ body: "Better." })], { skill: aSkill("other") });
		expect(types(events)).toEqual(["deal.approval-decided", "deal.approval-requested"]);
		expect(events[0]).toMatchObject({ decision: "replaced", approval: first.approval, by: { rule: "newer-draft" } });
		expect(events[1]).toMatchObject({ replaces: first.approval });
		expect(onlyApproval(deal).approval).not.toBe(first.approval);
	});

	test("[SE2] a draft to one buyer stays when another is written to, or both are", () => {
		const deal = newDeal();
		receive(deal);
		const jonas = { ...MARA, id: contactNo(2), address: "jonas@brightfen.example" };
		const input = anInput({ contacts: [MARA, jonas] });
		propose(deal, [draftOf()], { input });
		propose(deal, [draftOf({ to: [jonas.id] })], { input });
		propose(deal, [draftOf({ to: [jonas.id, MARA.id] })], { input });
		expect(Object.keys(deal.board().approvals)).toHaveLength(3);
		const events = propose(deal, [draftOf({ to: [MARA.id, jonas.id, MARA.id] })], { input });
		expect(types(events)).toEqual(["deal.approval-decided", "deal.approval-requested"]);
		expect(Object.keys(deal.board().approvals)).toHaveLength(3);
	});

	test("[SE2] two drafts in one answer: the later one is open", () => {
		const deal = newDeal();
		receive(deal);
		propose(deal, [draftOf({ body: "One." }), draftOf({ body: "Two." })]);
		expect(readArtefact(deal.lookup(onlyApproval(deal).digest) ?? "")).toMatchObject({ body: "Two." });
	});

	test("[SE2] it does not replace what a person took back", () => {
		const deal = newDeal();
		const first = openDraft(deal);
		deal.turn((turn) => approve(turn, decisionOn(first), approveDeps(deal)));
		const principal = decisionOn(first).principal;
		deal.turn((turn) =>
			undo(
				turn,
				{ approval: first.approval, principal, isLeaving: false, approvers: ["rep", "regional-human"] },
				deal.lookup,
			),
		);
		propose(deal, [draftOf()]);
		expect(
			Object.values(deal.board().approvals)
				.map(({ by }) => by.type)
				.sort(),
		).toEqual(["agent", "human"]);
	});

	test("[SE2] it does not replace a draft that a person has edited: that work is theirs", () => {
		const deal = newDeal();
		const first = openDraft(deal);
		deal.turn((turn) => edit(turn, decisionOn(first), { subject: "Re: x", body: "Mine." }, deal.lookup));
		propose(deal, [draftOf()]);
		const open = Object.values(deal.board().approvals);
		expect(open.map(({ version }) => version).sort()).toEqual([1, 2]);
	});

	test.each([
		[
			"subject",
			{ subject: "Re: Pricing\r\nBcc: all@brightfen.example" },
			{ subject: "Re: Pricing Bcc: all@brightfen.example" },
		],
		["long subject", { subject: "x".repeat(250) }, { subject: "x".repeat(250) }],
		["recipients", { to: [MARA.id, MARA.id] }, { to: [{ address: MARA.address, name: MARA.name }] }],
	])("[AP11] a draft's %s becomes what a mail can carry", (_name, changes, expected) => {
		const deal = newDeal();
		expect(readArtefact(deal.lookup(openDraft(deal, changes).digest) ?? "")).toMatchObject(expected);
	});

	test("[AP11] so do the names and threads that came from outside", () => {
		const deal = newDeal();
		const contacts = [{ ...MARA, name: `Mara\r\nBcc: x@y ${"z".repeat(200)}` }];
		const references = Array.from({ length: 60 }, (_, i) => `${i}\u0000@b`);
		propose(deal, [draftOf()], { input: anInput({ contacts }), thread: { inReplyTo: "1\n@b", references } });
		const artefact = readArtefact(deal.lookup(onlyApproval(deal).digest) ?? "");
		expect(artefact).toMatchObject({
			to: [{ name: `Mara Bcc: x@y ${"z".repeat(200)}`.slice(0, 120) }],
			inReplyTo: "1 @b",
		});
		expect(artefact.type === "send-email" && [artefact.references.length, artefact.references[0]]).toEqual([
			50,
			"10 @b",
		]);
	});
});

describe("moves", () => {
	test("[SE3] an agent's own move is on record with its reason", () => {
		const deal = newDeal();
		propose(deal, [moveTo("DISCOVERY")]);
		const moved = deal.log.map(({ event }) => event).find((event) => event.type === "deal.stage-changed");
		expect(moved).toMatchObject({
			from: "PROSPECTING",
			to: "DISCOVERY",
			by: { type: "agent", skill: "writer" },
			approval: null,
		});
		expect(moved?.type === "deal.stage-changed" && moved.why && deal.lookup(moved.why)).toBe("They named a budget.");
	});

	test("[SE3] a move that is asked for is asked for once", () => {
		const deal = newDeal({ stage: "PROPOSAL" });
		propose(deal, [moveTo("NEGOTIATION"), moveTo("NEGOTIATION")]);
		expect(propose(deal, [moveTo("NEGOTIATION")])).toEqual([]);
		expect(onlyApproval(deal)).toMatchObject({
			action: { type: "move-stage", from: "PROPOSAL", to: "NEGOTIATION" },
			approvers: ["regional-human"],
		});
		expect(deal.board().stage).toBe("PROPOSAL");
	});

	test("[AP12] one that was asked for from another stage is closed by the new one", () => {
		const deal = newDeal({ stage: "QUALIFICATION" });
		propose(deal, [moveTo("PROSPECTING")]);
		const stale = onlyApproval(deal);
		const events = propose(deal, [moveTo("SOLUTION"), moveTo("PROSPECTING")]);
		expect(types(events)).toEqual(["deal.stage-changed", "deal.approval-decided", "deal.approval-requested"]);
		expect(events[1]).toMatchObject({ approval: stale.approval, decision: "replaced", by: { rule: "newer-move" } });
		expect(onlyApproval(deal).action).toMatchObject({ from: "SOLUTION", to: "PROSPECTING" });
	});
});

describe("questions and hand-offs", () => {
	test("[SE4] each question to a person is a flag of its own", () => {
		const deal = newDeal();
		propose(deal, [askHuman("One?"), askHuman("Two?")]);
		propose(deal, [askHuman("Three?")]);
		const flags = Object.values(deal.board().flags);
		expect(flags.map(({ detail }) => detail && deal.lookup(detail))).toEqual(["One?", "Two?", "Three?"]);
		expect(flags[0]).toMatchObject({ kind: "asked-by-agent", code: "asked-by-agent", skill: "writer" });
	});

	test.each([
		["other", "delivered"],
		["nobody", "refused-unknown-skill"],
	])("[SE5] a hand-off to %s is on record as %s", (to, outcome) => {
		const crew = [WRITER, skillNamed("other")];
		const deal = newDeal();
		const [event] = propose(deal, [handTo(to, { priority: "critical" })], { crew });
		expect(event).toMatchObject({ type: "deal.handoff-recorded", from: "writer", to, hop: 1, priority: 80, outcome });
		const kept = event?.type === "deal.handoff-recorded" ? readHandoff(deal.lookup(event.task)) : null;
		expect(kept).toMatchObject({
			task: "Answer her question.",
			context: { deal_id: deal.board().deal },
			metadata: { priority: "critical" },
		});
	});

	test("[SE5] the second of two equal hand-offs is refused", () => {
		const crew = [WRITER, skillNamed("other")];
		const events = propose(newDeal(), [handTo("other"), handTo("other")], { crew });
		expect(events.map((event) => "outcome" in event && event.outcome)).toEqual(["delivered", "refused-repeat"]);
	});

	test("[SE5] one that is delivered is a task of the same run", () => {
		const deal = newDeal();
		receive(deal);
		const run = owe(deal, { signal: signalNo(1), stages: [["writer"]] });
		const [task] = runOf(deal).tasks ?? [];
		if (!task) throw new Error("the run has a task");
		const crew = [WRITER, skillNamed("other")];
		deal.turn((turn) => {
			settle(turn, deal, { run, task, skill: aSkill("writer"), input: anInput(), proposals: [handTo("other")], crew });
		});
		expect(runOf(deal).tasks?.map(({ skill, state, hop }) => [skill, state, hop])).toEqual([
			["writer", "done", 0],
			["other", "open", 1],
		]);
	});
});
