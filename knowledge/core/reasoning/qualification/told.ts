import type { FoundDate } from "../entities/dates.ts";
import { deadlineOf } from "../entities/dates.ts";
import { readsEnglish } from "../language.ts";
import type { Told, ToldKind } from "../learned/kinds.ts";
import { firstIn, holds } from "../matches.ts";
import { isHedged, stanceAt } from "../modality.ts";
import type { QualificationKey } from "./find.ts";
import { LIMIT_OF_POWER } from "./lists.ts";
import { NOT_METRIC } from "./metrics.ts";
import { type MoneyTalk, sumIn } from "./money.ts";
import { HOLDS_MONEY } from "./purse.ts";
import { isTerm, readable, saysSomething } from "./readable.ts";
import { claim, type Finding, type Remark } from "./remark.ts";
import { OF_ACCOUNTS } from "./timeline.ts";
import { ABOUT_YOU, NOT_PAIN } from "./wants.ts";
import { whoIn } from "./who.ts";

/** Which kind of what is told answers which question. */
const KIND_OF: Readonly<Record<QualificationKey, ToldKind>> = {
	"bant.budget": "budget",
	"bant.authority": "authority",
	"bant.need": "need",
	"bant.timeline": "timeline",
	"meddic.metrics": "metric",
	"meddic.economic-buyer": "economic-buyer",
	"meddic.decision-criteria": "decision-criterion",
	"meddic.decision-process": "decision-process",
	"meddic.pain": "pain",
	"meddic.champion": "champion",
};

/** A rule that fires on what hardly sounds like its kind has met a chance likeness of words. */
const DOUBT = 0.03;
/** A rule this sure needs no second witness, only none who says that it is something else. */
const FIRM = 0.7;
/** Of these kinds words alone prove little: a rule that is sure of itself has to sound a little like it too. */
const LEAST: Readonly<Partial<Record<QualificationKey, number>>> = {
	"bant.need": 0.05,
	"meddic.decision-process": 0.05,
};
/** Lists, labels, weights and steps are told by their form, whatever the words are. */
const BY_FORM =
	/label|list of (?:criteria|steps|needs|pains)|weights|steps|round figure|or there is no deal|said as an? |said to decide|holds the money/;
/** What is wrong is told of so many things that it has to sound so more plainly. */
const SURER: Readonly<Partial<Record<QualificationKey, number>>> = { "meddic.pain": 0.6 };
/** What sounds so plainly is told, whatever words of doubt, denial or talk stand beside it: the ear has heard these too. */
const CERTAIN = 0.8;
/** What sounds more like one of these is that, and not the other. */
const RATHER: Readonly<Partial<Record<ToldKind, readonly ToldKind[]>>> = {
	timeline: ["ask-us", "ask-them", "promise-them", "promise-us"],
	need: ["requirement", "ask-us", "champion", "timeline"],
	metric: ["budget"],
	budget: ["metric"],
	"decision-criterion": ["requirement", "competitor", "decision-process", "budget", "authority"],
	"decision-process": ["decision-criterion", "promise-them", "promise-us", "authority"],
	champion: ["promise-them", "economic-buyer", "authority", "budget"],
	pain: ["objection", "requirement", "need", "authority"],
	"economic-buyer": ["authority", "budget"],
	authority: ["decision-criterion"],
};
const RATHER_BY = 1.3;
const FAR_RATHER_BY = 3;
const RATHER_MIN = 0.3;

export type Heard = ReadonlyMap<ToldKind, Told>;
/** What the line above a list announces, each of its items tells. */
const ANNOUNCED: ReadonlySet<ToldKind> = new Set(["decision-criterion", "decision-process", "requirement"]);

export function heardFrom(told: readonly Told[], heading: readonly Told[]): Heard {
	const heard = new Map(told.map((each) => [each.kind, each]));
	for (const each of heading)
		if (ANNOUNCED.has(each.kind) && each.isSure && each.probability > (heard.get(each.kind)?.probability ?? 0))
			heard.set(each.kind, each);
	return heard;
}

