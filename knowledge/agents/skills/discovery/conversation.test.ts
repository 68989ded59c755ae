import { describe, expect, test } from "vitest";
import type { SpeakerTurn } from "#knowledge/core/deal/signal-record.ts";
import type { FactClaim } from "#knowledge/core/facts/fact.ts";
import { inputOf, MARA } from "#knowledge/samples/skill-case.ts";
import { discovery } from "./definition.ts";

type Line = readonly [speaker: string, side: SpeakerTurn["side"], words: string];

/** A conversation as it is kept: a line a turn, the buyer's words visible. */
function talk(...lines: readonly Line[]) {
	let text = "";
	const turns = lines.map(([speaker, side, words]) => {
		const start = text.length + speaker.length + 2;
		text += `${speaker}: ${words}\n`;
		return { start, end: start + words.length, speaker, side };
	});
	const visible = turns.filter((turn) => turn.side === "buyer").map(({ start, end }) => ({ start, end }));
	return inputOf(text, { signal: { kind: "transcript", turns, visible, from: MARA.id } });
}
const learned = (...lines: readonly Line[]) =>
	discovery.reason(talk(...lines)).proposals.flatMap((each) => (each.type === "learn-fact" ? [told(each.claim)] : []));
/** Of a person «name | title | role | stance». */
const told = ({ key, value }: FactClaim): string =>
	key === "discovery.stakeholder" ? value.split(" | ").slice(0, 4).join(" | ") : value;

const us = (words: string): Line => ["Sam Okafor", "us", words];
const jonas = (words: string): Line => ["Jonas Petrie", "buyer", words];
const mara = (words: string): Line => ["Mara Ellingsen", "buyer", words];

describe("conversations", () => {
	test("[DI16] «I» is whoever speaks", () => {
		const found = learned(jonas("I sign off on that."), mara("I'm pushing for this internally."));
		expect(found).toContain("Jonas Petrie | - | signs-off | unknown");
		expect(found).toContain("Mara Ellingsen | - | champions | for");
	});

	test("[DI16] what our side says is no need of theirs, and our people are nobody's", () => {
		expect(learned(us("You need single sign-on, and I decide that."), us("Our CFO signs off."))).toEqual([]);
	});

	test("[DI16] whoever speaks on the buyer's side is in the deal", () => {
		expect(learned(us("Hello!"), jonas("Good morning to all of you."))).toEqual([
			"Jonas Petrie | - | unknown | unknown",
		]);
	});

	test("[DI16] a short answer to our question takes its sense from it", () => {
		const found = learned(
			us("And who would say yes in the end?"),
			mara("Me and Jonas."),
			jonas("That's right, the two of us."),
		);
		expect(found).toContain("Mara Ellingsen | - | decides | unknown");
		expect(found).toContain("Jonas Petrie | - | decides | unknown");
		expect(learned(us("Who was late today?"), mara("Me and Jonas."), jonas("Sorry about that again."))).toEqual([
			"Mara Ellingsen | - | unknown | unknown",
			"Jonas Petrie | - | unknown | unknown",
		]);
	});

	test("[DI16] «he» is whom the same speaker spoke of", () => {
		expect(learned(mara("Jonas has the numbers. He's not convinced."))).toContain(
			"Jonas Petrie | - | unknown | against".replace("Jonas Petrie", "Jonas"),
		);
		expect(learned(mara("Ingrid has the numbers."), jonas("He is not convinced, the other one."))).not.toContain(
			"Ingrid | - | unknown | against",
		);
	});

	test.each(["Mm-hm. Right. Yeah.", "Okay, so, um, you know.", "Uh, well. Sure, sure.", "No. Yes."])(
		"[DI16] what only keeps a talk going says nothing: %s",
		(words) => {
			expect(learned(jonas(words)).filter((value) => !value.startsWith("Jonas"))).toEqual([]);
		},
	);

	test("[DI1] a need is read through hums and false starts, and quoted as it was said", () => {
		const input = talk(us("What else?"), jonas("Well, um, it has to, uh, work with gloves on, you know."));
		const [need] = discovery.reason(input).proposals;
		expect(need).toMatchObject({ claim: { key: "discovery.requirement", value: "work with gloves on" } });
		expect(need).toMatchObject({
			claim: { evidence: [{ quote: "Well, um, it has to, uh, work with gloves on, you know." }] },
		});
	});
});
