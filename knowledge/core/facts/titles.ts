/** What a title says of somebody's part where no words do. */
export type Place =
	/** At the head of the house: says yes or no. */
	| "leads"
	/** At the head of its money: releases it. */
	| "pays"
	/** Keeps or counts the money for somebody else. */
	| "keeps"
	/** Has the thing in hand every day. */
	| "works"
	| null;

/** The one table of titles. A deputy, an assistant and whoever was it once hold none of these places. */
export function placeOf(title: string | null): Place {
	if (title === null || DEPUTY.test(title)) return null;
	if (LEADS.test(title)) return "leads";
	if (PAYS.test(title)) return "pays";
	if (KEEPS.test(title)) return "keeps";
	return WORKS.test(title) && !HEADS.test(title) ? "works" : null;
}

const DEPUTY = /\b(?:assistant|secretary|deputy|office of|to the|former|vice|pa)\b/i;
const LEADS =
	/\b(?:ceo|md|chief exec(?:utive)?\b|managing (?:director|partner)|general manager|executive director|(?<!vice[ -])president|(?<!product |process |system |data |service |budget )owner|co-?owner|founder|proprietor|sole director|head ?(?:teacher|master|mistress)|principal|captain|skipper|rector|mayor|gesch[aä]ftsf[uü]hrer(?:in)?)\b/i;
const PAYS = /\b(?:cfo|chief financ\w+\b|finance director|financial director|director of finance|treasurer)\b/i;
const KEEPS =
	/\b(?:head of finance|vp,? finance|finance|financ\w+|accountant|accounts|bursar|controller|bookkeeper|commercial (?:director|head|manager)|purser)\b/i;
const WORKS =
	/\b(?:operator|technician|dispatcher|planner|scheduler|nurse|driver|mechanic|fitter|electrician|clerk|receptionist|storeman|warehouseman|machinist|keeper|warden|grower|cashier|agent|foreman|forewoman|milker|herdsman|baker|brewer|cook|chef|carer|surveyor|welder|picker|caretaker|stockman)\b/i;
const HEADS = /\b(?:head|director|manager|chief|lead|leader|board|chair\w*)\b/i;