/** QU27: a rule's finding stands unless what was learned of such sentences strongly disagrees. */
export function isCredible(finding: Finding<QualificationKey>, heard: Heard, text: string): boolean {
	if (finding.key === "meddic.economic-buyer" && finding.reason !== HOLDS_MONEY && !isOfMoney(finding, heard))
		return false;
	if (BY_FORM.test(finding.reason)) return true;
	const kind = KIND_OF[finding.key];
	const probability = probabilityIn(heard, kind);
	if (probability < (LEAST[finding.key] ?? 0) && !isPlain(finding, text)) return false;
	const isOther = isRatherOther(heard, kind, FAR_RATHER_BY);
	return finding.confidence >= FIRM ? isPlain(finding, text) || !isOther : probability >= DOUBT && !isOther;
}

/** Who signs does not hold the money yet: it has to sound so, or be an office of money. */
const isOfMoney = ({ value }: Finding<QualificationKey>, heard: Heard): boolean =>
	probabilityIn(heard, "economic-buyer") >= HOLDS_MONEY_MIN || OF_FINANCE.test(value);
const OF_FINANCE = /\b(?:CFO|FD|financ|treasur|controller|bursar)/i;
const HOLDS_MONEY_MIN = 0.15;

/** What somebody needs to do is a goal, and what they need to have mostly a requirement; a day to decide by promises us nothing; who signs for finance holds the money too; what has to be run past somebody is a step. */
const isPlain = ({ key, value }: Finding<QualificationKey>, text: string): boolean =>
	(key === "meddic.economic-buyer" && OF_FINANCE.test(value)) ||
	(key === "bant.need" && holds(text, TO_DO)) ||
	(key === "bant.timeline" && holds(text, DECIDED_BY)) ||
	(key === "meddic.decision-process" && holds(text, RUN_PAST));
const RUN_PAST = /\b(?:have|has|need|needs|must)\b[^.;]{0,12}\brun (?:\w{2,12} )?past\b/i;
const DECIDED_BY = /\b(?:we|they|board|committee|council)\b[^.;]{0,20}\b(?:decid|sign|start|go live|launch)/i;
const TO_DO =
	/\b(?:need|needs|want|wants|like|wish|hope|aim|plan|goal is|aim is) to (?:be able to )?(?!have\b|get\b)\p{L}/iu;

const probabilityIn = (heard: Heard, kind: ToldKind): number => heard.get(kind)?.probability ?? 0;
const isRatherOther = (heard: Heard, kind: ToldKind, by: number): boolean =>
	(RATHER[kind] ?? []).some((other) => {
		const probability = probabilityIn(heard, other);
		return probability >= RATHER_MIN && probability > by * probabilityIn(heard, kind);
	});

/** QU27: what no rule has words for, where it is surely told and has what an answer of its kind must have. */
export function toldIn(
	remark: Remark,
	heard: Heard,
	{ found, asked }: { readonly found: ReadonlySet<QualificationKey>; readonly asked: string | null },
): readonly Finding<QualificationKey>[] {
	const isAnswer = asked !== null;
	const sure = KEYS.filter((key) => {
		const told = heard.get(KIND_OF[key]);
		return (
			told?.isSure &&
			told.probability >= (SURER[key] ?? 0) &&
			!found.has(key) &&
			!isRatherOther(heard, KIND_OF[key], RATHER_BY)
		);
	});
	if (sure.length === 0 || (!isAnswer && !readsEnglish(remark.text))) return [];
	const isShort = (remark.text.match(/[\p{L}\d]+/gu)?.length ?? 0) < WORDS_MIN;
	const answers = isAnswer ? SHORT_ANSWERS : SHORT_FIGURES;
	return sure.flatMap((key) => {
		const probability = probabilityIn(heard, KIND_OF[key]);
		const value =
			(isShort && !answers.has(key)) || (key === "bant.timeline" && OF_TALK.test(asked ?? ""))
				? null
				: readFor(key, remark, {
						isAsked: isAnswer,
						isSure: !isShort && probability >= ROUND_SURE,
						isCertain: probability >= CERTAIN,
					});
		if (value === null) return [];
		const confidence = Math.min(CONFIDENCE_MAX, 0.4 + probability / 2) * (isHedged(remark.text) ? HEDGED_FACTOR : 1);
		return claim(key, value, confidence, "sounds like one");
	});
}

