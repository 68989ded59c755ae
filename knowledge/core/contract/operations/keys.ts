import * as z from "zod";
import { DealId, EmbedKeyId, TenantId, TokenId, UserId } from "../../vocabulary/ids.ts";
import { LOOPBACK } from "../../vocabulary/loopback.ts";
import { Role, Scope } from "../../vocabulary/principal.ts";
import { Time } from "../deal.ts";
import type { Operation } from "../operation.ts";
import { A, account, items, none, page } from "./parts.ts";

const Label = z.string().trim().min(1).max(80).describe("What it is for, so that people know it again");

export const ApiKeyView = z.strictObject({
	id: TokenId,
	label: z.string(),
	person: UserId,
	scopes: z.array(Scope),
	roles: z.array(Role).describe("Of these, the ones that its person still has"),
	deals: z.array(DealId).nullable().describe("The deals that it is for; null: all of them"),
	createdAt: Time,
	lastUsedAt: Time.nullable().describe("To the minute"),
	expiresAt: Time,
	revokedAt: Time.nullable(),
});
export type ApiKeyView = z.infer<typeof ApiKeyView>;

/** A list in which nothing stands twice: whoever writes a thing twice may have meant another. */
const distinct = <T extends z.ZodType>(item: T, { min, max }: { readonly min: number; readonly max: number }) =>
	z
		.array(item)
		.min(min)
		.max(max)
		.refine((list) => new Set(list).size === list.length, "names something twice");

export const NewApiKey = z.strictObject({
	label: Label,
	scopes: distinct(Scope, { min: 1, max: Scope.options.length }),
	person: UserId.optional().describe("Whose key it is; without it: the asker's. A tenant admin's to give to others"),
	roles: distinct(Role, { min: 1, max: Role.options.length })
		.optional()
		.describe("Of its person's roles; without it: all that they have now"),
	deals: distinct(DealId, { min: 1, max: 50 })
		.optional()
		.describe("Deals that it is for. Such a key can ask about nothing but one of these deals at a time"),
	expiresAt: Time.optional().describe("At most two years from now; without it: in one year"),
});
export type NewApiKey = z.infer<typeof NewApiKey>;

export const EmbedKeyView = z.strictObject({
	id: EmbedKeyId,
	label: z.string(),
	publicKey: z.string().describe("The 32 bytes of an Ed25519 public key in base64url"),
	origins: z.array(z.string()),
	createdAt: Time,
	revokedAt: Time.nullable(),
});
export type EmbedKeyView = z.infer<typeof EmbedKeyView>;

const RAW_KEY = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;
const RawKey = z.string().regex(RAW_KEY, "must be the 32 bytes of an Ed25519 public key in base64url: 43 characters");

/** The same key in either form. Of a JWK the public half alone is taken: a private one should have been shown to nobody. */
const PublicKey = z
	.union([RawKey, z.looseObject({ kty: z.literal("OKP"), crv: z.literal("Ed25519"), x: RawKey })], {
		error: "must be an Ed25519 public key: a JWK of kty OKP and crv Ed25519, or its 32 bytes in base64url",
	})
	.refine((key) => typeof key === "string" || !("d" in key), {
		error: "holds a private key: make a new pair, and send its public half alone",
	})
	.transform((key) => (typeof key === "string" ? key : key.x));

const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
/** Scheme, host and port. No wildcards: whoever can have a name under a domain could send visitors. */
const ORIGIN = new RegExp(`^(https?)://((?:${LABEL}\\.)*${LABEL}|\\[[0-9a-f:]+\\])(?::([1-9][0-9]{0,4}))?$`);
const USUAL_PORT: Readonly<Record<string, string>> = { https: "443", http: "80" };

/** Why an origin cannot be named; `null`: it can. Where `isDevelopment`, a page on the same machine may ask without TLS. */
export function misfitOrigin(text: string, isDevelopment: boolean): string | null {
	const [, scheme = "", host = "", port] = ORIGIN.exec(text) ?? [];
	if (scheme === "" || port === USUAL_PORT[scheme])
		return "must be an origin as browsers send it, such as https://www.example.com";
	if (scheme === "https") return null;
	return LOOPBACK.has(host) && isDevelopment ? null : "must begin with https://";
}

