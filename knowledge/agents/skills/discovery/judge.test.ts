import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judge as judgeOfRuntime } from "#knowledge/core/deal/judge.ts";
import { Proposal, SkillOutput } from "#knowledge/core/deal/skill.ts";
import { readStakeholder } from "#knowledge/core/facts/stakeholder.ts";
import { CASE_SIGNAL, factOf, inputOf, MARA } from "#knowledge/samples/skill-case.ts";
import { HOSTILE_UNITS, hostileText, READ_MS_MAX } from "../eval/hostile.ts";
import { discovery } from "./definition.ts";

const QUOTE = "We need single sign-on, and Jonas Petrie, our CFO, compares you with Zyntra.";
const TEXT = `${QUOTE}\n\n-- \nMara Ellingsen\nHead of Operations`;
const learn = (key: string, value: string, changes: object = {}) =>
	Proposal.parse({
		type: "learn-fact",
		claim: {
			key,
			value,
			confidence: 0.8,
			evidence: [{ signal: CASE_SIGNAL, quote: QUOTE, start: 0, end: QUOTE.length, ...changes }],
		},
	});
const verdict = (proposal: Proposal, changes: Parameters<typeof inputOf>[1] = {}) => {
	const judged = discovery.judge(inputOf(TEXT, changes), proposal);
	return judged.type === "pass" ? "pass" : judged.rule;
};

describe("what another reasoner may not claim either", () => {
	test("[DI2] [DI3] a quote stands at its offsets, in this signal, in words written, signed or attached here", () => {
		const need = (changes: object) => learn("discovery.requirement", "single sign-on", changes);
		expect(verdict(need({}))).toBe("pass");
		expect(verdict(need({ quote: "We need single sign-off" }))).toBe("DI2");
		expect(verdict(need({ signal: `s-${"b".repeat(20)}` }))).toBe("DI2");
		const start = TEXT.indexOf("Mara");
		const signed = learn("discovery.stakeholder", "Mara Ellingsen | Head of Operations | unknown | unknown", {
			quote: TEXT.slice(start),
			start,
			end: TEXT.length,
		});
		expect(verdict(signed)).toBe("DI3");
		const signature = { start, end: TEXT.length, name: "Mara Ellingsen", title: null, phone: null, company: null };
		expect(verdict(signed, { signal: { signature } })).toBe("pass");
	});

	test("[DI4] [DI5] nothing from our own mails, nor from a machine's", () => {
		const need = learn("discovery.requirement", "single sign-on");
		expect(verdict(need, { signal: { author: "us" } })).toBe("DI4");
		expect(verdict(need, { signal: { author: "us", kind: "note" } })).toBe("pass");
		expect(verdict(need, { signal: { subject: "Automatic reply: away" } })).toBe("DI5");
	});

	test.each([
		["single sign-on", "pass"],
		["a warehouse with forklifts and racks", "DI7"],
		[`single sign-on ${"and more ".repeat(20)}`, "DI7"],
	])("[DI7] «must not state a need in words that are not the buyer's»: %s", (value, rule) => {
		expect(verdict(learn("discovery.requirement", value))).toBe(rule);
	});

	test.each([
		["Jonas Petrie | CFO | decides | unknown", "pass"],
		["Jonas Petrie | - | unknown | unknown", "pass"],
		["Jonas Petrie", "DI10"],
		["Jonas Petrie | CFO | boss | unknown", "DI10"],
		["Sam Okafor | - | influences | for", "DI11"],
		["Jonas Petrie | Chief Pilot | decides | unknown", "DI12"],
	])("[DI10] [DI11] [DI12] %s", (value, rule) => {
		expect(verdict(learn("discovery.stakeholder", value))).toBe(rule);
	});

	test("[DI12] a title that is known needs not to be said again", () => {
		const facts = [factOf("discovery.stakeholder", "Jonas Petrie | Chief Pilot | unknown | unknown")];
		expect(verdict(learn("discovery.stakeholder", "Jonas Petrie | Chief Pilot | decides | unknown"), { facts })).toBe(
			"pass",
		);
	});

	test.each([
		["Zyntra | being compared: with you", "pass"],
		["Zyntra | a rival", "DI15"],
		["Boltwick | in use: everywhere", "DI15"],
	])("[DI15] %s", (value, rule) => {
		expect(verdict(learn("discovery.competitor", value))).toBe(rule);
	});

	test.each([
		{ type: "draft-email", to: [MARA.id], subject: "Hi", body: "Hi", why: "x" },
		{ type: "move-stage", to: "QUALIFICATION", why: "x", evidence: [] },
		{ type: "hand-off", to: "qualifier", task: "x", priority: "normal" },
		{ type: "ask-human", why: "x" },
	])("[DI17] «must not write to anybody, move a deal, score it, or hand work on»: $type", (proposal) => {
		expect(verdict(Proposal.parse(proposal))).toBe("DI17");
		expect(judgeOfRuntime(discovery, inputOf(TEXT), Proposal.parse(proposal))).toMatchObject({ rule: "JU1" });
	});
});

