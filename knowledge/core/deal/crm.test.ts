import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DealEvent } from "../events/catalogue.ts";
import { CRM_FIELDS, CrmField, type CrmRecord, crmKey, isFieldOf } from "../events/crm.ts";
import { aSkill, MARA, quoteOf } from "../testing/builders.ts";
import { newDeal, type TestDeal } from "../testing/deal.ts";
import { contactNo, NADIA, SAM, skillNamed } from "../testing/ids.ts";
import { sha256 } from "../testing/sha256.ts";
import { propose, receive } from "../testing/steps.ts";
import { type CrmChanged, changeCrm, changeCrmByPerson, crmMisfit, undoCrm } from "./crm.ts";
import { evolve } from "./evolve.ts";
import { replay, stateHash } from "./replay.ts";
import type { Proposal } from "./skill.ts";

const DEAL_RECORD: CrmRecord = { type: "deal" };
const COMPANY: CrmRecord = { type: "company" };
const OF_MARA: CrmRecord = { type: "contact", contact: MARA.id };
const CLERK = aSkill("pipeline");
const AGENT = { type: "agent", skill: CLERK.name } as const;

type Update = Extract<Proposal, { type: "update-crm" }>;

const update = (value: string, changes: Partial<Update> = {}): Update => ({
	type: "update-crm",
	record: DEAL_RECORD,
	field: "next-step",
	value,
	why: "They asked for it.",
	evidence: [quoteOf("EUR 40,000")],
	...changes,
});

function withMara(): TestDeal {
	const deal = newDeal();
	receive(deal);
	return deal;
}

const changes = (deal: TestDeal): readonly CrmChanged[] =>
	deal.log.flatMap(({ event }) => (event.type === "deal.crm-changed" ? [event] : []));
const lastChange = (deal: TestDeal): CrmChanged => {
	const last = changes(deal).at(-1);
	if (!last) throw new Error("something was written");
	return last;
};
const standing = (deal: TestDeal, record: CrmRecord, field: CrmField) => deal.board().crm?.[crmKey(record)]?.[field];
const textOf = (deal: TestDeal, record: CrmRecord, field: CrmField): string | null => {
	const value = standing(deal, record, field)?.value ?? null;
	return value === null ? null : deal.lookup(value);
};
const writes = (deal: TestDeal, events: readonly DealEvent[]) =>
	events.flatMap((event) =>
		event.type === "deal.crm-changed"
			? [event.to === null ? null : deal.lookup(event.to)]
			: event.type === "deal.proposal-refused"
				? [event.rule]
				: [],
	);
const byHand = (
	deal: TestDeal,
	value: string | null,
	record: CrmRecord = DEAL_RECORD,
	field: CrmField = "next-step",
	user = SAM,
) => deal.turn((turn) => changeCrmByPerson(turn, { record, field, value }, { user, lookup: deal.lookup }));
const takeBack = (deal: TestDeal, change = lastChange(deal), user = NADIA) =>
	deal.turn((turn) => undoCrm(turn, { changed: change, ownedBefore: null }, user));

