import { describe, expect, test } from "vitest";
import { CrmChangeView, CrmFieldView } from "#knowledge/core/contract/deal.ts";
import { changeBehind, type FieldPath, fieldOf, withPending } from "./fields.ts";

const AMOUNT: FieldPath = { record: { type: "deal" }, field: "amount" };
const agent = { type: "agent", skill: "pipeline" };
const at = "2026-11-20T08:00:00.000Z";
const field = (value: string) => CrmFieldView.parse({ ...AMOUNT, value, by: agent, at });
const change = (to: string, canUndo: boolean) =>
	CrmChangeView.parse({
		...AMOUNT,
		change: "k-aaaaaaaaaaaaaaaaaaaa",
		from: null,
		to,
		by: agent,
		run: null,
		why: null,
		evidence: [],
		undoes: null,
		canUndo,
		at,
	});

describe("the customer record", () => {
	test("[WB26] what was written shows at once, as the reader's own, and is not undone twice", () => {
		const deal = { crm: [field("EUR 1.00")], crmChanges: [change("EUR 1.00", true)] };
		const shown = withPending(deal, [{ path: AMOUNT, value: "EUR 2.00" }], "sam");
		expect(fieldOf(shown, AMOUNT)).toMatchObject({ value: "EUR 2.00", by: { type: "human", user: "sam" } });
		expect(shown.crmChanges.map(({ canUndo }) => canUndo)).toEqual([false]);
		expect(shown.crm).toHaveLength(1);
	});

	test("[WB26] with nothing under way the record is the server's", () => {
		const deal = { crm: [field("EUR 1.00")], crmChanges: [] };
		expect(withPending(deal, [], "sam")).toBe(deal);
	});

	test("[WB27] the quotes of a value are those of the change that wrote it, and of no other", () => {
		const crmChanges = [change("EUR 1.00", true)];
		expect(changeBehind({ crm: [field("EUR 1.00")], crmChanges }, AMOUNT)?.to).toBe("EUR 1.00");
		expect(changeBehind({ crm: [field("EUR 3.00")], crmChanges }, AMOUNT)).toBeNull();
		expect(changeBehind({ crm: [], crmChanges }, AMOUNT)).toBeNull();
	});
});
