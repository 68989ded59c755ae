import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { judge } from "#knowledge/core/deal/judge.ts";
import { type Proposal, SkillOutput } from "#knowledge/core/deal/skill.ts";
import { NOTHING_TO_SELL } from "#knowledge/core/facts/offering.ts";
import { aCapability, aCatalogue, aCompetitor, anOffering } from "#knowledge/core/testing/catalogue.ts";
import { CASE_NOW, factOf, inputOf } from "#knowledge/samples/skill-case.ts";
import { strategy } from "./definition.ts";

type Changes = Parameters<typeof inputOf>[1];
const inputWith = (changes: Changes = {}, text: string | null = null) =>
	inputOf(text, { catalogue: aCatalogue(), ...changes });
const claims = (changes: Changes = {}, text: string | null = null) =>
	strategy
		.reason(inputWith(changes, text))
		.proposals.flatMap((each) => (each.type === "learn-fact" ? [each.claim] : []));
const found = (changes: Changes = {}, text: string | null = null) =>
	claims(changes, text).map((claim) => `${claim.key.slice(9)}: ${claim.value}`);
const needing = (...values: string[]) => ({ facts: values.map((value) => factOf("discovery.requirement", value)) });

const SSO = "Harbour Desk signs people in with SAML and OpenID Connect.";
const OFFLINE = "Harbour Desk does not work without a connection.";

describe("fits and gaps", () => {
	test.each(["discovery.requirement", "bant.need", "meddic.pain"] as const)(
		"[SG1] a %s that a capability covers is a fit",
		(key) => {
			const fits = found({ facts: [factOf(key, "single sign-on for all")] }).filter((each) => each.startsWith("fit"));
			expect(fits).toEqual([`fit: single sign-on for all | Harbour Desk | ${SSO}`]);
		},
	);

	test("[SG1] needs that one sentence answers are one fit, with the proofs of all", () => {
		const facts = [factOf("discovery.requirement", "SAML login"), factOf("bant.need", "single sign-on")];
		const [claim, ...more] = claims({ facts });
		expect(more).toEqual([]);
		expect(claim?.evidence.map((each) => each.quote)).toEqual(["proof of SAML login", "proof of single sign-on"]);
	});

	test.each([
		"must work offline",
		"ticket import while offline",
		"take over tickets without a connection",
		"offline mode with single sign-on",
	])("[SG2] a limit makes %j a gap, whatever else it shares", (need) => {
		expect(found(needing(need))).toEqual([`gap: ${need} | ${OFFLINE}`]);
	});

	test("[SG3] what nothing is about is a gap", () => {
		expect(found(needing("biometric turnstile control"))).toEqual([
			"gap: biometric turnstile control | nothing in our catalogue covers it",
		]);
	});

	test.each([
		"go-live by March 2027",
		"EUR 40,000 at most",
		"a lower price than today",
		"notice period of one month",
		"a demo for the works council",
		"turnstile",
		"turnstile control",
		"no biometric turnstile control",
		"turnstile control training in Italian",
	])("[SG3] %j is none that a product could cover", (need) => {
		expect(found(needing(need))).toEqual([]);
	});

	test.each(["bant.need", "meddic.pain"] as const)("[SG3] a vague %s that matches nothing is no gap", (key) => {
		expect(found({ facts: [factOf(key, "biometric turnstile control")] })).toEqual([]);
	});

	test("[SG4] one word of a phrase is too little", () => {
		expect(found(needing("times of delivery"))).toEqual([]);
	});

	test.each(["we no longer need single sign-on", "single sign-on can wait", "drop the single sign-on"])(
		"[SG4] %j is what they can do without",
		(need) => {
			expect(found(needing(need))).toEqual([]);
		},
	);

	test("[SG4] what two offerings cover alike is left open", () => {
		const twin = anOffering({ id: "dock", name: "Harbour Dock" });
		expect(found({ ...needing("single sign-on"), catalogue: aCatalogue({ offerings: [anOffering(), twin] }) })).toEqual(
			[],
		);
	});

	test.each([
		["SAML", SSO],
		["we need SSO", SSO],
		["OIDC", SSO],
		["importing of tickets", "Harbour Desk takes over tickets from a file."],
		["tickets imported", "Harbour Desk takes over tickets from a file."],
		["migrate our tickets", "Harbour Desk takes over tickets from a file."],
		["reports for the board", "Harbour Desk shows waiting times by team and by hour."],
		["dashboards", "Harbour Desk shows waiting times by team and by hour."],
	])("[SG5] %s is found", (need, says) => {
		expect(found(needing(need))).toEqual([`fit: ${need} | Harbour Desk | ${says}`]);
	});
});

