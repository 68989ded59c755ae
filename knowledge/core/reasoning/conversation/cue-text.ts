/** A stretch of a caption. `voice`: whom its tags name as the speaker; `null` outside of any. */
export type Piece = { readonly voice: string | null; readonly text: string };

/** The words of a caption without its tags, by voice. What only looks like a tag is words. */
export function piecesOf(payload: string): readonly Piece[] {
	const pieces: Piece[] = [];
	let voice: string | null = null;
	let text = "";
	const close = (): void => {
		if (text.trim() !== "") pieces.push({ voice, text: decoded(text) });
		text = "";
	};
	let from = 0;
	for (const tag of payload.matchAll(/<([^<>]{0,400})>/g)) {
		const inside = tag[1] ?? "";
		const named = /^v(?:\.[^\s]*)?[ \t\n]+([\s\S]*)$/.exec(inside);
		if (!named && !MARKUP.test(inside)) continue;
		text += payload.slice(from, tag.index);
		from = tag.index + tag[0].length;
		if (named) {
			close();
			voice = decoded(named[1] ?? "").trim() || null;
		} else if (inside === "/v") {
			close();
			voice = null;
		}
	}
	text += payload.slice(from);
	close();
	return pieces;
}

const MARKUP = /^(?:\/?(?:v|c|i|b|u|s|ruby|rt|lang|font|span|br)(?:[.\s][\s\S]*)?\/?|\d{1,4}:\d{1,2}[\d:.,]*)$/i;

/** Overrides of looks, which some programs write into SubRip. */
const OVERRIDE = /\{\\[^{}]{0,100}\}/g;

const decoded = (text: string): string =>
	text.replace(OVERRIDE, "").replace(/&(?:([a-z]{2,5})|#(\d{1,7})|#x([\da-f]{1,6}));/gi, (whole, name, ten, hex) => {
		if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
		const code = ten === undefined ? Number.parseInt(hex, 16) : Number(ten);
		return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : "\uFFFD";
	});

const NAMED: Readonly<Record<string, string>> = {
	amp: "&",
	lt: "<",
	gt: ">",
	nbsp: " ",
	quot: '"',
	apos: "'",
	lrm: "",
	rlm: "",
};
