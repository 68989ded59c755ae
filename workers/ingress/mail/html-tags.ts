export type TagHandler = {
	text(text: string): void;
	open(name: string, attributes: string): void;
	close(name: string): void;
	/** Asked between tags: true ends the scan. */
	full(): boolean;
};

/**
 * Walks HTML once, left to right, without a tree: nesting costs nothing, and what does not close is searched for at most
 * once. Comments, declarations and the content of elements that hold no text for readers are left out.
 */
export function scanTags(html: string, on: TagHandler): void {
	const unclosed = { '"': html.lastIndexOf('"'), "'": html.lastIndexOf("'") };
	let at = 0;
	while (!on.full()) {
		const tag = html.indexOf("<", at);
		if (tag < 0) break;
		if (tag > at) on.text(html.slice(at, tag));
		const next = html.charCodeAt(tag + 1);
		if (next === BANG || next === QUESTION) {
			at = endOfMarkup(html, tag);
			continue;
		}
		const closing = next === SLASH;
		const from = closing ? tag + 2 : tag + 1;
		if (!isLetter(html.charCodeAt(from))) {
			on.text("<");
			at = tag + 1;
			continue;
		}
		const nameEnd = endOfName(html, from);
		const name = html.slice(from, nameEnd).toLowerCase();
		const end = endOfTag(html, nameEnd, unclosed);
		at = end < 0 ? html.length : end + 1;
		if (end < 0) break;
		if (closing) on.close(name);
		else if (RAW.has(name)) at = endOfRaw(html, at, name);
		else on.open(name, html.slice(nameEnd, Math.min(end, nameEnd + ATTRIBUTES_CHARS_MAX)));
	}
	if (at < html.length && !on.full()) on.text(html.slice(at));
}

/** The value of one attribute, as written; `null` if the tag does not have it. */
export function attribute(attributes: string, name: "href" | "style" | "class" | "hidden" | "id"): string | null {
	const found = PATTERNS[name].exec(attributes);
	return found === null ? null : (found[1] ?? found[2] ?? found[3] ?? "");
}

/** A link that carries its tracking in four thousand characters carries nothing for us. */
const ATTRIBUTES_CHARS_MAX = 4_096;
const NAME_CHARS_MAX = 32;
const [BANG, QUESTION, SLASH] = [0x21, 0x3f, 0x2f];

/** Their content is no HTML: it ends at their own end tag and nowhere else. */
const RAW = new Set(["script", "style", "title", "textarea", "iframe", "noembed", "noframes", "xmp"]);

const pattern = (name: string): RegExp =>
	new RegExp(`(?:^|[\\s"'/])${name}(?:\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"']+))|(?=[\\s/]|$))`, "iu");
const PATTERNS = {
	href: pattern("href"),
	style: pattern("style"),
	class: pattern("class"),
	hidden: pattern("hidden"),
	id: pattern("id"),
};

const isLetter = (code: number): boolean => (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);

/** Past the end of a comment, declaration or processing instruction. */
function endOfMarkup(html: string, tag: number): number {
	const comment = html.startsWith("<!--", tag);
	const end = comment ? html.indexOf("-->", tag + 2) : html.indexOf(">", tag);
	if (end < 0) return html.length;
	return end + (comment ? 3 : 1);
}

function endOfName(html: string, from: number): number {
	let at = from;
	while (at < html.length && at - from < NAME_CHARS_MAX && !/[\s/>]/u.test(html.charAt(at))) at++;
	return at;
}

/** A quoted value may hold `>`. A quote that nothing closes is read as a slip of the pen, so that the rest is not lost. */
function endOfTag(html: string, from: number, last: { '"': number; "'": number }): number {
	for (let at = from; at < html.length; at++) {
		const char = html.charAt(at);
		if (char === ">") return at;
		if (char !== "=") continue;
		let value = at + 1;
		while (value < html.length && /\s/u.test(html.charAt(value))) value++;
		const quote = html.charAt(value);
		const quoted = (quote === '"' || quote === "'") && value < last[quote];
		at = quoted ? html.indexOf(quote, value + 1) : value - 1;
	}
	return -1;
}

function endOfRaw(html: string, from: number, name: string): number {
	const start = new RegExp(`</${name}`, "giu");
	start.lastIndex = from;
	const end = start.exec(html) === null ? -1 : html.indexOf(">", start.lastIndex);
	return end < 0 ? html.length : end + 1;
}
