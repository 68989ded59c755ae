import { firstIn, holds, matchesIn } from "../matches.ts";
import { clauseAt } from "../modality.ts";
import { measureOfChoiceIn } from "./frames.ts";
import { claim, type Finding, labelOf, type Remark, weighed } from "./remark.ts";

type Key = "meddic.decision-criteria" | "meddic.decision-process";

const CRITERIA_HEADING =
	/\b(?:criteri\w{1,2}|evaluat\w{1,4}|compar\w{1,5}|scor(?:e[sd]?|ing)|judg\w{1,5}|decid(?:e[sd]?|ing)|decision|award\w{0,3}|weigh\w{0,5}|matters?|important|must[- ]haves?|deal[- ]?breakers?)\b[^.?!]{0,60}:\s*$/i;
const PROCESS_HEADING =
	/\b(?:process|procedure|steps|procurement|approvals?|goes like this|works like this|what happens (?:next|then)|calendar|timetable)\b[^.?!]{0,60}:\s*$/i;
/** "Technical 45 points, commercial 35 points": who says what each part weighs says what is weighed. */
const WEIGHTS =
	/(?:[\p{L}][\p{L} /&-]{2,40}?,?:?\s\(?\d{1,3}\s?(?:%|percent|per cent|points?|pts)\)?(?:,\s|;\s|\sand\s|,\sand\s|\s?$|\.)){2,}/iu;

