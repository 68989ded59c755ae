import { describe, expect, test } from "vitest";
import { replay } from "../deal/replay.ts";
import { sha256 } from "../testing/sha256.ts";
import { canonicalJson } from "../vocabulary/json.ts";
import { DealEvent, DOMAINS, domainOf } from "./catalogue.ts";
import { Envelope, findChainBreak } from "./envelope.ts";
import { LOG_OF_VERSION_1 } from "./golden/version-1.ts";

const TYPES = DealEvent.options.map(({ shape }) => shape.type.value);
const log = LOG_OF_VERSION_1.map((text) => Envelope.parse(JSON.parse(text)));
const golden = LOG_OF_VERSION_1.map((text, i) => [log[i]?.event.type ?? "?", log[i]?.seq ?? 0, text] as const);

describe("golden samples", () => {
	test.each(golden)("[EN1] %s (entry %d) parses and is written again to the byte", (_type, _seq, text) => {
		expect(canonicalJson(Envelope.parse(JSON.parse(text)))).toBe(text);
	});

	test.each(TYPES)("[EN1] there is a golden sample of %s", (type) => {
		expect(log.map(({ event }) => event.type)).toContain(type);
	});

	test("[EN5] the hashes of the golden log still hold, and it still makes a board", () => {
		expect(findChainBreak(sha256, log)).toBeNull();
		expect(replay(sha256, log).seq).toBe(log.length);
	});

	test("[EN3] a member too many, one too few, or another version is refused", () => {
		for (const { hash, ...entry } of log) {
			const { event } = entry;
			for (const member of Object.keys(event)) {
				const { [member as "type"]: _gone, ...rest } = event;
				expect(DealEvent.safeParse(rest).success, `${event.type} without ${member}`).toBe(false);
			}
			expect(DealEvent.safeParse({ ...event, text: "hello" }).success).toBe(false);
			expect(Envelope.safeParse({ ...entry, hash, note: "hello" }).success).toBe(false);
			expect(Envelope.safeParse({ ...entry, hash, version: 2 }).success).toBe(false);
		}
	});

	test("[EN3] an event that does not exist is refused", () => {
		expect(DealEvent.safeParse({ type: "deal.deleted" }).success).toBe(false);
	});
});

describe("domains", () => {
	test.each(TYPES)("[EN2] %s is of one of the four", (type) => {
		expect(DOMAINS).toContain(domainOf(type));
		expect(type.startsWith(`${domainOf(type)}.`)).toBe(true);
	});

	test.each(["deals", "deal", "dealx.opened", "sales.opened", ".opened", "", "Deal.opened"])(
		"[EN2] «%s» is of none",
		(type) => {
			expect(domainOf(type)).toBeNull();
		},
	);
});
