import { isQuestion } from "../acts.ts";
import { isNeed, readable } from "./need-words.ts";
import type { Requirement } from "./requirements.ts";
import type { Said } from "./said.ts";

const SURE = 0.7;
/** One demand is a sentence; a list begins with the second. */
const ITEMS_MIN = 2;
/** As many as a long list of a reviewer has. */
const ITEMS_MAX = 20;

const ANNOUNCES =
	/\b(?:i|we) (?:would |will |do |['’]d |also )?(?:require|need|demand|insist on|expect|ask for|must have)\b[^.:]{0,40}\b(?:the following|all of the following|these (?:\w+ )?(?:points|things|items))\b|\bthe following (?:\w+ )?(?:requirements|conditions|demands|controls|points) (?:apply|must|have to|need|are)\b|\b(?:i|we) (?:require|need|demand) the following\b/i;
/** What has to be agreed, priced or signed is negotiated. */
const OF_TERMS =
	/\b(?:agree\w*|accept\w*|terms?|contract|offer|proposal|quotation|quote|price|settle|sign(?:ed|ature)?)\b/i;
/** Of what looks after data and systems. */
const TECHNICAL =
	/\b(?:data|security|access\w*|encrypt\w*|keys?|audit\w*|penetration|incidents?|breach\w*|back-?ups?|log(?:s|ging|in)?|regions?|zones?|cloud|host\w*|retention|delet\w+|sub-?processors?|sub-?contractors?|certif\w+|iso|soc|vulnerabilit\w+|patch\w*|recovery|availability|uptime|passwords?|sso|identit\w+|apis?|interfaces?|networks?|ports?|firewalls?|servers?|environments?)\b/i;

/** [DI25] The numbered demands of whoever looks after data and systems, though what they ask for is a paper. */
export function demandsIn(said: readonly Said[]): readonly Requirement[] {
	const found: Requirement[] = [];
	let open = false;
	let items: Said[] = [];
	const close = () => {
		const technical = items.filter((each) => TECHNICAL.test(each.words)).length;
		if (items.length >= ITEMS_MIN && technical * 2 >= items.length)
			for (const each of items.slice(0, ITEMS_MAX)) {
				const value = readable(each.words);
				if (/\s/.test(value) && isNeed(value))
					found.push({ start: each.start, end: each.end, value, confidence: SURE });
			}
		items = [];
	};
	for (const each of said) {
		if (!each.bullet) {
			close();
			open = ANNOUNCES.test(each.words) && !OF_TERMS.test(each.words);
		} else if (open && each.first && !isQuestion(each.words)) items.push(each);
	}
	close();
	return found;
}
