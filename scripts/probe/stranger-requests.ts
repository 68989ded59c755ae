import { SOCKET_PROTOCOL } from "#knowledge/core/contract/frames.ts";
import type { Operation } from "#knowledge/core/contract/operation.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";

export type Asked = {
	readonly method: string;
	readonly path: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string | null;
};

/** A small generator of its own, so that a run can be repeated by its seed. */
export function chanceFrom(seed: number) {
	let state = seed >>> 0;
	const below = (n: number): number => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * n);
	};
	const of = <T>(all: readonly T[]): T => all[below(all.length)] as T;
	const text = (alphabet: string, length: number): string =>
		Array.from({ length }, () => alphabet.charAt(below(alphabet.length))).join("");
	return { below, of, text };
}
type Chance = ReturnType<typeof chanceFrom>;

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
const HEX = "0123456789abcdef";

const idLike = (chance: Chance): string =>
	chance.of([
		`${chance.of(["d", "s", "r", "c", "o", "g", "k", "t", "e"])}-${chance.text(BASE32, 20)}`,
		`a-${chance.text(BASE32, 20)}-1`,
		chance.text(HEX, 64),
		chance.text(LETTERS, 1 + chance.below(40)),
		encodeURIComponent(chance.text("../\\%?#\u0000é«", 8)),
		String(chance.below(1_000_000)),
	]);

const accountLike = (chance: Chance, known: readonly string[]): string =>
	chance.of([
		chance.of(known),
		chance.text(LETTERS, 3 + chance.below(20)),
		`${chance.text(LETTERS, 6)}--eu`,
		`t:${chance.text(LETTERS, 5)}:ledger`,
		chance.text(LETTERS, 200),
		encodeURIComponent(`../${chance.of(known)}`),
	]);

/** What somebody may hold up in place of a key. */
function offerOf(chance: Chance, origin: string): Record<string, string> {
	const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
	const visitor = [
		part({ alg: "EdDSA", typ: "JWT", kid: `e-${chance.text(BASE32, 20)}` }),
		part({ sub: "x", aud: chance.text(LETTERS, 8), iat: 1, exp: 9_999_999_999 }),
		chance.text(HEX, 86),
	].join(".");
	return chance.of<Record<string, string>>([
		{},
		{ authorization: `Bearer aa_key_${chance.text(HEX, 64)}` },
		{ authorization: `Bearer ${chance.text(LETTERS, 30)}` },
		{ authorization: `Bearer ${visitor}`, origin },
		{ authorization: "Basic YWRtaW46YWRtaW4=" },
		{ cookie: `aa_session=aa_session_${chance.text(HEX, 64)}`, origin },
		{ cookie: `__Host-aa_session=aa_session_${chance.text(HEX, 64)}`, origin: "https://evil.example" },
	]);
}

/** Somebody who knows where we are, and the names of some accounts at best. */
type Aim = { readonly origin: string; readonly known: readonly string[] };

/** One request of somebody without a key, of whatever kind. */
export function askedBy(chance: Chance, aim: Aim): Asked {
	const kinds = [operation, operation, operation, operation, socket, hook, object, signIn, other];
	return chance.of(kinds)(chance, aim);
}

const METHODS = ["get", "post", "put", "patch", "delete", "head", "options"];

function operation(chance: Chance, { origin, known }: Aim): Asked {
	const { method, path, rawBody } = chance.of<Operation>(Object.values(OPERATIONS));
	const used = chance.below(5) === 0 ? chance.of(METHODS) : method;
	const account = accountLike(chance, known);
	const named = path.replace("{account}", account).replace(/\{\w+\}/g, () => idLike(chance));
	const hasBody = !["get", "head", "options"].includes(used);
	const body = chance.of(["{}", "[1]", "not json", JSON.stringify({ name: "x", region: "emea" }), ""]);
	const headers = { ...(hasBody ? { "content-type": rawBody ?? "application/json" } : {}), ...offerOf(chance, origin) };
	return { method: used.toUpperCase(), path: named, headers, body: hasBody ? body : null };
}

const socket = (chance: Chance, { origin, known }: Aim): Asked => ({
	method: "GET",
	path: `/v1/accounts/${accountLike(chance, known)}/sockets/deal/${idLike(chance)}`,
	headers: {
		connection: "Upgrade",
		upgrade: "websocket",
		"sec-websocket-version": "13",
		"sec-websocket-key": Buffer.from(chance.text(HEX, 16)).toString("base64"),
		"sec-websocket-protocol": `${SOCKET_PROTOCOL}, ticket.aa_ticket_${chance.text(HEX, 64)}`,
		origin,
	},
	body: null,
});

function hook(chance: Chance, { known }: Aim): Asked {
	const provider = chance.of(["crm", "mail", chance.text(LETTERS, 5)]);
	const connection = chance.of(["crm", "mail", idLike(chance)]);
	return {
		method: chance.of(["POST", "GET", "PUT"]),
		path: `/hooks/${provider}/${accountLike(chance, known)}.${connection}`,
		headers: {
			"content-type": "application/json",
			"webhook-id": chance.text(LETTERS, 10),
			"webhook-timestamp": String(Math.floor(Date.now() / 1_000)),
			"webhook-signature": `v1,${Buffer.from(chance.text(HEX, 32)).toString("base64")}`,
		},
		body: null,
	};
}

/** Where libraries that route by themselves would have put our objects. */
function object(chance: Chance, { origin }: Aim): Asked {
	const kind = chance.of(["deal-agent", "signal-inbox", "tenant-ledger", "DealAgent", chance.text(LETTERS, 6)]);
	const path = `/agents/${kind}/${idLike(chance)}`;
	return { method: chance.of(["GET", "POST"]), path, headers: offerOf(chance, origin), body: null };
}

function signIn(chance: Chance, { origin, known }: Aim): Asked {
	const headers = { "content-type": "application/x-www-form-urlencoded", origin };
	const account = accountLike(chance, known);
	const post = (path: string, body: string): Asked => ({ method: "POST", path, headers, body });
	const link = `/sign-in/aa_link_${chance.text(HEX, 64)}`;
	const back = `state=${chance.text(HEX, 64)}&code=${chance.text(HEX, 20)}`;
	return chance.of<Asked>([
		post("/sign-in", `address=${chance.text(LETTERS, 8)}%40nobody.example`),
		post("/sign-in/provider", `account=${account}`),
		post(link, ""),
		post("/sign-out", ""),
		{ method: "GET", path: link, headers: {}, body: null },
		{ method: "GET", path: `/sign-in/provider/${account}/callback?${back}`, headers: {}, body: null },
	]);
}

function other(chance: Chance, { origin }: Aim): Asked {
	const folder = chance.of(["", "app/", "assets/", "v1/", "v1/accounts", ".well-known/", "cdn-cgi/", "__scheduled/"]);
	const path = `/${folder}${idLike(chance)}`;
	return { method: chance.of(["GET", "POST", "DELETE"]), path, headers: offerOf(chance, origin), body: null };
}
