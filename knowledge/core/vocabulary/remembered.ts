/** Texts of which a reading is kept: more than a mail has sentences, so that each rule that asks for it in turn finds it read. */
const KEPT_MAX = 128;
/** A longer text is no sentence and no name, and is read each time. */
const TEXT_CHARS_MAX = 1_000;

/** The same reading of the same text, kept for as long as it is among the latest. `read` depends on nothing but its text. */
export function remembering<T extends object | string | boolean>(read: (text: string) => T): (text: string) => T {
	let young = new Map<string, T>();
	let old = new Map<string, T>();
	return (text) => {
		if (text.length > TEXT_CHARS_MAX) return read(text);
		const had = young.get(text);
		if (had !== undefined) return had;
		const value = old.get(text) ?? read(text);
		if (young.size >= KEPT_MAX) {
			old = young;
			young = new Map();
		}
		young.set(text, value);
		return value;
	};
}