describe("a change", () => {
	test("[CR1] carries what stood there before, who wrote it, why, and its quotes", () => {
		const deal = withMara();
		expect(writes(deal, propose(deal, [update("Send the price list")], { skill: CLERK }))).toEqual([
			"Send the price list",
		]);
		const first = lastChange(deal);
		expect(first).toMatchObject({ from: null, by: AGENT, undoes: null, field: "next-step" });
		expect(first.why && deal.lookup(first.why)).toBe("They asked for it.");
		expect(first.evidence.map(({ quote }) => deal.lookup(quote))).toEqual(["EUR 40,000"]);
		propose(deal, [update("Call Mara")], { skill: CLERK });
		expect(lastChange(deal)).toMatchObject({ from: first.to });
		expect(lastChange(deal).change).not.toBe(first.change);
	});

	test.each([
		["agent, then agent", ["agent", "agent"], 1],
		["person, then the same person", ["person", "person"], 1],
		["agent, then person, who makes it theirs", ["agent", "person"], 2],
		["empty, then emptied by an agent", ["nothing"], 0],
		["empty, then emptied by a person, who keeps it so", ["empty"], 1],
	] as const)("[CR1] the same value again is no change, unless a person makes it theirs: %s", (_, writers, count) => {
		const deal = withMara();
		for (const writer of writers) {
			if (writer === "person") byHand(deal, "Call Mara");
			else if (writer === "empty") byHand(deal, null);
			else
				deal.turn((turn) =>
					changeCrm(
						turn,
						{ ...update("Call Mara"), value: writer === "agent" ? "Call Mara" : null },
						{ by: AGENT, run: null, lookup: deal.lookup, cause: { correlation: "test", causation: null } },
					),
				);
		}
		expect(changes(deal)).toHaveLength(count);
	});

	test("[CR1] a value that was erased is not the value that is written", () => {
		const deal = withMara();
		byHand(deal, "Call Mara");
		const { to } = lastChange(deal);
		if (to) deal.erase(to);
		byHand(deal, "Call Mara");
		expect(changes(deal)).toHaveLength(2);
		expect(textOf(deal, DEAL_RECORD, "next-step")).toBe("Call Mara");
	});
});

/** What fields take that do not take any text. */
const VALUES: Partial<Record<CrmField, string>> = {
	amount: "EUR 42000.00",
	"close-date": "2026-11-30",
	"next-step-due": "2026-11-30",
	role: "decides",
	stance: "for",
};

describe("a person", () => {
	test.each<[CrmField, string, boolean]>([
		["amount", "EUR 42000.00", true],
		["amount", "EUR 42,000", true],
		["amount", "lots", false],
		["amount", "EUR -5", false],
		["amount", "EUR 99999999999999999999", false],
		["amount", "EUR 120.000,50", false],
		["close-date", "2026-02-28", true],
		["close-date", "2026-02-29", false],
		["close-date", "0000-01-01", false],
		["close-date", "9999-01-01", false],
		["close-date", "tomorrow", false],
		["next-step-due", "2026-11-30", true],
		["next-step-due", "2026-11-30T10:00:00Z", false],
		["next-step", "Call Mara", true],
		["next-step", "Call\nMara", false],
		["next-step", "Call \u202eMara", false],
		["offering", "\u0000", false],
	])("[CR4] the field %s takes %j: %s", (field, value, isTaken) => {
		const outcome = byHand(withMara(), value, DEAL_RECORD, field);
		expect(outcome.type).toBe(isTaken ? "done" : "refused");
		expect(crmMisfit(field, value) === null).toBe(isTaken);
	});

	test.each([
		["role", "boss", "decides"],
		["stance", "angry", "for"],
	] as const)("[CR4] the field %s takes one of its words, not «%s»", (field, wrong, right) => {
		expect(byHand(withMara(), wrong, OF_MARA, field).type).toBe("refused");
		expect(byHand(withMara(), right, OF_MARA, field).type).toBe("done");
	});

	test("[CR3] who takes their own change back gives the field back to the agent whose it was", () => {
		const deal = withMara();
		propose(deal, [update("Send the price list")], { skill: CLERK });
		byHand(deal, "Call Mara");
		const own = lastChange(deal);
		deal.turn((turn) => undoCrm(turn, { changed: own, ownedBefore: AGENT }, SAM));
		expect(standing(deal, DEAL_RECORD, "next-step")?.by).toEqual(AGENT);
		expect(writes(deal, propose(deal, [update("Send it again")], { skill: CLERK }))).toEqual(["Send it again"]);
	});

	test("[CR3] who takes an agent's change back keeps the field from it", () => {
		const deal = withMara();
		propose(deal, [update("Send the price list")], { skill: CLERK });
		deal.turn((turn) => undoCrm(turn, { changed: lastChange(deal), ownedBefore: null }, SAM));
		expect(writes(deal, propose(deal, [update("Send it again")], { skill: CLERK }))).toEqual(["PO10"]);
	});

	test.each(CrmField.options)("[CR2] writes %s of the records that have such a field, and of no other", (field) => {
		for (const record of [DEAL_RECORD, COMPANY, OF_MARA]) {
			const deal = withMara();
			const value = VALUES[field] ?? "x";
			const outcome = byHand(deal, value, record, field);
			expect(outcome.type).toBe((CRM_FIELDS[record.type] as readonly string[]).includes(field) ? "done" : "refused");
			expect(textOf(deal, record, field)).toBe(isFieldOf(record, field) ? value : null);
		}
	});

	test("[CR2] writes of people of this deal only", () => {
		const deal = withMara();
		const stranger: CrmRecord = { type: "contact", contact: contactNo(99) };
		expect(byHand(deal, "CFO", stranger, "title")).toMatchObject({ refusal: { code: "not-found" } });
		expect(changes(deal)).toEqual([]);
	});

	test.each([
		["wrote", "Call Mara"],
		["emptied", null],
	])("[PO10] what a person %s no agent writes again; every other field is the agents' still", (_, value) => {
		const deal = withMara();
		byHand(deal, value);
		const events = propose(deal, [update("Mail Mara"), update("Charging", { field: "offering" })], { skill: CLERK });
		expect(writes(deal, events)).toEqual(["PO10", "Charging"]);
		expect(textOf(deal, DEAL_RECORD, "next-step")).toBe(value);
	});

	test("[PO10] what an agent wrote another one may write again", () => {
		const deal = withMara();
		propose(deal, [update("Call Mara")], { skill: CLERK });
		const events = propose(deal, [update("Mail Mara")], { skill: aSkill("coaching") });
		expect(writes(deal, events)).toEqual(["Mail Mara"]);
	});
});