const CRITERIA =
	/\b(?:(?:decision|selection|evaluation|key|main|our|buying|award) criteri(?:a|on)(?: (?:is|are|will be|for us (?:is|are)))?:?\s|(?:we|they|the (?:\w{2,15} ){0,2}(?:team|committee|panel|board|jury))(?:['’]ll| will| are going to| is going to| would)? (?:be )?(?:evaluat(?:e|ing)|weigh(?:ing)?|compar(?:e|ing)|scor(?:e|ing)|judg(?:e|ing)|choos(?:e|ing)|decid(?:e|ing)|select(?:ing)?|rank(?:ing)?)(?: (?:all |the |each |every )?(?:vendors?|suppliers?|options?|you|offers?|proposals?|bids?))?(?: mainly| primarily| mostly)? (?:based )?on\s|(?:what|the thing that|the one thing that) (?:really )?matters(?: most)?(?: to us| to me| for us| here)? (?:is|are)\s|(?:must|has to|have to|needs? to) be (?=(?:\w{1,12} )?(?:gdpr|hipaa|iso|soc|pci|fedramp|dsgvo|compliant|certified)\b)|(?:most|very|really|critically) important (?:thing|factor|point|criteri\w{1,3}|requirement|to us|for us|to them)?s?\s?(?:for us |to us )?(?:is|are|will be)\s)/i;
const CRITERIA_TAIL =
	/\b(?:(?:is|are) (?:a |an |our |absolutely )?(?:must(?:[- ]have)?s?|non[- ]negotiable|deal[- ]?breakers?|hard requirements?|mandatory|(?:critical|essential|crucial|key|decisive|paramount|very important|most important|important) (?:for|to) (?:us|them|me)|key (?:factors?|criteri\w{1,2}|requirements?)|the deciding factors?)|(?:our |the )?(?:\w{2,9} ){0,2}criteri(?:a|on)|will be (?:decisive|the deciding factor|key))\b/i;

export function criteriaIn(remark: Remark): readonly Finding<Key>[] {
	const label = labelOf(remark.text);
	if (label && /^(?:(?:decision |selection |evaluation |key )?criteria|must[ -]haves?)$/.test(label.label))
		return claim("meddic.decision-criteria", label.rest, 0.85, "named under a label");
	if (remark.sentence.bullet && remark.heading !== null && CRITERIA_HEADING.test(remark.heading))
		return claim("meddic.decision-criteria", remark.text, 0.8, "item of a list of criteria");
	if (remark.weighted || holds(remark.text, WEIGHTS))
		return claim("meddic.decision-criteria", remark.text, 0.85, "weights are named");
	const match = firstIn(remark.text, CRITERIA);
	if (match) {
		const from = match.index + match[0].length;
		const listed = remark.text.slice(from).replace(/^(?:\w{2,6} )?(?:things|criteria|factors|points):\s/i, "");
		return listed.trim() === "" || /:\s*$/.test(listed)
			? []
			: weighed(remark, "meddic.decision-criteria", { start: match.index, end: from }, listed, 0.9);
	}
	const measure = remark.voice === "buyer" ? measureOfChoiceIn(remark.text) : null;
	if (measure !== null) return claim("meddic.decision-criteria", measure, 0.8, "said to decide the choice");
	const orNot = firstIn(remark.text, OR_NOT);
	if (orNot) return claim("meddic.decision-criteria", remark.text.slice(0, orNot.index), 0.75, "or there is no deal");
	const tail = firstIn(remark.text, CRITERIA_TAIL);
	if (!tail) return [];
	const start = clauseAt(remark.text, tail.index).start;
	const what = remark.text
		.slice(start, tail.index)
		.replace(/^(?:and|so|but|for us|also)[,\s]{1,2}/i, "")
		.replace(/\s(?:is|are|will be)\s?$/i, "");
	if (/^\s*(?:it|this|that|which|he|she|they|there)?\s*$|^\s*you\b/i.test(what)) return [];
	// "An exit plan and audit rights, so both are mandatory": what "both" is stands before.
	const pointed = /^\s*(?:so )?(?:both|these|those|all (?:of (?:them|these|those)|three|four)?)\s*$/i.test(what);
	return weighed(
		remark,
		"meddic.decision-criteria",
		{ start: tail.index, end: tail.index + tail[0].length },
		pointed ? remark.text.slice(0, start).replace(/,?\s(?:and|so)?\s?$/i, "") : what,
		0.8,
	);
}

const PROCESS =
	/\b(?:(?:our|the|their|my) (?:\w{1,20} ){0,2}(?:process|procedure|procurement(?: team)?|purchasing(?: team)?|legal(?: team| department)?|security (?:team|review)|infosec(?: team)?|it security|steering committee|committee|board|works council|finance team) (?:is|are|takes?|has|have|needs?|requires?|will|would|must|meets?|reviews?|runs?|starts?|involves?|approves?|then|usually|normally|wants?)|(?:go|goes|going|pass|passes|run|get) (?:it |this |that |everything )?(?:through|via|past|to) (?:our |the |a |their )?(?:\w{1,20} ){0,2}(?:procurement|purchasing|legal|security|infosec|compliance|vendor|committee|board|tender|rfp|review|finance|steering)|(?:vendor|supplier|security|legal|privacy|compliance|technical|architecture|risk) (?:assessment|review|onboarding|questionnaire|due diligence|evaluation|check)|(?:(?:will be |are |is |we |to be )short-?listed|short-?list (?:of )?(?:two|three|\d)|rfp|rfi|tender)\b|(?:proof of concept|poc|pilot|trial) (?:first|before|with|then|and then|phase)|(?:need|needs|require|requires|want|wants|have|has|get|start with|do|run) (?:to (?:run|do|have|get|see) )?(?:a |an |at least )?(?:\w{1,12} )?(?:poc|proof of concept|pilot|purchase order|po|three quotes|two quotes|competing quotes|references?)\b|(?:three|two|3|2) (?:quotes|bids|offers)|tendered|public(?:ly)? tender|(?:decision|decide|decided|vote|voted|discuss\w{0,3}) (?:\w{1,12} ){0,3}(?:at|in|on|during) (?:the|our|their) (?:next )?(?:\w{1,15} )?meeting|(?:has|have|needs?) to (?:be )?(?:run|clear|check|agree|go)(?:ed)? (?:it |this |that |everything )?(?:past|by|with|through) \w{2,20}(?= (?:because|first|before|and|in|from|for)\b|[.,;]|\s?$)|(?:has|have|needs?) to (?:clear|vet|review|check|approve) (?:\w{1,15} ){1,6}before|before (?:procurement|purchasing|legal|finance)\s|opens? (?:a|the) (?:po|purchase order)|(?:need|needs|require|requires) (?:\w{1,12} ){0,2}\w{2,20}['’]s? (?:approval|signature|sign-?off|consent|go-ahead)|board (?:meeting|approval|paper|decision)|approval (?:process|from|by|chain)|sign[- ]?off (?:process|from|by)|before (?:anything|we|it|this|they|the (?:contract|order)) (?:(?:can|may|is|are|gets?|will) )?(?:be )?(?:sign|approve|proceed|buy|order|commit|go ahead|move)\w{0,2}|(?:give|gives|gave|given|needs?|requires?) (?:\w{2,12} )?no[- ]objection|(?:next|first|final) steps? (?:on our side|for us|is|would be|internally))/i;
const OUR_SIDE: Readonly<Record<Remark["voice"], RegExp>> = {
	buyer:
		/\b(?:assessment|review|bidders?|suppliers?|vendors?|she|he|we|our|us|i|my|internally|it|this|anything|everything|every|all|procurement|legal|the board|they|must|needs?|before|then|has to)\b/i,
	reported: /\b(?:they|their|he|she|it|customer|client|prospect|procurement|legal|board|process|approval)\b/i,
};

export function processIn(remark: Remark): readonly Finding<Key>[] {
	const label = labelOf(remark.text);
	if (label && /^(?:(?:decision |buying |procurement |approval )?process|next steps on their side)$/.test(label.label))
		return claim("meddic.decision-process", label.rest, 0.85, "named under a label");
	if (remark.sentence.bullet && remark.heading !== null && PROCESS_HEADING.test(remark.heading))
		return claim("meddic.decision-process", remark.text, 0.75, "item of a list of steps");
	if (holds(remark.text, ALONE)) return claim("meddic.decision-process", remark.text, 0.75, "nobody else is asked");
	if (stepsIn(remark.text) >= 2)
		return claim("meddic.decision-process", remark.text, 0.75, "steps, one after the other");
	const match = firstIn(remark.text, PROCESS);
	if (
		!match ||
		!OUR_SIDE[remark.voice].test(remark.text) ||
		/\byour (?:process|procurement|legal|board|pilot|poc|trial)\b/i.test(remark.text)
	)
		return [];
	const clause = clauseAt(remark.text, match.index);
	return weighed(
		remark,
		"meddic.decision-process",
		{ start: match.index, end: match.index + match[0].length },
		remark.text
			.slice(clause.start, clause.end)
			.replace(/^[\s,]*(?:and |but |so )?(?:it|this|that)\s(?=has to|have to|must|needs? to|will|goes|would)/i, ""),
		0.8,
	);
}

/** "I sign for everything, there's no committee." */
const ALONE =
	/\b(?:there(?:['’]s| is)|we have|we['’]ve got|it needs) no (?:\w{3,12} )?(?:committee|board|procurement|tender|approval process)\b/i;

/** "Six months and then month by month, or I don't see it happening." */
const OR_NOT =
	/,?\sor (?:i|we)(?: (?:do not|don['’]t|will not|won['’]t|cannot|can['’]t)| will never) (?:see it happening|see this happening|sign|buy|talk (?:any )?further|do it|go ahead|order|need to talk)\b/i;

/** "I check, our lawyer reads it, Mr. Brignoli signs": who does what until it is signed. */
const STEP =
	/(?:^|[\s,;:])(?:i|we|he|she|\p{Lu}\p{Ll}{1,20}|(?:our |the |my )?(?:lawyer|legal|finance|procurement|purchasing|board|committee|team|controller|management|council|cfo|ceo|coo|cto|jury))\s(?:(?:also|then|must|will|has to|have to|only|first|usually)\s){0,2}(?:checks?|reviews?|reads?|signs?|countersigns?|approves?|ratifies|ratify|scores?|votes?|evaluates?|decides?|assess(?:es)?|ranks?|recommends?|tells? (?:me|us|him|her|them) (?:whether|if)|adds? (?:it |them |this |everything )?up|(?:takes?|brings?) (?:it|this) to|gives? (?:me |us )?(?:his|her|their) opinion|puts? (?:it|this) (?:to|before))(?![\p{L}])/giu;

const STEP_VERB =
	/\b(?:check|review|read|sign|approv|ratif|scor|vot|evaluat|decid|assess|rank|recommend|tell|add|tak|bring|giv|put)/i;
function stepsIn(text: string): number {
	if (!holds(text, STEP_VERB)) return 0;
	// What you read, and what people sign up to, is nobody's step.
	if (/\b(?:your (?:mail|message|email|documents?|proposal|offer|website)|signs? (?:up|in))\b/i.test(text)) return 0;
	return matchesIn(text, STEP).length;
}
