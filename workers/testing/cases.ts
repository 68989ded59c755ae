import type { Access, Operation } from "#knowledge/core/contract/operation.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { ASKERS, type Asker, mayAsk } from "./askers.ts";
import { namesThings, OTHER_ROUTES, type Shot, shotAt, type Things, thingOf } from "./matrix.ts";
import { chanceOf, TWISTS, type Twist, wrongIds } from "./wrong-ids.ts";

/** An account as an attack sees it: what it has, and a second deal that nobody but its own people may see. */
export type Target = { readonly things: Things; readonly otherDeal: string };

export type Case = {
	readonly n: number;
	/** The operation, or the path of a route that is none. */
	readonly route: string;
	readonly asker: Asker;
	/** Which of the targets the asker belongs to. */
	readonly home: number;
	readonly twist: Twist;
	readonly shot: Shot;
	/** Whether a 2xx would be in order. */
	readonly mayPass: boolean;
	/** Whether it can change something of an account that it is allowed to change: such cases come last. */
	readonly changes: boolean;
};

type Route = { readonly id: string; readonly access: Access | "ticket"; readonly operation: Operation };

const none = null as never;
const ROUTES: readonly Route[] = [
	...Object.values<Operation>(OPERATIONS).map((operation) => ({
		id: operation.id,
		access: operation.access,
		operation,
	})),
	...OTHER_ROUTES.map(({ method, path, access }) => ({
		id: `${method} ${path}`,
		access,
		operation: {
			id: `${method} ${path}`,
			method: method.toLowerCase() as Operation["method"],
			path: path.replace(/:(\w+)(?:\{[^}]*\}+)?/g, "{$1}").replace("*", "{file}"),
			summary: "",
			access: "public",
			params: none,
			query: none,
			body: none,
			status: 200,
			answer: none,
		} satisfies Operation,
	})),
];

/** Routes with something of an account in their body or query. */
const NAMING: ReadonlySet<string> = new Set(
	ROUTES.filter(({ operation }) => namesThings(operation)).map(({ id }) => id),
);

/**
 * Every route, by every kind of asker, with every kind of wrong id: a list that is the same for the same seed and targets.
 * With `count`, a share of it; from some thousands on, each route is still asked by each asker.
 */
export function casesOf(
	targets: readonly Target[],
	{ seed, count }: { seed: number; count?: number },
): readonly Case[] {
	const chance = chanceOf(seed);
	const pick = <T>(from: readonly T[]): T => from[Math.floor(chance() * from.length)] as T;
	const must: Omit<Case, "n">[] = [];
	const more: Omit<Case, "n">[] = [];
	let turn = 0;
	for (const route of ROUTES) {
		for (const asker of ASKERS) {
			const home = turn++ % targets.length;
			const ours = targets[home] as Target;
			const theirs = targets[(home + 1 + Math.floor(chance() * (targets.length - 1))) % targets.length] as Target;
			for (const twist of TWISTS) {
				const shot = twistedShot(route.operation, { ours, theirs, twist, pick, chance });
				if (shot === null) continue;
				const mayPass = isInOrder(route, { asker, twist });
				const changes = mayPass && shot.method !== "GET" && !["none", "expired", "revoked"].includes(asker);
				const made = { route: route.id, asker, home, twist, shot, mayPass, changes };
				(twist === "foreign" ? must : more).push(made);
			}
		}
	}
	// Of a share one half at most asks for another's own path: the other half is something of everything.
	const plain = count === undefined ? must : shuffled(must, chance).slice(0, Math.ceil(count / 2));
	const wanted = count === undefined ? more : shuffled(more, chance).slice(0, count - plain.length);
	const chosen = [...plain, ...wanted];
	return chosen
		.sort((a, b) => Number(a.changes) - Number(b.changes) || lastOf(a.route) - lastOf(b.route))
		.map((each, n) => ({ n, ...each }));
}

/** What ends a whole account, or stops it, is asked after everything else. */
const lastOf = (route: string): number =>
	/tearDown|delete|remove|close|suspend|signOut|revoke|pause/i.test(route) ? 1 : 0;

function shuffled<T>(list: readonly T[], chance: () => number): readonly T[] {
	return list
		.map((each) => ({ each, at: chance() }))
		.sort((a, b) => a.at - b.at)
		.map(({ each }) => each);
}

type Twisting = {
	readonly ours: Target;
	readonly theirs: Target;
	readonly twist: Twist;
	pick<T>(from: readonly T[]): T;
	chance(): number;
};

