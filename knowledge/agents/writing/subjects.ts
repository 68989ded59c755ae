import type { Stage } from "#knowledge/core/vocabulary/stage.ts";
import { stageNorm } from "./norms.ts";

/** Who answers a point: a rep may not, and says so. */
export type Side = "commercial" | "legal" | "security" | "technical" | "delivery" | "reference";

/** What a point is about, in words that a mail can refer to it by. */
export type Subject = { readonly name: string; readonly side: Side };

const at = (side: Side, rows: readonly (readonly [string, RegExp])[]) =>
	rows.map(([name, pattern]) => ({ subject: { name, side }, pattern }));

/** In order: what is more special stands first. Words of business mail anywhere; no tenant's own. */
const SUBJECTS = [
	...at("commercial", [
		["service credits", /\bservice credits?\b/i],
		[
			"prices in later years",
			/\bindexation\b|\bprice (?:increases?|adjustments?|cap|lock|rises?)\b|\bcap of\b|\badjustment every year\b|\bprices? fixed\b|\bfixed prices?\b|\bprice in the contract\b|\b(?:second|third|following) years?\b/i,
		],
		["the currency", /\bcurrency\b|\bexchange rate\b|\bfixed in (?:euro|usd|dollars?|eur)\b|\bin local currency\b/i],
		[
			"when the charges start",
			/\b(?:charge|fee|monthly|price|payment)s?\b[^.]{0,40}\bstarts?\b|\bstarts? (?:per|when|only)\b|\bthe old (?:system|tool) and the new\b|\bpay(?:ing)? (?:twice|double)\b/i,
		],
		["the migration fee", /\bmigration (?:fees?|costs?|charges?)\b|\bmigration (?:to be charged|at|is charged)\b/i],
		["the onboarding", /\bonboardings?\b|\bset-?up (?:fees?|costs?)\b/i],
		[
			"payment",
			/\bpayments?\b|\bprepayment\b|\bbilling (?:terms|period)\b|\bmonthly billing\b|\b\d{2} days to pay\b|\bpayable\b|\b(?:in|into) arrears\b|\b\d{2} days (?:end|after|net)\b|\bnet \d\d\b/i,
		],
		["invoicing", /\binvoic(?:e|es|ing)\b/i],
		["shared seats", /\b(?:named|shared|concurrent) (?:seats?|users?)\b|\bshare a seat\b/i],
		["how usage is counted", /\b(?:your|the) definition\b|\bhow you count\b|\bcounting\b/i],
		["the first year", /\bfirst year\b|\byear one\b/i],
		[
			"the price",
			/\b(?:pric(?:e|es|ing)|discounts?|reduction|rebate|cheaper|better offer|per cent off|percent off|the total)\b|\d ?% off\b|\bwhat (?:is|are) the fees?\b|\b(?:same|lower|better|your|current) rates?\b|\bprepay\w*\b|\bup front\b/i,
		],
	]),
	...at("legal", [
		[
			"outages",
			/\bavailability (?:of )?\d|\bcommitment on availability\b|\buptime (?:commit\w*|guarantee)\b|\bpenalt(?:y|ies)\b(?! without)|\bliquidated damages\b/i,
		],
		[
			"getting your data back",
			/\bdata (?:back|out)\b|\b(?:end|termination) of (?:the|this) contract\b[^.]{0,40}\bdata\b/i,
		],
		[
			"ending the contract",
			/\bterminat\w{1,5}\b|\b(?:right|able) to (?:leave|exit|get out|stop)\b|\bway out\b|\bexit\b|\bleave after\b|\bwant to stop\b|\bcancel(?:lation)?\b|\bnotice\b|\brenews? itself\b/i,
		],
		["the term", /^term\b|\bcontract (?:term|says \d)\b|\bterm of \d/i],
		[
			"the law and the courts",
			/\b(?:local|governing|applicable|our|\w{2,12}(?:ish|ese|ian|ean|an|ch)) law\b|\blaw of\b|^law\b|\blaws? of\b|\bcourts?\b|\barbitration\b|\bjurisdiction\b/i,
		],
		["liability", /\bliab\w{2,6}\b|\bindemni\w{2,6}\b|\bwho (?:pays|is responsible)\b/i],
		["the declaration", /\bdeclarations?\b/i],
		["who is named in the contract", /\bnamed in the contract\b/i],
		["the NDA", /\bndas?\b|\bnon-?disclosure\b|\bconfidentiality agreement\b/i],
		["the service level", /\bslas?\b|\bservice levels?\b/i],
		[
			"the agreement",
			/\bagreement (?:with|between|on|text|draft)\b|\b(?:your|the|our|framework|master) agreement\b|\bmsa\b/i,
		],
		["the terms", /\b(?:your|the|our|standard|general) terms\b|\bterms (?:and|&) conditions\b/i],
		["the contract", /\bcontracts?\b|\bclauses?\b|\bmark-?up\b|\bredlines?\b|\bletter\b/i],
	]),
	...at("security", [
		[
			"where the data is kept",
			/\bwhere\b[^.?]{0,40}\b(?:data|servers?)\b|\bcloud region\b|\bdata (?:location|residency)\b|\bstored and processed\b|\bdata (?:from elsewhere|stays?|must (?:stay|remain)|remains?)\b/i,
		],
		["the audit report and the penetration test", /\baudit report\b|\bpenetration test\b|\bpen ?test\b/i],
		["support access", /\b(?:support|staff|engineers?)\b[^.]{0,40}\baccess\b|\baccess\b[^.]{0,40}\brecorded\b/i],
		["the encryption keys", /\bencryption\b|\bholds? the keys\b/i],
		["notification of incidents", /\b(?:incident|breach)\w{0,3}\b/i],
		["the login", /\blog-?in\b|\bopenid\b|\bsingle sign\b|\bsso\b|\bsaml\b|\bpasswords?\b/i],
		["the security documents", /\bsoc ?2\b|\bquestionnaire\b|\biso ?27001\b/i],
	]),
	...at("technical", [
		[
			"working without a connection",
			/\bwithout (?:a )?(?:network|connection|signal)\b|\boffline\b|\binternet is down\b|\bflight mode\b/i,
		],
		["conflicting changes", /\bconflict\w{0,3}\b|\bat the same time\b/i],
		["events or polling", /\bevents?\b[^.?]{0,60}\bpoll\b|\bpoll(?:ing)?\b|\bwebhooks?\b/i],
		["writing back", /\bwritten back\b|\bwrite back\b/i],
		["double imports", /\bread (?:two times|twice)\b|\bduplicates?\b|\bis double\b/i],
		["stock", /\bstock\b|\binventory\b/i],
		[
			"the integration",
			/\bintegrat\w{1,6}\b|(?<!openid )\bconnect\w{0,4}\b|\binterfaces?\b|\bapis?\b|\bsoap\b|\btalk to [\p{Lu}]|\bworks? with our\b|\bsync\w{0,4}\b|\bcsv\b|\bexports?\b|\bexchanges data\b/iu,
		],
		["the migration", /\bmigrat\w{1,4}\b|\bcutover\b/i],
	]),
	...at("reference", [
		[
			"a customer you can talk to",
			/\breferences?\b|\bwho of your customers\b|\bwho else\b|\bwhich (?:other )?(?:customers|companies|operators|firms)\b[^.?]{0,30}\buse\b|\bcan i (?:ring|call|speak to|talk to) (?:them|one)\b|\bcase stud(?:y|ies)\b/i,
		],
		["how other customers handle this", /\bother (?:customers|clients|companies)\b/i],
		[
			"customers of your size",
			/\bcompanies (?:our size|like (?:us|ours))\b|\bour size\b|\b(?:similar|comparable) (?:companies|customers|firms)\b/i,
		],
	]),
	...at("delivery", [
		["a trial", /\btrial\b|\bpilot\b|\bproof of concept\b|\bsandbox\b/i],
		[
			"the time it takes to get going",
			/\bhow (?:long|fast|soon|quickly)\b[^?]{0,60}\b(?:take|going|live|started|implement\w*|roll|onboard\w*)\b|\btime to go live\b|\bget (?:going|started)\b|\bgo[- ]live\b/i,
		],
		[
			"where our people are",
			/\btime ?zone\b|\bpeople here\b|\bremote(?:ly)?\b|\blocal (?:team|people|office)\b|\bwho (?:would|will) (?:look after|support) us\b/i,
		],
		["training", /\btrain(?:s|ed|ing)?\b/i],
		[
			"support",
			/(?<!\b(?:you|it|they|to|also|not|can|could|does|do|will|would|which|that|we) )support\b|\bhelp ?desk\b|\bresponse times?\b/i,
		],
	]),
] as const;

