import fc from "fast-check";
import { expect, test } from "vitest";
import { approve, edit, reject, undo } from "../deal/approval.ts";
import { changeCrmByPerson, undoCrm } from "../deal/crm.ts";
import { judgeFact } from "../deal/persons-word.ts";
import { DealEvent } from "../events/catalogue.ts";
import { LOG_OF_VERSION_1 } from "../events/golden/version-1.ts";
import { approveDeps, decisionOn, draftOf, learn, MARA, moveTo, REP } from "../testing/builders.ts";
import { newDeal, type TestDeal } from "../testing/deal.ts";
import { dealNo, hashNo, NADIA, runNo, SAM, signalNo, skillNamed } from "../testing/ids.ts";
import { onlyApproval, openDraft, propose, receive } from "../testing/steps.ts";
import type { EffectKey } from "../vocabulary/ids.ts";
import { NOTHING_PENDING, Pending, readActivities } from "./activity.ts";
import { ActivityView } from "./crm.ts";
import type { EventView } from "./deal.ts";

/** The log as its object shows it: each event with its own short texts. */
const viewsOf = (deal: TestDeal, subject: string | null = "Pricing"): readonly EventView[] =>
	deal.log.map(({ seq, at, correlation, causation, hash, event }) => {
		const texts: Record<string, string | null> = {};
		for (const [name, value] of Object.entries(event)) {
			const text = typeof value === "string" && /^[0-9a-f]{64}$/.test(value) ? deal.lookup(value as never) : null;
			if (text !== null) texts[name] = text;
		}
		if (event.type === "conversation.signal-received") texts["record.subject"] = subject;
		return { seq, at: new Date(at).toISOString(), correlation, causation, hash, event, texts };
	});

const linesOf = (deal: TestDeal) =>
	readActivities(NOTHING_PENDING, viewsOf(deal)).activities.map(({ kind, contact, by, summary }) => ({
		kind,
		who: contact === MARA.id ? "Mara" : contact,
		by: by === null ? null : by.type === "human" ? by.user : by.type === "agent" ? by.skill : by.rule,
		summary,
	}));
const lastLine = (deal: TestDeal) => linesOf(deal).at(-1);

const settleMail = (
	deal: TestDeal,
	outcome: "sent" | "refused" | "failed" | "unknown" | "rehearsed",
	reason: string | null = null,
) => {
	const [key] = Object.keys(deal.board().effects) as EffectKey[];
	if (!key) throw new Error("a mail is on its way");
	deal.emit({ type: "deal.effect-settled", key, outcome, reference: null, reason });
};

test("[AC1] a mail's life: what came in, who let the answer go, and that it went", () => {
	const deal = newDeal();
	const approval = openDraft(deal);
	deal.turn((turn) => approve(turn, decisionOn(approval), approveDeps(deal)));
	settleMail(deal, "sent");
	expect(linesOf(deal)).toEqual([
		{ kind: "signal-received", who: "Mara", by: null, summary: "Mail: Pricing" },
		{ kind: "approval-decided", who: "Mara", by: "sam", summary: "Approved a mail" },
		{ kind: "mail-sent", who: "Mara", by: "sam", summary: "Mail sent" },
	]);
});

test.each([
	["refused", "no-such-mailbox", "Mail that could not be sent: no-such-mailbox"],
	["failed", null, "Mail that could not be sent"],
	["unknown", "answer-lost", "Mail that may or may not have arrived"],
	["rehearsed", "fork", null],
] as const)("[AC1] a mail that ended %s (%s): %s", (outcome, reason, summary) => {
	const deal = newDeal();
	const approval = openDraft(deal);
	deal.turn((turn) => approve(turn, decisionOn(approval), approveDeps(deal)));
	if (outcome === "rehearsed") deal.emit({ type: "deal.forked", from: dealNo(2), at: 1, by: SAM });
	settleMail(deal, outcome, reason);
	const last = lastLine(deal);
	expect(last?.kind === "mail-failed" ? last.summary : null).toBe(summary);
});

test("[AC1] a rejection keeps its reason; a draft that a newer one replaced is nobody's decision", () => {
	const deal = newDeal();
	openDraft(deal);
	propose(deal, [draftOf({ body: "Hi Mara,\n\nAnother text." })]);
	expect(linesOf(deal)).toHaveLength(1);
	deal.turn((turn) => reject(turn, decisionOn(onlyApproval(deal)), "Not\nthis   price."));
	expect(lastLine(deal)).toEqual({
		kind: "approval-decided",
		who: "Mara",
		by: "sam",
		summary: "Rejected a mail: Not this price.",
	});
});

