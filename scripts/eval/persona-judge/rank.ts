// Judges a drafted mail by the norms of PERSONAS.md: rank of the reader, stage of the deal, region, and what always holds.
export type Stage = "PROSPECTING" | "DISCOVERY" | "QUALIFICATION" | "SOLUTION" | "PROPOSAL" | "NEGOTIATION";
export type Region = "emea" | "amer" | "apac";
export type Rank = "individual contributor" | "manager" | "executive" | "c-suite";
export interface Draft {
	readonly subject: string;
	readonly body: string;
}
export interface Reader {
	readonly name: string;
	readonly title: string | null;
}
export interface Situation {
	readonly stage: Stage;
	readonly region: Region;
	readonly sender: string;
	readonly mail: string | null;
}
export interface Violation {
	readonly rule: string;
	readonly reason: string;
	readonly quote: string | null;
}
interface Limits {
	readonly words: number;
	readonly questions: number;
	readonly listLines: number;
}
export interface Parts {
	readonly greeting: string | null;
	readonly text: string;
	readonly closing: string | null;
	readonly signature: string;
}

export const LIMITS: Readonly<Record<Rank, Limits>> = {
	"individual contributor": { words: 220, questions: 2, listLines: Infinity },
	manager: { words: 180, questions: 2, listLines: Infinity },
	executive: { words: 130, questions: 1, listLines: 4 },
	"c-suite": { words: 90, questions: 1, listLines: 0 },
};
export const MANY_POINTS = 3;

export const fold = (s: string): string =>
	s.normalize("NFD").replace(/\p{M}/gu, "").replace(/[‘’]/g, "'").toLowerCase();
export const hit = (re: RegExp, s: string): string | null => re.exec(s)?.[0] ?? null;

const C_LEVEL =
	/\bc-(?:suite|level)\b|\bchief\b[\w\s,&-]*\bofficer\b|\bchief executive\b|\b(?:co-?)?(?:ceo|cto|cfo|coo|cio|ciso|cmo|cro|cpo|cdo|cco|cso|chro|cxo|clo|cao|cno)\b|\bmanaging (?:director|partner|member|principal)\b|\b(?:co-?)?founder\b|\bproprietor\b|\b(?:chair(?:man|woman|person)?)\b|\bboard member\b|\bmember of the (?:management )?board\b|\bgeschaftsfuhrer(?:in)?\b|\bvorstand\b|\binhaber(?:in)?\b|\bdirecteur general\b|\bdirectrice generale\b|\bdirector general\b|\bpdg\b|\bgerente general\b|\bamministratore delegato\b/;
const NOT_OWNER =
	/\b(?:product|process|service|data|system|application|budget|risk|platform|project|feature|tool|solution|backlog)[ -]owner\b/g;
const NOT_PARTNER =
	/\b(?:business|people|hr|finance|channel|technology|delivery|talent|procurement|it) partner\b(?=(?:\W|$))|\bpartner (?=manager|success|marketing|relation|account|engineer|sales|operations|enablement|support|channel|coordinator|specialist|development|integration)/g;
const EXECUTIVE =
	/\b(?:director|directora|directeur|directrice|direktor(?:in)?|direttore|diretora?|vice[ -]president|[se]?vp|avp|rvp|gvp|head of|(?:^|(?:group|global|regional|deputy|country) )head(?=\s*[,:–-])|(?:department|division|function) head|chief of staff|bereichsleiter(?:in)?|general counsel)\b/;
const TEAM_HEAD =
	/\bhead of (?:(?:a|the|our) )?(?:[\w-]+ ){0,3}(?:team|shift|squad|group|crew|section|unit|desk|line|cell)s?\b(?=\s*(?:$|[,(/&|–-]|of\b|for\b|in\b))|\b(?:team|section|shift|group|line|unit) head\b|\bhead of (?:the )?team\b/;
const MANAGER =
	/\b(?:manager(?:in)?|managers|mgr|supervisor|team ?lead(?:er)?|leader|lead$|tech lead|shift lead|foreman|forewoman|foreperson|superintendent|gerente|jefe|jefa|teamleiter(?:in)?|abteilungsleiter(?:in)?|leiter(?:in)?|capo|chef de (?:service|equipe)|responsable|team head)\b/;
const CONTRIBUTOR =
	/\b(?:engineer|analyst|specialist|agent|coordinator|co-ordinator|developer|architect|planner|scheduler|dispatcher|administrator|admin|assistant|associate|clerk|consultant|technician|operator|representative|rep|buyer|purchaser|accountant|bookkeeper|advisor|adviser|officer|designer|tester|scientist|expert|secretary|intern|trainee|apprentice|student|estimator|controller|programmer|machinist|owner|partner|executive|agente|analista|ingenieur(?:in)?|ingeniero|ingeniera|sachbearbeiter(?:in)?|writer|researcher|auditor|nurse|teacher|recruiter|generalist|expeditor|expediter|strategist|practitioner|champion)\b/;

/** The rank that a title stands for. A reader without a title counts as a manager. */
export function rankOf(title: string | null): Rank {
	if (title === null || title.trim() === "") return "manager";
	const t = fold(title)
		.replace(/\bm\.d\.?/g, "md")
		.replace(/\b([a-z])\.(?=[a-z]\.)/g, "$1")
		.replace(/\./g, " ")
		.replace(/\(?\b(?:reporting|reports) to\b.*$/, "")
		.replace(/\boffice of (?:the )?[\w-]+(?: director| president)?/g, "");
	if (
		/\b(?:assistant|secretary|adviser|advisor|aide|pa|ea) (?:to|of|for)\b|\b(?:executive|personal|management) (?:assistant|secretary)\b|\b(?:director|ceo|president)'s (?:assistant|office)/.test(
			t,
		)
	)
		return "individual contributor";
	const own = t.replace(NOT_OWNER, "process contributor specialist").replace(NOT_PARTNER, "specialist ");
	const vice = own.replace(/\bvice[ -]president\b/g, "vp");
	if (C_LEVEL.test(vice) || /\bpresident\b|\bmd\b/.test(vice)) return "c-suite";
	if (/\b(?:co-?)?owner\b/.test(vice)) return "c-suite";
	if (/\bpartner\b/.test(vice) && !MANAGER.test(vice)) return "c-suite";
	if (TEAM_HEAD.test(vice) && !/\b(?:director|vp)\b/.test(vice)) return "manager";
	if (EXECUTIVE.test(vice)) return "executive";
	if (MANAGER.test(vice.trim()) || /\blead\s*(?:[,/&|(-]|$)/.test(vice)) return "manager";
	return CONTRIBUTOR.test(vice) ? "individual contributor" : "manager";
}
