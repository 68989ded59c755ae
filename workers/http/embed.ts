import { compactVerify, decodeProtectedHeader, importJWK } from "jose";
import * as z from "zod";
import type { Env } from "#durable-objects/env.ts";
import { sha256 } from "#durable-objects/platform/hash.ts";
import { shortOf } from "#knowledge/core/vocabulary/hash.ts";
import { DealId, EmbedKeyId, TenantId, UserId } from "#knowledge/core/vocabulary/ids.ts";
import { MINUTE_MS, SECOND_MS } from "#knowledge/core/vocabulary/time.ts";
import type { Found } from "#workers/store/access.ts";
import { readEmbedKey } from "#workers/store/embed-keys.ts";
import { ownDb } from "#workers/store/tenant-db.ts";

/** Nothing longer is parsed. A token of ours takes some 400 characters. */
const TOKEN_CHARS_MAX = 4_096;
const LIFE_MAX_MS = 15 * MINUTE_MS;
/** How far a site's clock may be ahead of ours. */
const AHEAD_MAX_MS = MINUTE_MS;

/** One algorithm, and nothing in the header that could name another key than the one that we hold. */
const Header = z.strictObject({ alg: z.literal("EdDSA"), kid: EmbedKeyId, typ: z.literal("JWT").optional() });

const Claims = z.strictObject({
	aud: TenantId,
	sub: z.string().regex(/^[a-z0-9][a-z0-9._:-]{0,127}$/),
	iat: z.int().min(0),
	exp: z.int().min(0),
	nbf: z.int().min(0).optional(),
	jti: z.string().max(200).optional(),
	iss: z.string().max(300).optional(),
	deal: DealId.optional(),
});
type Claims = z.infer<typeof Claims>;

export const looksLikeVisitorToken = (text: string): boolean =>
	text.length <= TOKEN_CHARS_MAX && /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text);

/**
 * The principal of a visitor of an embedding site: its token, signed by a key of the account that the token is for, sent
 * by a page of one of that key's origins. `null` for everything else, so that nobody learns what was wrong with it.
 */
export async function visitorOf(
	env: Env,
	{ token, origin }: { readonly token: string; readonly origin: string | undefined },
	now: number,
): Promise<Found | null> {
	const header = Header.safeParse(partOf(() => decodeProtectedHeader(token)));
	// Read before it is verified, to find the key to verify it with; what was verified is parsed again below.
	const tenant = z.object({ aud: TenantId }).safeParse(partOf(() => payloadOf(token.split(".")[1] ?? "")));
	if (!header.success || !tenant.success || origin === undefined) return null;
	const key = await readEmbedKey(ownDb(env, tenant.data.aud), header.data.kid);
	if (!key?.origins.includes(origin)) return null;
	const claims = await verified(token, key.publicKey);
	if (!claims || claims.aud !== tenant.data.aud || !isInTime(claims, now)) return null;
	if (claims.iss !== undefined && !key.origins.includes(claims.iss)) return null;
	return {
		principal: {
			tenant: claims.aud,
			kind: "visitor",
			id: visitorId(claims.sub),
			roles: [],
			region: null,
			dealScope: claims.deal === undefined ? [] : [claims.deal],
			scopes: [],
			token: null,
			exp: claims.exp * SECOND_MS,
		},
		settingsVersion: key.settingsVersion,
		account: key.account,
		terms: key.terms,
		touch: null,
	};
}

async function verified(token: string, x: string): Promise<Claims | null> {
	try {
		const key = await importJWK({ kty: "OKP", crv: "Ed25519", x }, "EdDSA");
		const { payload } = await compactVerify(token, key, { algorithms: ["EdDSA"] });
		return Claims.safeParse(JSON.parse(utf8(payload))).data ?? null;
	} catch {
		return null;
	}
}

/** By our clock to the millisecond; what a site may choose of it is bounded on both sides. */
function isInTime({ iat, exp, nbf = iat }: Claims, now: number): boolean {
	const [issued, ends, begins] = [iat * SECOND_MS, exp * SECOND_MS, nbf * SECOND_MS];
	const isIssued = issued <= now + AHEAD_MAX_MS && begins <= now + AHEAD_MAX_MS;
	return isIssued && ends > now && ends - issued <= LIFE_MAX_MS && ends - now <= LIFE_MAX_MS;
}

const PREFIX = "visitor.";
/** As long as an id can be. A shortened name takes all of it and an own one never does, so that neither is taken for the other. */
const NAME_CHARS = 64 - PREFIX.length;

export function visitorId(sub: string): UserId {
	const name = sub.length < NAME_CHARS ? sub : `${sub.slice(0, NAME_CHARS - 21)}.${shortOf(sha256(sub))}`;
	return UserId.parse(PREFIX + name);
}

const utf8 = (bytes: Uint8Array): string => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);

const payloadOf = (part: string): unknown =>
	JSON.parse(utf8(Uint8Array.from(atob(part.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0))));

/** `null` for what is not even a token. */
function partOf(read: () => unknown): unknown {
	try {
		return read();
	} catch {
		return null;
	}
}