describe("an undo", () => {
	test("[CR3] puts back what stood before, to the letter, and it is the person's from then on", () => {
		const deal = withMara();
		propose(deal, [update("Call Mara")], { skill: CLERK });
		const before = standing(deal, DEAL_RECORD, "next-step");
		propose(deal, [update("Mail Mara")], { skill: CLERK });
		const { change } = lastChange(deal);
		expect(takeBack(deal).type).toBe("done");
		expect(standing(deal, DEAL_RECORD, "next-step")).toMatchObject({
			value: before?.value,
			by: { type: "human", user: NADIA },
		});
		expect(lastChange(deal)).toMatchObject({ undoes: change, evidence: [], why: null });
		expect(writes(deal, propose(deal, [update("Mail Mara")], { skill: CLERK }))).toEqual(["PO10"]);
	});

	test("[CR3] of a first change leaves an empty field, and is not undone itself", () => {
		const deal = withMara();
		propose(deal, [update("Call Mara")], { skill: CLERK });
		takeBack(deal);
		expect(textOf(deal, DEAL_RECORD, "next-step")).toBeNull();
		expect(takeBack(deal)).toMatchObject({ refusal: { code: "conflict" } });
	});

	test("[CR3] is refused once something else was written there, and only there", () => {
		const deal = withMara();
		propose(deal, [update("Call Mara")], { skill: CLERK });
		const first = lastChange(deal);
		byHand(deal, "EUR 40000.00", DEAL_RECORD, "amount");
		byHand(deal, "Nimbus", COMPANY, "current-system");
		expect(deal.turn((turn) => undoCrm(turn, { changed: first, ownedBefore: null }, SAM)).type).toBe("done");
		const again = withMara();
		propose(again, [update("Call Mara")], { skill: CLERK });
		const overwritten = lastChange(again);
		byHand(again, "Mail Mara");
		expect(takeBack(again, overwritten)).toMatchObject({ refusal: { code: "conflict" } });
		expect(textOf(again, DEAL_RECORD, "next-step")).toBe("Mail Mara");
	});
});

