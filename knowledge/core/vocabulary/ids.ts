import * as z from "zod";
import { type Hash, type Sha256, shortOf } from "./hash.ts";

const SHORT = "[a-z2-7]{20}";

export const TenantId = z
	.string()
	.regex(
		/^[a-z][a-z0-9-]{1,30}[a-z0-9]$/,
		"must be 3 to 32 of a-z, 0-9 and -, begin with a letter and end with a letter or a digit",
	)
	.brand<"TenantId">();
export type TenantId = z.infer<typeof TenantId>;

export const DealId = z
	.string()
	.regex(/^d-[a-z2-7]{20}$/, "must be a deal id")
	.brand<"DealId">();
export type DealId = z.infer<typeof DealId>;

export const SignalId = z
	.string()
	.regex(/^s-[a-z2-7]{20}$/, "must be a signal id")
	.brand<"SignalId">();
export type SignalId = z.infer<typeof SignalId>;

export const RunId = z
	.string()
	.regex(/^r-[a-z2-7]{20}$/, "must be a run id")
	.brand<"RunId">();
export type RunId = z.infer<typeof RunId>;

export const FactId = z
	.string()
	.regex(/^f-[a-z2-7]{20}$/, "must be a fact id")
	.brand<"FactId">();
export type FactId = z.infer<typeof FactId>;

export const ContactId = z
	.string()
	.regex(/^c-[a-z2-7]{20}$/, "must be a contact id")
	.brand<"ContactId">();
export type ContactId = z.infer<typeof ContactId>;

/** Carries its deal, so that a decision finds the deal without a lookup that could lag behind it. */
export const ApprovalId = z
	.string()
	.regex(new RegExp(`^a-${SHORT}-[1-9][0-9]{0,8}$`), "must be an approval id")
	.brand<"ApprovalId">();
export type ApprovalId = z.infer<typeof ApprovalId>;

export const FlagId = z
	.string()
	.regex(/^g-[a-z2-7]{20}$/, "must be a flag id")
	.brand<"FlagId">();
export type FlagId = z.infer<typeof FlagId>;

/** One change of one field of the customer record. */
export const CrmChangeId = z
	.string()
	.regex(/^k-[a-z2-7]{20}$/, "must be a change id")
	.brand<"CrmChangeId">();
export type CrmChangeId = z.infer<typeof CrmChangeId>;

export const CompanyId = z
	.string()
	.regex(/^o-[a-z2-7]{20}$/, "must be a company id")
	.brand<"CompanyId">();
export type CompanyId = z.infer<typeof CompanyId>;

/** hash(tenant, deal, action, version): the same for ever, whatever is retried. */
export const EffectKey = z
	.string()
	.regex(/^[0-9a-f]{64}$/, "must be an effect key")
	.brand<"EffectKey">();
export type EffectKey = z.infer<typeof EffectKey>;

export const UserId = z
	.string()
	.regex(/^[a-z0-9][a-z0-9._:-]{0,63}$/, "must be a user id")
	.brand<"UserId">();
export type UserId = z.infer<typeof UserId>;

/** The public name of a session, key or link. It says nothing of the secret behind it. */
export const TokenId = z
	.string()
	.regex(/^t-[a-z2-7]{20}$/, "must be a token id")
	.brand<"TokenId">();
export type TokenId = z.infer<typeof TokenId>;

/** The public name of a site's key for visitor tokens. */
export const EmbedKeyId = z
	.string()
	.regex(/^e-[a-z2-7]{20}$/, "must be an embed key id")
	.brand<"EmbedKeyId">();
export type EmbedKeyId = z.infer<typeof EmbedKeyId>;

export const SkillName = z
	.string()
	.regex(/^[a-z][a-z-]{1,30}$/, "must be a skill name")
	.brand<"SkillName">();
export type SkillName = z.infer<typeof SkillName>;

export const ConnectionId = z
	.string()
	.regex(/^[a-z][a-z0-9-]{1,39}$/, "must be a connection id")
	.brand<"ConnectionId">();
export type ConnectionId = z.infer<typeof ConnectionId>;

/** Parts are joined by a character that none of them may hold, so that ("ab","c") and ("a","bc") differ. */
const derive = (hash: Hash, kind: string, parts: readonly string[]): Sha256 => hash([kind, ...parts].join("\u001f"));