/** All that a text is about. */
export const subjectsOf = (text: string): readonly Subject[] =>
	SUBJECTS.flatMap(({ subject, pattern }) => (pattern.test(text) ? [subject] : []));

/** Whether a text is about a subject, by the same words. */
export const isAbout = (subject: Subject, text: string): boolean =>
	SUBJECTS.some((each) => each.subject.name === subject.name && each.pattern.test(text));

export const subjectOf = (text: string): Subject | null =>
	SUBJECTS.find(({ pattern }) => pattern.test(text))?.subject ?? null;

/** Who will answer what a rep may not decide: at the end of a deal with the word that they decide, and where contracts are not spoken of without them. */
export function answererOf(side: Side, stage: Stage): string {
	if (side !== "commercial" && side !== "legal") return ANSWERER[side];
	if (!stageNorm(stage).contracts) return "the colleague who decides on such things";
	return stage === "NEGOTIATION" ? DECIDERS[side] : ANSWERER[side];
}

/** Each region of a seller has one person who answers for it. */
export const DECIDES = "our regional manager, who decides on our terms";
const DECIDERS = {
	commercial: `${DECIDES},`,
	legal: "our legal colleagues, who decide on such terms,",
} as const;

/** Who decides on what is not on our list, as a stage names them. */
export const deciderOf = (stage: Stage): string => answererOf("commercial", stage);

const ANSWERER: Readonly<Record<Side, string>> = {
	commercial: "the person who decides on our terms",
	legal: "our legal colleagues",
	security: "our security colleagues",
	technical: "a technical colleague",
	delivery: "the colleague who plans our projects",
	reference: "the colleague who looks after our customers",
};