describe("the board", () => {
	test("[EV15] takes a change only from what stands, and of a field only where its record has one", () => {
		const deal = withMara();
		byHand(deal, "Call Mara");
		const { type, ...good } = { ...lastChange(deal), from: lastChange(deal).to };
		const at = { tenant: deal.board().tenant, deal: deal.board().deal, seq: deal.board().seq + 1, at: deal.at };
		const take = (event: DealEvent) => evolve(deal.board(), { ...at, event });
		expect(take({ type, ...good }).crm?.deal?.["next-step"]?.value).toBe(good.to);
		expect(() => take({ type, ...good, from: null })).toThrow("a change starts from what stands");
		expect(() => take({ type, ...good, from: null, field: "title" })).toThrow("a field belongs to its record");
	});

	test("[EV15] a field that a person emptied stays there as theirs, and is no value", () => {
		const deal = withMara();
		byHand(deal, "Call Mara");
		byHand(deal, null);
		expect(standing(deal, DEAL_RECORD, "next-step")).toMatchObject({ value: null, by: { type: "human", user: SAM } });
	});
});

const RECORDS = [DEAL_RECORD, COMPANY, OF_MARA] as const;
const place = fc
	.constantFrom(...RECORDS)
	.chain((record) =>
		fc.record({ record: fc.constant(record), field: fc.constantFrom<CrmField>(...CRM_FIELDS[record.type]) }),
	);
const value = fc.constantFrom("one", "two", "three");
const act = fc.oneof(
	fc.record({ does: fc.constant("agent" as const), place, value, skill: fc.constantFrom("pipeline", "coaching") }),
	fc.record({
		does: fc.constant("person" as const),
		place,
		value: fc.option(value),
		user: fc.constantFrom(SAM, NADIA),
	}),
	fc.record({ does: fc.constant("undo" as const), which: fc.nat(30), user: fc.constantFrom(SAM, NADIA) }),
);

test("[CR3] after any writes of agents and people, an undo restores the record to the letter, and the log makes it again", () => {
	fc.assert(
		fc.property(fc.array(act, { maxLength: 25 }), (acts) => {
			const deal = withMara();
			/** What should stand, kept beside the deal: by place, the hashes that stood there, the last one now. */
			const model = new Map<string, { hash: string | null; isPersons: boolean; change: string }>();
			const at = ({ record, field }: { record: CrmRecord; field: CrmField }) => `${crmKey(record)}/${field}`;
			for (const each of acts) {
				const before = new Map(model);
				const seen = changes(deal).length;
				if (each.does === "agent")
					propose(deal, [update(each.value, each.place)], { skill: aSkill(skillNamed(each.skill)) });
				else if (each.does === "person") byHand(deal, each.value, each.place.record, each.place.field, each.user);
				else {
					const done = changes(deal);
					const target = done[each.which % Math.max(1, done.length)];
					if (target) {
						const stood = model.get(at(target));
						const mayBe = target.undoes === null && stood?.change === target.change;
						expect(takeBack(deal, target, each.user).type).toBe(mayBe ? "done" : "refused");
						if (mayBe) expect(standing(deal, target.record, target.field)?.value ?? null).toBe(target.from);
					}
				}
				for (const change of changes(deal).slice(seen)) {
					const stood = before.get(at(change));
					expect(change.from).toBe(stood?.hash ?? null);
					if (change.by.type === "agent") expect(stood?.isPersons ?? false).toBe(false);
					model.set(at(change), { hash: change.to, isPersons: change.by.type === "human", change: change.change });
				}
			}
			const stands = Object.entries(deal.board().crm ?? {}).flatMap(([key, fields]) =>
				Object.entries(fields).map(([field, entry]) => [`${key}/${field}`, entry.value] as const),
			);
			expect(new Map(stands)).toEqual(new Map([...model].map(([key, { hash }]) => [key, hash])));
			expect(stateHash(sha256, replay(sha256, deal.log))).toBe(stateHash(sha256, deal.board()));
		}),
		{ numRuns: 150 },
	);
});
