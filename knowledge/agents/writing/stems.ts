/** One word of a text, as it is compared. */
export type Token = {
	readonly stem: string;
	/** A word of every text, which means something beside others only. */
	readonly isPlain: boolean;
	/** One thing in several words, or known by an acronym: as telling as a phrase. */
	readonly isTerm: boolean;
};

/**
 * Words as they are compared: lower case, without endings, and one word for what means the same wherever software and
 * services are sold. No tenant's own words stand here.
 */
export function tokensOf(text: string): readonly Token[] {
	const words = joined(text.toLowerCase().replace(/[’']s\b/g, "")).match(/[\p{L}\p{N}][\p{L}\p{N}+#]*/gu) ?? [];
	return words
		.filter((word) => word.length <= WORD_CHARS_MAX && !FUNCTION.has(word))
		.map((word) => ({ stem: stem(word), isPlain: PLAIN.has(word), isTerm: TERMS.has(word) }))
		.filter((token) => token.stem.length > 1 || /\p{L}/u.test(token.stem));
}

/** What is longer is no word; endings are looked for from every letter of one. */
const WORD_CHARS_MAX = 40;

/** The words that tell something. */
export const stemsOf = (text: string): readonly string[] =>
	tokensOf(text).flatMap((token) => (token.isPlain || token.stem.length < 2 ? [] : [token.stem]));

const joined = (text: string): string => JOINED.reduce((all, [pattern, one]) => all.replace(pattern, one), text);

/** What is one thing in several words. */
const JOINED: readonly (readonly [RegExp, string])[] = [
	[/\bsingle[ -]sign[ -]?on\b|\bsaml(?: 2\.0)?\b|\boidc\b|\bopen ?id(?: connect)?\b/g, "sso"],
	[/\b(?:multi|two)[ -]factor(?: authentication)?\b|\b2fa\b/g, "mfa"],
	[
		/\bon[ -]prem(?:ises?)?\b|\bself[ -]host(?:ed|ing)\b|\bour own (?:servers?|hardware|data cent(?:re|er)s?)\b/g,
		"onpremise",
	],
	[
		/\boff[ -]?line\b|\bwithout (?:a )?(?:connection|signal|network|internet|coverage)\b|\bno (?:connection|signal|network|internet|coverage)\b/g,
		"offline",
	],
	[/\breal[ -]time\b/g, "realtime"],
	[/\baudit (?:trail|log)s?\b/g, "auditlog"],
	[/\brole[ -]based(?: access)?(?: control)?\b|\brbac\b/g, "permission"],
	[/\bdata (?:residency|location|centre|center)s?\b/g, "dataresidency"],
	[/\bopen api\b|\brest(?:ful)? api\b|\bweb ?hooks?\b/g, "api"],
	[/\b24 ?(?:\/|x) ?7\b|\baround the clock\b|\bround[ -]the[ -]clock\b/g, "roundtheclock"],
	[/\bphone calls?\b/g, "phone"],
	[/\be-mails?\b/g, "email"],
];

const TERMS: ReadonlySet<string> = new Set(JOINED.map(([, one]) => one));

const SAME: ReadonlyMap<string, string> = new Map(
	(
		[
			["integrate", "connect connector sync synchronise synchronize interface link hook"],
			["report", "dashboard analytics analytic insight statistic kpi chart"],
			["export", "download extract"],
			["import", "upload migrate migration"],
			["user", "seat agent employee staff people colleague person licence license"],
			["site", "location plant branch office factory warehouse store depot"],
			["mobile", "smartphone phone tablet ios android app"],
			["permission", "role access right"],
			["alert", "notification notify alarm warn"],
			["encrypt", "encryption encrypted"],
			["invoice", "invoicing billing bill"],
			["customer", "client"],
			["train", "training course"],
			["forecast", "predict prediction"],
			["automate", "automatic automatically automation auto"],
			["search", "find lookup"],
			["fast", "quick speed slow latency"],
			["ticket", "case issue request"],
			["language", "multilingual translate translation"],
			["schedule", "plan planning scheduling"],
			["approve", "approval sign-off"],
			["track", "trace traceability tracking"],
		] as const
	).flatMap(([one, others]) => [one, ...others.split(" ")].map((word) => [bare(word), bare(one)] as const)),
);

/** Without any meaning of their own. */
const FUNCTION = new Set(
	"a an the and or but so if then than that this these those it its is are was were be been being am do does did done have has had having will would can could should shall may might must of in on at to from for with into onto as we our ours us you your yours i my me they their them he she his her who whom which what how there also just please thanks hi hello etc eg ie".split(
		" ",
	),
);
/** Words of every text, and of every need: alone they tell nothing apart. */
const PLAIN = new Set(
	"no not nor without over under about per via within between across through by when where why all any some each every both few more most much many other another such only own same too very still even yet ever never now here up down out off again once need needs needed want wants wanted require requires required requirement get gets got make makes made use uses used using let lets able ability support supports supported supporting offer offers provide provides include includes including system systems solution solutions software tool tools product products platform service services feature features function functions thing things way ways work works working good better best new one two three first next great important team teams company business today currently".split(
		" ",
	),
);

const stem = (word: string): string => {
	const plain = bare(word);
	return SAME.get(plain) ?? plain;
};

/** Endings that inflect, and no more: «offices» and «office», «synced» and «sync». */
function bare(word: string): string {
	if (word.length <= 3) return word;
	return word
		.replace(/ies$/, "y")
		.replace(/(ss|sh|ch|x|z)es$/, "$1")
		.replace(/([^su])s$/, "$1")
		.replace(/(\p{L}{3,})(?:isation|ization)$/u, "$1ise")
		.replace(/(\p{L}{4,})(?:ation|ations)$/u, "$1ate")
		.replace(/(\p{L}{3,})(?:ing|ed)$/u, "$1")
		.replace(/([bdgklmnprt])\1$/, "$1")
		.replace(/(\p{L}{3,})e$/u, "$1");
}
