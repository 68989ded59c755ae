import { describe, expect, test } from "vitest";
import { readStakeholder, type Stakeholder } from "#knowledge/core/facts/stakeholder.ts";
import { factOf, inputOf, MARA } from "#knowledge/samples/skill-case.ts";
import { discovery } from "./definition.ts";

type Changes = Parameters<typeof inputOf>[1];
const read = (text: string, changes: Changes = {}): readonly Stakeholder[] =>
	discovery
		.reason(inputOf(text, changes))
		.proposals.flatMap((each) =>
			each.type === "learn-fact" && each.claim.key === "discovery.stakeholder"
				? (readStakeholder(each.claim.value) ?? [])
				: [],
		);
const of = (name: string, text: string, changes: Changes = {}): Stakeholder | undefined =>
	read(text, changes).find((each) => each.name === name);
const ME = "Mara Ellingsen";

describe("which part somebody plays", () => {
	test.each([
		["Whatever Karin says, goes.", "Karin", "decides"],
		["The last word is with Karin.", "Karin", "decides"],
		["It's Karin's call and nobody else's.", "Karin", "decides"],
		["You sat down with our director Karin Holt last week, and that's who decides.", "Karin Holt", "decides"],
		["The boss here is Karin Holt and nothing gets bought without her.", "Karin Holt", "decides"],
		["I can say yes to this without asking anyone.", ME, "decides"],
		["The purse is with Karin.", "Karin", "decides"],
		["It comes out of Karin's budget.", "Karin", "decides"],
		["Our finance director Karin Holt holds the budget.", "Karin Holt", "signs-off"],
		["I sign if the price stays.", ME, "decides"],
		["It all goes through Karin, with a form.", "Karin", "influences"],
		["Karin owns the group.", "Karin", "decides"],
		["Above ten thousand Karin has to countersign.", "Karin", "signs-off"],
		["No purchase leaves the house without Karin's stamp.", "Karin", "signs-off"],
		["Karin brought you in and keeps pushing.", "Karin", "champions"],
		["Karin fought for you in yesterday's meeting.", "Karin", "champions"],
		["Give me ammunition for the board.", ME, "champions"],
		["What Tom thinks counts with the management.", "Tom", "influences"],
		["Tom advises us on software.", "Tom", "influences"],
		["Tom is the one who would sit in front of it.", "Tom", "uses"],
		["I'd be the one using it.", ME, "uses"],
		["Tom is against it and tries to stop it.", "Tom", "blocks"],
		["Expect resistance from Tom on this one.", "Tom", "blocks"],
	])("[DI27] %s", (text, name, role) => {
		expect(of(name, text)?.role).toBe(role);
	});

	test("[DI36] who has the money decides as long as nobody else is known to", () => {
		const tom = { facts: [factOf("discovery.stakeholder", "Tom Reed | - | decides | unknown")] };
		expect(of("Karin", "The purse is with Karin.", tom)?.role).toBe("signs-off");
		expect(of("Karin", "The purse is with Karin. Tom decides.")?.role).toBe("signs-off");
		expect(of("Karin Holt", "Karin Holt, our managing director, signs it.", tom)?.role).toBe("decides");
	});

	test.each([
		"Then Karin comes in and asks for sixty, and she's already said yes.",
		"I will take that call.",
		"I never took my holiday because nobody else can make the plan.",
	])("[DI27] what somebody once said or did makes nobody decide: %s", (text) => {
		expect(deciding(text)).toEqual([]);
	});

	const deciding = (text: string) => read(text).filter(({ role }) => role === "decides");
	test.each([
		"Karin does not decide this.",
		"If Karin decided such things we'd be done.",
		"Who decides, Karin?",
		"Karin decides nothing here.",
	])("[DI27] what is denied, supposed or asked makes nobody decide: %s", (text) => {
		expect(deciding(text)).toEqual([]);
	});

	test("[DI28] what holds at another house holds for nobody here", () => {
		expect(deciding("At Northwind Cement it's Karin who decides such things.")).toEqual([]);
		expect(deciding("At Brightfen it's Karin who decides such things.")).toHaveLength(1);
	});

	test.each([
		"Karin has left the company, and she decided everything.",
		"An old friend of mine, Karin Holt, is managing director at Helix Pharma and decides there.",
		"Karin retired in May.",
	])("[DI32] who is gone, or elsewhere, is nobody: %s", (text) => {
		expect(read(text).filter(({ name }) => name.startsWith("Karin"))).toEqual([]);
	});

	test.each([
		["Karin decides.", "Karin", "high"],
		["Karin holds the purse strings.", "Karin", "high"],
		["Karin must agree on the security side.", "Karin", "medium"],
		["Tom advises us on software.", "Tom", "medium"],
		["Tom will work with it every day.", "Tom", "low"],
		["Tom is against it.", "Tom", "unknown"],
	])("[DI33] how much a word counts: %s", (text, name, power) => {
		expect(of(name, text)?.power).toBe(power);
	});

	test.each([
		["My boss Karin Holt makes the choice.", ME],
		["Karin Holt is my manager.", ME],
		["I report to Karin Holt.", ME],
		["The person above me is Karin Holt.", ME],
		["Tom Reed reports to Karin Holt.", "Tom Reed"],
	])("[DI33] who reports to whom: %s", (text, name) => {
		expect(of(name, text)?.reportsTo).toBe("Karin Holt");
	});

	test("[DI30] a leading title, or a word for us, shows a part where nothing else does, and gives way where something does", () => {
		expect(of("Karin Holt", "Karin Holt, our managing director, was in the room.")?.role).toBe("decides");
		expect(of("Karin Holt", "Karin Holt, our quality manager, was in the room.")?.role).not.toBe("decides");
		const convinced = { facts: [factOf("discovery.stakeholder", `${ME} | - | champions | for | unknown | - | spoke`)] };
		expect(of(ME, "I'm the one who decides here.", convinced)?.role).toBe("decides");
	});
});