describe("positions", () => {
	const rival = (value: string) => ({ facts: [factOf("discovery.competitor", value)] });
	const OURS = "position: Tallybird | Harbour Desk is run from one place for all teams.";

	test.each(["Tallybird", "tallybird | incumbent", "Tally Bird | shortlist", "Tallybird Cloud | in use"])(
		"[SG6] of %s what we say for ourselves",
		(value) => {
			expect(found(rival(value))).toEqual([OURS]);
		},
	);

	test.each(["Bird", "Rivalco", "Tally"])("[SG6] of %s nothing", (value) => {
		expect(found(rival(value))).toEqual([]);
	});

	/** CASE_NOW is 16 September 2026, 08:00 UTC. */
	test.each([
		["2026-09-15", 0],
		["2026-09-16", 1],
		["2026-09-17", 1],
	])("[SG6] what expires on %s is said %i times", (expires, times) => {
		const catalogue = aCatalogue({ competitors: [aCompetitor({ expires })] });
		expect(found({ ...rival("Tallybird"), catalogue })).toHaveLength(times);
	});

	test("[SG6] of many sentences as many as a fact holds", () => {
		const ours = Array.from({ length: 5 }, (_, i) => `${"abcde".charAt(i).repeat(150)}.`);
		const [claim] = claims({ ...rival("Tallybird"), catalogue: aCatalogue({ competitors: [aCompetitor({ ours })] }) });
		expect(claim?.value).toBe(`Tallybird | ${ours[0]} ${ours[1]}`);
	});

	const METRIC = factOf("meddic.metrics", "handle time from 9 to 6 minutes", { confidence: 0.7 });
	const SAID = "position: price objection | Weigh the price against their own figure: handle time from 9 to 6 minutes";

	test("[SG7] an objection to the price, known or of this mail, meets a figure of theirs", () => {
		expect(found({ facts: [METRIC, factOf("conversation.objection", "price: too high for us")] })).toEqual([SAID]);
		expect(found({ facts: [METRIC] }, "Your price is too high for us.")).toEqual([SAID]);
	});

	test("[SG7] without a figure, or with another objection, nothing is said", () => {
		expect(found({ facts: [factOf("conversation.objection", "price: too high for us")] })).toEqual([]);
		expect(found({ facts: [METRIC, factOf("conversation.objection", "timing: not this year")] })).toEqual([]);
		expect(found({ facts: [METRIC] }, "The rent is too high for us.")).toEqual([]);
		expect(found({ facts: [METRIC], signal: { author: "us" } }, "Your price is too high for us.")).toEqual([]);
	});

	test("[SG8] the surest pain that is met", () => {
		const facts = [
			factOf("meddic.pain", "nobody sees waiting times", { confidence: 0.7 }),
			factOf("meddic.pain", "logins are lost, SSO is missing", { confidence: 0.9 }),
			factOf("meddic.pain", "the coffee is cold", { confidence: 0.95 }),
		];
		expect(found({ facts }).filter((each) => each.startsWith("position"))).toEqual([
			`position: main pain | Harbour Desk: ${SSO}`,
		]);
	});
});

