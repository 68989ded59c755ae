import type { SignalText } from "#knowledge/core/deal/skill.ts";
import type { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";

/** A fact that a careful reader takes out of a text: its key, words its value must hold, and where it stands. */
export type Expected = {
	readonly key: FactKey;
	/** Each of these words stands in the value, letter case and digit grouping apart. */
	readonly gist: string;
	readonly quote: string;
};

export type LookItem = {
	readonly name: string;
	readonly text: string;
	readonly signal?: Partial<Pick<SignalText, "kind" | "author" | "subject">>;
	/** Empty: no news for a seller, and nothing may be claimed. */
	readonly expected: readonly Expected[];
	/** Two careful readers may differ: neither a hit nor a false alarm. */
	readonly either?: readonly Expected[];
};

export const fact = (key: FactKey, gist: string, quote: string): Expected => ({ key, gist, quote });
