import { type Found, firstMatches } from "./found.ts";
import { PROCESS_SUBJECT } from "./product-words.ts";

/** Somebody who asks for a thing may need it; it takes a statement to be sure. */
const ASKED_SURE = 0.45;

const ASKED =
	/(?<![\p{L}'’])(?:does|do|did|can|could|will|would|is|are|has)\s(?:it|this|that|these|your \w{2,20}(?: \w{2,20})?|the (?:\w{2,15} )?(?:app|system|tool|software|platform|product|screens?|plan|module|connector|api|tablets?|thing)|you(?: guys)?|(?:our|the|my|your) (?:agents|users|technicians|drivers|customers|people|planners|team|guys|lads|operators|dispatchers)|we|i|they|agents|users|customers|technicians)(?: (?:also|already|actually|really|currently|all|even|still|be able to|able to|going to))*\s((?:connect|integrat|talk to|work (?:on|with|without|offline|in|when|across|for both|alongside)|run (?:on|in|offline|without|with)|support|handl|cope|import|export|sync|read(?! (?:the|my|this|our|your) (?:mail|email|message|note))|write (?:to|back|into)|show(?! (?:it|me|us) (?:how|the|a|what|why|around))|plan\b|track|deal with|cover|allow|let (?:us|agents|users|customers|people|me)|store|log\b|hosted|host\b|calculat|print|scan|send (?:events|notifications|alerts|updates|us (?:events|alerts))|alert|notify|split|merge|filter|search|schedul(?:e|ing) (?:across|jobs|work)|exist in|available (?:in|on|offline)|capable of|compatible with|certified|able to|come with (?:an? )?(?:api|app|connector))\w{0,6}\b(?:(?!,? and (?:would|does|do|can|is|are|will|could)\b)[^?]){0,120})(?=\?|,? and (?:would|does|do|can|is|are|will|could)\b)/giu;
/** "Can the feedback from the floor be written back?" */
const PASSIVE_ASK =
	/(?<![\p{L}'’])(?:can|could|will|would)\s((?:the|our|my|all|an?|this|these|every) [^,;?]{3,60} be (?:\w{3,12}(?:ed|en|wn|t|n|d))\b[^?]{0,90})\?/giu;
/** "It works with our app?": put as a statement. */
const STATED_ASK =
	/(?:^|[,.;]\s|\band )(?:it|this|the (?:app|system|tool|software|platform|product))(?: also)? ((?:works? (?:on|with|without|offline|in|when|for)|connects? to|runs? (?:on|in|offline)|supports|handles|integrates with|talks to|comes with|exports|imports|syncs)\b[^?]{2,100})\?/gi;
const THERE_IS =
	/\b(?:is there|are there|do you have|have you got|does it have|does it come with|do you offer|does it do)\s((?:an? |any |some )?(?:\w{2,15} ){0,3}(?:api|app|interface|integration|connector|import|export|audit (?:log|trail)|way (?:to|of|for)|version|mobile\b|offline|option (?:to|for)|reports?\b(?! on)|dashboard|single sign[- ]?on|sso|saml|ldap|two[- ]factor|webhooks?|sandbox|role|roles|permissions?|calendar|map|alerts?|notifications?)\b[^?]{0,90})\?/gi;

/** A question about what it does names a need, less surely than a statement. */
export function askedIn(text: string): readonly Found[] {
	if (!text.includes("?")) return [];
	const found = [
		...firstMatches(text, ASKED),
		...firstMatches(text, STATED_ASK),
		...firstMatches(text, THERE_IS),
		...[...firstMatches(text, PASSIVE_ASK)].filter(
			(match) => !PROCESS_SUBJECT.test((match[1] ?? "").split(" be ")[0] ?? ""),
		),
	].map((match) => ({
		at: match.index,
		words: (match[1] ?? "")
			.replace(/\s(?:at all|or not|or is that|too|as well|yet|then)\s?$/i, "")
			.replace(/^(?:any|some)\s/i, "")
			// "The feedback be written back", as only a question has it.
			.replace(/^((?:the|our|my|all|an?|this|these|every) [^,;?]{3,60}?)(?<!\bto) be (?=\w)/i, "$1 to be "),
		sure: ASKED_SURE,
		plain: true,
		ofProduct: / be \w/.test(match[1] ?? ""),
	}));
	return found.slice(0, 2);
}
