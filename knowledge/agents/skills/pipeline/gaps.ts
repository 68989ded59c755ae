import { criteriaOf, isOpenAnswer, KNOWN_CONFIDENCE } from "#knowledge/core/facts/exit-criteria.ts";
import type { ReadFact } from "#knowledge/core/facts/fact.ts";
import { stakeholdersOf } from "#knowledge/core/facts/political-map.ts";
import { readsEnglish } from "#knowledge/core/reasoning/language.ts";
import { kindsIn, type ToldKind } from "#knowledge/core/reasoning/learned/kinds.ts";
import type { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import type { Stage } from "#knowledge/core/vocabulary/stage.ts";
import { denies } from "./stances.ts";

/** What has to be known of a purchase, and which facts tell it. */
export const GAPS = {
	need: ["bant.need", "meddic.pain"],
	pain: ["meddic.pain", "bant.need"],
	timeline: ["bant.timeline"],
	authority: ["bant.authority", "meddic.economic-buyer"],
	budget: ["bant.budget"],
	"decision-process": ["meddic.decision-process"],
	"decision-criterion": ["meddic.decision-criteria"],
	metric: ["meddic.metrics"],
	champion: ["meddic.champion"],
} as const satisfies Readonly<Record<string, readonly FactKey[]>>;
export type Gap = keyof typeof GAPS;

const EARLY: readonly Gap[] = ["need", "timeline", "authority", "budget"];
const LATER: readonly Gap[] = [
	"authority",
	"decision-process",
	"budget",
	"timeline",
	"decision-criterion",
	"metric",
	"champion",
];
const BEFORE_QUALIFICATION: readonly Stage[] = ["PROSPECTING", "DISCOVERY"];

/** What is not known yet, in the order in which a deal of this stage asks for it. */
export function gapsOf(stage: Stage, facts: readonly ReadFact[], said: readonly string[]): readonly Gap[] {
	const open = (BEFORE_QUALIFICATION.includes(stage) ? EARLY : LATER).filter((gap) => !isFilled(gap, facts));
	if (open.length === 0) return [];
	const told = toldIn(said);
	return open.filter((gap) => !told.has(gap));
}

/** That nobody ever measured it is the gap that they name themselves. */
const NEVER_MEASURED =
	/\b(?:never|not|nobody|no one|n['’]t)\b[^.?!]{0,30}\b(?:measured|counted|calculated|worked (?:it|that) out|added (?:it|that) up|put a (?:figure|number) on|looked at (?:it|that|how much|what it costs))\b|(?<!\p{L})(?:nie|nicht) (?:gemessen|gezählt|ausgerechnet|nachgerechnet)|(?:mai|non (?:l['’])?abbiamo) (?:guardato|misurato|contato|calcolato)|jamais (?:mesuré|compté|calculé|chiffré)|nooit (?:gemeten|geteld|uitgerekend|berekend)|nunca (?:medimos|contamos|calculamos)(?!\p{L})/iu;
/** The gap that they say themselves to have. */
export const namedGap = (open: readonly Gap[], said: readonly string[]): Gap | null =>
	open.includes("metric") && said.some((text) => NEVER_MEASURED.test(text)) ? "metric" : null;

/** What a question of ours is after. */
const ASKS_AFTER: Partial<Record<Gap, RegExp>> = {
	budget:
		/\b(?:budget\w*|set aside|earmarked|funds?|how much (?:money|have you|do you have|is there)|money (?:for|is there|have you))\b/i,
	timeline:
		/\b(?:by when|what (?:date|deadline|time ?line)|when (?:do|does|would|should|must|will|is|are) (?:you|it|this|that|everything|the)\b[^.?!]{0,40}\b(?:live|running|start|need|want|decide|sign|ready|in place))\b/i,
	authority: /\bwho\b[^.?!]{0,40}\b(?:decides?|signs?|approves?|has the (?:last|final)|has to agree|says yes)\b/i,
	"decision-process":
		/\b(?:how (?:do|does|will|would|is|are) [^.?!]{0,40}\bdeci\w+|what (?:steps|has to happen|happens)|which steps)\b/i,
	"decision-criterion": /\b(?:what (?:matters|counts|will you (?:choose|decide|judge))|criteria)\b/i,
};
/** The first gap that a question of ours was after: what they passed over is asked again, and not let drop. */
export const askedOf = (open: readonly Gap[], ours: readonly string[]): Gap | null =>
	open.find((gap) => ours.some((text) => /\?\s*$/.test(text) && ASKS_AFTER[gap]?.test(text))) ?? null;

