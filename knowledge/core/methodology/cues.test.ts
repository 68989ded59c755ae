import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cueOf, findCue, isCue, saysAny, wordsIn } from "./cues.ts";

const found = (text: string, cue: string): string | null => {
	const words = wordsIn(text);
	const at = findCue(words, cueOf(cue) ?? []);
	return at === null ? null : text.slice(words[at.first]?.start, words[at.last]?.end);
};

describe("where a cue stands", () => {
	test.each([
		["We lose two days a month.", "we lose", "We lose"],
		["We lose two days a month.", "lose … month", "lose two days a month"],
		["They decided yesterday.", "decid*", "decided"],
		["She signs-off on it.", "signs off", "signs-off"],
		["She signs off on it.", "signs-off", "signs off"],
		["We don’t know.", "don't know", "don’t know"],
		["Ärger mit der Übergabe", "übergabe", "Übergabe"],
	])("[S2-22] in «%s» «%s» is «%s»", (text, cue, expected) => {
		expect(found(text, cue)).toBe(expected);
	});

	test.each([
		["We closed the deal.", "lose"],
		["A loser.", "lose"],
		["one a b c d e f g two", "one … two"],
		["indecision", "decid*"],
		["", "lose"],
	])("[S2-22] in «%s» stands no «%s»", (text, cue) => {
		expect(found(text, cue)).toBeNull();
	});

	test("[S2-22] six words may stand between, and no seventh", () => {
		expect(found("one a b c d e f two", "one … two")).not.toBeNull();
		expect(found("one a b c d e f g two", "one … two")).toBeNull();
		expect(found("one two", "one ... two")).not.toBeNull();
	});
});

test.each(["", "…", "… x", "x …", "a … … b", "a … b … c … d", "(x|y)+", "x.*", "a, b", "*", "what?"])(
	"[S2-22] «%s» is no cue",
	(cue) => {
		expect(isCue(cue)).toBe(false);
	},
);

test("[S2-22] whatever a cue and a text are, they are compared in bounded time, and what is found stands there", () => {
	fc.assert(
		fc.property(fc.string(), fc.string(), (text, cue) => {
			const read = cueOf(cue);
			if (read === null) return;
			const words = wordsIn(text);
			const at = findCue(words, read);
			if (at !== null) expect(words[at.first]?.text.startsWith(read[0]?.word ?? "-")).toBe(true);
		}),
	);
	const began = performance.now();
	expect(saysAny("a ".repeat(100_000), ["a … a … b", "a a a a a a b"])).toBe(false);
	expect(performance.now() - began).toBeLessThan(2_000);
});

test("[S2-22] a pack full of cues whose words all stand in a long text, and never near enough, is compared in bounded time", () => {
	const words = wordsIn(`b ${"a ".repeat(10_000)}`);
	const cue = cueOf("a … a … b") ?? [];
	const began = performance.now();
	for (let i = 0; i < 300; i++) expect(findCue(words, cue)).toBeNull();
	expect(performance.now() - began).toBeLessThan(3_000);
});

test("[S2-22] the first place is found, by the shortest gaps, as it is by trying all of them", () => {
	const tried = (words: readonly string[], cue: NonNullable<ReturnType<typeof cueOf>>, at: number): number | null => {
		const [part, ...more] = cue;
		if (!part || at >= words.length || !(part.isPrefix ? words[at]?.startsWith(part.word) : words[at] === part.word))
			return null;
		if (more.length === 0) return at;
		for (let skipped = 0; skipped <= (more[0]?.gap ?? 0); skipped++) {
			const last = tried(words, more, at + 1 + skipped);
			if (last !== null) return last;
		}
		return null;
	};
	const texts = fc.array(fc.constantFrom("a", "b", "c", "ab"), { maxLength: 25 });
	fc.assert(
		fc.property(texts, fc.array(fc.constantFrom("a", "b", "c", "a*", "…"), { maxLength: 6 }), (words, parts) => {
			const cue = cueOf(parts.join(" "));
			if (cue === null) return;
			const lasts = words.map((_, first) => ({ first, last: tried(words, cue, first) }));
			expect(findCue(wordsIn(words.join(" ")), cue)).toEqual(lasts.find(({ last }) => last !== null) ?? null);
		}),
		{ numRuns: 2_000 },
	);
});