test("[AC1] a mail that was edited, approved and taken back has one line for each of the two decisions", () => {
	const deal = newDeal();
	const approval = openDraft(deal);
	deal.turn((turn) => edit(turn, decisionOn(approval), { subject: "Re: x", body: "Mine." }, deal.lookup));
	const edited = onlyApproval(deal);
	deal.turn((turn) => approve(turn, decisionOn(edited), approveDeps(deal, 15_000)));
	deal.turn((turn) =>
		undo(
			turn,
			{ approval: edited.approval, principal: REP, isLeaving: false, approvers: ["rep", "regional-human"] },
			deal.lookup,
		),
	);
	expect(linesOf(deal).map((line) => [line.kind, line.who])).toEqual([
		["signal-received", "Mara"],
		["approval-decided", "Mara"],
		["mail-taken-back", "Mara"],
	]);
	deal.turn((turn) => approve(turn, decisionOn(onlyApproval(deal)), approveDeps(deal)));
	settleMail(deal, "sent");
	expect(lastLine(deal)).toMatchObject({ kind: "mail-sent", who: "Mara" });
});

test("[AC1] a move has the line of who allowed it and its own", () => {
	const deal = newDeal({ stage: "DISCOVERY" });
	receive(deal);
	propose(deal, [moveTo("QUALIFICATION")]);
	expect(lastLine(deal)).toMatchObject({ kind: "stage-changed", by: "writer", summary: "discovery to qualification" });
	propose(deal, [moveTo("PROSPECTING")]);
	deal.turn((turn) => approve(turn, decisionOn(onlyApproval(deal)), approveDeps(deal)));
	expect(linesOf(deal).slice(-2)).toMatchObject([
		{ kind: "approval-decided", by: "sam", summary: "Approved the move to prospecting" },
		{ kind: "stage-changed", summary: "qualification to prospecting" },
	]);
});

test("[AC1] each field of the record is a line, by whoever wrote it, and an undo says that it is one", () => {
	const deal = newDeal();
	receive(deal);
	const write = (value: string | null, field: "next-step" | "title") =>
		deal.turn((turn) =>
			changeCrmByPerson(
				turn,
				{ record: field === "title" ? { type: "contact", contact: MARA.id } : { type: "deal" }, field, value },
				{ user: SAM, lookup: deal.lookup },
			),
		);
	write("Call Mara", "next-step");
	write("Head of Operations", "title");
	const changed = deal.log.at(-1)?.event;
	deal.turn((turn) =>
		undoCrm(turn, { changed: changed as Extract<DealEvent, { type: "deal.crm-changed" }>, ownedBefore: null }, NADIA),
	);
	write(null, "next-step");
	expect(linesOf(deal).slice(1)).toEqual([
		{ kind: "crm-changed", who: null, by: "sam", summary: "Next step: Call Mara" },
		{ kind: "crm-changed", who: "Mara", by: "sam", summary: "Title: Head of Operations" },
		{ kind: "crm-changed", who: "Mara", by: "nadia", summary: "Title: emptied (taken back)" },
		{ kind: "crm-changed", who: null, by: "sam", summary: "Next step: emptied" },
	]);
});

test.each([
	["validate", "Budget confirmed: EUR 40,000 (She said so.)"],
	["edit", "Budget corrected: EUR 45,000 (She said so.)"],
	["contradict", "Budget contradicted: EUR 40,000 (She said so.)"],
] as const)("[AC1] a fact that a person judged is a line by them: %s", (type, summary) => {
	const deal = newDeal();
	propose(deal, [learn("bant.budget", "EUR 40,000")]);
	const [fact] = Object.values(deal.board().facts);
	if (!fact) throw new Error("it was learned");
	const word = { type, fact: fact.id, value: "EUR 45,000", reason: "She said so." };
	deal.turn((turn) => judgeFact(turn, word, { user: SAM, lookup: deal.lookup }));
	const named = viewsOf(deal).map((view) => ({
		...view,
		texts: { ...view.texts, "fact.key": "bant.budget", "fact.shown": type === "edit" ? "EUR 45,000" : "EUR 40,000" },
	}));
	expect(readActivities(NOTHING_PENDING, named).activities).toMatchObject([
		{ kind: "fact-judged", by: { type: "human", user: SAM }, summary },
	]);
});