describe("proof", () => {
	test("[SG9] is the evidence of the facts; what was erased, contradicted or guessed proves nothing", () => {
		const fact = factOf("discovery.requirement", "single sign-on");
		expect(claims({ facts: [fact] })[0]?.evidence).toEqual(fact.evidence);
		const erased = fact.evidence.map((each) => ({ ...each, quote: null }));
		for (const change of [
			{ evidence: erased },
			{ value: null },
			{ state: "contradicted" as const },
			{ confidence: 0.49 },
		])
			expect(claims({ facts: [{ ...fact, ...change }] })).toEqual([]);
		expect(claims({ facts: [{ ...fact, confidence: 0.5 }] })).toHaveLength(1);
	});

	test("[SG10] nothing is found where nothing is sold", () => {
		expect(found({ ...needing("single sign-on", "biometric turnstile control"), catalogue: NOTHING_TO_SELL })).toEqual(
			[],
		);
	});

	test("[SG10] what the board holds is not found again; what it held of another sentence is", () => {
		const need = factOf("discovery.requirement", "single sign-on");
		const held = factOf("strategy.fit", `SSO | Harbour Desk | ${SSO}`);
		expect(claims({ facts: [need, held] })).toEqual([]);
		expect(claims({ facts: [need, { ...held, state: "contradicted" }] })).toHaveLength(1);
		expect(claims({ facts: [need, factOf("strategy.fit", "SSO | Harbour Desk | Another sentence.")] })).toHaveLength(1);
		const gap = factOf("strategy.gap", "facial turnstile control | nothing in our catalogue covers it");
		expect(claims({ facts: [factOf("discovery.requirement", "facial turnstile control"), gap] })).toEqual([]);
		expect(claims({ facts: [factOf("discovery.requirement", "biometric gates everywhere"), gap] })).toHaveLength(1);
	});
});

describe("judge", () => {
	const need = factOf("discovery.requirement", "single sign-on");
	const metric = factOf("meddic.metrics", "9 to 6 minutes");
	const verdict = (
		key: "strategy.fit" | "strategy.gap" | "strategy.position",
		value: string,
		changes: Changes = {},
	) => {
		const [evidence] = need.evidence;
		const claim = { key, value, confidence: 0.9, evidence: [{ ...evidence, quote: evidence?.quote ?? "" }] };
		const proposal = { type: "learn-fact", claim } as Proposal;
		const judged = judge(strategy, inputWith({ facts: [need, metric], ...changes }), proposal);
		return judged.type === "pass" ? "pass" : judged.rule;
	};
	test.each([
		["strategy.fit", `SSO | Harbour Desk | ${SSO}`, "pass"],
		["strategy.fit", "SSO | Harbour Desk | Harbour Desk makes coffee.", "SG11"],
		["strategy.fit", `SSO | Harbour Dock | ${SSO}`, "SG11"],
		["strategy.fit", `offline | Harbour Desk | ${OFFLINE}`, "SG11"],
		["strategy.fit", `SSO | Harbour Desk | ${SSO} | and more`, "SG11"],
		["strategy.gap", `offline | ${OFFLINE}`, "pass"],
		["strategy.gap", "turnstiles | nothing in our catalogue covers it", "pass"],
		["strategy.gap", "offline | It works offline, mostly.", "SG11"],
		["strategy.position", "Tallybird | Harbour Desk is run from one place for all teams.", "pass"],
		["strategy.position", "Tallybird | Tallybird is slow.", "SG11"],
		["strategy.position", "Rivalco | Harbour Desk is run from one place for all teams.", "SG11"],
		["strategy.position", "price objection | Weigh the price against their own figure: 9 to 6 minutes", "pass"],
		["strategy.position", "price objection | We are cheap.", "SG11"],
		["strategy.position", `main pain | Harbour Desk: ${SSO}`, "pass"],
		["strategy.position", "main pain | We do it all.", "SG11"],
		["strategy.position", "Tallybird", "SG11"],
	] as const)("[SG11] %s of %s: %s", (key, value, expected) => {
		expect(verdict(key, value)).toBe(expected);
	});

	test("[SG15] «must not call a need covered when a limit names it»", () => {
		expect(verdict("strategy.fit", `it works in offline mode | Harbour Desk | ${SSO}`)).toBe("SG15");
		expect(verdict("strategy.fit", `it works with officials | Harbour Desk | ${SSO}`)).toBe("pass");
	});

	test("[SG11] «must not use what has expired»", () => {
		const catalogue = aCatalogue({ competitors: [aCompetitor({ expires: "2026-09-15" })] });
		expect(
			verdict("strategy.position", "Tallybird | Harbour Desk is run from one place for all teams.", { catalogue }),
		).toBe("SG11");
	});

	test("[SG12] «must not draft a mail, move a deal or hand work on», nor name a price", () => {
		expect(strategy.mayPropose).toEqual(["learn-fact"]);
		const asked: Proposal = { type: "ask-human", why: "x" };
		expect(strategy.judge(inputWith(), asked)).toMatchObject({ type: "reject", rule: "SG12" });
	});
});