describe("who is none of the buyer's", () => {
	test.each([
		"I'm an outside consultant and help them with the paperwork.",
		"I advise the family on this purchase, on behalf of my client.",
	])("[DI29] who says that they only help: %s", (text) => {
		expect(read(text)).toEqual([]);
	});

	test.each([
		"Our legal team signs off on everything.",
		"The steps are a demo, a check by our information security team, and the board.",
		"Procurement has to approve it.",
	])("[DI21] a step that a function of the house takes is nobody: %s", (text) => {
		expect(read(text).filter(({ name }) => /team|procurement/i.test(name))).toEqual([]);
	});

	test.each([
		["In my experience across insurers that is the usual pattern.", 0],
		["In my experience that is the usual pattern.", 1],
		["Most clients of mine start with a short list.", 0],
		["Most clients of the bank start with a short list.", 1],
	])("[DI29] who knows many houses works in none of them: %s", (text, count) => {
		expect(read(text)).toHaveLength(count);
	});

	const TOM = { ...MARA, id: "other" as never, name: "Tom Reed", address: "tom@brightfen.example" };
	const SPOKE = "Tom Reed | - | unknown | unknown | unknown | - | spoke";
	test.each([
		["zoe@cablekit.example", [], "unknown"],
		["zoe@brightfen.example", [], "spoke"],
		["zoe@gmail.example", [], "spoke"],
		["zoe@cablekit.example", ["Zoe Quick | Head of IT | unknown | unknown"], "spoke"],
		["zoe@cablekit.example", ["Zoe Quick | ERP consultant | unknown | unknown"], "unknown"],
	])("[DI34] whoever writes from %s, with %j known, is %s", (address, facts, heard) => {
		const zoe = { ...MARA, name: "Zoe Quick", address };
		const known = {
			contacts: [zoe, TOM],
			facts: [SPOKE, ...facts].map((value) => factOf("discovery.stakeholder", value)),
		};
		const told = of("Zoe Quick", "Tom asked me to look at your offer for the depot.", known);
		expect(told?.heard ?? "unknown").toBe(heard);
	});

	test("[DI34] where an adviser wrote first, the buyer is who comes after", () => {
		const adviser = { ...TOM, address: "tom@reed-consulting.example" };
		const zoe = { ...MARA, name: "Zoe Quick", address: "zoe@brightfen.example" };
		const known = { contacts: [zoe, adviser], facts: [factOf("discovery.stakeholder", SPOKE)] };
		expect(of("Zoe Quick", "We looked at your offer for the depot.", known)?.heard).toBe("spoke");
	});

	test.each([
		["Reed Consulting", "tom@reed-consulting.example", []],
		["Brightfen Consulting", "tom@brightfen-consulting.example", ["Tom Reed"]],
	])("[DI29] who signs for %s on behalf of Brightfen", (company, address, names) => {
		const text = "I am writing on behalf of Brightfen about the depot.\n\nTom Reed";
		const start = text.indexOf("Tom");
		const signature = { start, end: text.length, name: "Tom Reed", title: null, phone: null, company };
		const contacts = [{ ...MARA, name: "Tom Reed", address }];
		expect(read(text, { contacts, signal: { signature } }).map(({ name }) => name)).toEqual(names);
	});

	test("[DI29] who writes from another house than those who spoke so far, and is known to none of them", () => {
		const other = { ...MARA, id: MARA.id, name: "Zoe Quick", address: "zoe@cablekit.example" };
		const known = {
			contacts: [other, { ...MARA, id: "other" as never, name: "Tom Reed", address: "tom@brightfen.example" }],
			facts: [factOf("discovery.stakeholder", "Tom Reed | - | unknown | unknown | unknown | - | spoke")],
		};
		const text = "I believe you have our cable kit from the fair, could that be.";
		expect(read(text, known)).toEqual([]);
		expect(read("Tom asked me to look at your offer for the depot.", known).map(({ name }) => name)).toContain(
			"Zoe Quick",
		);
	});

	test.each([
		["Thanks for joining, can everybody hear me?", ["Tom Reed"]],
		["We are five in dispatch and two in billing.", ["Lea", "Tom Reed"]],
	])("[DI11] the one stranger who hosts a recording is ours: %s", (words, names) => {
		const lines = [`Lea: ${words}`, "Tom: Yes, we hear you loud and clear today."];
		const text = lines.join("\n");
		const turns = lines.map((line, at) => {
			const start = (at === 0 ? 0 : (lines[0]?.length ?? 0) + 1) + line.indexOf(":") + 2;
			const end = start + line.slice(line.indexOf(":") + 2).length;
			return { start, end, speaker: line.split(":")[0] ?? "", side: "buyer" as const };
		});
		const visible = turns.map(({ start, end }) => ({ start, end }));
		const known = {
			contacts: [{ ...MARA, name: "Tom Reed" }],
			signal: { kind: "transcript" as const, turns, visible, from: MARA.id },
		};
		expect(
			read(text, known)
				.map(({ name }) => name)
				.sort(),
		).toEqual(names);
	});

	test("[DI9] the senior of a name is not the junior", () => {
		const junior = { facts: [factOf("discovery.stakeholder", "Piet Vos jr. | - | champions | for")] };
		expect(of("Piet senior", "Uncle Piet (senior) decides this.", junior)?.role).toBe("decides");
		expect(of("Piet Vos jr.", "Piet decides this.", junior)?.role).toBe("decides");
		expect(read("There are two Piets here.", junior).map(({ name }) => name)).not.toContain("Piets");
	});

	test("[DI9] whom the board knows by a short form is whoever turns out to bear it", () => {
		const sam = { facts: [factOf("discovery.stakeholder", "Bill | - | signs-off | unknown")] };
		expect(of("William Hargrove", "William Hargrove likes it.", sam)?.role).toBe("signs-off");
	});

	test("[DI26] he is not whom the sentence before called she", () => {
		const told = read("Mr Reed has read it. He has put Karin Holt down, she makes up the rosters. He decides himself.");
		expect(told.find(({ name }) => name === "Karin Holt")?.role).not.toBe("decides");
		expect(told.find(({ name }) => name === "Reed")?.role).toBe("decides");
	});

	test("[DI9] a usual short form is the one whom it stands for", () => {
		const known = { facts: [factOf("discovery.stakeholder", "William Hargrove | - | unknown | unknown")] };
		expect(of("William Hargrove", "It is Bill's decision in the end.", known)?.role).toBe("decides");
	});
});

