import type { Access, Operation } from "#knowledge/core/contract/operation.ts";
import type { OPERATIONS } from "#knowledge/core/contract/operations.ts";

/**
 * What a request can name of an account, as plain texts: the isolation tests put other accounts' things, and nonsense, in
 * their places. A new `{parameter}` of a path needs its name here.
 */
export type Things = {
	readonly account: string;
	/** An account that may be changed and torn down: what a platform admin does is tried on it. */
	readonly spareAccount: string;
	readonly deal: string;
	readonly signal: string;
	readonly run: string;
	readonly step: string;
	readonly approval: string;
	readonly digest: string;
	readonly contact: string;
	readonly company: string;
	readonly flag: string;
	readonly change: string;
	readonly fact: string;
	readonly agent: string;
	/** Somebody whom nothing depends on, a key, a session and a site's key of theirs. */
	readonly person: string;
	readonly apiKey: string;
	readonly session: string;
	readonly embedKey: string;
	readonly region: string;
	/** A method that every account has. */
	readonly pack: string;
	/** A class of actions, and something that was learned: of either every account has all there can be. */
	readonly action: string;
	readonly learned: string;
	/** Of routes that are no operations: a mail's own copy, an attachment, a room, a link to sign in, a file. */
	readonly key: string;
	readonly n: string;
	readonly room: string;
	readonly token: string;
	readonly file: string;
};

/** The same once more, for paths: a parameter that is no name of a thing is a mistake. */
const NAMES: Readonly<Record<keyof Things, true>> = {
	account: true,
	spareAccount: true,
	deal: true,
	signal: true,
	run: true,
	step: true,
	approval: true,
	digest: true,
	contact: true,
	company: true,
	flag: true,
	change: true,
	fact: true,
	agent: true,
	person: true,
	apiKey: true,
	session: true,
	embedKey: true,
	region: true,
	pack: true,
	action: true,
	learned: true,
	key: true,
	n: true,
	room: true,
	token: true,
	file: true,
};

/** A request to an operation that is well formed in every part. */
export type Row = {
	/** `null`: it takes the example of its contract, raw bytes, or nothing. */
	readonly body: ((things: Things) => unknown) | null;
	/** Without the question mark. */
	readonly query?: (things: Things) => string;
	/** Where a parameter of the path is called otherwise than the thing that it names. */
	readonly names?: Readonly<Record<string, keyof Things>>;
};

const BARE: Row = { body: null };

