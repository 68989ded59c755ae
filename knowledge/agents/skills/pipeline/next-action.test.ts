import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import { isoOf } from "#knowledge/core/reasoning/entities/calendar.ts";
import { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import { Stage } from "#knowledge/core/vocabulary/stage.ts";
import { DAY_MS } from "#knowledge/core/vocabulary/time.ts";
import { CASE_NOW, factOf, inputOf } from "#knowledge/samples/skill-case.ts";
import { pipeline } from "./definition.ts";
import { GAPS, isFilled } from "./gaps.ts";
import { ACTION_KINDS, nextAction } from "./next-action.ts";

/** Days before the case's Wednesday, 16 September 2026, whose words, and the words. */
type Said = readonly [daysAgo: number, side: "us" | "buyer", words: string];

function dealOf(said: readonly Said[], changes: Parameters<typeof inputOf>[1] = {}): SkillInput {
	const [latest, ...before] = said.toReversed();
	if (!latest) throw new Error("somebody said something");
	const [daysAgo, side, words] = latest;
	return inputOf(words, {
		stage: "DISCOVERY",
		signal: { receivedAt: CASE_NOW - daysAgo * DAY_MS, author: side },
		history: before.map(([ago, by, text]) => ({
			at: CASE_NOW - ago * DAY_MS,
			by,
			kind: "email",
			subject: null,
			gist: text.slice(0, 160),
			said: [{ side: by, words: text }],
		})),
		...changes,
	});
}
const kind = (...said: readonly Said[]) => nextAction(dealOf(said)).kind;
const answerTo = (text: string) => kind([0, "buyer", text]);

describe("what they said last", () => {
	test.each([
		["stop", "Please don't write to me any more. I never asked for this."],
		["stop", "The contract went to Norlight. Thank you anyway."],
		["stop", "We won't be going further with this."],
		["stop", "Bitte streichen Sie mich aus Ihrem Verteiler."],
		["stop", "Je vous prie de ne plus m'écrire à cette adresse."],
		["stop", "Wij hebben besloten met een andere partij in zee te gaan."],
		["stop", "La prego di non scrivermi più."],
		["stop", "Decidimos ficar com o fornecedor atual."],
		["stop", "Second one of these in two weeks. Please don't write to this address again."],
		["hand-to-human", "Your van hit the gate last night. The owner has a lawyer, and now so have I."],
		["handle-objection", "But if your cloud is down at four in the morning I have no bread. That's what stops me."],
		["hand-to-human", "We're in. Please send the contract over and I'll get it signed this week."],
		["hand-to-human", "If you take 8% off, I can close it with my boss tomorrow. Can you?"],
		["hand-to-human", "Please find attached our invitation to tender. Bids are to be handed in by 15 October."],
		["hand-to-human", "Wir nehmen Ihr Angebot an. Bitte schicken Sie uns den Vertrag."],
		["hand-to-human", "Aceitamos a proposta. Pode enviar o contrato?"],
		["answer", "Does it work without a connection in the cellar? Our fitters have no signal there."],
		["answer", "One thing I could not find: does it run on the tablets we already have."],
		["answer", "Est-ce que votre outil fonctionne hors connexion ?"],
		["answer", "Vorrei sapere se il sistema si collega al nostro gestionale."],
		["answer", "Our IT has read it. They'd like to know if a reading can be corrected later."],
		["close-gap", "I'd want to see the losses every morning, instead of once a year."],
		["confirm-meeting", "Hi Sam, would Wed 23rd at half nine work?"],
		["ask-for-offer-facts", "A quote. For a few of our branches."],
		["ask-for-offer-facts", "Not decided yet, just quote us."],
		["send-offer", "We need 35 seats for the two offices. Could you let me have a written offer?"],
		["send-offer", "So it is 12 vans and the one depot. What would that come to per year?"],
		["send-offer", "Graag ontvang ik een offerte voor 40 gebruikers op twee locaties."],
		["ask-for-offer-facts", "Hi Sam, what does it cost?"],
		["ask-for-offer-facts", "Could we have a quotation for the whole fleet?"],
		["ask-for-offer-facts", "Pourriez-vous nous envoyer un devis ?"],
		["handle-objection", "48,000 a year is more than we had in mind, and I can't get that past finance."],
		["handle-objection", "My people will walk out if I bring a third system."],
		["handle-objection", "Mein Chef hat Bedenken, dass Daten das Haus verlassen."],
		["handle-objection", "Le montant nous paraît élevé et mon directeur n'est pas convaincu."],
		["confirm-meeting", "Could you do Tuesday 22 September at 10 to go through it with my deputy?"],
		["confirm-meeting", "Kunnen we dinsdag 22 september om 10 uur even bellen?"],
		["prepare-meeting", "Friday at 10 suits me. See you then."],
		["wait", "Let's pick this up again in January, once the new budget year has begun."],
	] as const)("[PI24] %s: %s", (expected, text) => {
		expect(answerTo(text)).toBe(expected);
	});

	test.each([
		["stop", "We are building it ourselves, two of our own people can do it. That is decided."],
		["close-gap", "We could build it ourselves, of course. Nothing is decided."],
		["stop", "Wir bauen das selbst. Das ist so beschlossen."],
	])("[PI24] who makes it on their own, and has settled it, is gone: %s", (expected, text) => {
		const spoke = ["Mara Ellingsen", "Jonas Petrie"].map((name) =>
			factOf("discovery.stakeholder", `${name} | - | unknown | unknown | unknown | - | spoke`),
		);
		const { kind: found } = nextAction(dealOf([[0, "buyer", text]], { facts: spoke }));
		expect(found === "stop").toBe(expected === "stop");
	});

	test("[PI24] what stands behind a smile is said of something else", () => {
		expect(answerTo("My wife won't talk to me any more :) Send me a price list please.")).toBe("ask-for-offer-facts");
		expect(answerTo("Thanks :) Please don't write to me any more.")).toBe("stop");
	});

	test("[PI24] an offer on the number just named needs no other", () => {
		const redo = "Kindly redo the offer on that number.";
		expect(answerTo(`We end up at 34 now. ${redo}`)).toBe("send-offer");
		expect(answerTo(redo)).toBe("ask-for-offer-facts");
	});

	test("[PI24] whoever told what it takes still wants the price that they asked for", () => {
		const wanted: Said = [8, "buyer", "Could you send us a quote for the scanners?"];
		const figures: Said = [0, "buyer", "4 warehouses, 62 racks each, and we buy, we never rent."];
		expect(kind(wanted, [7, "us", "Gladly: how many warehouses do you have?"], figures)).toBe("send-offer");
		expect(kind(wanted, [7, "us", "Our offer is attached. It comes to EUR 12,000."], figures)).not.toBe("send-offer");
	});

	test("[PI24] a day that is called off is not prepared, and the new one is confirmed", () => {
		const agreed: readonly Said[] = [
			[3, "us", "Shall we talk on Thursday 17 September at 11?"],
			[2, "buyer", "Thursday 17 September at 11 works for me."],
		];
		const off = "Thursday 17 September is cancelled, I am sorry.";
		expect(kind(...agreed)).toBe("prepare-meeting");
		expect(kind(...agreed, [0, "buyer", off])).not.toBe("prepare-meeting");
		expect(kind(...agreed, [0, "buyer", `${off} I propose Tuesday 22 September at 13.30 instead.`])).toBe(
			"confirm-meeting",
		);
	});

	test("[PI24] not now is not never, and a question about an objection is a question", () => {
		expect(answerTo("Kindly no mails before 12 October.")).toBe("wait");
		expect(answerTo("What do you say to people who find it too expensive?")).toBe("answer");
	});

	test("[PI24] who reminds us of another point waits for an answer, and who asked around does not", () => {
		const asked: readonly Said[] = [
			[4, "buyer", "Where is the data kept?"],
			[3, "us", "It is kept in Dublin."],
		];
		expect(kind(...asked, [0, "buyer", "Thanks. My colleague tells me the other point still hangs."])).toBe("answer");
		expect(kind(...asked, [0, "buyer", "Thanks. I asked around here, and everybody likes it."])).not.toBe("answer");
	});

	test("[PI26] thanks alone leave the next word with us", () => {
		const told: Said = [3, "buyer", "A file takes us nineteen days today. I would like to see ten."];
		const ofOurs = (words: string) => kind(told, [1, "us", words]);
		expect(ofOurs("Thank you, that is very clear.")).not.toBe("wait");
		expect(ofOurs("Thank you. By when would you want that?")).toBe("wait");
		expect(ofOurs("Thank you, I will look at it.")).toBe("wait");
	});

	test("[PI24] what we have answered is not answered again, unless our answer passed over it", () => {
		const asked: Said = [2, "buyer", "Does it read our pallet labels? And does it print customs forms?"];
		expect(kind(asked, [1, "us", "It reads your pallet labels, and prints customs forms."])).toBe("wait");
		expect(kind(asked, [1, "us", "It reads your pallet labels."])).toBe("answer");
	});
});

describe("what is owed", () => {
	test.each([
		["tomorrow", "2026-09-17", "keep-promise"],
		["the day after", "2026-09-18", "wait"],
	])("[PI25] a promise of ours is due %s", (_, day, expected) => {
		const words = `I will send you the wiring list by ${day}.`;
		expect(kind([2, "us", words])).toBe(expected);
	});

	test("[PI25] to be there on a day hands nothing over", () => {
		expect(kind([1, "us", "I will be there on Thursday at 19.30."])).not.toBe("keep-promise");
		expect(kind([1, "us", "I will send the plan on Thursday at 19.30."])).toBe("keep-promise");
	});

	test("[PI25] a promise of ours that a later mail hands over is kept, and one of two stays", () => {
		const promised: Said = [3, "us", "I will send you the wiring list by Tuesday and the drawing by Thursday."];
		expect(kind(promised, [1, "us", "Here is the wiring list. The drawing follows."])).toBe("keep-promise");
		expect(kind(promised, [1, "us", "Here is the wiring list, and the drawing."])).toBe("wait");
	});

	test.each([
		["yesterday", "2026-09-15", "chase-promise"],
		["today", "2026-09-16", "wait"],
	])("[PI25] what they promised was due %s", (_, day, expected) => {
		expect(kind([9, "buyer", `I will send you the machine list by ${day}.`])).toBe(expected);
	});

	test("[PI25] a day in another language is a day", () => {
		expect(kind([10, "buyer", "Le mando i disegni entro venerdì."])).toBe("chase-promise");
		expect(kind([2, "us", "Je vous transmets le dossier de sécurité mercredi au plus tard."])).toBe("keep-promise");
	});

	test.each([
		["Monday of next week, the third working day", "Monday 21 September", "prepare-meeting"],
		["Tuesday, the fourth", "Tuesday 22 September", "wait"],
	])("[PI25] a meeting is agreed for %s", (_, day, expected) => {
		expect(kind([1, "us", `Shall we talk on ${day} at 11?`], [0, "buyer", `${day} at 11 works for me.`])).toBe(
			expected,
		);
	});

	test.each([
		["the fifth working day", 7, "follow-up"],
		["the fourth", 6, "wait"],
	] as const)("[PI25] our last word is unanswered on %s", (_, daysAgo, expected) => {
		expect(kind([daysAgo, "us", "Here is the summary of our call. What do you think?"])).toBe(expected);
	});
});

describe("what is not known", () => {
	const silent = "Thank you, that was clear.";
	const spoke = (name: string) =>
		factOf("discovery.stakeholder", `${name} | - | unknown | unknown | unknown | - | spoke`);
	const about = (stage: Stage, keys: readonly FactKey[]) =>
		nextAction(dealOf([[0, "buyer", silent]], { stage, facts: keys.map((key) => factOf(key, "known")) })).about;

	test.each([
		["PROSPECTING", [], "need"],
		["DISCOVERY", ["meddic.pain"], "timeline"],
		["DISCOVERY", ["bant.need", "bant.timeline"], "authority"],
		["QUALIFICATION", [], "authority"],
		["QUALIFICATION", ["bant.authority"], "decision-process"],
		[
			"SOLUTION",
			["meddic.economic-buyer", "meddic.decision-process", "bant.budget", "bant.timeline"],
			"decision-criterion",
		],
	] as const)("[PI26] in %s with %j known, %s is asked for", (stage, keys, gap) => {
		expect(about(stage, keys)).toBe(gap);
	});

	const two = ["Mara Ellingsen", "Jonas Petrie"].map(spoke);
	test("[PI26] what we asked for and they passed over is asked again", () => {
		const about = (question: string) =>
			nextAction(
				dealOf(
					[
						[2, "us", question],
						[0, "buyer", silent],
					],
					{ stage: "QUALIFICATION", facts: two },
				),
			).about;
		expect(about("Is there a budget for it?")).toBe("budget");
		expect(about("Shall I send you the summary?")).toBe("authority");
	});

	test("[PI26] who says that they decide is somebody who can say yes", () => {
		const next = (text: string) => nextAction(dealOf([[0, "buyer", text]], { stage: "SOLUTION", facts: two })).kind;
		expect(next("In the end I have the last word, and the others prepare it.")).toBe("close-gap");
		expect(next("In the end somebody has the last word, and it is not me.")).toBe("widen");
	});

	test("[PI26] who hangs on one person widens first", () => {
		const deal = (facts: SkillInput["facts"]) => nextAction(dealOf([[0, "buyer", silent]], { facts })).kind;
		expect(deal([spoke("Mara Ellingsen")])).toBe("widen");
		expect(deal([spoke("Mara Ellingsen"), spoke("Jonas Petrie")])).toBe("close-gap");
	});

	const someDeal = fc.record({
		said: fc.array(
			fc.tuple(
				fc.integer({ min: 0, max: 30 }),
				fc.constantFrom("us" as const, "buyer" as const),
				fc.oneof(fc.string(), fc.constantFrom(silent, "Can you call on Friday?", "We will sign by 1 October.")),
			),
			{ minLength: 1, maxLength: 4 },
		),
		stage: fc.constantFrom(...Stage.options),
		keys: fc.array(fc.constantFrom(...FactKey.options), { maxLength: 6 }),
	});

	test("[PI24] [PI26] it is total and the same for the same deal, and never asks for what is known", () => {
		fc.assert(
			fc.property(someDeal, ({ said, stage, keys }) => {
				const facts = keys.map((key) => factOf(key, "known"));
				const input = dealOf(said, { stage, facts });
				const action = nextAction(input);
				expect(nextAction(input)).toEqual(action);
				expect(ACTION_KINDS).toContain(action.kind);
				expect(action.about !== null).toBe(action.kind === "close-gap");
				if (action.about) expect(GAPS[action.about].some((key) => keys.includes(key as never))).toBe(false);
				if (action.about) expect(isFilled(action.about, facts)).toBe(false);
				if (action.day !== null) expect(action.day).toMatch(/^\d{4}-\d{2}-\d{2}$/);
			}),
			{ numRuns: 60 },
		);
	});

	test("[PI24] its words stand in the signal that it quotes", () => {
		const input = dealOf([[0, "buyer", "Hello Sam,\n\nDoes it print customs forms?\n\nMara"]]);
		const [evidence] = nextAction(input).evidence;
		expect(evidence && input.signal?.text.slice(evidence.start, evidence.end)).toBe(evidence?.quote);
		expect(nextAction(input).day).toBe(isoOf(Math.floor(CASE_NOW / DAY_MS) + 1));
	});
});

describe("one decision, one sentence", () => {
	const stepOf = (text: string) =>
		pipeline
			.reason(dealOf([[0, "buyer", text]]))
			.proposals.flatMap((each) => (each.type === "update-crm" && each.field === "next-step" ? each.value : []));
	const asked = (text: string) =>
		pipeline
			.reason(dealOf([[0, "buyer", text]]))
			.proposals.flatMap((each) => (each.type === "ask-human" ? each.why : []));

	test("[PI23] where no words name the step, the action does", () => {
		expect(stepOf("My people will walk out if I bring a third system.")).toEqual([
			"Answer what holds Mara Ellingsen back",
		]);
	});

	test("[PI22] what only a person may decide is put before one", () => {
		expect(asked("Could you give us a discount of 10%?")).toEqual([
			'A person decides this: "Could you give us a discount of 10%?". Take it over?',
		]);
		expect(asked("Could you show us the reports?")).toEqual([]);
	});
});
