import * as z from "zod";
import { PersonState } from "../../vocabulary/account.ts";
import { HeaderName, MailAddressText } from "../../vocabulary/address.ts";
import { TenantId, TokenId, UserId } from "../../vocabulary/ids.ts";
import { PrincipalKind, Role, Scope } from "../../vocabulary/principal.ts";
import { Region } from "../../vocabulary/region.ts";
import { Time } from "../deal.ts";
import type { Operation } from "../operation.ts";
import { A, account, items, none, page } from "./parts.ts";

const ofUser = z.strictObject({ account: TenantId, user: UserId });
const ofSession = z.strictObject({ account: TenantId, user: UserId, session: TokenId });
const ofRegion = z.strictObject({ account: TenantId, region: Region });

/** What is offered leaves out the role of those who run the platform: their own account alone can give it. */
const OFFERED = Role.exclude(["platform-admin"]).options;
const Given = z.enum(Role.options, { error: `must be one of ${OFFERED.join(", ")}` }).meta({ enum: OFFERED });
const Roles = z
	.array(Given)
	.min(1, "must name a role; to keep somebody out, suspend them")
	.max(Role.options.length)
	.refine((list) => new Set(list).size === list.length, "names a role twice")
	.describe(
		"As they were answered, or others. «regional-human» stays with whoever acts in a region, sent or not: it is given and taken by `PUT …/regions/{region}`, and declined for everybody else",
	);

export const UserView = z.strictObject({
	id: UserId,
	name: z.string(),
	address: z.string(),
	roles: z.array(Role).describe("As they are now, with the role of a region's human where they act as it"),
	region: Region.nullable(),
	state: PersonState,
	acts: Region.nullable().describe("The region whose human they are at this moment, by right or as a deputy"),
	createdAt: Time,
	lastSeenAt: Time.nullable().describe("When a session of theirs was last used, to the minute"),
});
export type UserView = z.infer<typeof UserView>;

export const NewUser = z.strictObject({
	name: HeaderName,
	address: MailAddressText,
	roles: Roles,
	region: Region.nullable().default(null),
});

export const UserChange = z.strictObject({
	name: HeaderName.optional(),
	roles: Roles.optional(),
	region: Region.nullable().optional(),
	state: z
		.enum(["active", "suspended"])
		.optional()
		.describe(
			"Who is suspended is signed out everywhere, and their keys do nothing. Who is let back in without ever having come in is invited still",
		),
});

export const SessionView = z.strictObject({
	id: TokenId,
	createdAt: Time,
	lastUsedAt: Time.nullable(),
	expiresAt: Time,
	address: z.string().nullable().describe("Where they signed in from"),
	agent: z.string().nullable().describe("What their browser called itself"),
	isThis: z.boolean().describe("Whether this request came by it"),
});
export type SessionView = z.infer<typeof SessionView>;

export const RegionView = z.strictObject({
	region: Region,
	human: UserId,
	deputy: UserId.nullable(),
	acting: z.enum(["human", "deputy"]),
});
export type RegionView = z.infer<typeof RegionView>;

export const RegionChange = z
	.strictObject({ human: UserId, deputy: UserId.nullable(), acting: z.enum(["human", "deputy"]) })
	.refine(({ acting, deputy }) => acting === "human" || deputy !== null, {
		path: ["acting"],
		message: "nobody is named as deputy",
	})
	.refine(({ human, deputy }) => human !== deputy, { path: ["deputy"], message: "is the human already" });

const Domain = z
	.string()
	.max(253)
	.regex(
		/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
		"must be a domain in lower case",
	);

export const ProviderView = z.strictObject({
	issuer: z.string(),
	clientId: z.string(),
	domains: z.array(z.string()),
});
export type ProviderView = z.infer<typeof ProviderView>;

export const ProviderChange = z.strictObject({
	issuer: z.string().max(400).describe("An https address, as the issuer itself writes it"),
	clientId: z.string().min(1).max(300),
	clientSecret: z
		.string()
		.min(1)
		.max(1_000)
		.optional()
		.describe("Never shown again; without it the one before stays, where issuer and client do"),
	domains: z
		.array(Domain)
		.min(1)
		.max(20)
		.describe("Of these domains alone addresses are believed: a house answers for its own"),
});

export const Mailed = z.strictObject({
	user: UserView,
	mailed: z.boolean().describe("Whether the invitation was taken by the way out; it can be sent again"),
});

