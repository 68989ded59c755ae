import { oneLine } from "./span.ts";

/**
 * A draft without what it repeats: the buyer's words between quotation marks, and sentences that are kept to the letter.
 * What is quoted has to stand in `source`, or it is our own.
 */
export function ownWords(body: string, source: string, kept: readonly string[] = []): string {
	const words = oneLine(source).replace(/["“”]/g, "'");
	const unquoted = body.replace(/"([^"]{1,300})"/g, (whole, quoted: string) =>
		words.includes(oneLine(quoted).replace(/…$/, "")) ? "" : whole,
	);
	// The longest first: a name may stand within a sentence that is kept, too.
	return [...kept]
		.filter((each) => each !== "")
		.sort((a, b) => b.length - a.length)
		.reduce((text, each) => text.replaceAll(each, " "), unquoted);
}
