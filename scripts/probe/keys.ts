import { generateKeyPairSync, sign } from "node:crypto";
import { PLATFORM_TENANT } from "#knowledge/core/vocabulary/ids.ts";
import { HOUR_MS } from "#knowledge/core/vocabulary/time.ts";
import { type Asker, STANDING } from "#workers/testing/askers.ts";
import { canary } from "#workers/testing/canaries.ts";
import type { Database } from "../platform.ts";
import { addToken, type SeedPerson, sha256 } from "../seed.ts";

export type Keys = {
	/** What each kind of asker sends to show who they are. */
	readonly headers: Readonly<Record<Asker, Readonly<Record<string, string>>>>;
	readonly spareKey: string;
	readonly spareSession: string;
	readonly embedKey: string;
	/** Makes the key for one deal one for this deal. Before that it is for none. */
	scopeTo(deal: string): Promise<void>;
};

type People = Readonly<Record<"admin" | "human" | "rep" | "reader" | "spare" | "gone", SeedPerson>>;
type About = { readonly slug: string; readonly mark: string; readonly people: People; readonly operator: SeedPerson };

/** The site whose visitors these are. Our own page's would not be one. */
export const SITE = "https://shop.example";

/** Written as rows, as a seed is: what makes keys is among what is attacked. */
export async function keysOf(db: Database, { slug, mark, people, operator }: About): Promise<Keys> {
	const now = Date.now();
	const token = (person: SeedPerson, more: Partial<Parameters<typeof addToken>[1]> = {}) =>
		addToken(db, { tenant: slug, person, expiresAt: now + HOUR_MS, label: `label ${canary(mark, "deal")}`, ...more });
	const bearer = (text: string): Readonly<Record<string, string>> => ({ authorization: `Bearer ${text}` });
	const scoped = await token(people.rep, { scopes: STANDING["deal-key"].scopes, deals: [] });
	const { embedKey, visitor } = await addEmbedKey(db, slug, mark);
	const headers: Record<Asker, Readonly<Record<string, string>>> = {
		none: {},
		visitor: { ...bearer(visitor), origin: SITE },
		reader: bearer((await token(people.reader)).text),
		"read-key": bearer((await token(people.admin, { scopes: ["read"] })).text),
		rep: bearer((await token(people.rep)).text),
		human: bearer((await token(people.human)).text),
		admin: bearer((await token(people.admin)).text),
		"admin-key": bearer((await token(people.admin, { scopes: STANDING["admin-key"].scopes })).text),
		"deal-key": bearer(scoped.text),
		expired: bearer((await token(people.admin, { expiresAt: now - 1_000 })).text),
		revoked: bearer((await token(people.admin, { revokedAt: now - 1_000 })).text),
		suspended: bearer((await token(people.gone)).text),
		platform: bearer((await token(operator, { tenant: PLATFORM_TENANT })).text),
	};
	return {
		headers,
		spareKey: (await token(people.spare)).id,
		spareSession: (await token(people.spare, { kind: "session" })).id,
		embedKey,
		scopeTo: async (deal) => {
			await db
				.prepare("UPDATE access_tokens SET deals = ? WHERE tenant = ? AND id = ?")
				.bind(JSON.stringify([deal]), slug, scoped.id)
				.run();
		},
	};
}

/** A site's key, and the token of one of its visitors: fifteen minutes at most (S1-09). */
async function addEmbedKey(db: Database, slug: string, mark: string): Promise<{ embedKey: string; visitor: string }> {
	const { publicKey, privateKey } = generateKeyPairSync("ed25519");
	const embedKey = `e-${sha256(slug)
		.replace(/[^a-f2-7]/g, "")
		.slice(0, 20)}`;
	const { x = "" } = publicKey.export({ format: "jwk" });
	await db
		.prepare("INSERT INTO embed_keys (tenant, id, label, public_key, origins, created_at) VALUES (?, ?, ?, ?, ?, ?)")
		.bind(slug, embedKey, `Shop ${canary(mark, "deal")}`, x, JSON.stringify([SITE]), Date.now())
		.run();
	const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
	const iat = Math.floor(Date.now() / 1_000);
	const signed = `${part({ alg: "EdDSA", kid: embedKey })}.${part({ aud: slug, sub: "visitor-1", iat, exp: iat + 890 })}`;
	return { embedKey, visitor: `${signed}.${sign(null, Buffer.from(signed), privateKey).toString("base64url")}` };
}
