import { describe, expect, test } from "vitest";
import { dealNo } from "../testing/ids.ts";
import { type Clues, companyDomain, resolve } from "./resolve.ts";

const NO_CLUE: Clues = {
	replyAddress: null,
	threads: [],
	mailbox: null,
	contact: [],
	domain: [],
	author: "buyer",
	isAddressedToUs: true,
	hasWords: true,
};
const [A, B, C, D, E] = [1, 2, 3, 4, 5].map(dealNo) as [Deal, Deal, Deal, Deal, Deal];
type Deal = ReturnType<typeof dealNo>;

describe("which deal a signal belongs to", () => {
	const ALL: Clues = { ...NO_CLUE, replyAddress: A, threads: [B], mailbox: C, contact: [D], domain: [E] };

	test.each([
		["reply-address", ALL, A],
		["thread", { ...ALL, replyAddress: null }, B],
		["mailbox", { ...ALL, replyAddress: null, threads: [] }, C],
		["contact", { ...ALL, replyAddress: null, threads: [], mailbox: null }, D],
		["domain", { ...NO_CLUE, domain: [E] }, E],
	] as const)("[RS1] the strongest clue decides: %s", (by, clues, deal) => {
		expect(resolve(clues)).toEqual({ type: "deal", deal, by });
	});

	test.each(["threads", "contact", "domain"] as const)("[RS2] two deals by %s: a person assigns", (clue) => {
		const stronger = { ...NO_CLUE, [clue]: [A, B] };
		expect(resolve(stronger).type).toBe("unassigned");
		expect(resolve({ ...stronger, replyAddress: C })).toMatchObject({ type: "deal", deal: C });
	});

	test("[RS2] a weaker clue does not settle what a stronger one leaves open", () => {
		expect(resolve({ ...NO_CLUE, threads: [A, B], contact: [A], domain: [A] }).type).toBe("unassigned");
		expect(resolve({ ...NO_CLUE, contact: [A, B], mailbox: C })).toMatchObject({ deal: C });
	});

	test.each([
		["a buyer who writes to us", {}, "new-deal"],
		["one of us", { author: "us" }, "unassigned"],
		["the system", { author: "system" }, "unassigned"],
		["a list", { isAddressedToUs: false }, "unassigned"],
		["an empty mail", { hasWords: false }, "unassigned"],
	] as const)("[RS3] without a clue, %s: %j makes %s", (_who, changes, type) => {
		const resolution = resolve({ ...NO_CLUE, ...changes });
		expect(resolution.type).toBe(type);
		if (resolution.type === "unassigned") expect(resolution.reason).not.toBe("");
	});

	test.each(["us", "system"] as const)("[RS3] with a clue, what %s wrote finds its deal", (author) => {
		const found = resolve({ ...NO_CLUE, author, contact: [A], hasWords: false, isAddressedToUs: false });
		expect(found).toMatchObject({ type: "deal", deal: A });
	});
});

describe("companies", () => {
	test.each([
		["mara@brightfen.example", "brightfen.example"],
		["mara@Brightfen.EXAMPLE", "brightfen.example"],
		["mara@mail.brightfen.example", "mail.brightfen.example"],
		["odd@name@brightfen.example", "brightfen.example"],
		["mara@notgmail.com", "notgmail.com"],
		["mara@gmail.com.brightfen.example", "gmail.com.brightfen.example"],
		["mara@gmail.com", null],
		["mara@GMail.com", null],
		["mara@yahoo.co.jp", null],
		["mara@hotmail.fr", null],
		["mara@outlook.de", null],
		["mara@live.co.uk", null],
		["mara@", null],
	])("[RS4] %s is of %j: a provider that everyone uses tells none", (address, domain) => {
		expect(companyDomain(address)).toBe(domain);
	});
});