const PIECES = [
	"We need an audit log. ",
	"It must run on tablets",
	", but ",
	"not ",
	"our CFO Jane Wu signs off. ",
	"Jonas is not convinced",
	"He ",
	"and she is our lead architect",
	"We also talk to Zyntra, Boltwick and Corvane. ",
	"Does it connect to Halm?",
	"\n> quoted\n",
	"\n",
	"Requirements:\n",
	"- single sign-on\n",
	"1. one screen\n",
	"id;requirement;priority\n1;audit log;must\n",
	"| a | requirement |\n",
	"That is a must. ",
	"Without it this is a non-starter. ",
	"Thanks,\nJane\n",
	"if ",
	"🙂",
	"um, you know, ",
	"Sam ",
];

test("[DI3] [DI2] of any text, every proposal parses, quotes what stands there, and passes its own judge and the runtime's", () => {
	const text = fc.oneof(
		fc.string({ unit: "binary", maxLength: 300 }),
		fc.array(fc.constantFrom(...PIECES), { maxLength: 24 }).map((each) => each.join("")),
	);
	fc.assert(
		fc.property(
			text,
			fc.constantFrom("email", "note", "meeting", "transcript"),
			fc.constantFrom("buyer", "us", "system"),
			fc.nat(),
			fc.boolean(),
			(words, kind, author, cut, attach) => {
				const at = words.length === 0 ? 0 : cut % words.length;
				const attached = attach ? [{ start: at, end: words.length, name: "requirements.csv" }] : [];
				const visible = attach || kind === "transcript" ? [{ start: 0, end: at }] : undefined;
				const turns =
					kind === "transcript"
						? [
								{ start: 0, end: at, speaker: "Mara Ellingsen", side: "buyer" as const },
								{ start: at, end: words.length, speaker: "Sam Okafor", side: "us" as const },
							]
						: [];
				const input = inputOf(words, { signal: { kind, author, attached, turns, ...(visible ? { visible } : {}) } });
				const output = discovery.reason(input);
				expect(SkillOutput.safeParse(output).success).toBe(true);
				expect(discovery.reason(input)).toEqual(output);
				for (const proposal of output.proposals) {
					expect(judgeOfRuntime(discovery, input, proposal)).toEqual({ type: "pass" });
					if (proposal.type !== "learn-fact") throw new Error(proposal.type);
					for (const each of proposal.claim.evidence) expect(words.slice(each.start, each.end)).toBe(each.quote);
					if (proposal.claim.key === "discovery.stakeholder")
						expect(readStakeholder(proposal.claim.value)).not.toBeNull();
				}
			},
		),
		{ numRuns: 120 },
	);
});

const MORE_HOSTILE = [
	"We need ",
	"Jonas Petrie and ",
	"Our CFO, Mr. ",
	"he is our ",
	"a;requirement;",
	"Zyntra, ",
	"must ",
	"Is there an api ",
];

test.each([...HOSTILE_UNITS, ...MORE_HOSTILE])(
	"[DI20] the longest text of %j is read and judged in bounded time",
	(unit) => {
		const text = hostileText(unit);
		const half = Math.floor(text.length / 2);
		for (const changes of [
			{},
			{
				signal: {
					attached: [{ start: half, end: text.length, name: "requirements" }],
					visible: [{ start: 0, end: half }],
				},
			},
		]) {
			const input = inputOf(text, changes);
			const before = performance.now();
			for (const proposal of discovery.reason(input).proposals) discovery.judge(input, proposal);
			expect(performance.now() - before).toBeLessThan(READ_MS_MAX);
		}
	},
);