/** `null`: the twist does not apply to this route. */
function twistedShot(operation: Operation, { ours, theirs, twist, pick, chance }: Twisting): Shot | null {
	const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => thingOf(operation, name ?? ""));
	const ids = names.filter((name) => name !== "account");
	const mixed: Things = { ...theirs.things, account: ours.things.account };
	switch (twist) {
		case "own":
			return shotAt(operation, ours.things);
		case "foreign":
			return shotAt(operation, theirs.things);
		case "foreign-account":
			return names.includes("account") ? shotAt(operation, { ...ours.things, account: theirs.things.account }) : null;
		case "foreign-ids":
			// What is called the same everywhere, such as an agent, is nobody else's.
			return ids.some((name) => mixed[name] !== ours.things[name]) ? shotAt(operation, mixed, ours.things) : null;
		case "foreign-in-body":
			return NAMING.has(operation.id) ? shotAt(operation, ours.things, mixed) : null;
		case "other-deal":
			return names.includes("deal") ? shotAt(operation, { ...ours.things, deal: ours.otherDeal }) : null;
		case "other-deal-in-body":
			return NAMING.has(operation.id) ? shotAt(operation, ours.things, { ...ours.things, deal: ours.otherDeal }) : null;
		case "headers":
			return withHeaders(shotAt(operation, ours.things), theirs, pick);
		case "headers-foreign":
			return withHeaders(shotAt(operation, theirs.things), ours, pick);
		case "query": {
			const shot = shotAt(operation, ours.things);
			const mark = shot.path.includes("?") ? "&" : "?";
			const { account, deal } = theirs.things;
			return { ...shot, path: `${shot.path}${mark}account=${account}&tenant=${account}&deal=${deal}&limit=200` };
		}
		case "body": {
			const shot = shotAt(operation, ours.things);
			return shot.body === null ? null : { ...shot, body: pick(wrongBodies(shot.body, theirs)) };
		}
		case "slashes": {
			const shot = shotAt(operation, ours.things);
			const path = pick([`${shot.path}/`, shot.path.replace("/v1/", "//v1//"), `/.${shot.path}`, `${shot.path};a=b`]);
			return { ...shot, path };
		}
		default: {
			// What is called the same everywhere is nobody else's, however it is written.
			const named = names.filter((name) => !NEVER.has(twist) || theirs.things[name] !== ours.things[name]);
			if (named.length === 0) return null;
			const name = pick(named);
			const wrong = pick(wrongIds(twist, { name, ours: ours.things, theirs: theirs.things, chance }));
			const shot = shotAt(operation, { ...ours.things, [name]: "\u0000here" }, ours.things);
			return { ...shot, path: shot.path.replace("\u0000here", () => wrong) };
		}
	}
}

/** Things of others that are taken for one's own: a 2xx is never in order there. */
const NEVER: ReadonlySet<Twist> = new Set(["foreign-ids", "foreign-in-body", "encoded-foreign", "traversal"]);

function isInOrder({ access, operation }: Route, { asker, twist }: { asker: Asker; twist: Twist }): boolean {
	if (access === "public") return true;
	const isAboutAnother = twist === "foreign" || twist === "foreign-account" || twist === "headers-foreign";
	// The account in the path of these is another one's by design, and what is asked is of that account.
	if (access === "platform") return mayAsk(asker, access);
	if (isAboutAnother || NEVER.has(twist)) return false;
	if (asker === "deal-key" && (twist === "other-deal" || twist === "other-deal-in-body")) return false;
	return operation.path.includes("{account}") ? mayAsk(asker, access) : true;
}

function withHeaders(shot: Shot, { things }: Target, pick: Twisting["pick"]): Shot {
	const { account, deal } = things;
	const principal = {
		tenant: account,
		kind: "user",
		id: "nadia",
		roles: ["regional-human", "tenant-admin", "platform-admin"],
		region: "emea",
		dealScope: null,
		scopes: ["read", "write", "decide", "admin"],
		token: null,
		exp: 9e15,
	};
	const extra = pick<Readonly<Record<string, string>>>([
		{ "x-deal-call": JSON.stringify({ principal, settingsVersion: 0, deal }) },
		{
			"x-forwarded-host": `${account}.example`,
			"x-forwarded-for": "127.0.0.1",
			forwarded: `for=127.0.0.1;host=${account}`,
		},
		{ "x-http-method-override": "GET", "x-method-override": "DELETE" },
		{ "x-original-url": `/v1/accounts/${account}/deals/${deal}`, "x-rewrite-url": `/v1/accounts/${account}/deals` },
		{ "x-tenant": account, "x-account": account, "x-principal": JSON.stringify(principal) },
		{ "if-none-match": "*", "if-match": "*" },
		{ "idempotency-key": "the-same-for-everybody" },
		{ origin: "https://evil.example", referer: `https://aa.example/app/${account}` },
		{ range: "bytes=0-10", accept: "text/html, application/xml;q=0.9" },
		{ cookie: `aa_session=aa_session_${"0".repeat(64)}; __Host-aa_session=${account}` },
		// Of any other method the runtime itself makes a GET.
		shot.method === "GET" ? { upgrade: "websocket", connection: "Upgrade" } : { upgrade: "h2c" },
		{ "cf-worker": account, "cf-ew-via": account, via: account },
	]);
	return { ...shot, headers: { ...shot.headers, ...extra } };
}

function wrongBodies(body: string, { things }: Target): readonly string[] {
	const parsed: unknown = body.startsWith("{") ? JSON.parse(body) : {};
	const more = (extra: object): string => JSON.stringify({ ...Object(parsed), ...extra });
	return [
		"",
		"null",
		"[]",
		"{",
		'"x"',
		"\u0000",
		`{"__proto__":{"tenant":"${things.account}"}}`,
		more({ tenant: things.account, account: things.account }),
		more({ principal: { tenant: things.account, roles: ["tenant-admin"] } }),
		more({ deal: things.deal, to: [things.contact], room: things.deal, contact: things.contact }),
		`${"[".repeat(5_000)}${"]".repeat(5_000)}`,
		JSON.stringify({ a: "x".repeat(70_000) }),
		body.replace(/"[^"]*"(?=[,}])/g, "9e999"),
	];
}
