import { invariant } from "../vocabulary/invariant.ts";
import type { Access, Operation } from "./operation.ts";

/** What the document says beside what the code knows. A test holds it against the operations: each has words of its own. */

export const INTRODUCTION = `Agent Army reads what buyers write, keeps what is known of each deal, proposes the next step, and sends nothing to a buyer that a person has not approved.

Everything is below \`/v1/accounts/{account}\`. Send an API key as \`Authorization: Bearer KEY\`. Bodies are JSON in UTF-8 unless an operation names another type; times are UTC in ISO 8601; money is minor units with its ISO 4217 code. Fields that an operation does not know are refused, each wrong one by its path.

**Writes** take an \`Idempotency-Key\`. The same key with the same request is answered as the first time, word for word, for a day, with \`Idempotent-Replayed: true\`. What shows a secret shows it once: its repeat is 409 \`shown-once\`, which names what was made and not the secret. The same key with another body or operation is declined with 422; while the first one still runs, with 409. An operation without a body takes none, or \`{}\`. What cannot be taken back has a \`confirm\` in its body: erasing a contact takes the contact's id, tearing an account down its name.

**Scopes** say what a key may of what its person may. \`read\`: look at everything that they may look at, sums of usage too. \`write\`: hand in signals, open deals, and make and revoke keys. \`decide\`: what a person decides, such as approving a mail, moving or pausing a deal, erasing a contact. \`admin\`: people, regions, settings, sites and the audit. None contains another: a script that reads and writes has both. What takes a key is said with each operation.

**Limits** hold for a key, its person and the account, by the minute, and for a few operations by the hour. \`RateLimit-Policy\` says the nearest one and \`RateLimit\` what is left of it. Over it the answer is 429 with \`Retry-After\` in seconds; nothing was done, and the same request may be sent again then.

**Reads** carry an \`ETag\`. Send it as \`If-None-Match\`, and what has not changed is 304.

**Lists** come in pages. Where \`next\` is not null, ask again with it as \`cursor\` (as \`after\` in a deal's log). A cursor belongs to its list.

**Problems** are \`application/problem+json\` (RFC 9457). \`type\` ends in a stable code, \`requestId\` finds the request in our logs. What belongs to another account is 404, like what does not exist.`;

export const TAGS: Readonly<Record<string, string>> = {
	Signals: "What comes in: mails, calls, chats, meetings, notes, changes in another CRM.",
	Deals: "Deals, their customer record and their sandbox copies.",
	Runs: "What the crew did, step by step, and what it is asked to do again.",
	Judgement: "What is made of the facts of a deal, and what people taught the crew.",
	Journal: "A deal's log, what is known from it and what left through it.",
	Approvals: "What waits for a person. Nothing reaches a buyer without one.",
	Contacts: "The buyers' people.",
	Companies: "The buyers' companies.",
	Methodologies: "The sales methods that the crew asks by, as data that an account can change.",
	Crew: "The agents, stopped and let go on.",
	Live: "What happens, while it happens.",
	Keys: "Keys of scripts, and of sites that have visitors.",
	People: "Who works in the account, and how they come in.",
	Accounts: "An account, its settings, what it may and what it used.",
	Audit: "Who did what, by which right, and what came of it.",
};

/** By the first part of the path below the account; of a deal, by what of it is asked for. */
const TAG_OF: Readonly<Record<string, keyof typeof TAGS>> = {
	"": "Accounts",
	settings: "Accounts",
	usage: "Accounts",
	budget: "Accounts",
	users: "People",
	regions: "People",
	me: "People",
	"sign-in-provider": "People",
	"api-keys": "Keys",
	"embed-keys": "Keys",
	"data-keys": "Keys",
	signals: "Signals",
	deals: "Deals",
	"deals/runs": "Runs",
	"deals/estimate": "Runs",
	"deals/events": "Journal",
	"deals/facts": "Journal",
	"deals/outbox": "Journal",
	"deals/signals": "Journal",
	"deals/map": "Judgement",
	"deals/plan": "Judgement",
	"deals/ledger": "Judgement",
	"deals/battlecards": "Judgement",
	"deals/prices": "Judgement",
	learning: "Judgement",
	"deals/activities": "Journal",
	"deals/methodology": "Methodologies",
	methodologies: "Methodologies",
	approvals: "Approvals",
	contacts: "Contacts",
	companies: "Companies",
	agents: "Crew",
	pause: "Crew",
	resume: "Crew",
	reconcile: "Crew",
	sockets: "Live",
	audit: "Audit",
};

export function tagOf({ path }: Pick<Operation, "path">): string {
	const [first = "", , third = ""] = path.replace(/^\/v1(?:\/accounts(?:\/\{account\})?)?\/?/, "").split("/");
	const tag = TAG_OF[`${first}/${third}`] ?? TAG_OF[first];
	invariant(tag !== undefined, `an operation has a group: ${path}`);
	return tag;
}

