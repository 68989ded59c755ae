import { holds } from "../matches.ts";
import { type Found, firstMatches } from "./found.ts";

/** What is demanded, made a condition, or said to be a part of whatever is bought: the thing stands in one place of the sentence. */

const ASKING =
	"(?:we(?:['’]d| would| will| do)?|i(?:['’]d| would)?|they|she|he|our (?:[\\p{L}-]+ ){1,3}|the (?:[\\p{L}-]+ ){1,3}|\\p{Lu}\\p{Ll}+)";
const IT =
	"(?:it|this|that|you|whatever (?:we|you) (?:buy|take|choose|pick)|your (?:[\\p{L}-]+)|the (?:tool|system|software|solution|product|offer|app|platform|thing|new one|package|contract))";
const HAS =
	"(?:offers?|gets?|has|have|had|supports?|includes?|provides?|brings?|comes? with|ships? with|contains?|delivers?)";
const WEIGHS =
	"(?:a must|mandatory|essential|important|crucial|vital|key|decisive|critical|a condition|non-negotiable|indispensable|what (?:matters|counts)(?: most)?|all that (?:matters|counts))";
const WHAT = "([^,.;:!?]{3,110})";

const BEHIND: readonly RegExp[] = [
	new RegExp(
		`(?<![\\p{L}'’])${ASKING}\\s?\\s?(?:also |simply |absolutely |really |just )?(?:expects?|demands?|insists? on|calls? for|stipulates?|prescribes?)\\s(?!to\\b|you\\b|that (?:you|we|i)\\b|it\\b|this\\b)(?:that (?:it|the \\p{Ll}+) ${HAS} )?${WHAT}`,
		"giu",
	),
	new RegExp(
		`\\b${IT}\\s(?:also )?(?:has to|have to|must|needs? to|should|would have to|ought to|will have to)\\s(?:also )?(?:come with|include|offer|provide|bring|contain|have)\\s${WHAT}`,
		"giu",
	),
	new RegExp(
		`\\b(?:(?:wo|does|will|ca)(?:n['’]?t| not)|no|never|nothing) (?:do|work|deal|go|good|use|fly|sale|contract|signature|order|point|happens?)\\s(?:for us |here )?without\\s${WHAT}`,
		"giu",
	),
	new RegExp(`\\b${WEIGHS}\\b[^.,;!?]{0,24}\\b(?:is )?that (?:${IT}|we) ${HAS} ${WHAT}`, "giu"),
	new RegExp(
		`\\b(?:as long as|provided(?: that)?|only if|on condition that|if and only if) (?:${IT}|we) ${HAS} ${WHAT}`,
		"giu",
	),
	new RegExp(
		`\\b(?:only|nothing but|none but) (?:an? |the )?(?:tool|system|one|solution|vendor|supplier|product|software|platform|something) (?:that|which|who) ${HAS} ${WHAT}`,
		"giu",
	),
	/(?<![\p{L}])(?:it|this|that|they|you|your \p{Ll}+)['’](?:d|s) (?:need to|have to|got to|gotta|gotta) (?:be able to )?((?:talk to (?:our|the)|work (?:with|without|on|in)|run (?:on|in|without)|connect|print|scan|do (?!it|this|that|so|something|the|what)|show|send|read|fit|speak|support|handle|export|import|sync) ?[^,.;:!?]{3,80})/giu,
	/\b(?:it|this|that|they|the \p{Ll}+|your \p{Ll}+)(?:['’]s| has| have)? (?:gotta|got to|has to|have to|must|needs? to) (?:be able to )?((?:talk to (?:our|the) (?!boss|board|people|ceo|cfo|team|owner|director)|do (?!it|this|that|so|something|the|what|well|better)\p{L}+ (?:by|in|for|on|via|to|with)\b)[^,.;:!?]{3,80})/giu,
	/\b(?:the|our|your) (?:[\p{Ll}-]+ ){1,2}(?:would |will |does |do )?needs? ((?:an? )?(?:[\p{Ll}-]+ ){0,2}(?:mode|view|export|import|app|interface|api|log|dashboard|calendar|map|sync|login|screen|version|module|filter|search|archive|connector|integration)(?![\p{L}])[^,.;:!?]{0,40})/giu,
];
/** The thing is the subject. */
const AHEAD: readonly RegExp[] = [
	new RegExp(
		`(?:^|[,;:]\\s|\\b(?:and|but|so|that)\\s)${WHAT}\\s(?:(?:is|are)(?: not|n['’]?t) (?:optional|negotiable|up for discussion)|tops? (?:the|our) list|(?:has|have|needs?) to be (?:part of (?:it|the \\p{Ll}+|any \\p{Ll}+)|in (?:it|there)|included)|(?:is|are) (?:at the top|on top|number one) (?:of|on) (?:the|our|my) list)`,
		"giu",
	),
];
/** Somebody's word, a date or a price is a condition of the deal, and no part of a product. */
const OF_DEAL =
	/^(?:an? |the |your |my |our |some |any |no |more |his |her |their |\p{Lu}[\p{L}'’]+ )?(?:(?:final|written|formal|better|lower|quick|clear|honest|good|full|firm|real) )?(?:yes|ok|okay|approval|signature|sign-?off|word|nod|blessing|consent|go-ahead|answer|reply|decision|price|discount|budget|money|board|meeting|call|demo|reference|deadline|time|patience|respect|explanation|apology|results?|people|team|trust|help|support|offer|quote|proposal|contract|invoice|visit)(?=$|\s(?:from|by|of|on|in|before|until|first|and|or|that|to)\b|['’])|^(?:you|me|us|him|her|them|\d)/iu;
const OPENING = /^(?:that |an? (?=\p{L}+ (?:to|of|for|in)\b)|the (?=ability)|to |also |at least |simply )/iu;

export function conditionsIn(text: string): readonly Found[] {
	if (!holds(text, KEYS)) return [];
	return [...BEHIND, ...AHEAD].flatMap((pattern) =>
		[...firstMatches(text, pattern, 2)].flatMap((match): readonly Found[] => {
			const words = (match[1] ?? "").replace(OPENING, "").replace(TAIL, "").trim();
			if (
				words === "" ||
				OF_DEAL.test(words) ||
				/^(?:it|this|that|which|he|she|they|we|you|i|there|what|all)\b/i.test(words)
			)
				return [];
			return [{ at: match.index + match[0].indexOf(match[1] ?? ""), words, sure: SURE, plain: true, ofProduct: true }];
		}),
	);
}
const SURE = 0.75;
/** Without one of these there is nothing to look for. */
const KEYS =
	/\b(?:gotta|got to|have to|has to|must|needs?|need to|only|expects?|demands?|insists?|calls? for|stipulates?|prescribes?|come with|include|offer|provide|bring|contain|have|without|that|long as|provided|only if|condition|optional|negotiable|discussion|list|part of|included|in (?:it|there))\b/i;
/** What goes on behind the thing. */
const TAIL =
	/\s(?:will do|gets in|comes into|stands a|tops? the|(?:is|are) a must|because|since|as (?:we|i|our)|otherwise|or (?:we|i|it|else)|and (?:we|i|that|this)|for us|though|(?:we|i|they|it|you|he|she) (?:are|is|am|can|will|would|have|has)|before we|when we|so that we)\b.*$/i;
