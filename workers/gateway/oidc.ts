import * as oauth from "oauth4webapi";
import * as z from "zod";
import { log } from "#durable-objects/platform/log.ts";
import { MailAddress } from "#knowledge/core/effects/effect.ts";
import { misaddressed } from "#workers/ingress/public-address.ts";
import type { OidcSettings } from "#workers/store/sign-in-provider.ts";
import { type Fetch, safeFetch } from "./safe-fetch.ts";

/** The house that knows an account's people. */
export type Provider = OidcSettings & { readonly clientSecret: string };

export type Ports = { readonly fetch: Fetch; readonly allowsLoopback: boolean };

export type Asked = { readonly redirectUri: string; readonly state: string; readonly nonce: string };

/** Where the browser has to go. `null`: the house cannot be asked, or does not say what it must. */
export async function authorizationUrl(
	provider: Provider,
	asked: Asked & { readonly verifier: string },
	ports: Ports,
	ask: typeof discover = discover,
): Promise<string | null> {
	return attempt("begin", async () => {
		const server = await ask(provider, ports);
		const endpoint = server.authorization_endpoint ?? "";
		if (misaddressed(endpoint, ports.allowsLoopback) !== null) return null;
		const url = new URL(endpoint);
		const parameters = {
			response_type: "code",
			client_id: provider.clientId,
			redirect_uri: asked.redirectUri,
			scope: "openid email",
			state: asked.state,
			nonce: asked.nonce,
			code_challenge: await oauth.calculatePKCECodeChallenge(asked.verifier),
			code_challenge_method: "S256",
		};
		for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
		return url.href;
	});
}

/** What an ID token must say beside what every one must. Anything but the boolean is no proof. */
const Claims = z.object({ email: MailAddress, email_verified: z.literal(true) });

/**
 * The address that the house vouches for, in lower case. `null` whatever is wrong: the library checks the state, the issuer,
 * the audience, the times and the nonce, and the signature by the house's own keys; none of them says more to a stranger.
 */
export async function provenAddress(
	provider: Provider,
	answered: Asked & { readonly verifier: string; readonly query: string },
	ports: Ports,
): Promise<string | null> {
	return attempt("complete", async () => {
		const server = await discover(provider, ports);
		const client: oauth.Client = { client_id: provider.clientId };
		const callback = oauth.validateAuthResponse(server, client, new URLSearchParams(answered.query), answered.state);
		const options = optionsOf(ports);
		const response = await oauth.authorizationCodeGrantRequest(
			server,
			client,
			authenticationOf(server, provider.clientSecret),
			callback,
			answered.redirectUri,
			answered.verifier,
			options,
		);
		const tokens = await reading(() =>
			oauth.processAuthorizationCodeResponse(server, client, response, {
				expectedNonce: answered.nonce,
				requireIdToken: true,
			}),
		);
		await reading(() => oauth.validateApplicationLevelSignature(server, response, options));
		const claims = Claims.safeParse(oauth.getValidatedIdTokenClaims(tokens));
		if (!claims.success) return null;
		const address = claims.data.email.toLowerCase();
		const domain = address.slice(address.lastIndexOf("@") + 1);
		return provider.domains.includes(domain) ? address : null;
	});
}

/** What the house says of itself now. */
export async function discover(provider: Provider, ports: Ports): Promise<oauth.AuthorizationServer> {
	const issuer = new URL(provider.issuer);
	const response = await oauth.discoveryRequest(issuer, { ...optionsOf(ports), algorithm: "oidc" });
	return reading(() => oauth.processDiscoveryResponse(issuer, response));
}

function optionsOf(ports: Ports) {
	const ask = safeFetch(ports.fetch, ports.allowsLoopback);
	return {
		[oauth.customFetch]: (
			url: string,
			{ method, headers, body }: oauth.CustomFetchOptions<string, URLSearchParams | undefined>,
		) =>
			ask(url, { method, headers, ...(body ? { body } : {}) }).catch((error: unknown) => {
				throw new HouseError(nameOf(error));
			}),
		[oauth.allowInsecureRequests]: ports.allowsLoopback,
	};
}

/** In the form where that is taken: houses differ in how they read a header whose parts had to be escaped. */
function authenticationOf(server: oauth.AuthorizationServer, secret: string): oauth.ClientAuth {
	return server.token_endpoint_auth_methods_supported?.includes("client_secret_post")
		? oauth.ClientSecretPost(secret)
		: oauth.ClientSecretBasic(secret);
}

/** The other house could not be asked, or said what cannot be read. */
class HouseError extends Error {
	override readonly name = "HouseError";
	readonly code: string;
	constructor(code: string) {
		super(`the house that was asked: ${code}`);
		this.code = code;
	}
}

/** The library takes some of what it is told for granted, that an issuer is a URL or a key a key, and stumbles over anything else. */
async function reading<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		const isStumble = error instanceof TypeError || error instanceof DOMException;
		throw isStumble ? new HouseError(nameOf(error)) : error;
	}
}

const THEIRS = [
	HouseError,
	oauth.AuthorizationResponseError,
	oauth.OperationProcessingError,
	oauth.ResponseBodyError,
	oauth.UnsupportedOperationError,
	oauth.WWWAuthenticateChallengeError,
];

/**
 * The other house is the outside, and so is what a browser brings back from it: what is wrong is an answer, and its code is
 * for the log. What is wrong with us is thrown on.
 */
async function attempt<T>(step: "begin" | "complete", work: () => Promise<T | null>): Promise<T | null> {
	try {
		return await work();
	} catch (error) {
		if (!THEIRS.some((each) => error instanceof each)) throw error;
		const code = z.object({ code: z.string().max(80) }).safeParse(error);
		log.warn("single sign-on failed", { step, code: code.success ? code.data.code : nameOf(error) });
		return null;
	}
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);
