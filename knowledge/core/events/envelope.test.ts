import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newDeal } from "../testing/deal.ts";
import { dealNo, hashNo } from "../testing/ids.ts";
import { sha256 } from "../testing/sha256.ts";
import { openDraft } from "../testing/steps.ts";
import { canonicalJson } from "../vocabulary/json.ts";
import { Envelope, findChainBreak } from "./envelope.ts";

const deal = newDeal();
openDraft(deal);
const log = deal.log;
const at = (index: number): Envelope => {
	const entry = log[index];
	if (!entry) throw new Error(`the log has no entry ${index}`);
	return entry;
};
const withEntry = (index: number, entry: Envelope): readonly Envelope[] => log.toSpliced(index, 1, entry);
const resealed = (entry: Envelope): Envelope => {
	const { hash: _hash, ...body } = entry;
	return { ...body, hash: sha256(canonicalJson(body)) };
};

describe("the chain of a log", () => {
	test("[EN4] a log that was only appended to is whole, from its start or from any entry on", () => {
		expect(findChainBreak(sha256, log)).toBeNull();
		for (let i = 1; i < log.length; i++) expect(findChainBreak(sha256, log.slice(i), at(i - 1).hash)).toBeNull();
		expect(findChainBreak(sha256, [])).toBeNull();
	});

	test("[EN4] each member of an entry is under its hash", () => {
		const changes: readonly Partial<Envelope>[] = [
			{ at: at(3).at + 1 },
			{ deal: dealNo(2) },
			{ correlation: "another" },
			{ causation: 1 },
			{ event: at(1).event },
		];
		for (const change of changes) {
			expect(findChainBreak(sha256, withEntry(3, { ...at(3), ...change }))).toEqual({ seq: 4, what: "hash" });
		}
	});

	test("[EN4] an entry that was changed and sealed again breaks the link after it", () => {
		const forged = withEntry(3, resealed({ ...at(3), at: at(3).at + 1 }));
		expect(findChainBreak(sha256, forged)).toEqual({ seq: 5, what: "link" });
	});

	test("[EN4] an entry that is missing, twice there, or out of order is found", () => {
		expect(findChainBreak(sha256, log.toSpliced(2, 1))).toEqual({ seq: 4, what: "order" });
		expect(findChainBreak(sha256, log.toSpliced(2, 0, at(2)))).toEqual({ seq: 3, what: "order" });
		expect(findChainBreak(sha256, log.toSpliced(2, 2, at(3), at(2)))).toEqual({ seq: 4, what: "order" });
		expect(findChainBreak(sha256, log.slice(1))).toEqual({ seq: 2, what: "link" });
		expect(findChainBreak(sha256, withEntry(2, { ...at(2), prev: hashNo(1) }))).toEqual({ seq: 3, what: "link" });
	});

	test("[EN4] whatever digit of whatever hash is changed, the log is broken", () => {
		fc.assert(
			fc.property(fc.nat(log.length - 1), fc.nat(63), fc.constantFrom("prev", "hash"), (index, place, member) => {
				const entry = at(index);
				const text = entry[member as "hash"] ?? "0".repeat(64);
				const digit = text.charAt(place) === "0" ? "1" : "0";
				const forged = `${text.slice(0, place)}${digit}${text.slice(place + 1)}`;
				const changed = Envelope.parse({ ...entry, [member]: forged });
				expect(findChainBreak(sha256, withEntry(index, changed))).not.toBeNull();
			}),
		);
	});
});