/** One row of each operation. What is not here does not compile: no operation is left out of the isolation tests. */
export const MATRIX: Readonly<Record<keyof typeof OPERATIONS, Row>> = {
	postEmail: BARE,
	postTranscript: { body: null, query: ({ deal }) => `deal=${encodeURIComponent(deal)}` },
	postCalendar: BARE,
	postNote: { body: ({ deal }) => ({ deal, text: "They called." }) },
	postChat: {
		body: ({ deal }) => ({
			deal,
			platform: "teams",
			messages: [{ from: { name: "Mara" }, at: `${new Date().toISOString().slice(0, 10)}T00:00:00Z`, text: "Yes." }],
		}),
	},
	postCrmChange: { body: () => ({ externalId: "x-1", change: "deal.updated", at: "2100-01-01T00:00:00Z" }) },
	listSignals: BARE,
	getSignal: BARE,
	assignSignal: { body: () => ({ deal: null }) },
	listDeals: BARE,
	createDeal: { body: () => ({ name: "New", region: "emea" }) },
	getDeal: BARE,
	forkDeal: { body: () => ({}) },
	listForks: BARE,
	rehearse: { body: () => ({ text: "What would it cost for twice as many?" }) },
	listDifferences: BARE,
	changeCrm: { body: () => ({ record: { type: "deal" }, field: "next-step", value: "Send the security sheet" }) },
	undoCrm: BARE,
	moveDeal: { body: () => ({ stage: "DISCOVERY" }) },
	clearFlag: BARE,
	pauseDeal: BARE,
	resumeDeal: BARE,
	inject: { body: ({ contact }) => ({ to: [contact], subject: "Hello", body: "Hello there." }) },
	listEvents: BARE,
	listRuns: BARE,
	getRun: BARE,
	runPipeline: BARE,
	retryStep: BARE,
	listFacts: BARE,
	validateFact: BARE,
	editFact: { body: () => ({ value: "EUR 45,000 | us | - | -" }) },
	contradictFact: BARE,
	explainRun: BARE,
	giveFeedback: BARE,
	getLearning: BARE,
	getLearned: BARE,
	revertLearned: BARE,
	setAutonomy: BARE,
	getPoliticalMap: BARE,
	getLedger: BARE,
	listBattlecards: BARE,
	getAccountPlan: BARE,
	getPriceGuidance: { body: null, query: () => "offering=care&item=Care%20seat&unit=per-user-month&quantity=85" },
	getPlan: { body: null, query: () => "since=1" },
	getSource: BARE,
	listOutbox: BARE,
	listApprovals: BARE,
	approve: { body: ({ digest }) => ({ digest }) },
	reject: { body: ({ digest }) => ({ digest, reason: "No." }) },
	edit: { body: ({ digest }) => ({ digest, subject: "Re: x", body: "y" }) },
	undo: BARE,
	listCompanies: BARE,
	getCompany: BARE,
	listCompanyMemory: { body: null, query: () => "query=budget" },
	changeCompany: { body: () => ({ size: "85 agents" }) },
	listContacts: BARE,
	getContact: BARE,
	changeContact: { body: () => ({ title: "Head of Operations" }) },
	eraseContact: { body: ({ contact }) => ({ confirm: contact }) },
	pauseContact: BARE,
	resumeContact: BARE,
	listActivities: BARE,
	reconcile: BARE,
	pauseAgent: BARE,
	resumeAgent: BARE,
	pauseTenant: BARE,
	resumeTenant: BARE,
	getTenant: BARE,
	getMe: BARE,
	listUsers: BARE,
	inviteUser: {
		body: () => ({ name: "Robin Vale", address: "robin.vale@skyvera.example", roles: ["rep"] }),
	},
	changeUser: { body: () => ({ region: "apac" }), names: { user: "person" } },
	resendInvitation: { body: () => ({}), names: { user: "person" } },
	listSessions: { body: null, names: { user: "person" } },
	revokeSession: { body: null, names: { user: "person" } },
	revokeSessions: { body: null, names: { user: "person" } },
	listRegions: BARE,
	setRegion: { body: ({ person }) => ({ human: person, deputy: null, acting: "human" }) },
	getSignInProvider: BARE,
	setSignInProvider: {
		body: () => ({
			issuer: "https://login.skyvera.example",
			clientId: "agent-army",
			clientSecret: "as-the-issuer-gave-it",
			domains: ["skyvera.example"],
		}),
	},
	removeSignInProvider: BARE,
	openSocket: { body: ({ deal }) => ({ purpose: "deal", room: deal }) },
	listApiKeys: BARE,
	createApiKey: BARE,
	revokeApiKey: BARE,
	listEmbedKeys: BARE,
	rotateDataKey: BARE,
	listDataKeys: BARE,
	createEmbedKey: BARE,
	revokeEmbedKey: BARE,
	provisionAccount: {
		body: () => ({
			account: `made-${crypto.randomUUID().slice(0, 8)}`,
			organisation: "Made Here",
			admin: { name: "Ada Novak", address: "ada@made.example" },
		}),
	},
	listAccounts: BARE,
	changeAccount: { body: () => ({ organisation: "Skyvera" }) },
	closeAccount: { body: ({ spareAccount }) => ({ confirm: spareAccount }), names: { account: "spareAccount" } },
	changeSettings: { body: () => ({ undoWindowMs: 0 }) },
	listUsage: { body: null, query: () => "from=2026-01-01&to=2100-12-31" },
	getBudget: BARE,
	grantTokens: { body: () => ({ tokens: 1, reason: "A tender is due." }) },
	estimateRun: BARE,
	listMethodologies: BARE,
	getMethodology: BARE,
	putMethodology: BARE,
	deleteMethodology: BARE,
	getDealMethodology: BARE,
	listAudit: BARE,
	exportAudit: BARE,
};