const OneOrigin = z
	.string()
	.max(300)
	// What only a development build takes is for the route to refuse: it knows its build.
	.superRefine((text, context) => {
		const misfit = misfitOrigin(text, true);
		if (misfit !== null) context.addIssue({ code: "custom", message: misfit });
	});

export const KEY_OPERATIONS = {
	listApiKeys: {
		id: "listApiKeys",
		method: "get",
		path: `${A}/api-keys`,
		summary: "Keys of scripts, newest first: one's own, and for a tenant admin everybody's",
		access: "reader",
		params: account,
		query: page.extend({ person: UserId.optional().describe("Whose; without it: all that the asker may see") }),
		body: null,
		status: 200,
		answer: items(ApiKeyView),
	},
	createApiKey: {
		id: "createApiKey",
		method: "post",
		path: `${A}/api-keys`,
		summary: "Make a key for a script; its secret is shown this once",
		description:
			"A key acts in its person's name with those of their roles that they still have, within its scopes and to its end. Nobody gives a key more than they have: a key makes none with more scopes, roles or time than its own, only a tenant admin makes one for somebody else, and one that decides in somebody's name is theirs alone to make. A key for some deals is declined wherever a request names none of them.",
		access: "writer",
		params: account,
		query: none,
		body: NewApiKey,
		example: { label: "Nightly export", scopes: ["read"] },
		status: 201,
		makes: { apiKey: "id" },
		showsSecret: true,
		answer: ApiKeyView.extend({ secret: z.string().describe("Sent as «Authorization: Bearer SECRET»") }),
	},
	revokeApiKey: {
		id: "revokeApiKey",
		method: "delete",
		path: `${A}/api-keys/{apiKey}`,
		summary: "Revoke a key at once, and close what it has open",
		access: "writer",
		params: z.strictObject({ account: TenantId, apiKey: TokenId }),
		query: none,
		body: none,
		status: 200,
		answer: z.strictObject({ id: TokenId, revokedAt: Time }),
	},
	listEmbedKeys: {
		id: "listEmbedKeys",
		method: "get",
		path: `${A}/embed-keys`,
		summary: "Sites that may send visitors",
		access: "admin",
		params: account,
		query: none,
		body: null,
		status: 200,
		answer: items(EmbedKeyView),
	},
	createEmbedKey: {
		id: "createEmbedKey",
		method: "post",
		path: `${A}/embed-keys`,
		summary: "Let a site sign tokens for its visitors",
		description:
			"A visitor's token is a JWT (EdDSA) with `kid` this key, `aud` the account, `sub` the visitor (a-z, 0-9 and `._:-`), `iat` and `exp` at most 15 minutes after it, and optionally `deal`; other claims are refused. It is sent as a bearer from a page of one of the origins, and lets the visitor ask who they are; it decides nothing.",
		access: "admin",
		params: account,
		query: none,
		body: z.strictObject({
			label: Label,
			publicKey: PublicKey.describe("Ed25519: a JWK, or the raw 32 bytes in base64url"),
			origins: distinct(OneOrigin, { min: 1, max: 20 }).describe("Pages of these origins, whole and without wildcards"),
		}),
		example: {
			label: "Web shop",
			publicKey: { kty: "OKP", crv: "Ed25519", x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" },
			origins: ["https://shop.example.com"],
		},
		status: 201,
		makes: { embedKey: "id" },
		answer: EmbedKeyView,
	},
	revokeEmbedKey: {
		id: "revokeEmbedKey",
		method: "delete",
		path: `${A}/embed-keys/{embedKey}`,
		summary: "Take no more visitors from a site; tokens that it gave out are refused at once",
		access: "admin",
		params: z.strictObject({ account: TenantId, embedKey: EmbedKeyId }),
		query: none,
		body: none,
		status: 200,
		answer: z.strictObject({ id: EmbedKeyId, revokedAt: Time }),
	},
} as const satisfies Record<string, Operation>;
