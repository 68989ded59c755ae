import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";

export const ISSUER = "https://login.skyvera.example";
export const CLIENT = { id: "agentarmy", secret: "s3cretOfTheClient" };

/** What a broken or hostile house does differently. */
export type Wrong = {
	readonly claims?: Readonly<Record<string, unknown>>;
	/** Instead of a signed token. */
	readonly token?: (claims: JWTPayload) => string | Promise<string>;
	readonly metadata?: Readonly<Record<string, unknown>>;
	readonly respond?: (url: string) => Response | null;
};

/** A house that knows one person, and answers as the standard says unless it is told to be wrong. */
export async function startIssuer(email: string) {
	const [good, other] = await Promise.all([generateKeyPair("ES256"), generateKeyPair("ES256")]);
	const jwk = { ...(await exportJWK(good.publicKey)), kid: "k1", alg: "ES256", use: "sig" };
	const asked: { url: string; body: URLSearchParams; authorization: string | null }[] = [];
	let wrong: Wrong = {};
	let nonce = "";
	const now = (): number => Math.floor(Date.now() / 1000);
	const sign = (claims: JWTPayload, key = good.privateKey) =>
		new SignJWT(claims).setProtectedHeader({ alg: "ES256", kid: "k1" }).sign(key);
	const claims = (): JWTPayload => ({
		iss: ISSUER,
		aud: CLIENT.id,
		sub: "person-1",
		iat: now(),
		exp: now() + 300,
		nonce,
		email,
		email_verified: true,
		...wrong.claims,
	});
	const metadata = () => ({
		issuer: ISSUER,
		authorization_endpoint: `${ISSUER}/authorize`,
		token_endpoint: `${ISSUER}/token`,
		jwks_uri: `${ISSUER}/keys`,
		response_types_supported: ["code"],
		subject_types_supported: ["public"],
		id_token_signing_alg_values_supported: ["ES256"],
		...wrong.metadata,
	});
	async function answer(url: string, init: RequestInit | undefined): Promise<Response> {
		const headers = new Headers(init?.headers);
		asked.push({
			url,
			body: new URLSearchParams(String(init?.body ?? "")),
			authorization: headers.get("authorization"),
		});
		const instead = wrong.respond?.(url);
		if (instead) return instead;
		if (url === `${ISSUER}/.well-known/openid-configuration`) return Response.json(metadata());
		if (url === `${ISSUER}/keys`) return Response.json({ keys: [jwk] });
		if (url !== `${ISSUER}/token`) return new Response("no such page", { status: 404 });
		const token = wrong.token ? await wrong.token(claims()) : await sign(claims());
		return Response.json({ access_token: "at", token_type: "Bearer", expires_in: 300, id_token: token });
	}
	return {
		asked,
		answer,
		/** As after the person has signed in there: what the browser brings back. */
		signIn(url: string, changes: Readonly<Record<string, string | null>> = {}): string {
			const { searchParams } = new URL(url);
			nonce = searchParams.get("nonce") ?? "";
			const back = new URLSearchParams({ code: "c-1", state: searchParams.get("state") ?? "" });
			for (const [name, value] of Object.entries(changes)) value === null ? back.delete(name) : back.set(name, value);
			return `?${back}`;
		},
		be: (how: Wrong) => {
			wrong = how;
		},
		sign,
		forge: (payload: JWTPayload) => sign(payload, other.privateKey),
		unsigned: (payload: JWTPayload) => `${part({ alg: "none" })}.${part(payload)}.`,
		/** The public key of the house, used as if it were a secret that both have. */
		symmetric: (payload: JWTPayload) =>
			new SignJWT(payload).setProtectedHeader({ alg: "HS256", kid: "k1" }).sign(new TextEncoder().encode(jwk.x)),
	};
}

const part = (value: object): string =>
	btoa(JSON.stringify(value)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