/** Of each media type the shortest that is taken. */
const RAW_BODIES: Readonly<Record<string, string>> = {
	"message/rfc822": "Subject: x\r\n\r\nHello",
	"text/vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Mara Ellingsen>Yes.\n",
	"text/calendar": "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:u-1\r\nSUMMARY:Kick-off\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
};

export type Shot = {
	readonly method: string;
	/** As it goes over the wire, percent-encoded or not as whoever asks has it. */
	readonly path: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string | null;
};

/** The request as it is sent. What stands in the path can differ from what the body and the query name. */
export function shotAt(operation: Operation, inPath: Things, inBody: Things = inPath): Shot {
	const row: Row = (MATRIX as Readonly<Record<string, Row>>)[operation.id] ?? BARE;
	const named = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => inPath[thingOf(operation, name)]);
	const query = row.query?.(inBody);
	const path = query ? `${named}?${query}` : named;
	const method = operation.method.toUpperCase();
	if (method === "GET") return { method, path, headers: {}, body: null };
	if (operation.rawBody)
		return { method, path, headers: { "content-type": operation.rawBody }, body: RAW_BODIES[operation.rawBody] ?? "" };
	const body = JSON.stringify(row.body?.(inBody) ?? operation.example ?? {});
	return { method, path, headers: { "content-type": "application/json" }, body };
}

/** Which thing a parameter of a path names. */
export function thingOf(operation: Operation, parameter: string): keyof Things {
	const row: Row = (MATRIX as Readonly<Record<string, Row>>)[operation.id] ?? BARE;
	const name = row.names?.[parameter] ?? parameter;
	if (!(name in NAMES)) throw new Error(`matrix.ts: Things has no «${name}», which ${operation.path} names`);
	return name as keyof Things;
}

/** Whether the body or the query names things of an account, so that another one's can be put there. */
export function namesThings({ id }: Operation): boolean {
	const row = MATRIX[id as keyof typeof MATRIX] as Row | undefined;
	const [one, other] = [marked("one"), marked("other")];
	const told = (things: Things): string => JSON.stringify([row?.body?.(things), row?.query?.(things)]);
	return told(one) !== told(other);
}

const marked = (mark: string): Things => new Proxy({} as Things, { get: (_, name) => `${mark}-${String(name)}` });

/** Routes of the app that are no operations of the contract. A new one is named here, or the isolation tests fail. */
export const OTHER_ROUTES: readonly {
	readonly method: string;
	readonly path: string;
	readonly access: Access | "ticket";
}[] = [
	{ method: "GET", path: "/healthz", access: "public" },
	{ method: "GET", path: "/favicon.ico", access: "public" },
	{ method: "GET", path: "/sign-out", access: "public" },
	{ method: "GET", path: "/openapi.json", access: "public" },
	{ method: "GET", path: "/docs", access: "public" },
	{ method: "GET", path: "/sign-in", access: "public" },
	{ method: "POST", path: "/sign-in", access: "public" },
	{ method: "POST", path: "/sign-in/development", access: "public" },
	{ method: "POST", path: "/sign-in/provider", access: "public" },
	{ method: "GET", path: "/sign-in/provider/:account/callback", access: "public" },
	{ method: "POST", path: "/sign-out", access: "public" },
	{ method: "GET", path: "/sign-in/:token", access: "public" },
	{ method: "POST", path: "/sign-in/:token", access: "public" },
	{ method: "GET", path: "/v1/accounts/:account/sockets/deal/:room", access: "ticket" },
	{ method: "GET", path: "/v1/accounts/:account/deals/:deal/outbox/:key/copy", access: "reader" },
	{ method: "GET", path: "/v1/accounts/:account/deals/:deal/signals/:signal/attachments/:n", access: "reader" },
	{ method: "GET", path: "/", access: "public" },
	{ method: "GET", path: "/app", access: "public" },
	{ method: "GET", path: "/app/*", access: "public" },
	{ method: "GET", path: "/assets/*", access: "public" },
	{ method: "GET", path: "/:file{[a-z0-9-]+\\.(?:css|svg|ico|png)}", access: "public" },
];
