const READ_CHARS = 2_000;
/** Small words that make up a third of any text, and differ between the languages that we meet. */
const WORDS: readonly (readonly [Language, RegExp])[] = [
	[
		"English",
		/(?<!\p{L})(?:the|and|of|to|is|are|we|you|for|with|this|that|have|it|in|our|your|please|thanks|u)(?!\p{L})/giu,
	],
	[
		"German",
		/(?<!\p{L})(?:der|die|das|und|ist|wir|sie|für|mit|nicht|ein|eine|bitte|uns|unser|zum|auf|haben|ihnen)(?!\p{L})/giu,
	],
	["French", /(?<!\p{L})(?:le|la|les|et|est|nous|vous|pour|avec|une|des|notre|votre|que|qui|merci|du|à)(?!\p{L})/giu],
	["Spanish", /(?<!\p{L})(?:el|la|los|y|es|para|con|una|nos|nuestro|nuestra|que|gracias|por|pero|del|su)(?!\p{L})/giu],
	["Italian", /(?<!\p{L})(?:il|lo|gli|e|è|per|con|una|nostro|vostro|che|grazie|del|siamo|non|di)(?!\p{L})/giu],
	["Dutch", /(?<!\p{L})(?:het|een|en|is|wij|u|voor|met|niet|ons|onze|uw|graag|dat|van|op)(?!\p{L})/giu],
	["Portuguese", /(?<!\p{L})(?:o|os|as|e|é|para|com|uma|nosso|nossa|que|obrigado|não|do|da|em)(?!\p{L})/giu],
];
export type Language = "English" | "German" | "French" | "Spanish" | "Italian" | "Dutch" | "Portuguese";

/** The language of a text, by its small words; English unless another one is clearly ahead. */
export function languageOf(text: string): Language {
	const start = text.slice(0, READ_CHARS);
	const counts = WORDS.map(([language, words]) => ({ language, count: start.match(words)?.length ?? 0 }));
	const english = counts.find((each) => each.language === "English")?.count ?? 0;
	const best = counts.reduce((a, b) => (b.count > a.count ? b : a));
	return best.count >= 3 && best.count >= english * 2 ? best.language : "English";
}
