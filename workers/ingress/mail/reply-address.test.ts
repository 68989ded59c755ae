import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MailAddress } from "#knowledge/core/effects/effect.ts";
import { FaultError } from "#knowledge/core/vocabulary/fault.ts";
import { DealId } from "#knowledge/core/vocabulary/ids.ts";
import { dealOfReplyAddress, replyAddress } from "./reply-address.ts";

const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
const deals = fc
	.array(fc.constantFrom(...ALPHABET), { minLength: 20, maxLength: 20 })
	.map((chars) => DealId.parse(`d-${chars.join("")}`));
const DEAL = DealId.parse("d-abcdefghij234567klmn");
const MAILBOX = "deals@in.skyvera.example";
const SECRET = "a secret of the tenant";

describe("the reply address", () => {
	test("keeps its form: addresses in the world depend on it", async () => {
		const address = await replyAddress({ mailbox: MAILBOX, deal: DEAL, secret: SECRET });
		expect(address).toMatch(/^deals\+abcdefghij234567klmn[a-z2-7]{16}@in\.skyvera\.example$/);
		expect(address).toBe(await replyAddress({ mailbox: MAILBOX, deal: DEAL, secret: SECRET }));
		expect(MailAddress.safeParse(address).success).toBe(true);
	});

	test("comes back as its deal, in any case of letters", async () => {
		await fc.assert(
			fc.asyncProperty(deals, fc.string({ minLength: 1 }), async (deal, secret) => {
				const address = await replyAddress({ mailbox: MAILBOX, deal, secret });
				expect(await dealOfReplyAddress(address, secret)).toBe(deal);
				expect(await dealOfReplyAddress(address.toUpperCase(), secret)).toBe(deal);
			}),
			{ numRuns: 50 },
		);
	});

	test("is refused with any one character of its token changed", async () => {
		const address = await replyAddress({ mailbox: MAILBOX, deal: DEAL, secret: SECRET });
		const from = address.indexOf("+") + 1;
		for (let at = from; at < address.indexOf("@"); at++) {
			for (const other of ALPHABET) {
				if (address[at] === other) continue;
				const forged = address.slice(0, at) + other + address.slice(at + 1);
				expect(await dealOfReplyAddress(forged, SECRET)).toBeNull();
			}
		}
	});

	test("is refused under another secret, and for another deal's proof", async () => {
		await fc.assert(
			fc.asyncProperty(deals, deals, async (deal, other) => {
				const address = await replyAddress({ mailbox: MAILBOX, deal, secret: SECRET });
				expect(await dealOfReplyAddress(address, `${SECRET} `)).toBeNull();
				if (deal === other) return;
				expect(await dealOfReplyAddress(address.replace(deal.slice(2), other.slice(2)), SECRET)).toBeNull();
			}),
			{ numRuns: 50 },
		);
	});

	test("is not seen in what is none", async () => {
		const token = (await replyAddress({ mailbox: MAILBOX, deal: DEAL, secret: SECRET })).split(/[+@]/)[1] ?? "";
		for (const text of [
			"",
			"@",
			"+",
			"deals@x.y",
			`deals${token}@x.y`,
			`deals+${token}`,
			`deals+${token}a@x.y`,
			`deals+${token.slice(1)}@x.y`,
		]) {
			expect(await dealOfReplyAddress(text, SECRET)).toBeNull();
		}
		await fc.assert(
			fc.asyncProperty(fc.string(), async (text) => {
				expect(await dealOfReplyAddress(text, SECRET)).toBeNull();
			}),
			{ numRuns: 100 },
		);
		expect(await dealOfReplyAddress(`other+tag+${token}@x.y`, SECRET)).toBe(DEAL);
	});

	test.each([
		[27, "fits"],
		[28, "is a fault"],
	])("a mailbox whose name has %i characters %s", async (length, outcome) => {
		const made = replyAddress({ mailbox: `${"m".repeat(length)}@x.example`, deal: DEAL, secret: SECRET });
		if (outcome === "fits") expect((await made).indexOf("@")).toBe(64);
		else await expect(made).rejects.toThrow(FaultError);
	});

	test("an empty secret proves nothing and is a fault", async () => {
		await expect(replyAddress({ mailbox: MAILBOX, deal: DEAL, secret: "" })).rejects.toThrow(FaultError);
		await expect(replyAddress({ mailbox: "no mailbox", deal: DEAL, secret: SECRET })).rejects.toThrow(FaultError);
	});
});
