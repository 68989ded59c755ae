/**
 * A question as the thing that is asked: "Who holds the keys?" is "who holds the keys", "Do you support it?" is "whether we
 * support it". `null` where its subject cannot be told from its verb.
 */
export function indirectOf(question: string): string | null {
	const bare = question
		.replace(/\s+/g, " ")
		.trim()
		.replace(
			/^(?:(?:and|also|so|but|then|second(?:ly)?|finally|lastly|first(?:ly)?|third(?:ly)?|plus)[,:]? ){1,3}/i,
			"",
		)
		.replace(LEADING, "")
		.replace(/[\s?.!]{1,6}$/, "");
	if (bare.length > QUESTION_CHARS_MAX || UNSAFE.test(bare) || TO_TELL.test(bare)) return null;
	const [, wish = ""] = /^(?:please|kindly)(?: also| just)? (.+)$/i.exec(bare) ?? [];
	if (wish !== "") {
		const turned = objectsTurned(wish);
		return turned === null || wish.split(" ").length < 3 ? null : `whether we can ${turned}`;
	}
	const [, lead = "", rest = ""] = WH.exec(bare) ?? [];
	if (lead !== "") return ofWh(lead.toLowerCase(), rest);
	const clause = clauseOf(bare);
	return clause === null ? null : `whether ${clause}`;
}
/** "Could you tell me how it works" asks how it works. */
const LEADING =
	/^(?:please |kindly )?(?:(?:could|can|would|will) you (?:please )?)?(?:tell|show|explain to|let|remind) (?:me|us)(?: know)?,? (?=(?:who|what|when|where|why|how|which|whether|if)\b)|^(?:i|we)(?:['’]d| would)? (?:also )?(?:like|want|need|have|wish) to (?:know|understand|see|hear|learn) (?=(?:who|what|when|where|why|how|which|whether|if)\b)|^it would (?:be (?:good|great|useful|helpful|nice)|help(?: me| us)?) to (?:know|understand|see|hear) (?=(?:who|what|when|where|why|how|which|whether|if)\b)/i;
/** Of "could you tell me, and roughly how" the question stands elsewhere. */
const TO_TELL =
	/^(?:please )?(?:can|could|would|will) (?:you|we) (?:please )?(?:tell|explain to|let|remind) (?:me|us)\b/i;
const QUESTION_CHARS_MAX = 110;
const UNSAFE = /["“”<>{}[\]|:;?!()]|\b(?:that|this|these|those|there)$/i;
const WH =
	/^(who|whose|what|when|where|why|which|how (?:long|often|soon|quickly|fast|many|much)|how|whether|if) (.+)$/i;
const AUX = "do|does|can|could|will|would|should|must|may|is|are";
const INVERTED = new RegExp(`^(${AUX}) (.+)$`, "i");
/** "Which interfaces | do you support": what is asked for stands in front of the verb. */
const NOUN_FIRST = new RegExp(`^((?:[\\p{L}\\d-]{1,30} ){1,4}?)((?:${AUX}) (?:you|we|i|it|they) .+)$`, "iu");

/** "How do you move them" is "how we move them"; "what is the limit" is "the limit"; "who holds it" stands. */
function ofWh(wh: string, rest: string): string | null {
	if (wh === "if" || wh === "whether") return ofClause("whether", rest);
	if (INVERTED.test(rest)) {
		const clause = clauseOf(rest);
		if (clause !== null) return `${wh} ${clause}`;
		const [, noun = ""] = /^(?:is|are) ((?:the|your|our) .+)$/i.exec(rest) ?? [];
		return wh === "what" && noun !== "" ? objectsTurned(noun) : null;
	}
	const [, noun = "", inverted = ""] = NOUN_FIRST.exec(rest) ?? [];
	if (noun !== "") {
		const clause = clauseOf(inverted);
		const turned = objectsTurned(noun.trim());
		return clause === null || turned === null ? null : `${wh} ${turned} ${clause}`;
	}
	// «How you handle peaks» is told already, and not asked.
	return ofClause(wh, rest);
}

/** The questions of "tell me how you do it, whether it works and who pays"; the sentence itself where it holds but one. */
export function questionsIn(ask: string): readonly string[] {
	const parts = ask.split(/(?:,\s(?:and |or )?|\s(?:and|or)\s)(?=(?:how|whether|who|what|which|when|where|why)\s)/i);
	if (parts.length < 2) return [ask];
	const [first = "", ...others] = parts;
	const led =
		/^.{0,60}?\b(?:know|understand|tell (?:me|us)|explain|hear|see|say|learn|show (?:me|us)|clarify)\s(?=(?:how|whether|who|what|which|when|where|why)\s)/i.exec(
			first,
		)?.[0];
	return [led === undefined ? first : first.slice(led.length), ...others].map((each) => each.trim());
}

/** "Can our agents sign in" is "your agents can sign in". */
function clauseOf(inverted: string): string | null {
	const [, aux = "", rest = ""] = INVERTED.exec(inverted) ?? [];
	if (aux === "") return null;
	const words = rest.split(" ");
	const at = /^(?:you|we|i|it|they|there|he|she)$/i.test(words[0] ?? "") ? 1 : verbAt(aux.toLowerCase(), words);
	if (at < 1 || at >= words.length) return null;
	const subject = subjectOf(words.slice(0, at).join(" "));
	const verb = objectsTurned(words.slice(at).join(" "));
	if (subject === null || verb === null) return null;
	const be = aux.toLowerCase();
	if (be === "do") return `${subject} ${verb}`;
	if (be === "does") {
		const [first = "", ...others] = verb.split(" ");
		return /^(?:not|also|already|even|still)$/i.test(first) ? null : [subject, thirdPerson(first), ...others].join(" ");
	}
	return `${subject} ${/^(?:you|we)$/.test(subject) && be === "is" ? "are" : be} ${verb}`;
}

/** Where a subject of several words ends: before a verb that no article stands in front of, or before the last word of "is ... possible". */
function verbAt(aux: string, words: readonly string[]): number {
	if (aux === "is" || aux === "are") {
		const last = words.length - 1;
		return /^(?:[a-z]{1,14}(?:ed|en|ible|able|ept|eld|uilt|ent)|necessary|ready|safe|secure|live|there|enough)$/i.test(
			words[last] ?? "",
		)
			? last
			: -1;
	}
	return words.findIndex(
		(word, i) => i > 0 && i <= SUBJECT_WORDS_MAX && VERBS.has(word.toLowerCase()) && !ARTICLE.test(words[i - 1] ?? ""),
	);
}
const SUBJECT_WORDS_MAX = 5;
const ARTICLE = /^(?:the|a|an|our|your|my|this|that|each|every|of|live|old|new|any|no|some|all)$/i;
const VERBS: ReadonlySet<string> = new Set(
	"be have get go run use work see sign read write send keep move show handle support import export connect cope help take give make do change add pay start stop leave join learn plan manage report integrate sync share store access log track scale grow reach need switch upload download print scan open close edit delete remove assign route search find set view create build test launch roll train host install deploy migrate replace extend reduce cut save talk speak come fit stay hold fail break deal look follow book block call reply answer serve cover allow include apply count update process".split(
		" ",
	),
);

function subjectOf(noun: string): string | null {
	const known = SUBJECTS[noun.toLowerCase()];
	if (known !== undefined) return known;
	return objectsTurned(noun);
}
const SUBJECTS: Readonly<Record<string, string>> = { you: "we", we: "you", i: "you" };

function ofClause(wh: string, clause: string): string | null {
	const [, subject = "", rest = ""] = /^(you|we|i) (.+)$/i.exec(clause) ?? [];
	const turned = objectsTurned(rest === "" ? clause : rest);
	return turned === null
		? null
		: [wh, SUBJECTS[subject.toLowerCase()] ?? "", turned].filter((each) => each !== "").join(" ");
}

const thirdPerson = (verb: string): string =>
	/^have$/i.test(verb)
		? "has"
		: /(?:s|x|z|ch|sh|o)$/i.test(verb)
			? `${verb}es`
			: /[^aeiou]y$/i.test(verb)
				? `${verb.slice(0, -1)}ies`
				: `${verb}s`;

/** Behind the verb "you" is us. A clause with a subject of its own is not turned. */
function objectsTurned(text: string): string | null {
	const own =
		/\b(?:if|when|before|after|because|that|once|while|which|where|how|what|who|as|day|time|way|moment|date|place) (?:i|we)\b/gi;
	if (/\b(?:i|we)\b/i.test(text.replace(own, ""))) return null;
	return text
		.replace(/\b(if|when|before|after|because|that|once|while|which|where|how|what|as) you\b/gi, "$1 we\u0000")
		.replace(/\b(?:you|your|yours|me|us|my|our|ours|i|we)\b/gi, (word, at: number, all: string) =>
			all[at + word.length] === "\u0000" ? word : (OBJECTS[word.toLowerCase()] ?? word),
		)
		.replaceAll("\u0000", "");
}
const OBJECTS: Readonly<Record<string, string>> = {
	you: "us",
	your: "our",
	yours: "ours",
	me: "you",
	us: "you",
	my: "your",
	our: "your",
	ours: "yours",
	i: "you",
	we: "you",
};

/** The first thing that a text names with an article: "the rollout", "your planners". `null` where it names none. */
export function nounIn(text: string): string | null {
	for (const [, article = "", rest = ""] of text
		.slice(0, NOUN_CHARS_READ)
		.matchAll(/\b(the|a|an|our|your|my|any|this)\s([^.,;:?!()"“”]{3,60})/gi)) {
		const words: string[] = [];
		for (const word of rest.split(" ").slice(0, NOUN_WORDS_MAX)) {
			if (word === "" || ENDS_NOUN.has(word.toLowerCase()) || (words.length > 0 && VERBS.has(word.toLowerCase())))
				break;
			words.push(word);
		}
		if (
			words.length === 0 ||
			words.every((word) => EMPTY.test(word)) ||
			!/^[\p{L}\d'’-]{3,}$/u.test(words.at(-1) ?? "")
		)
			continue;
		const turned = objectsTurned(
			`${/^(?:a|an|any|this)$/i.test(article) ? "the" : article.toLowerCase()} ${words.join(" ")}`,
		);
		if (turned !== null) return turned;
	}
	return null;
}
const NOUN_CHARS_READ = 400;
const NOUN_WORDS_MAX = 4;
const EMPTY =
	/^(?:thing|things|way|lot|bit|moment|time|question|questions|point|points|problem|issue|same|other|one|following|call|mail|email|word|first|second|next|last|good|best|right|whole)$/i;
const ENDS_NOUN: ReadonlySet<string> = new Set(
	"of in for with to on by from at if when that which and or but is are was were be been has have had do does did can could will would should must may might you we i it they he she not as so than then because while before after until without within into over under about between per still already now also only even much very more most up out off us me them".split(
		" ",
	),
);