describe("what is a requirement", () => {
	const needs = (text: string) =>
		discovery
			.reason(inputOf(text))
			.proposals.flatMap((each) =>
				each.type === "learn-fact" && each.claim.key === "discovery.requirement" ? [each.claim.value] : [],
			);
	test.each([
		["We expect an audit trail of price changes.", "an audit trail of price changes"],
		["It has to come with four-eyes approval.", "four-eyes approval"],
		["It won't do without export to the tax office.", "export to the tax office"],
		["Our auditor insists on support for both standards.", "support for both standards"],
		["Only a tool that offers single sign-on comes into question.", "single sign-on"],
		["A link to our practice software isn't optional.", "link to our practice software"],
	])("[DI35] %s", (text, value) => {
		expect(needs(text)).toEqual([value]);
	});

	test.each([
		"We expect an answer by Friday.",
		"No deal without a discount.",
		"Nothing happens here without a yes from Karin Holt.",
		"We want to close the month without weekend work.",
		"I'm looking for a way to replan when a machine stops.",
		"Everything must be up and running before Christmas.",
		"We'd need Karin Holt to let go of the money.",
	])("[DI35] a goal, a date and a word of somebody's are none: %s", (text) => {
		expect(needs(text)).toEqual([]);
	});
});

describe("who was heard", () => {
	test.each([
		["Thanks for the talk you had with Karin Holt last week.", "met"],
		["It was good that you met Karin Holt on Monday.", "met"],
		["You should meet Karin Holt some day.", undefined],
		["Karin Holt signs it.", "unknown"],
	])("[DI34] %s", (text, heard) => {
		expect(of("Karin Holt", text)?.heard).toBe(heard);
	});
});