export const signalIdOf = (hash: Hash, tenant: TenantId, kind: string, source: string): SignalId =>
	SignalId.parse(`s-${shortOf(derive(hash, "signal", [tenant, kind, source]))}`);

/** `secret` is the hash that stands for the token: a second hash of it gives nothing back. */
export const tokenIdOf = (hash: Hash, secret: Sha256): TokenId =>
	TokenId.parse(`t-${shortOf(derive(hash, "token", [secret]))}`);

export const dealIdOf = (hash: Hash, tenant: TenantId, cause: string): DealId =>
	DealId.parse(`d-${shortOf(derive(hash, "deal", [tenant, cause]))}`);

export const runIdOf = (hash: Hash, deal: DealId, trigger: string): RunId =>
	RunId.parse(`r-${shortOf(derive(hash, "run", [deal, trigger]))}`);

/** `pepper` is the tenant's own secret: without it an address cannot be guessed back from its id. */
export const contactIdOf = (hash: Hash, at: { tenant: TenantId; pepper: string; address: string }): ContactId =>
	ContactId.parse(`c-${shortOf(derive(hash, "contact", [at.tenant, at.pepper, at.address.trim().toLowerCase()]))}`);

/** As a contact's: a company is known by the domain of its people's addresses. */
export const companyIdOf = (hash: Hash, at: { tenant: TenantId; pepper: string; domain: string }): CompanyId =>
	CompanyId.parse(`o-${shortOf(derive(hash, "company", [at.tenant, at.pepper, at.domain.trim().toLowerCase()]))}`);

export const crmChangeIdOf = (hash: Hash, deal: DealId, seq: number): CrmChangeId =>
	CrmChangeId.parse(`k-${shortOf(derive(hash, "crm-change", [deal, String(seq)]))}`);

export const factIdOf = (hash: Hash, deal: DealId, key: string, parts: readonly string[]): FactId =>
	FactId.parse(`f-${shortOf(derive(hash, "fact", [deal, key, ...parts]))}`);

export const flagIdOf = (hash: Hash, deal: DealId, kind: string, reference: string): FlagId =>
	FlagId.parse(`g-${shortOf(derive(hash, "flag", [deal, kind, reference]))}`);

export const effectKeyOf = (
	hash: Hash,
	at: { tenant: TenantId; deal: DealId; action: ApprovalId; version: number },
): EffectKey => EffectKey.parse(derive(hash, "effect", [at.tenant, at.deal, at.action, String(at.version)]));

export const approvalIdOf = (deal: DealId, count: number): ApprovalId =>
	ApprovalId.parse(`a-${deal.slice(2)}-${count}`);

export const dealOfApproval = (approval: ApprovalId): DealId => DealId.parse(`d-${approval.split("-")[1]}`);

/** The tenant of those who run the platform. No account can have its name. */
export const PLATFORM_TENANT = TenantId.parse("platform");

const KEPT_IN = /--(eu|us|fedramp)$/;

/**
 * Where the objects of a tenant must stay. It is part of the name, so that no lookup of an object can get it wrong, and
 * nobody can change it: a name is for ever.
 */
export const jurisdictionOf = (tenant: TenantId): "eu" | "us" | "fedramp" | null =>
	(KEPT_IN.exec(tenant)?.[1] as "eu" | "us" | "fedramp" | undefined) ?? null;

/** Names of objects. Looked up in `durable-objects/stubs.ts` only. */
export const dealAgentName = (tenant: TenantId, deal: DealId): string => `t:${tenant}:deal:${deal}`;
export const signalInboxName = (tenant: TenantId): string => `t:${tenant}:inbox`;
export const tenantLedgerName = (tenant: TenantId): string => `t:${tenant}:ledger`;
/** One for all accounts of a jurisdiction. */
export const platformLedgerName = (): string => "platform:ledger";

/** Keys of stored bodies. A tenant's prefix ends in a slash, so that no tenant's name is another's prefix. */
export const rawSignalKey = (tenant: TenantId, signal: SignalId): string => `t/${tenant}/signals/${signal}`;
export const attachmentKey = (tenant: TenantId, signal: SignalId, n: number): string =>
	`${rawSignalKey(tenant, signal)}/att/${n}`;
export const sentMailKey = (tenant: TenantId, effect: EffectKey): string => `t/${tenant}/sent/${effect}.eml`;
