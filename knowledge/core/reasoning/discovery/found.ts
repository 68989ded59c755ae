import { matchesIn } from "../matches.ts";

/** The first matches alone: a sentence that repeats itself is hostile. `pattern` has the flag `g`. */
export const firstMatches = (text: string, pattern: RegExp, max = 4): readonly RegExpExecArray[] =>
	matchesIn(text, pattern, max);

/** Words of one sentence that could be a requirement. `at` is where, in the sentence, their stance is looked at. */
export type Found = {
	readonly words: string;
	readonly at: number;
	readonly sure: number;
	/** The words deny or suppose by their own form: their stance is not looked at. */
	readonly plain?: boolean;
	/** Said of a product by name, so that its verb need not be looked at again. */
	readonly ofProduct?: boolean;
};