/** As sure as this of a sentence, it is not asked for again, though no fact was made of it. */
const TOLD_PROBABILITY = 0.5;
/** What they are after is seldom said as such, and who has told of their trouble is not asked whether there is any. */
const WISH_PROBABILITY = 0.3;
/** More sentences than these say it in a fact as well. */
const SENTENCES_MAX = 80;

/** What their own sentences tell, as far as was learned of such sentences, or a word of another language gives it away. */
function toldIn(said: readonly string[]): ReadonlySet<Gap> {
	const sentences = said.slice(0, SENTENCES_MAX);
	const unread = sentences.filter((text) => !readsEnglish(text));
	const english = sentences.filter((text) => readsEnglish(text));
	const kinds = new Set(
		english.flatMap((text) =>
			kindsIn(text, ALONE).flatMap(({ kind, probability }) =>
				probability >= (kind === "need" || kind === "pain" ? WISH_PROBABILITY : TOLD_PROBABILITY) ? kind : [],
			),
		),
	);
	const isTold = (gap: Gap): boolean =>
		KINDS[gap].some((kind) => kinds.has(kind)) ||
		english.some((text) => ENGLISH[gap]?.test(text) && !/\?\s*$/.test(text) && !UNKNOWN.test(text)) ||
		((gap === "need" || gap === "pain") && unread.length >= FOREIGN_SENTENCES) ||
		unread.some((text) => FOREIGN[gap].test(text) && !(gap === "authority" && denies(text)));
	return new Set((Object.keys(GAPS) as Gap[]).filter(isTold));
}
const ALONE = { before: null, isAnswer: false, ours: false };

