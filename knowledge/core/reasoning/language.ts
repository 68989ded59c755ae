const READ_CHARS = 2_000;
/** Small words that make up a third of any text, and differ between the languages that we meet. */
const WORDS = [
	["English", "the|and|of|to|is|are|we|you|for|with|this|that|have|it|in|our|your|please|thanks|u"],
	["German", "der|die|das|und|ist|wir|sie|für|mit|nicht|ein|eine|bitte|uns|unser|zum|auf|haben|ihnen"],
	["French", "le|la|les|et|est|nous|vous|pour|avec|une|des|notre|votre|que|qui|merci|du|à"],
	["Spanish", "el|la|los|y|es|para|con|una|nos|nuestro|nuestra|que|gracias|por|pero|del|su"],
	["Italian", "il|lo|gli|e|è|per|con|una|nostro|vostro|che|grazie|del|siamo|non|di"],
	["Dutch", "het|een|en|is|wij|u|voor|met|niet|ons|onze|uw|graag|dat|van|op"],
	["Portuguese", "o|os|as|e|é|para|com|uma|nosso|nossa|que|obrigado|não|do|da|em"],
] as const;
export type Language = (typeof WORDS)[number][0];

const PATTERNS = WORDS.map(([language, words]) => ({
	language,
	words: new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})`, "giu"),
}));

/** The language of a text, by its small words; English unless another one is clearly ahead. */
export function languageOf(text: string): Language {
	const start = text.slice(0, READ_CHARS);
	const counts = PATTERNS.map(({ language, words }) => ({ language, count: start.match(words)?.length ?? 0 }));
	const english = counts.find((each) => each.language === "English")?.count ?? 0;
	const best = counts.reduce((a, b) => (b.count > a.count ? b : a));
	return best.count >= 3 && best.count >= english * 2 ? best.language : "English";
}

const ENGLISH: ReadonlySet<string> = new Set(
	"the a an and of to is are was were we you he she they i for with this that these have has had it its on at by from as if or but not no do does did our your my his her their us me who what when which will would can could be been so there all up out about must should please thanks u ur im until before after than more one everything nobody every where how get need yes yeah euro euros thousand hundred".split(
		" ",
	),
);
const FOREIGN: ReadonlySet<string> = new Set(
	WORDS.flatMap(([language, words]) => (language === "English" ? [] : words.split("|"))),
);
/** Fewer words than this may hold no small word at all. */
const WORDS_MIN = 7;
const SHARE_MIN = 0.12;

/** Whether one sentence may be English: what was learned of English says nothing of another language. */
export function readsEnglish(sentence: string): boolean {
	const words = sentence.match(/\p{L}+/gu) ?? [];
	const latin = words.filter((word) => /^[A-Za-z]+$|^[\p{Script=Latin}]+$/u.test(word)).length;
	if (latin * 2 < words.length) return false;
	const said = words.map((word) => word.toLowerCase());
	const english = said.filter((word) => ENGLISH.has(word)).length;
	const foreign = said.filter((word) => FOREIGN.has(word)).length;
	if (foreign > english) return false;
	return words.length < WORDS_MIN || english / words.length >= SHARE_MIN;
}
