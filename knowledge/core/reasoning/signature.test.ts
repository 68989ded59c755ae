import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { signatureIn } from "./signature.ts";
import type { Sender } from "./signature-parts.ts";
import { visibleSpans } from "./visible.ts";

const JANE: Sender = { name: "Jane Wu", address: "jane.wu@northwind.example" };
const signature = (text: string, sender: Sender | null = JANE) => signatureIn(text, visibleSpans(text), sender);

function parts(text: string, sender: Sender | null = JANE) {
	const found = signature(text, sender);
	return found && [found.name, found.title, found.company, found.phone];
}

const BODY = "We would like to start in May. Can you send an offer?";

describe("a signature block", () => {
	test.each<[string, string, (string | null)[]]>([
		[
			"below its mark",
			"-- \nJane Wu\nHead of Procurement\nNorthwind Traders Ltd\nTel: +44 20 7946 0123",
			["Jane Wu", "Head of Procurement", "Northwind Traders Ltd", "+44 20 7946 0123"],
		],
		[
			"as Outlook writes it, with a comma and a mobile number",
			"Kind regards,\n\nJane Wu\nChief Financial Officer, EMEA\nNorthwind Inc.\n1 Main Street | Boston MA 02110\nM: +1 (617) 555-0123\nF: +1 (617) 555-0199\nwww.northwind.example",
			["Jane Wu", "Chief Financial Officer, EMEA", "Northwind Inc.", "+1 (617) 555-0123"],
		],
		[
			"in one line with bars",
			"Best,\nJane Wu | VP Sales | Northwind | +47 555 01 234",
			["Jane Wu", "VP Sales", "Northwind", "+47 555 01 234"],
		],
		["without any mark", "Jane Wu\nCFO | Northwind\n+47 555 01 234", ["Jane Wu", "CFO", "Northwind", "+47 555 01 234"]],
		["with the title beside the name", "Thanks,\nJane Wu, CTO at Northwind", ["Jane Wu", "CTO", "Northwind", null]],
		[
			"with a company that nothing but its place tells",
			"Regards,\nJane Wu\nPurchasing Manager\nBlue Lantern\n020 7946 0123",
			["Jane Wu", "Purchasing Manager", "Blue Lantern", "020 7946 0123"],
		],
		[
			"with a name that From does not know",
			"-- \nDr. Ann-Marie O'Neil\nDirector of IT\nHarbour & Sons LLC",
			["Dr. Ann-Marie O'Neil", "Director of IT", "Harbour & Sons LLC", null],
		],
		[
			"with an area behind a dash",
			"-- \nJane Wu\nGeneral Manager - Procurement\nNorthwind Ltd",
			["Jane Wu", "General Manager - Procurement", "Northwind Ltd", null],
		],
		[
			"with the company behind a dash",
			"-- \nJane Wu\nGeneral Manager - Northwind",
			["Jane Wu", "General Manager", "Northwind", null],
		],
		[
			"with the company of the sender's domain behind a comma",
			"-- \nJane Wu\nHead of Customer Operations, Northwind Mobile",
			["Jane Wu", "Head of Customer Operations", "Northwind Mobile", null],
		],
		[
			"with a form of address in brackets, above words of law",
			"Yours faithfully,\n\nJane Wu (Ms)\nHead of Procurement\nNorthwind Ltd\nTel. +44 20 7946 0123\n\nNorthwind Ltd. What is written here may be privileged. Report misconduct to our office without delay, please, for it is read by everybody and kept for ten years.",
			["Jane Wu", "Head of Procurement", "Northwind Ltd", "+44 20 7946 0123"],
		],
		[
			"without a closing, above words of law",
			"Jane Wu\nGroup Chief Financial Officer\nNorthwind Ltd\n\nPlease think of the trees before you print this.",
			["Jane Wu", "Group Chief Financial Officer", "Northwind Ltd", null],
		],
		["with a name and nothing else", "-- \nJane Wu", ["Jane Wu", null, null, null]],
		[
			"above a telephone's line",
			"-- \nJane Wu\nController\n\nSent from my iPhone",
			["Jane Wu", "Controller", null, null],
		],
	])("[RE24] is read %s", (_name, block, expected) => {
		expect(parts(`${BODY}\n\n${block}\n`)).toEqual(expected);
	});

	test.each<[string, Sender, string, (string | null)[]]>([
		[
			"German",
			{ name: "Müller, Sabine", address: "s.mueller@nordlicht.example" },
			"Mit freundlichen Grüßen\n\nSabine Müller\nLeiterin Einkauf\n\nNordlicht Maschinenbau GmbH\nHafenstraße 12, 20457 Hamburg\nTel.: 040 / 123456-78\nFax: 040 / 123456-99\nHRB 123456",
			["Sabine Müller", "Leiterin Einkauf", "Nordlicht Maschinenbau GmbH", "040 / 123456-78"],
		],
		[
			"French",
			{ name: "Luc Martin", address: "luc.martin@azur.example" },
			"Cordialement,\n\nLuc MARTIN\nDirecteur des achats\nAzur Logistique SAS\nTél. : +33 (0)1 23 45 67 89",
			["Luc MARTIN", "Directeur des achats", "Azur Logistique SAS", "+33 (0)1 23 45 67 89"],
		],
		[
			"Spanish",
			{ name: "María José García", address: "mjgarcia@soluciones.example" },
			"Un saludo,\nMaría José García\nResponsable de Compras\nSoluciones Ibéricas, S.L.\nMóvil: +34 600 123 456",
			["María José García", "Responsable de Compras", "Soluciones Ibéricas, S.L.", "+34 600 123 456"],
		],
		[
			"Japanese",
			{ name: "山田 太郎", address: "yamada@sakura.example" },
			"--\n株式会社さくら\n営業部長\n山田 太郎\n電話: 03-1234-5678",
			["山田 太郎", "営業部長", "株式会社さくら", "03-1234-5678"],
		],
		[
			"Dutch",
			{ name: "Jan de Vries", address: "jan@tulp.example" },
			"Met vriendelijke groet,\n\nJan de Vries\nInkoper\nTulp Logistiek B.V.\nT +31 20 123 4567",
			["Jan de Vries", "Inkoper", "Tulp Logistiek B.V.", "+31 20 123 4567"],
		],
	])("[RE24] is read in %s", (_language, sender, block, expected) => {
		expect(parts(`${BODY}\n\n${block}\n`, sender)).toEqual(expected);
	});

	test.each([
		["no block at all", BODY],
		["a first name alone", `${BODY}\n\nThanks,\nJane`],
		["a telephone's line", `${BODY}\n\nSent from my iPhone`],
		[
			"the footer of a list",
			`${BODY}\n\n_______________________________________________\nusers mailing list\nusers@lists.example`,
		],
		["prose with a number", "Please call me on +47 555 01 234 in the afternoon.\nWe are in Oslo."],
		["a list of what is wanted", "We need:\n- single sign-on\n- an audit log\n- 12 months of history"],
		["a name above more words", `${BODY}\n\nJane Wu\n\nWe also need to know what it costs.`],
		["a paragraph that begins with a name", `${BODY}\n\nJane Wu is our controller.\nShe signs.\n\nSee you on Monday.`],
		["a lawyer's words", `${BODY}\n\nThis message is confidential and intended only for the named recipient.`],
	])("[RE24] is not seen in %s", (_name, text) => {
		expect(signature(text)).toBeNull();
	});

	test.each([
		`${BODY}\n\nOn 2 Mar 2026, at 10:00, Jane Wu <jane.wu@northwind.example> wrote:\n> Hello\n> -- \n> Jane Wu\n> CFO, Northwind Ltd\n> +47 555 01 234`,
		`${BODY}\n\n-----Original Message-----\nFrom: Jane Wu\n\nHello\n\nBest regards,\nJane Wu\nCFO\nNorthwind Ltd\n+47 555 01 234`,
	])("[RE24] is never taken from what was quoted", (text) => {
		expect(signature(text)).toBeNull();
	});

	test("[RE24] dates, registers and fax machines are no telephone", () => {
		const block = "-- \nJane Wu\nCFO\n2026-03-02\nUSt-IdNr. DE 123 456 789\nFax +47 555 01 235";
		expect(signature(`${BODY}\n\n${block}`)).toMatchObject({ title: "CFO", phone: null });
	});

	test("[RE25] each part stands in the block to the letter, whatever the text", () => {
		const line = fc.constantFrom(
			"",
			"-- ",
			"Best regards,",
			"Jane Wu",
			"Jane Wu | CFO | Northwind Ltd",
			"CFO, Northwind",
			"+47 555 01 234",
			"> Jane Wu",
			"On 1 May 2026, A <a@b.c> wrote:",
			"株式会社さくら",
			"Sent from my iPhone",
			"We need an offer by 2026-03-02, please.",
		);
		const text = fc.oneof(
			fc.string({ unit: "grapheme", maxLength: 300 }),
			fc.array(line, { maxLength: 20 }).map((lines) => lines.join("\n")),
		);
		fc.assert(
			fc.property(text, fc.constantFrom(JANE, null), (value, sender) => {
				const found = signature(value, sender);
				if (found === null) return;
				expect(found.end).toBeGreaterThan(found.start);
				const block = value.slice(found.start, found.end);
				for (const part of [found.name, found.title, found.phone, found.company])
					if (part !== null) expect(block).toContain(part);
				expect(block).not.toMatch(/^\s{0,3}>/m);
			}),
			{ numRuns: 400 },
		);
	});
});
