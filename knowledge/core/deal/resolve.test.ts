import { describe, expect, test } from "vitest";
import { dealNo } from "../testing/ids.ts";
import { type Clues, companyDomain, counterpartOf, resolve } from "./resolve.ts";

const NO_CLUE: Clues = {
	companion: null,
	replyAddress: null,
	threads: [],
	mailbox: null,
	conversation: [],
	subject: [],
	contact: [],
	domain: [],
	author: "buyer",
	isAddressedToUs: true,
	hasWords: true,
};
const [A, B, C, D, E, F, G] = [1, 2, 3, 4, 5, 6, 7].map(dealNo) as [Deal, Deal, Deal, Deal, Deal, Deal, Deal];
type Deal = ReturnType<typeof dealNo>;

describe("which deal a signal belongs to", () => {
	const ALL: Clues = {
		...NO_CLUE,
		replyAddress: A,
		threads: [B],
		mailbox: C,
		conversation: [D],
		subject: [E],
		contact: [F],
		domain: [G],
	};

	test.each([
		["reply-address", ALL, A],
		["thread", { ...ALL, replyAddress: null }, B],
		["mailbox", { ...ALL, replyAddress: null, threads: [] }, C],
		["conversation", { ...ALL, replyAddress: null, threads: [], mailbox: null }, D],
		["subject", { ...NO_CLUE, subject: [E], contact: [F], domain: [G] }, E],
		["contact", { ...NO_CLUE, contact: [F], domain: [G] }, F],
		["domain", { ...NO_CLUE, domain: [G] }, G],
	] as const)("[RS1] the strongest clue decides: %s", (by, clues, deal) => {
		expect(resolve(clues)).toEqual({ type: "deal", deal, by });
	});

	test.each(["threads", "conversation", "subject", "contact", "domain"] as const)(
		"[RS2] two deals by %s: a person assigns",
		(clue) => {
			const stronger = { ...NO_CLUE, [clue]: [A, B] };
			expect(resolve(stronger).type).toBe("unassigned");
			expect(resolve({ ...stronger, replyAddress: C })).toMatchObject({ type: "deal", deal: C });
		},
	);

	test("[RS2] a weaker clue does not settle what a stronger one leaves open", () => {
		expect(resolve({ ...NO_CLUE, threads: [A, B], contact: [A], domain: [A] }).type).toBe("unassigned");
		expect(resolve({ ...NO_CLUE, contact: [A, B], mailbox: C })).toMatchObject({ deal: C });
	});

	test("[RS6] what came with a mail goes where the mail goes, whatever else it says", () => {
		expect(resolve({ ...ALL, companion: G })).toEqual({ type: "deal", deal: G, by: "companion" });
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

	test("[RS5] a subject belongs to a company, or to one address at a provider that everyone uses", () => {
		expect(counterpartOf("Mara@Brightfen.example")).toBe(counterpartOf("jonas@brightfen.example"));
		expect(counterpartOf("Mara@gmail.com ")).toBe("mara@gmail.com");
		expect(counterpartOf("mara@gmail.com")).not.toBe(counterpartOf("jonas@gmail.com"));
	});
});