test.each([
	["approved", "Budget: the new answer stands"],
	["rejected", "Budget: what stood stays: No."],
	["expired", "Budget: left undecided"],
] as const)("[AC1] a dispute that was %s is one line: %s", (decision, summary) => {
	const deal = newDeal();
	const approval = `a-${deal.board().deal.slice(2)}-1` as never;
	const by =
		decision === "expired" ? ({ type: "rule", rule: "AP9" } as const) : ({ type: "human", user: SAM } as const);
	const reason = decision === "rejected" ? deal.intern("No.") : null;
	deal.emit(
		{
			type: "deal.approval-requested",
			approval,
			action: { type: "arbitrate-fact", key: "bant.budget", standing: null },
			digest: hashNo(1),
			version: 1,
			why: hashNo(2),
			approvers: ["rep"],
			by: { type: "agent", skill: skillNamed("qualifier") },
			run: runNo(1),
			replaces: null,
			expiresAt: deal.at + 1,
		},
		{ type: "deal.approval-decided", approval, decision, digest: hashNo(1), by, reason },
	);
	expect(linesOf(deal)).toMatchObject([{ kind: "fact-arbitrated", summary }]);
});

test("[AC1] a note to the rep, a pause and a resume are lines; what was erased has no text", () => {
	const deal = newDeal();
	const note = deal.intern("Ask who signs.");
	const coaching = { run: runNo(1), skill: skillNamed("coaching"), topic: "questions", evidence: [] } as const;
	deal.emit(
		{ type: "deal.coaching-noted", note, ...coaching, evidence: [] },
		{ type: "deal.coaching-noted", note: hashNo(9), ...coaching, evidence: [] },
		{ type: "deal.automation-changed", state: "paused", by: SAM },
		{ type: "deal.automation-changed", state: "active", by: SAM },
	);
	expect(linesOf(deal).map(({ summary }) => summary)).toEqual([
		"Ask who signs.",
		"A note that was erased",
		"The crew is paused",
		"The crew goes on",
	]);
});

test.each([
	[160, false],
	[161, true],
])("[AC1] a summary is one line of 160 characters at most: of %i is cut: %s", (length, isCut) => {
	const deal = newDeal();
	receive(deal);
	const subject = "x".repeat(length - "Mail: ".length);
	const [line] = readActivities(NOTHING_PENDING, viewsOf(deal, subject)).activities;
	expect([...(line?.summary ?? "")]).toHaveLength(160);
	expect(line?.summary.endsWith("…")).toBe(isCut);
	const [faces] = readActivities(NOTHING_PENDING, viewsOf(deal, "😀".repeat(200))).activities;
	expect(faces?.summary.isWellFormed()).toBe(true);
});

/** Every event that there is, as it was written years ago. */
const golden: readonly EventView[] = LOG_OF_VERSION_1.map((text) => {
	const { seq, at, correlation, causation, hash, event } = JSON.parse(text);
	return { seq, at: new Date(at).toISOString(), correlation, causation, hash, event, texts: {} };
});

test("[AC1] every event type that there is gives a line of the contract, or none", () => {
	expect(new Set(golden.map(({ event }) => event.type))).toEqual(
		new Set(DealEvent.options.map((option) => option.shape.type.value)),
	);
	const { activities, pending } = readActivities(NOTHING_PENDING, golden);
	for (const each of activities) expect(ActivityView.parse({ ...each, name: null })).toBeTruthy();
	expect(Pending.parse(JSON.parse(JSON.stringify(pending)))).toEqual(pending);
});

test("[AC1] read in pages of any size, with what is pending kept between them, the log gives the same lines", () => {
	const deal = newDeal();
	for (const [i, word] of ["First", "Second", "Third"].entries()) {
		receive(deal, signalNo(i + 1));
		const approval = openDraft(deal, { body: `Hi Mara,\n\n${word} answer.` });
		deal.turn((turn) => approve(turn, decisionOn(approval), approveDeps(deal)));
		settleMail(deal, "sent");
	}
	const log = [...viewsOf(deal)];
	const whole = readActivities(NOTHING_PENDING, log);
	expect(whole.pending).toEqual(NOTHING_PENDING);
	fc.assert(
		fc.property(fc.array(fc.nat(log.length), { maxLength: 6 }), (cuts) => {
			const bounds = [0, ...cuts.sort((a, b) => a - b), log.length];
			let pending = NOTHING_PENDING;
			const lines = bounds.slice(1).flatMap((end, i) => {
				const read = readActivities(pending, log.slice(bounds[i], end));
				pending = Pending.parse(JSON.parse(JSON.stringify(read.pending)));
				return read.activities;
			});
			expect(lines).toEqual(whole.activities);
			expect(pending).toEqual(whole.pending);
		}),
	);
});