export const IDENTITY_OPERATIONS = {
	getMe: {
		id: "getMe",
		method: "get",
		path: `${A}/me`,
		summary: "Who is asking, and what they may",
		access: "anyone",
		params: account,
		query: none,
		body: null,
		status: 200,
		answer: z.strictObject({
			account: TenantId,
			organisation: z.string(),
			id: UserId,
			kind: PrincipalKind,
			roles: z.array(Role),
			region: Region.nullable(),
			scopes: z.array(Scope),
		}),
	},
	listUsers: {
		id: "listUsers",
		method: "get",
		path: `${A}/users`,
		summary: "The people of the account",
		access: "reader",
		params: account,
		query: page,
		body: null,
		status: 200,
		answer: items(UserView),
	},
	inviteUser: {
		id: "inviteUser",
		method: "post",
		path: `${A}/users`,
		summary: "Invite somebody by mail; the link works once, within seven days",
		access: "grantor",
		params: account,
		query: none,
		body: NewUser,
		example: { name: "Robin Vale", address: "robin.vale@skyvera.example", roles: ["rep"], region: "emea" },
		status: 201,
		makes: { user: "user.id" },
		answer: Mailed,
		refuses: ["conflict", "invalid"],
	},
	changeUser: {
		id: "changeUser",
		method: "patch",
		path: `${A}/users/{user}`,
		summary: "Change somebody's name, roles or region, suspend them or let them back in",
		access: "grantor",
		params: ofUser,
		query: none,
		body: UserChange,
		example: { region: "apac" },
		status: 200,
		answer: UserView,
		refuses: ["not-found", "conflict", "invalid"],
	},
	resendInvitation: {
		id: "resendInvitation",
		method: "post",
		path: `${A}/users/{user}/invitation`,
		summary: "Send a fresh invitation to somebody who has not come in yet",
		access: "grantor",
		params: ofUser,
		query: none,
		body: none,
		example: {},
		status: 200,
		answer: Mailed,
		refuses: ["not-found", "conflict", "too-many"],
	},
	listSessions: {
		id: "listSessions",
		method: "get",
		path: `${A}/users/{user}/sessions`,
		summary: "Where somebody is signed in: one's own, or anybody's for a tenant admin",
		access: "anyone",
		params: ofUser,
		query: none,
		body: null,
		status: 200,
		answer: items(SessionView),
		refuses: ["not-found"],
	},
	revokeSessions: {
		id: "revokeSessions",
		method: "delete",
		path: `${A}/users/{user}/sessions`,
		summary: "Sign somebody out everywhere: oneself, or anybody for a tenant admin",
		access: "anyone",
		params: ofUser,
		query: none,
		body: null,
		status: 200,
		answer: z.strictObject({ ended: z.int() }),
		refuses: ["not-found"],
	},
	revokeSession: {
		id: "revokeSession",
		method: "delete",
		path: `${A}/users/{user}/sessions/{session}`,
		summary: "End one session: one's own, or anybody's for a tenant admin",
		access: "anyone",
		params: ofSession,
		query: none,
		body: null,
		status: 200,
		answer: z.strictObject({ ended: z.int() }),
		refuses: ["not-found"],
	},
	listRegions: {
		id: "listRegions",
		method: "get",
		path: `${A}/regions`,
		summary: "Who decides in which region, and who stands in",
		access: "reader",
		params: account,
		query: none,
		body: null,
		status: 200,
		answer: items(RegionView),
	},
	setRegion: {
		id: "setRegion",
		method: "put",
		path: `${A}/regions/{region}`,
		summary: "Say who decides in a region: exactly one person, its human or the deputy",
		description:
			"Everybody named has come in and is not suspended. Whoever acts decides in this region alone; a deputy who does not act here may act in another region, and cannot stand in while they do. The role `regional-human` goes with it at once.",
		access: "grantor",
		params: ofRegion,
		query: none,
		body: RegionChange,
		example: { human: "nadia", deputy: null, acting: "human" },
		status: 200,
		answer: RegionView,
		refuses: ["conflict", "invalid"],
	},
	getSignInProvider: {
		id: "getSignInProvider",
		method: "get",
		path: `${A}/sign-in-provider`,
		summary: "The account's own sign-in by OpenID Connect, without its secret",
		access: "admin",
		params: account,
		query: none,
		body: null,
		status: 200,
		answer: z.strictObject({
			provider: ProviderView.nullable(),
			redirectUri: z.string().describe("What the other house must allow, to the letter"),
		}),
	},
	setSignInProvider: {
		id: "setSignInProvider",
		method: "put",
		path: `${A}/sign-in-provider`,
		summary: "Let people of the account sign in where their organisation does, by OpenID Connect",
		access: "grantor",
		params: account,
		query: none,
		body: ProviderChange,
		example: {
			issuer: "https://login.skyvera.example",
			clientId: "agent-army",
			clientSecret: "as-the-issuer-gave-it",
			domains: ["skyvera.example"],
		},
		status: 200,
		answer: ProviderView,
		refuses: ["invalid"],
	},
	removeSignInProvider: {
		id: "removeSignInProvider",
		method: "delete",
		path: `${A}/sign-in-provider`,
		summary: "Forget the account's own sign-in, its secret with it",
		access: "grantor",
		params: account,
		query: none,
		body: null,
		status: 200,
		answer: none,
		refuses: ["not-found"],
	},
} as const satisfies Record<string, Operation>;