export const ACCESS_SAYS: Readonly<Record<Access, string>> = {
	public: "Takes no key.",
	anyone: "Whoever has a key, a session or a visitor's token of the account.",
	reader: "Anybody of the account, or a key with the scope `read`.",
	manager: "A tenant admin or a regional human, or a key of one with the scope `read`.",
	writer: "A tenant admin, a regional human or a rep, or a key with the scope `write`.",
	human:
		"A person: a tenant admin, a regional human or a rep; or a key with the scope `decide`, which decides for one. What they may do with one deal, the deal decides.",
	admin: "A tenant admin, or a key of one with the scope `admin`.",
	grantor:
		"A tenant admin, or a key of one with every scope: whoever lets people in, or says who decides, could come to decide by it.",
	platform: "A platform admin, or a key of one with the scope `admin`.",
};

/** Parameters that mean the same wherever they stand. */
export const PARAMETERS: Readonly<Record<string, string>> = {
	account: "The account.",
	deal: "The deal, or a sandbox copy of one.",
	signal: "The signal.",
	run: "The run.",
	step: "The step's number within its run, from 1.",
	approval: "The approval.",
	contact: "The contact.",
	company: "The company.",
	flag: "The flag.",
	fact: "The fact.",
	change: "The change of the customer record.",
	learned: "Something that was learned, as `31.0`.",
	action: "A class of actions, such as `answer-mail`.",
	agent: "The agent's name, such as `reply-handler`.",
	person: "The person.",
	user: "The person.",
	region: "The region.",
	session: "The session.",
	apiKey: "The key's public name, which is not its secret.",
	embedKey: "The public name of the site's key: the `kid` of its tokens.",
	pack: "The method's id, such as `meddic`.",
	rank: "Who is asked: questions are worded by rank.",
	cursor: "`next` of the page before.",
	limit: "How many, at most.",
	after: "The number of the last one that you have; `next` of the page before.",
	at: "The number of an event of the deal: as it stood right after that.",
	state: "Only those in this state.",
	contactName: "The contact's name, where the address is not known yet.",
	subject: "What it is about.",
	from: "The first day (UTC).",
	to: "The last day (UTC).",
	by: "What the sums are of.",
	query: "Words of what is looked for.",
	layer: "Only what is this near: `hot`, `warm` or `cold`.",
	actor: "Only what this person or key did.",
};

export const descriptionOf = ({ id, description, summary }: Operation): string =>
	description ?? DESCRIPTIONS[id] ?? `${summary}.`;

