import {
	askedInPoints,
	countWords,
	GREETING,
	listLines,
	nameTokens,
	ownWords,
	partsOf,
	pointsIn,
	sentencesOf,
} from "./mail-parts.ts";
import { asksNeed, DECIDING, INDIRECT, learnsOfThem, MEETING, MONEY, questionsOf, TIMING } from "./questions.ts";
import {
	type Draft,
	fold,
	hit,
	LIMITS,
	MANY_POINTS,
	type Reader,
	rankOf,
	type Situation,
	type Violation,
} from "./rank.ts";
import {
	ABBREVIATED,
	AMOUNT,
	ASKS_TERM,
	CONTRACT,
	DAY_FIRST,
	DECIDER,
	DISCOUNT,
	FILLER,
	grants,
	IMPERATIVE,
	MARKUP,
	MONTH_FIRST,
	NEXT,
	NUMERIC,
	ORDINAL,
	PRESSING,
	REFUSING,
	REVERT,
	SOMEBODY,
	STRESS,
	TEAM,
	TECH,
	TECH_CASED,
} from "./words.ts";

const THANKS =
	/^(?:(?:many|again,?|once again,?|hello and) )?(?:thanks|thank you|much appreciated|(?:i|we) (?:really |very much )?(?:appreciate|thank)|(?:it is |it's |it was |what )?(?:a )?(?:great|good|nice|lovely|pleased|delighted|glad|happy|pleasure)\b (?:to|that|meeting|hearing|speaking|talking|question)|(?:great|good|excellent) (?:questions?|points?)|apologies for the|sorry for the (?:delay|late))/i;
const META =
	/^(?:i hope|hope |(?:i|we) trust|i am writing|i'm writing|my name is|i (?:just )?want(?:ed)? to|i would like to (?:take|introduce|follow|come back|begin)|further to|following (?:up|our|your)|as (?:discussed|agreed|promised|requested|mentioned)\b[^,]*[.]?$|(?:with|in) (?:regard|reference|respect|response|reply) to\b|with reference|regarding your|(?:you|your (?:mail|note|message|colleague)) (?:asked|wrote|mentioned|raised|enquired|inquired|wanted to know)|i (?:have )?(?:received|read|seen|got|noted) your|we (?:have )?(?:received|noted) your|(?:your (?:mail|message|note|questions?) (?:has|have|was|were|is|are|reached|arrived))|allow me|let me (?:start|begin|first|answer|take|go)|please (?:find|see|allow)|below (?:you|are|is)|here (?:are|is) (?:my|our|the) (?:answers?|reply|response)|(?:i|we) (?:understand|see) (?:that )?you|i am (?:happy|glad|pleased) to (?:answer|reply|help)|happy to (?:answer|help))/i;

/** Whether a sentence says nothing but thanks, courtesy or what the mail is about. */
function isMere(sentence: string): boolean {
	if (!THANKS.test(sentence) && !META.test(sentence) && !FILLER.test(sentence)) return false;
	const [, rest = ""] =
		/(?:[,;:—–]|\s-\s)\s*(.*)$/.exec(
			sentence.replace(/^((?:again|once again|many thanks|thanks|thank you)),\s*/i, "$1 "),
		) ?? [];
	return (
		countWords(rest) < 3 ||
		/^(?:which|who|as|in|on|about|and (?:for|the|your|thank)|for|your|especially|including|also)\b/i.test(rest) ||
		THANKS.test(rest) ||
		FILLER.test(rest) ||
		META.test(rest)
	);
}

const STOP = new Set(
	"about above after again along also although another answer answers anything around asked because been before being below best between both business call called company could dear does doing done each either even every everything first from give given going good have having hello help here into just kind know like little look looking mail make many maybe meet meeting might month months more most much must need needs next note once only other ours over people please point points possible product question questions quick quite rather really regards reply right same seem send sent several shall should since some something soon still such sure take team tell than thank thanks that their them then there these they thing things think this those three time today under until using very want week weeks well were what when where whether which while will with within without word work working would write wrote year years your yours today tomorrow monday tuesday wednesday thursday friday manager director head sincerely".split(
		" ",
	),
);
const contentStems = (text: string): ReadonlySet<string> =>
	new Set((fold(text).match(/[a-z]{4,}|\d{2,}/g) ?? []).filter((w) => !STOP.has(w)).map((w) => w.slice(0, 5)));

const HONORIFIC =
	/\b(?:mr|mrs|ms|mx|miss|dr|prof(?:essor)?|doctor|sir|sirs|madam|ma'am|herr|frau|monsieur|madame|mme|senor|senora|sr|sra|signor|signora|dott|ing|eng|captain)\b|-san\b|\bsan\b/;

/** How the reader greets: by surname or title («formal») or not. */
function greetsFormally(mail: string | null, sender: string): boolean {
	if (mail === null) return false;
	const first =
		ownWords(mail)
			.split("\n")
			.find((l) => l.trim() !== "") ?? "";
	const found = GREETING.exec(first);
	if (found === null) return false;
	const who = fold(found[2] ?? "");
	if (HONORIFIC.test(who)) return true;
	const names = nameTokens(sender);
	return names.length > 1 && who.trim() === names.at(-1);
}

function judgeGreeting(
	greeting: string | null,
	reader: Reader,
	s: Situation,
	add: (rule: string, reason: string, quote?: string | null) => void,
): void {
	if (greeting === null) {
		add("greeting-missing", "The body does not begin with a greeting.");
		return;
	}
	const found = GREETING.exec(greeting);
	const word = fold(found?.[1] ?? "");
	const named = fold(found?.[2] ?? "")
		.split(/[\s.]+/)
		.filter((x) => x !== "")
		.flatMap((x) => (x.endsWith("-san") ? [x.slice(0, -4), "san"] : [x]));
	const tokens = nameTokens(reader.name);
	const formal = greetsFormally(s.mail, s.sender);
	const allowed = s.region === "amer" ? (formal ? ["hi", "hello", "dear"] : ["hi", "hello"]) : ["dear", "hello"];
	if (!allowed.includes(word))
		add("greeting-word", `In ${s.region} the greeting is ${allowed.join(" or ")}.`, greeting);
	const tail =
		s.mail === null
			? []
			: ownWords(s.mail)
					.trim()
					.split("\n")
					.slice(-6)
					.map((l) => fold(l).trim().replace(/[.,]$/, ""));
	const nick = (x: string): boolean => x.length > 1 && tail.includes(x);
	if (!named.some((x) => tokens.includes(x) || nick(x))) {
		add("greeting-name", `The greeting does not name ${reader.name}.`, greeting);
		return;
	}
	const last = tokens.at(-1) ?? "";
	const rest = named.filter((x) => !HONORIFIC.test(x));
	if (formal) {
		const titled = named.some((x) => HONORIFIC.test(x));
		if (!titled && !(rest.includes(last) && tokens.length > 1))
			add("greeting-formality", "The reader greets by surname or title, the draft by first name.", greeting);
	} else if (
		s.region === "amer" &&
		tokens.length > 1 &&
		(named.length !== rest.length || (rest.includes(last) && !rest.some(nick)))
	) {
		add("greeting-name", "In amer the greeting has the first name only.", greeting);
	}
}

export function judgePersona(draft: Draft, reader: Reader, situation: Situation): readonly Violation[] {
	const found: Violation[] = [];
	const add = (rule: string, reason: string, quote: string | null = null): void => {
		found.push({ rule, reason, quote });
	};
	const { stage, region, sender, mail } = situation;
	const rank = rankOf(reader.title);
	const limits = LIMITS[rank];
	const own = mail === null ? null : ownWords(mail);
	const { greeting, text, closing, signature } = partsOf(draft.body, sender);
	const sentences = sentencesOf(text);
	const questions = questionsOf(text, mail);
	const puts = [...questions, ...sentences.filter((q) => INDIRECT.test(q) && !questions.includes(q))];
	const fresh = /^\s*(?:re|aw|fwd?|fw|sv|antw)\s*:/i.test(draft.subject) ? "" : draft.subject;
	const points = pointsIn(mail);
	const many = points >= MANY_POINTS;
	const flag = (rule: string, reason: string, re: RegExp, where: string): void => {
		const q = hit(re, where);
		if (q !== null) add(rule, reason, q.trim());
	};

	// Rank
	const words = countWords(text);
	const most = many ? Math.floor(limits.words * 1.5) : limits.words;
	if (words === 0) add("empty", "The body says nothing.");
	if (words > most)
		add("words", `${words} words; at most ${most} for ${rank}${many ? " where many points were asked" : ""}.`);
	const mostQuestions = stage === "PROSPECTING" ? 1 : limits.questions;
	const asked = questions.reduce((n, q) => n + Math.max(1, (q.match(/\?+/g) ?? []).length), 0);
	if (asked > mostQuestions)
		add("questions", `${asked} questions; at most ${mostQuestions}.`, questions.at(-1) ?? null);
	const lists = listLines(text);
	if (rank === "c-suite" ? lists.length > 0 && !askedInPoints(mail) : lists.length > limits.listLines) {
		add(
			"list",
			rank === "c-suite"
				? "No list for the c-suite unless they asked in points."
				: `${lists.length} lines of list; at most ${limits.listLines}.`,
			lists[0]?.trim() ?? null,
		);
	}
	if (rank !== "individual contributor") {
		for (const [word, known] of TECH) {
			const q = hit(word, text);
			if (q !== null && (own === null || !known.test(own)))
				add("technical-word", "A technical word that the reader did not use.", q);
		}
		for (const word of TECH_CASED)
			if (own === null || !word.test(own))
				flag("technical-word", "A technical word that the reader did not use.", word, text);
	}
	const [lead = "", second = ""] = sentences;
	if (rank === "executive" || rank === "c-suite") {
		if (lead !== "" && isMere(lead))
			add("leads-with-answer", "The first sentence is thanks or preface, not the answer or the outcome.", lead);
		else if (questions[0] === lead && lead !== "")
			add("leads-with-answer", "The first sentence is a question, not the answer or the outcome.", lead);
	} else if (
		mail !== null &&
		lead !== "" &&
		((isMere(lead) && (second === "" || isMere(second))) || questions[0] === lead)
	) {
		add("leads-with-answer", "The draft does not lead with the answer.", lead);
	}
	if (rank === "manager" && mail !== null && words >= 40 && !TEAM.test(text))
		add("manager-team", "Nothing says what the answer means for the team.");
	if (many && own !== null) {
		const said = sentences
			.filter((x) => !questions.includes(x) && !isMere(x))
			.flatMap((x) => x.split(/;|, (?:and|but|while) /)).length;
		if (said < points) add("points-unanswered", `${points} points were put, ${said} statements are made.`);
		const numbers = text.match(/^\s*\(?\d{1,2}(?=[.)]\s)/gm)?.map((x) => Number(x.replace(/\D/g, ""))) ?? [];
		const put = listLines(own)
			.flatMap((l) => /^\s*\(?(\d{1,2})[.)]/.exec(l)?.[1] ?? [])
			.map(Number);
		const rest = text.replace(/^\s*\(?\d{1,2}[.)]\s/gm, "");
		const left =
			numbers.length > 1 ? put.find((n) => !numbers.includes(n) && !new RegExp(`\\b${n}\\b`).test(rest)) : undefined;
		if (left !== undefined) add("points-unanswered", `Point ${left} of the reader has no answer.`);
	}

	// Stage
	const ofMoney = puts.find((q) => MONEY.test(q));
	const ofNeed = puts.find(asksNeed);
	const wantsMeeting =
		own !== null && /\b(?:call|meet|meeting|demo|talk|speak|slot|visit|session|walk[ -]?through|minutes)\b/i.test(own);
	const onlyMeets = wantsMeeting && questions.every((q) => MEETING.test(q));
	const takesUp = (): boolean => {
		const theirs = contentStems(own ?? "");
		return theirs.size === 0 || [...contentStems(text)].some((w) => theirs.has(w));
	};
	if (stage === "PROSPECTING") {
		const amount = [hit(AMOUNT, text), hit(AMOUNT, fresh)].find((a) => a !== null && !(own ?? "").includes(a.trim()));
		if (amount !== undefined && amount !== null)
			add("prospecting-price", "No price of ours in PROSPECTING.", amount.trim());
		flag("prospecting-price", "No talk of a discount in PROSPECTING.", DISCOUNT, text);
		flag("prospecting-contract", "No talk of contracts in PROSPECTING.", CONTRACT, `${fresh}\n${text}`);
		const hard = questions.find(
			(q) =>
				countWords(q) > 25 || MONEY.test(q) || /\b(?:decid\w+|decision|sign[ -]?off|approv\w+|procurement)\b/i.test(q),
		);
		if (hard !== undefined) add("prospecting-question", "The question in PROSPECTING has to be an easy one.", hard);
	}
	if (stage === "DISCOVERY") {
		if (own !== null && words > 0 && !takesUp()) add("discovery-takes-up", "Nothing of the reader's is taken up.");
		const early = questions.find(
			(q) =>
				MONEY.test(q) ||
				(DECIDING.test(q) && /\b(?:who|decid\w+|decision|sign[ -]?off|approv\w+|procurement)\b/i.test(q)),
		);
		if (early !== undefined)
			add(
				"discovery-question",
				"In DISCOVERY a question learns about the need, not about money or who decides.",
				early,
			);
		else if (questions.length > 0 && !questions.some(learnsOfThem) && !onlyMeets)
			add("discovery-question", "No question learns about the need.", questions[0] ?? null);
	}
	if (
		stage === "QUALIFICATION" &&
		questions.length > 0 &&
		!onlyMeets &&
		!questions.some((q) => MONEY.test(q) || DECIDING.test(q) || TIMING.test(q))
	) {
		add(
			"qualification-question",
			"A question in QUALIFICATION is about deciding, money or time.",
			questions[0] ?? null,
		);
	}
	if (stage === "SOLUTION") {
		const given = sentences.find((x) => DISCOUNT.test(x) && !REFUSING.test(x));
		if (given !== undefined) add("solution-discount", "No discount in SOLUTION.", given);
		if (own !== null && words > 0 && !takesUp()) add("solution-answer", "What was asked is not answered.");
	}
	if (stage === "PROPOSAL" || stage === "NEGOTIATION") {
		if (ofNeed !== undefined) add("question-need", `No question about need or pain in ${stage}.`, ofNeed);
	}
	if (stage === "PROPOSAL" && !sentences.some((x) => NEXT.test(x) && !/\?/.test(x)))
		add("proposal-next", "Nothing says what happens next.");
	if (stage === "NEGOTIATION") {
		if (ofMoney !== undefined) add("question-budget", "No question about budget in NEGOTIATION.", ofMoney);
		const granted = sentences.find(grants);
		if (granted !== undefined) add("negotiation-grant", "Something is granted.", granted);
		if (own !== null && ASKS_TERM.test(own) && !sentences.some((x) => DECIDER.test(x) && SOMEBODY.test(x)))
			add("negotiation-decider", "A term was asked for, and nobody is named who decides on it.");
	}

	// Region
	judgeGreeting(greeting, reader, situation, add);
	const closings = region === "amer" ? ["best", "best regards", "thanks"] : ["kind regards", "best regards"];
	if (closing === null) add("closing-missing", "The draft has no closing before the signature.");
	else if (!closings.includes(closing.toLowerCase().replace("!", "").trim()))
		add("closing", `In ${region} the closing is ${closings.join(" or ")}.`, closing);
	const signs = nameTokens(sender);
	const signed = fold(signature).split(/[^\p{L}'-]+/u);
	if (!signs.some((n, i) => (i === 0 || i === signs.length - 1) && signed.includes(n)))
		add("signature", "The draft is not signed with the sender's name.", signature === "" ? null : signature);
	const dated = `${fresh}\n${text}`;
	if (region === "amer") flag("date", "In amer days are written September 18.", DAY_FIRST, dated);
	else flag("date", `In ${region} days are written 18 September.`, MONTH_FIRST, dated);
	for (const re of [ORDINAL, ABBREVIATED, NUMERIC]) {
		const q = hit(re, dated);
		if (q !== null && !found.some((v) => v.rule === "date" && (v.quote ?? "").includes(q)))
			add("date", `Days are written ${region === "amer" ? "September 18" : "18 September"}.`, q);
	}
	if (region === "apac") {
		const bare = sentences
			.flatMap((x) => [
				x,
				...(/^(?:if|when|once|should|as soon as)\b/i.test(x) ? x.split(/, /).slice(1) : []),
				...x.split(/[;:–—] /).slice(1),
				...x
					.split(/,? (?:and|or|so|but|then) (?=(?:send|tell|give|let|call|reply)\b)/)
					.slice(1)
					.filter(
						() =>
							!/^(?:please|could|would|can|i|we|you|they|he|she|it)\b/i.test(x) &&
							!/\b(?:will|can|could|to|may|would)\b/i.test(x),
					),
			])
			.find((x) => IMPERATIVE.test(x));
		if (bare !== undefined) add("bare-imperative", "Never a bare imperative to the reader in apac.", bare);
	}

	// Always
	const all = `${fresh}\n${text}\n${closing ?? ""}\n${signature}`;
	flag("filler", "Filler.", FILLER, all);
	flag("revert", "«Kindly revert» and its kin.", REVERT, all);
	flag("pressing", "Something presses the reader.", PRESSING, all);
	flag("exclamation", "An exclamation mark outside the greeting.", /[^\n.?!]{0,40}!/, all);
	const loud = hit(STRESS, `${fresh}\n${text}`);
	if (loud !== null && !(own ?? "").includes(loud) && !fold(sender).includes(fold(loud)))
		add("capitals", "Capitals for stress.", loud);
	flag("plain-text", "Marked-up text; drafts are plain text.", MARKUP, draft.body);
	return found;
}
