import type { Person } from "../entities/people.ts";
import { cleanName, NAME } from "../entities/people.ts";
import { firstIn, holds, matchesIn } from "../matches.ts";
import { clauseAt, stanceAt } from "../modality.ts";
import type { Span } from "../span.ts";
import { pursesIn } from "./purse.ts";
import { confidenceAt, type Finding, labelOf, type Remark } from "./remark.ts";

type Key = "bant.authority" | "meddic.economic-buyer";

/** Says after a person that the decision is theirs. */
const DECIDES =
	/\b(?:signs?(?:[- ]off| off)?(?: on)?|sign it off|signing authority|approves?|authori[sz]es?|decides?|(?:has|have|holds?|makes?|takes?|gets?) the (?:final |last )?(?:say|word|decision|call|vote)|(?:makes?|takes?|owns?) (?:all |the |these |those |this )?(?:final |purchasing |buying |budget )?(?:decisions?|call)|(?:holds?|owns?|controls?|manages?) the (?:\w+ )?(?:budget|purse(?: strings)?|money)|(?:is|are|am|['’]s) (?:the |our )?(?:final |ultimate |key |main )?(?:decision[- ]?maker|budget (?:holder|owner)|approver|economic buyer|signatory)|(?:has|have|needs?|will need|will have|would need|is going|wants) to (?:approve|sign|countersign|be on board|choose|sign off|okay|ok|authori[sz]e|agree|give (?:the|her|his) (?:approval|ok|okay|go-ahead))|(?:holds?|has) (?:a|the) (?:right of )?veto|will (?:approve|sign|decide|make the (?:final )?(?:decision|call)|authori[sz]e|sign (?:it )?off)|must (?:approve|sign|countersign|agree|be on board)|(?:chooses|picks|selects)(?! up\b)|(?:is|are) (?:also |now |still )?to (?:choose|decide|sign|pick|approve)|(?:will|is going to) (?:choose|pick)|gives? the (?:green light|go-ahead|final approval)|(?:final|last) (?:say|word|approval|call))\b|^['’]s?\s(?:\w{4,8} )?(?:approval|sign[- ]?off|signature|okay|ok|blessing|go-ahead|call|decision)\b/i;
/** What is sent to somebody is not theirs to decide. */
const SENT_TO =
	/\b(?:list|requests?|questions?|mail|letter|rf[pqi]|cop(?:y|ies)|invitation|brief|file|reminder)\s(?:also |now )?go(?:es)? (?:out )?to\s$/i;
/** Says before a person that the decision is theirs. */
const DECIDED_BY =
	/\b(?:(?:approval|approved|sign[- ]?off|signature|signed(?: off)?|authori[sz]ation|authori[sz]ed|go-ahead|green light|buy-in|blessing|decision) (?:from|by|of|is made by|is taken by|gets made by|lies with|rests with|sits with|is with|made by|comes from|has to come from)|(?:decision|choice|final (?:say|call|decision|approval)|budget|call)(?: here| on this)? (?:lies|rests|sits|is|stays) (?:with|up to|made by)|(?:it['’]?s|is|that['’]?s) (?:ultimately |really )?(?:up to|down to|the decision of)|(?:goes|go|has to go|needs to go|must go) (?:to|past|through|via)|(?:make|making|made|argue|sell) (?:the|our|a|my|this|it)(?: (?:internal )?(?:business )?case)? to|(?:convince|persuade)|(?:release|approve|sign|grant|free up)s? (?:the )?(?:money|funds|budget|it|this|everything), (?:(?:and )?(?:that(?:['’]s| is)|which is)|namely|i\.e\.)|(?:run|clear|get) (?:it|this|that|everything) (?:by|with|past|approved by|signed off by)|(?:decision[- ]?maker|budget holder|budget owner|economic buyer|approver|signatory) (?:is|will be|would be|here is)|(?:approval|sign[- ]?off|decision) (?:rests?|lies) with|(?:the|that|this) (?:final )?(?:call|say) is)\s(?:both )?(?:me and )?$/i;
const SELF =
	/\b(?:(?:nothing|no (?:order|contract|invoice|purchase)) (?:gets?|is|goes|leaves) [^.;,]{3,24} without (?:my|me)\b|i (?:sign(?=[,.!]|\s?$| and\b)|have signing power|can (?:spend|sign for|approve) [^.;]{2,30} (?:by|for) (?:myself|meself)|sign (?:off|(?:for )?everything|the (?:contract|cheque|check|po|order))|(?:personally )?approve|decide|have (?:the )?(?:final say|signing authority|sign-?off|last word|budget authority)|(?:make|take|own) the (?:final |purchasing |buying )?(?:decision|call)|(?:hold|own|control) the (?:\w+ )?budget|am the (?:(?:final|sole|key|main) )?(?:decision[- ]?maker|budget (?:holder|owner)|approver)|can (?:sign|decide|approve)|have a free hand)|i['’]m the (?:(?:final|sole|key|main|one) )?(?:decision[- ]?maker|budget (?:holder|owner)|approver|who (?:signs|decides))|(?:up to|below|under|above|over) [^,.;]{1,30},? it(?:['’]s| is) (?:just |only )?me|(?:it['’]?s|this is|that['’]?s|the decision is) my (?:decision|call|budget|call to make)|(?:i am|i['’]m|this is|, from|(?:lines?|words?|word|mail|letter|remarks?) from) the (?:person|one|man|woman) who (?:has to |must |will |in the end |finally )?(?:pays?(?: for (?:it|this))?|signs?|decides?)|the (?:decision|budget) (?:is|sits with|lies with|rests with) (?:mine|me))\b/i;
const MONEY =
	/\b(?:sign|budget|purse|money|spend|approv|authori[sz]|final|last word|contract|purchase|\bpo\b|decision[- ]?maker|economic)/i;
/** A name without a title counts right beside the verb only: capital letters alone prove little. */
const NAMED_DECIDES = new RegExp(
	`(?<![\\p{L}])(${NAME})\\s(?:also |then |always |still |ultimately |who |herself |himself |will |has |needs |must |signs|approves|decides|makes|holds|owns|controls|is)`,
	"gu",
);
const LABELS =
	/^(?:authority|decision[ -]?makers?|approver|economic buyer|budget (?:holder|owner)|signatory|sign[ -]?off)$/;
/** What a person decides that has nothing to do with buying. */
const OTHER_DECISION = /\b(?:sign(?:s|ed)? (?:up|in|out|on to)|decides? to (?:leave|join)|design)\b/i;

export function authorityIn(remark: Remark): readonly Finding<Key>[] {
	if (holds(remark.text, OTHER_DECISION)) return [];
	const purses = pursesIn(remark);
	if (purses.length > 0) return [...purses, ...(SIGNS.test(remark.text) ? decidersIn(remark) : [])];
	return decidersIn(remark);
}

/** Who holds the money decides too where the sentence says so besides. */
const SIGNS = /\b(?:decides?|contract|final say|last word|approves?)\b/i;

function decidersIn(remark: Remark): readonly Finding<Key>[] {
	const label = labelOf(remark.text);
	if (label && LABELS.test(label.label)) return fromLabel(remark, label.rest);
	const found = candidates(remark).flatMap((person) => decides(remark, person));
	if (found.length > 0) return found;
	const foreign = firstIn(remark.text, FOREIGN);
	if (foreign) return claims((foreign[1] ?? foreign[2] ?? "").trim(), 0.8, true, "the decision is put on a person");
	return remark.voice === "buyer" ? self(remark) : [];
}

/** "Die Entscheidung trifft Frau Lenz", "c'est Mme Roussel qui valide", "decide la señora Vega". */
const FOREIGN = new RegExp(
	`(?:entscheidung (?:trifft|liegt bei)|entscheidet|décide|decide|aprueba)(?![\\p{L}])\\s(?:bei\\s)?(?:unsere?r?\\s|la\\s|el\\s|nuestr[oa]\\s)?(?:\\p{L}{3,30}\\s)?((?:Frau|Herr|Mme|M\\.|señora?|Sra?\\.)\\s(?:Dr\\.\\s)?${NAME})|c['’]est\\s(?:notre\\s[\\p{L} ]{3,30},?\\s)?((?:Mme|M\\.|Monsieur|Madame)\\s${NAME})[^.?!]{0,50}\\squi\\s(?:valide|décide|signe|approuve)`,
	"iu",
);

function fromLabel(remark: Remark, rest: string): readonly Finding<Key>[] {
	const person = remark.people[0]?.text ?? cleanName(new RegExp(`^${NAME}`, "u").exec(rest)?.[0] ?? "");
	return person ? claims(person, 0.85, true, "named under a label") : [];
}

function candidates(remark: Remark): readonly Person[] {
	const named: Person[] = [];
	for (const match of matchesIn(remark.text, NAMED_DECIDES)) {
		const name = cleanName(match[1] ?? "");
		if (name === null) continue;
		const start = match.index + (match[1] ?? "").lastIndexOf(name);
		const person = { start, end: start + name.length, name, title: null, text: name };
		if (!remark.people.some((each) => each.start <= person.start && person.end <= each.end)) named.push(person);
	}
	for (const match of matchesIn(remark.text, AFTER_PHRASE)) {
		// "The call is Declan's": the person is Declan.
		const name = cleanName((match[1] ?? "").replace(/['’]s$/, ""));
		const start = match.index + match[0].length - (match[1] ?? "").length;
		if (name === null || remark.people.some((each) => each.start <= start + name.length && start <= each.end)) continue;
		named.push({ start, end: start + name.length, name, title: null, text: name });
	}
	return [...remark.people, ...named];
}
const AFTER_PHRASE = new RegExp(`\\b(?:from|by|with|to|past|through|is|and|[Ii]t['’]s|[Tt]hat['’]s)\\s(${NAME})`, "gu");

function decides(remark: Remark, person: Person): readonly Finding<Key>[] {
	const { text } = remark;
	const before = text.slice(0, person.start).replace(/\b(?:our|my|the|their|his|her)\s$/i, "");
	const follow = text.slice(person.end, person.end + 70);
	const verb = DECIDES.exec(follow);
	const direct = verb !== null && reaches(follow.slice(0, verb.index));
	const led = SENT_TO.test(before.slice(-40)) ? null : DECIDED_BY.exec(before.slice(-70));
	if (!direct && !led) return [];
	const span: Span = direct
		? { start: person.end + verb.index, end: person.end + verb.index + verb[0].length }
		: { start: Math.max(0, before.length - (led?.[0].length ?? 0)), end: person.start };
	const confidence = confidenceAt(
		text,
		span,
		led && /go(?:es)? |run|clear|case|sell|convince|persuade/i.test(led[0]) ? 0.75 : 0.9,
	);
	if (confidence === 0) return [];
	const reason = stanceAt(text, span) === "hedged" ? "hedged" : "the decision is put on a person";
	return claims(person.text, confidence, MONEY.test(direct ? verb[0] : (led?.[0] ?? "")), reason);
}

/** From the person to the verb there are only words that carry no other subject. */
const reaches = (between: string): boolean =>
	/^[\s,)]{0,3}(?:(?:who|also|then|always|still|ultimately|herself|himself|is the (?:one|person) who|would|will|has to|need to|needs to|usually|typically|and i|and me|normally|really|has|is)[\s,]{0,2}){0,4}$/i.test(
		between,
	) ||
	/^\s\([^()]{2,40}\)\s(?:also |now )?$/.test(between) ||
	/^,?\s(?:of|from|in|at) [^,.;()]{3,50}\s(?:now|who)\s?$/.test(between) ||
	(/^,\s[^,]{2,40},\s$/.test(between) && !/\b(?:i|we|you|they)\b/i.test(between));

function self(remark: Remark): readonly Finding<Key>[] {
	const match = firstIn(remark.text, SELF);
	if (!match) return [];
	const span = { start: match.index, end: match.index + match[0].length };
	// "Nothing gets signed without me" denies nothing, nor does what stands behind "I sign".
	const confidence = /^n/i.test(match[0])
		? 0.85
		: confidenceAt(remark.text.slice(0, clauseAt(remark.text, span.start).end), span, 0.85);
	return confidence === 0
		? []
		: claims(remark.speaker ?? "the writer", confidence, true, "the writer says it of themselves");
}

const claims = (person: string, confidence: number, money: boolean, reason: string): readonly Finding<Key>[] => [
	{ key: "bant.authority", value: `signs off: ${person}`, confidence, reason },
	...(money
		? [
				{
					key: "meddic.economic-buyer",
					value: person,
					confidence: Math.round((confidence - 0.05) * 100) / 100,
					reason,
				} as const,
			]
		: []),
];