const DESCRIPTIONS: Readonly<Record<string, string>> = {
	postEmail:
		"The raw mail, headers and all, as `message/rfc822`. It is stored before the answer, and then finds its deal by its thread, its people and its subject; where it finds none it opens one. The same mail again is a duplicate and wakes nobody.",
	postTranscript:
		"Captions (WebVTT, SubRip) or labelled lines. Names its deal or its contact in the query. What our own side said counts for nothing as evidence of the buyer.",
	postChat: "The messages in their order, each with who wrote it. One chat is one signal.",
	postCalendar: "One meeting as iCalendar. A changed version is another signal; the same one is a duplicate.",
	postNote: "What a rep wrote down. It names its deal or its contact.",
	postCrmChange:
		"What changed in another CRM, in words. It becomes a signal of the deal and overwrites nothing by itself.",
	listSignals:
		"Accepted, delivered, unassigned and refused ones. `state=duplicate` lists those that came more than once.",
	getSignal: "Where it stands: accepted, delivered to a deal, unassigned, or refused and why.",
	assignSignal:
		"Once a person has said whose it is, the deal reads it as if it had come there. `deal: null` opens a new one.",
	listDeals: "Sandbox copies are not among them.",
	createDeal:
		"It is empty until the first signal comes. Mails open deals by themselves: this is for one that begins elsewhere.",
	getDeal:
		"Its board (what is known, the people, the stage), what waits for a person, what is flagged, and counts. With `at` the same as it stood then, for looking back.",
	forkDeal:
		"The copy has the same log and goes its own way from there. It can be worked on and rehearsed; it has no way out.",
	listForks: "Each with the event that it was copied at.",
	rehearse:
		"The crew works on the words as if the buyer had sent them. In a copy alone; nothing is sent and nobody is told.",
	listDifferences: "Stage, facts, people and record, field by field, with both values.",
	changeCrm: "From then on the field is a person's. It can be undone while it still stands.",
	undoCrm: "Only while what it wrote still stands; a later change is taken back first.",
	moveDeal: "A move past NEGOTIATION takes the regional human.",
	clearFlag: "The flag goes; what it was about stays as it is.",
	pauseDeal: "Signals are still taken and kept. Nothing is read, proposed or sent until it is resumed.",
	resumeDeal: "What waited is worked on now, once.",
	inject:
		"It is approved by being written: it leaves after the undo window. A sum that nobody named before takes the regional human.",
	listEvents: "Nothing in it is ever changed; texts that were erased on request read as null.",
	listRuns: "What each of the last turns did and what it cost.",
	getRun: "Every step with the exact input and output, its cost, and the signal that began it.",
	runPipeline: "For a deal that has something to read. Without news it proposes nothing new.",
	retryStep: "The steps that went well are not run, nor paid for, a second time.",
	validateFact:
		"It is a person's from then on: no reading replaces it. Where something took its place since you saw it, this is 409 and names what stands now.",
	editFact:
		"What the texts said before is not learned from them again. A value of a fact in parts, such as a person or a promise, has to parse as one: what is wrong with it is said.",
	contradictFact:
		"It never comes back by a reading, in the same words or others that say the same, and keeps no other answer from standing.",
	explainRun:
		"Each skill that was skipped, proposal and hand-off that was refused and step that failed: what it was, the rule and what that asks for, and what would have to change.",
	giveFeedback: "It is counted, and read by whoever makes the rules; it changes nothing in the deal.",
	getLearning:
		"Of a skill's facts of a key: how many were right, edited and wrong, the share that was right with the lower end of its 95 % interval, and the factor by which that skill's confidence in such facts is multiplied. Of rules: how many agreed.",
	getPoliticalMap:
		"Power, influence, stance and who reports to whom, by the facts; how much of what this stage should know is known; and an alarm where the deal hangs on one person.",
	getPlan:
		"Goal, reasons, value, people, how they decide, fit, gaps, rivals, risks, commitments and next steps, each line with the facts that it is told from.",
	getLedger:
		"Promises of both sides with their state, told from what was said, written and sent since; and gives with their gets, where every give of ours needs one.",
	getAccountPlan:
		"Totals, people, rivals and products once for all of them; what is wanted, at risk, owed and next deal by deal. Of a company with many deals, those that changed last.",
	listBattlecards:
		"From the catalogue, of the vendors that the known facts name, each up to the last day of its card. For the rep: nothing of it goes to a buyer.",
	getPriceGuidance:
		"From list to floor in steps that shrink, each with what to ask for in return; no step goes below the floor, and none is due while something was given for nothing. For the deal's rep, the human of its region and a tenant admin. 404 where no list of the region has such a price.",
	listFacts: "Each with the signal and the very words that prove it.",
	getSource: "The text as it was read, with offsets that quotes point into, and what came attached.",
	getMethodology: "`pack` is what can be changed and put back; `active` says whether the crew asks by it.",
	getDealMethodology:
		"By the facts of the deal as it stands. `score` is by weight: a suggestion counts for less than what a person wrote or checked.",
	listOutbox: "One row for each effect, for ever. `unknown`: the provider did not say, and a person has to look.",
	listActivities: "A list that follows the deal's log; it may be a moment behind it.",
	listApprovals: "Each with the exact artefact and its `digest`, which a decision sends back.",
	approve:
		"`digest` binds the decision to exactly what was shown: where the draft has changed since, this is declined and nothing leaves. The mail leaves after the undo window; `leavesAt` says when.",
	reject: "The reason is kept with the decision, and the crew reads it.",
	edit: "The draft is replaced, and waits to be approved under its new digest.",
	undo: "While `leavesAt` lies ahead. It is asked for again afterwards.",
	listCompanies: "By the domain of their people's addresses.",
	getCompany: "Its people, and the deals that they are in.",
	listCompanyMemory:
		"Made from the logs of its deals: what was learned, decided, agreed and won or lost. With `query` those that answer it, the best first; else the latest first. Another company's never shows.",
	changeCompany: "A field that a person wrote is not written by an agent again. `null` empties it.",
	listContacts: "Everybody on the buyers' side who wrote, or was written to.",
	getContact: "Name, title, roles in deals, and whether they may be written to.",
	changeContact: "A field that a person wrote is not written by an agent again. `null` empties it.",
	eraseContact:
		"For a tenant admin, or the human of the region of all their deals. It cannot be taken back. Other deals are gone through for their full name, addresses and phones, some with each request: `left` says how many are not yet, and it goes on by itself. Asked again after a fault it goes on where it stopped; asked again once it is done it finds nothing.",
	pauseContact: "What was approved already is held until it is lifted.",
	resumeContact: "What was held leaves.",
	reconcile: "The deals are the truth. Lists that lost a step are brought up to them, a page of deals at a time.",
	pauseAgent: "Other agents go on; what only this one could do waits.",
	resumeAgent: "What waited is worked on.",
	pauseTenant: "Every deal of the account. Signals are still taken and kept.",
	resumeTenant: "Also after the platform stopped the account by itself, because it sent unusually much.",
	getTenant: "A good first request: it says whose key this is and what it may.",
	openSocket:
		"Open `url` within half a minute with the subprotocols `protocol` and `ticket.` followed by the ticket, from a page of our own origin.",
};
