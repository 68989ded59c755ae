declare const IS_HTML: unique symbol;
/** A piece of a page. Only `html` makes one, so that no text gets into a page unescaped. */
export type Html = { readonly [IS_HTML]: true; readonly text: string };

type Part = string | number | Html | readonly Html[] | null | false;

/** A template whose values are escaped, unless they are pieces of a page themselves. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
	const text = strings.map((string, i) => string + (i < parts.length ? written(parts[i] ?? null) : "")).join("");
	return { text } as Html;
}

function written(part: Part): string {
	if (part === null || part === false) return "";
	if (typeof part === "string" || typeof part === "number") return escapeHtml(String(part));
	return "text" in part ? part.text : part.map(({ text }) => text).join("");
}

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** Paragraphs, `code` and **weight**: all that our own descriptions use. */
export const prose = (text: string): Html => {
	const paragraphs = text.split(/\n{2,}/).map((paragraph) => html`<p>${inline(paragraph)}</p>`);
	return html`${paragraphs}`;
};

export const inline = (text: string): Html => {
	const pieces = text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map((piece) => {
		if (piece.startsWith("`")) return html`<code>${piece.slice(1, -1)}</code>`;
		return piece.startsWith("**") ? html`<strong>${piece.slice(2, -2)}</strong>` : html`${piece}`;
	});
	return html`${pieces}`;
};

export const slug = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, "-");
