import { describe, expect, test } from "vitest";
import { mentionsOf, type Traces } from "./mentions.ts";

const SENTENCE = "We are losing customers to slow answers, every single week.";
const traces = (changes: Partial<Traces> = {}): Traces => ({
	names: ["Mara Ellingsen"],
	addresses: ["mara.ellingsen@brightfen.example"],
	phones: ["+47 22 33 44 55"],
	words: [`Hi Sam,\n\n${SENTENCE}\nThanks a lot!`, "wish-list.xlsx"],
	shared: [],
	...changes,
});
const tells = (text: string, changes?: Partial<Traces>): boolean => mentionsOf(traces(changes))(text);

describe("[ER1] a text that tells of somebody is found", () => {
	test.each([
		["by their address", "Write to mara.ellingsen@brightfen.example."],
		["by their address in capitals", "MARA.ELLINGSEN@BRIGHTFEN.EXAMPLE"],
		["by their name", "I spoke with Mara Ellingsen today."],
		["by their name turned round", "Ellingsen, Mara: yes"],
		["by their name over two lines", "Mara\r\n> Ellingsen wrote"],
		["by their phone, however it is grouped", "call 0047-22.33.44.55 now"],
		["by a sentence of theirs", `> ${SENTENCE}`],
		["by a sentence, folded", "> We are losing customers to\n> slow answers, every single week."],
		["by a sentence in JSON", JSON.stringify({ text: `x\n${SENTENCE}\ny` })],
		["by a sentence in JSON within JSON", JSON.stringify({ input: JSON.stringify({ text: `x\n${SENTENCE}\ny` }) })],
		["as a piece of their words", "losing customers to slow answers"],
		["by the name of a file", '"name":"Wish-List.xlsx"'],
	])("%s", (_, text) => {
		expect(tells(text)).toBe(true);
	});

	test.each([
		["a first name alone", "Mara said yes."],
		["another address of the house", "otto@brightfen.example"],
		["a name within a name", "Tamara Ellingsenova"],
		["a few words", "slow answers"],
		["a line that anybody writes", "Thanks a lot!"],
		["nothing", ""],
	])("%s is nobody's", (_, text) => {
		expect(tells(text)).toBe(false);
	});
});

test("[ER1] a short sentence that another buyer wrote as well is a turn of phrase; a long one was taken over", () => {
	const phrase = "Looking forward to your answer.";
	const long = "Looking forward to your answer about the licence, the set-up and the first year of support.";
	for (const [sentence, found] of [
		[phrase, false],
		[long, true],
	] as const)
		expect(tells(`Dear all, ${sentence}`, { words: [sentence], shared: [sentence] })).toBe(found);
});

test("[ER1] nobody is looked for by a name of one word, nor by none at all", () => {
	expect(tells("All of sales was there.", { names: ["Sales", ""], addresses: [], phones: ["12"], words: [] })).toBe(
		false,
	);
});

test("[ER1] thousands of sentences are looked for in a long text in little time", () => {
	const words = Array.from({ length: 5_000 }, (_, n) => `This is sentence number ${n} of a long correspondence.`);
	const tellsOf = mentionsOf(traces({ words, names: [], addresses: [], phones: [] }));
	const text = "Nothing of this is anything that they ever wrote to anybody at all. ".repeat(1_500);
	const began = performance.now();
	expect(tellsOf(text)).toBe(false);
	expect(performance.now() - began).toBeLessThan(1_000);
	expect(tellsOf(`${text} ${words[4_999]}`)).toBe(true);
});