/** Who says that nobody knows has told nothing. */
const UNKNOWN =
	/\b(?:(?:do(?:es)?|did)(?:n['’]t| not) (?:yet )?(?:know|say|decide)|not (?:clear|sure|decided|known|settled|up to)|no idea|nobody knows|who knows|find out|(?:can(?:not|['’]t)|could not|won['’]t|will not) (?:say|tell|decide|sign)|if|unless)\b/i;
/** What a few English words give away, where no fact was made of it and nothing was learned of such a sentence. */
const ENGLISH: Partial<Record<Gap, RegExp>> = {
	authority:
		/\b(?:last|final) (?:word|say)\b|\bthat(?: would be|['’]s| is| will be) (?:me|mine)\b|\b(?:i|we|he|she)(?: alone| myself| himself| herself| will| ['’]ll| both| then)? (?:decides?|signs?(?! up| in)|approves?|authoris\w+)\b|\b(?:my|his|her|\w+['’]s) (?:call|decision|signature|pen|blessing|approval|yes|nod)\b|\b(?:up|down) to (?:me|him|her)\b|\b(?:nobody|no one) (?:else|above me)\b|\b(?:nobody|no one) (?:i|we) have to ask\b|\bwithout (?:asking|having to ask)\b|\bi(?:['’]m| am) (?:the one who|my own boss|the (?:owner|boss|decider|decision[- ]maker|one))\b|\b(?:purse|che(?:que|ck) ?book)\b|\b(?:decides|okays|approves|authori[sz]es|signs (?:it|this|that|everything|such|off|for|above|anything))\b|\b(?:has|have) to (?:agree|approve|sign|okay|say yes|authorise)\b|\b(?:gives?|needs?|get) (?:the|his|her|my|their) (?:go|green light|nod|ok|okay|yes|blessing|go-ahead|signature)\b|\bin (?:his|her|my) (?:hands|gift)\b|\b(?:says?|said|say) yes\b|\b(?:one|man|woman|person) (?:who|to|you) (?:decid|sign|convinc|persuad|ask)\w*|\bmy own (?:money|budget|boss|company|firm|business)\b/i,
	"decision-process":
		/\b(?:board|committee|council|partners|trustees|steering \w+|management|assembly|members|owners|jury|panel)\b[^.?!]{0,60}\b(?:meets?|decides?|votes?|approves?|sits?|agrees?|signs?|meeting|looks? at|agenda|picks?|chooses?)\b|\b(?:goes|go|put|bring|present\w*|submit\w*|comes?) (?:it |this |that )?(?:to|through|past|before|up at) (?:the|our) (?:board|committee|council|partners|trustees|management|owners|members|panel)\b|\b(?:two|three|four) (?:offers|quotes|bids)\b|\bshort-?list\w*|\bafter (?:\w+ ){1,6}(?:has|have|had) (?:seen|checked|approved|agreed|signed|reviewed|read)\b/i,
	"decision-criterion":
		/\bwhat (?:counts|matters|decides|tips)\b|\b(?:most|more) important\b|\b(?:choose|pick|select|judge|compare|decide|go) (?:by|on|for the one|whoever|for whoever)\b|\bdeal ?-?breakers?\b|\b(?:we|i) (?:will |['’]ll )?(?:take|choose|pick) (?:the one|whoever|who)\b|\bcriteri(?:a|on)\b|\b(?:matters|counts) (?:most|more|to (?:us|me|him|her))\b/i,
};

/** Whoever writes at length has said what they are after, though it is not read here. */
const FOREIGN_SENTENCES = 4;
const told = (words: string): RegExp => new RegExp(`(?<![\\p{L}])(?:${words})(?![\\p{L}])`, "iu");
/** Of what is said in another language, as much as one word gives away. */
const FOREIGN: Readonly<Record<Gap, RegExp>> = {
	need: told(
		"brauchen|benötigen|suchen|möchten|wollen|problem\\p{L}*|besoin|cherchons|souhait\\p{L}*|voulons|problème\\p{L}*|perd\\p{L}*|nodig|zoeken|willen|probleem|problemen|bisogno|cerchiamo|vogliamo|problem[ai]|precisamos|procuramos|queremos|necesitamos|buscamos|perdono|perdiamo|verlieren|verliezen",
	),
	pain: told(
		"problem\\p{L}*|problème\\p{L}*|probleem|problemen|problem[ai]|perd\\p{L}*|verlieren|verliezen|kostet uns|zu lange|trop de temps|te lang",
	),
	timeline: told(
		"bis (?:ende|anfang|mitte|zum|spätestens|zur)|ab (?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)|avant (?:le|la|fin)|d['’]ici|fin (?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)|vóór|voor (?:eind|het einde|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|\\d)|entro|da (?:gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|settembre|ottobre|novembre|dicembre)|até (?:ao?|final|fim|janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro|\\d)|antes de",
	),
	authority: told(
		"entscheide[tn]?|entscheidung (?:trifft|liegt|fällt)|unterschreibt|unterzeichnet|décide|décidons|tranche|signe|signera|beslist|beslis|tekent|beslissen wij|decide|decido|decidiamo|firma|firmo|assina|assino|decidimos",
	),
	budget: told(
		"budget\\p{L}*|etat|mittel (?:sind|bewilligt)|begroting|stanziat\\p{L}*|orçamento|verba|presupuesto|[\\d.,' ]{2,9}\\s?(?:€|eur|euros?|chf|franken|mille euros)",
	),
	"decision-process": told(
		"gremium|ausschuss|verwaltungsrat|gemeinderat|vorstand|beirat|sitzung|comité|conseil|commission|assemblée|réunion du|directieoverleg|bestuur|commissie|vergadering|comitato|consiglio|assemblea|riunione|comité|conselho|assembleia|direção|geschäfts(?:leitung|führung)|betriebsrat|stimm(?:en|t) ab|abgestimmt|freigabe|vergleichsangebot\\p{L}*|(?:zwei|drei|vier) angebote|vot(?:e|ent|era|ons)|codir|(?:deux|trois|quatre) (?:offres|devis)|valid(?:e|ée|ation)|directie|stemmen|ondernemingsraad|(?:twee|drie|vier) offertes|direzione|votazione|(?:due|tre|quattro) (?:offerte|preventivi)|votação|administração|(?:duas|três|quatro) propostas|consejo|junta",
	),
	"decision-criterion": told(
		"wichtig(?:ste[nrs]?)?|entscheidend|ausschlaggebend|kriteri\\p{L}*|critères?|important\\p{L}*|déterminant\\p{L}*|belangrijk\\p{L}*|doorslaggevend|criteri[ao]?|importante|decisiv\\p{L}|critérios?|zählt|hauptsache|kommt es (?:uns |mir )?(?:darauf )?an|vor allem|compte|avant tout|telt|komt het (?:ons |mij )?op aan|vooral|conta|soprattutto|sobretudo|prioridade|priorità",
	),
	metric: told(
		"\\d+(?:[.,]\\d+)?\\s?(?:%|prozent|pour cent|procent|per cento|por cento|stunden|heures?|uur|uren|ore|horas)",
	),
	champion: told(
		"(?:setze|setzt) (?:mich|sich)|stehe (?:dahinter|hinter)|werbe dafür|défend\\p{L}*|je pousse|sta achter|maak me sterk|sostengo|sostiene|defendo|defende",
	),
};

const KINDS: Readonly<Record<Gap, readonly ToldKind[]>> = {
	need: ["need", "pain"],
	pain: ["pain", "need"],
	timeline: ["timeline"],
	authority: ["authority", "economic-buyer"],
	budget: ["budget"],
	"decision-process": ["decision-process"],
	"decision-criterion": ["decision-criterion"],
	metric: ["metric"],
	champion: ["champion"],
};

/** Whether one of those who speak to us has said of themselves that they decide. */
export const decideThemselves = (facts: readonly ReadFact[], said: readonly string[]): boolean =>
	facts.some(
		({ key, state, evidence }) =>
			(key === "bant.authority" || key === "meddic.economic-buyer") &&
			state !== "contradicted" &&
			evidence.some(({ quote }) => quote !== null && FIRST_PERSON.test(quote) && !denies(quote)),
	) || said.some((text) => HAVE_SAY.test(text) && !denies(text) && !/\?\s*$/.test(text));
const FIRST_PERSON = /\b(?:i|i['’]\w+|me|my|mine|myself)\b/i;
const HAVE_SAY =
	/\bi(?: alone| myself|['’]ll| will| then| can)? (?:decide|sign(?! up| in)|approve|(?:have|keep|get) the (?:last|final) (?:word|say))\b|\b(?:last|final) (?:word|say) is mine\b|\bmy (?:call|decision|signature)\b|\bup to me\b/i;

/** Whether something that still stands says it. A role on the map says who decides and who is for us. */
export function isFilled(gap: Gap, facts: readonly ReadFact[]): boolean {
	const keys: readonly FactKey[] = GAPS[gap];
	const told = facts.some(
		({ key, value, state, confidence }) =>
			keys.includes(key) &&
			value !== null &&
			state !== "contradicted" &&
			!isOpenAnswer(value) &&
			(state !== "suggested" || confidence >= KNOWN_CONFIDENCE),
	);
	if (told) return true;
	if (gap === "authority") return stakeholdersOf(facts).some(({ role }) => role === "decides");
	if (gap === "champion") return stakeholdersOf(facts).some(({ role }) => role === "champions");
	// Whoever runs a tender names no budget, and says by it how they decide.
	if (gap === "budget")
		return criteriaOf("QUALIFICATION", facts).some(({ criterion, met }) => criterion.id === "budget" && met);
	return false;
}