/** When to talk again is no day of the purchase. */
const OF_TALK = /\b(?:talk|meet|call|speak|chat|catch up|demo|visit|see you|free|available)\b/i;
const KEYS = Object.keys(KIND_OF) as QualificationKey[];
/** By ear alone nothing is surer than this. */
const CONFIDENCE_MAX = 0.85;
const HEDGED_FACTOR = 0.75;
/** A name, a greeting or a half sentence says nothing by itself. */
const WORDS_MIN = 4;
const SHORT_ANSWERS: ReadonlySet<QualificationKey> = new Set([
	"bant.budget",
	"bant.timeline",
	"bant.authority",
	"meddic.economic-buyer",
	"meddic.metrics",
]);

/** "26 October." after what was moved. */
const SHORT_FIGURES: ReadonlySet<QualificationKey> = new Set(["bant.budget", "bant.timeline"]);

/** A figure without a unit is money only where it is asked for, or surely sounds so. */
const ROUND_SURE = 0.5;

/** Without one of these nobody is said to decide. */
const DECISION_TALK =
	/\b(?:sign|decid|decision|approv|say|says|said|ok\b|okay|choos|choice|pick|final|last word|vote|agree|convinc|yes\b|own|boss|nod|blessing|permission|authori|through|past|reports? to\b|consent|call is|[’']s call|up to|allowed|rubber|stamp|pen\b|run|veto|does\b|board)/i;

/** «Before anything can be signed»: a condition of the process, which says nothing of who signs. */
const PASSED_OVER =
	/\b(?:before|until|till|once|after|when|as soon as|so that)\b[^.;?]{0,60}\b(?:be|is|are|gets?|been|being) (?:\w{2,12} )?(?:signed|approved|decided|agreed|chosen|authori[sz]ed|bought|ordered)\b[^.;?]*/gi;

function readFor(key: QualificationKey, remark: Remark, told: MoneyTalk): string | null {
	const { isAsked: asked, isSure, isCertain } = told;
	switch (key) {
		case "bant.budget":
			return LIMIT_OF_POWER.test(remark.text) ? null : sumIn(remark, told);
		case "bant.timeline":
			return dayIn(remark, isCertain);
		case "bant.authority": {
			const rest = remark.text.replace(PASSED_OVER, " ");
			const isTold = rest === remark.text ? isSure : false;
			const who = asked || isTold || holds(rest, DECISION_TALK) ? whoIn(remark) : null;
			return who === null ? null : `signs off: ${who}`;
		}
		case "meddic.economic-buyer":
			return whoIn(remark);
		case "meddic.champion": {
			const who = FIRST_PERSON.test(remark.text) ? remark.speaker : whoIn(remark);
			return who === null || BODY.test(who) ? null : who;
		}
		case "meddic.metrics":
			return QUANTITY.test(withoutDates(remark)) && (isCertain || !NOT_METRIC.test(remark.text)) ? remark.text : null;
		case "meddic.pain":
			return THEIRS.test(remark.text) ||
				(!isCertain && NOT_PAIN.test(remark.text)) ||
				ABOUT_YOU.test(remark.text) ||
				!saysSomething(remark.text)
				? null
				: remark.text;
		case "bant.need":
			return (!isCertain && isTerm(remark.text)) || OWN_DUTY.test(remark.text) || holds(remark.text, OF_BUYING)
				? null
				: readable(remark, remark.text, 0);
		default:
			return !(key === "meddic.decision-criteria" && WHO_DECIDES.test(remark.text)) &&
				saysSomething(remark.text) &&
				!holds(remark.text, ANNOUNCES)
				? remark.text
				: null;
	}
}

/** Who decides is no measure to decide by. */
const WHO_DECIDES = /\bwho (?:picks|decides|chooses|signs|selects)\b/i;
const THEIRS = /^\W{0,3}(?:their|his|her)\b/i;
/** To buy, and to help us sell, is no goal that a product meets. */
const OF_BUYING =
	/\b(?:want|intend|aim is|plan|hope|goal is) to (?:start|begin|sign|buy|order|decide|place (?:the|an|our) order|have an? (?:vendor|supplier|system|tool) (?:picked|chosen|selected))\b|\bwant (?:this|it) to happen\b|\bneed \p{Lu}[\p{L}'’-]+ (?:\p{Lu}[\p{L}'’-]+ ){0,2}to\b/u;
const OWN_DUTY = /^\W{0,3}i (?:have|need|must|'ve got) to (?!be able\b|see\b|know\b)/i;
/** What comes next says it. */
const ANNOUNCES = /(?::|\b(?:points|things|criteria|factors|steps)\s?[.:]?)\s?$/i;
const QUANTITY =
	/\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|million|half|third|quarter|twice|double|triple|dozens?)\b/i;

const withoutDates = ({ text, dates }: Remark): string =>
	dates.reduce((rest, { start, end }) => rest.slice(0, start) + "_".repeat(end - start) + rest.slice(end), text);

/** The last day that is named and not over: of several, what binds comes after what it is told from. */
/** "I spoke up for it in the council": whoever speaks works for us, and not the council. */
const FIRST_PERSON = /^\W{0,3}(?:(?:and|but|so|look|yes|well)[,\s]{1,2}){0,2}i(?:['’](?:ve|m|ll|d))?\s/i;
/** Somebody works for us; a body does not. */
const BODY = /\b(?:committee|board|council|team|group|panel|jury|department|management|procurement|purchasing)\b/i;

function dayIn(remark: Remark, isCertain: boolean): string | null {
	if (OF_ACCOUNTS.test(remark.text)) return null;
	const named = remark.dates.filter((date) => date.relation !== "past" && !RIGHT_NOW.test(date.phrase));
	const said = named.filter(
		(date) =>
			stanceAt(remark.text, date) !== "hypothetical" &&
			!DENIED_BEFORE.test(remark.text.slice(0, date.start).slice(-DENIAL_CHARS).split(TURNS).at(-1) ?? ""),
	);
	const ahead = said.length === 0 && isCertain ? named : said;
	const best = ahead.find((date) => date.relation === "by") ?? ahead.find((date) => date.iso !== null) ?? ahead[0];
	return best ? phraseOf(best) : (firstIn(remark.text, SEASON)?.[0].trim() ?? null);
}
/** "I don't want to start in May": what is denied stands before the day; "or it makes no sense" behind it denies nothing. */
const DENIED_BEFORE =
	/\b(?:not|never|no longer|cannot|n['’]t)\b(?!\s(?:later|before|until|earlier|only)\b)[^.;:]*$|n['’]t\b(?!\s(?:only)\b)[^.;:]*$/i;
/** "As of today" is how things are. */
const RIGHT_NOW = /^(?:today|tonight)\b/i;
/** "It isn't May, it's June": what is denied ends where the sentence turns. */
const TURNS = /,\s(?=(?:it|but|we|i|so|then|rather|only)\b)/i;
const DENIAL_CHARS = 70;
const phraseOf = (date: FoundDate): string => (date.iso === null ? date.text : deadlineOf(date));
const SEASON =
	/\b(?:before|by|after|until|in|during|this|next|for|from) (?:the |our |next |this )?(?:\w{2,14} ){0,2}?(?:season|harvest|lambing|calving|semester|term|school year|holidays|summer|winter|spring|autumn|fall|inventory|stocktak(?:e|ing)|audit|inspection|elections?|peak|opening|move|merger|festival)\b/i;