describe("any facts and catalogue", () => {
	const word = fc.constantFrom(
		"offline",
		"single",
		"sign-on",
		"tickets",
		"|",
		"import",
		"report",
		"constructor",
		"🙂",
		"EUR 40,000",
		"März",
		"  ",
	);
	const words = (max: number) =>
		fc.array(word, { minLength: 1, maxLength: max }).map((each) => each.join(" ").slice(0, 200) || "x");
	const text = fc.oneof(words(8), fc.string({ unit: "binary", minLength: 1, maxLength: 60 }));
	const facts = fc.array(
		fc.record({
			key: fc.constantFrom(
				"discovery.requirement",
				"bant.need",
				"meddic.pain",
				"meddic.metrics",
				"discovery.competitor",
				"conversation.objection",
				"strategy.fit",
				"strategy.gap",
			),
			value: text,
			confidence: fc.double({ min: 0, max: 1, noNaN: true }),
		}),
		{ maxLength: 8 },
	);
	const about = fc.array(
		words(3).map((each) => each.slice(0, 60).padEnd(2, "x")),
		{ minLength: 1, maxLength: 3 },
	);
	const offering = fc.record({ name: text, says: text, about, limit: text, limits: about }).map((each) =>
		anOffering({
			name: each.name.slice(0, 80),
			capabilities: [aCapability(each.name.slice(0, 80), each.says, ...each.about), ...anOffering().capabilities],
			limits: [{ says: each.limit, about: each.limits }],
		}),
	);

	test("[SG13] each finding parses and passes its judge", () => {
		fc.assert(
			fc.property(facts, fc.array(offering, { maxLength: 3 }), text, text, (known, offerings, name, mail) => {
				const input = inputWith(
					{
						facts: known.map((each, i) => {
							const proof = {
								signal: factOf("bant.need", "x").evidence[0]?.signal,
								quote: `q${i}`,
								start: i,
								end: i + 2,
							};
							return factOf(each.key as "bant.need", each.value, {
								confidence: each.confidence,
								evidence: [proof] as never,
							});
						}),
						catalogue: {
							offerings,
							competitors: [aCompetitor({ name: name.slice(0, 80), ours: [mail.slice(0, 200)] })],
						},
					},
					mail,
				);
				const output = strategy.reason(input);
				expect(SkillOutput.safeParse(output).success).toBe(true);
				expect(strategy.reason(input)).toEqual(output);
				for (const each of output.proposals)
					expect([each, judge(strategy, input, each)]).toEqual([each, { type: "pass" }]);
			}),
			{ numRuns: 300 },
		);
	});

	test("[SG13] the largest catalogue and a full board are mapped in bounded time", () => {
		const capability = aCapability(
			"Reporting of everything",
			`${"waiting times by team ".repeat(10)}.`,
			...Array.from({ length: 20 }, (_, i) => `waiting times ${i}`),
		);
		const big = anOffering({ capabilities: Array.from({ length: 20 }, () => capability) });
		const input = inputWith({
			facts: Array.from({ length: 36 }, (_, i) =>
				factOf(
					(["discovery.requirement", "bant.need", "meddic.pain"] as const)[i % 3] ?? "bant.need",
					`need ${"waiting reports ".repeat(20)}${i}`,
				),
			),
			catalogue: { offerings: Array.from({ length: 20 }, (_, i) => ({ ...big, id: `o-${i}` })), competitors: [] },
			now: CASE_NOW,
		});
		const before = performance.now();
		for (const each of strategy.reason(input).proposals) judge(strategy, input, each);
		expect(performance.now() - before).toBeLessThan(1_000);
	});
});
