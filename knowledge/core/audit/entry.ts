import * as z from "zod";
import { Sha256 } from "../vocabulary/hash.ts";
import { TenantId, TokenId, UserId } from "../vocabulary/ids.ts";
import { PrincipalKind } from "../vocabulary/principal.ts";

/**
 * What is recorded although no operation of the contract stands for it. Closed, so that whoever reads a chain knows each
 * of them. Mails and webhooks that come in are not among them: each is a row of the signal inbox.
 */
export const AuditEvent = z.enum(["sign-in", "sign-out", "invitation.accepted", "account.purged"]);
export type AuditEvent = z.infer<typeof AuditEvent>;

/** «deal:d-…», «user:sam»: what the path named. Ids only: a name or an address of a person does not fit. */
export const AuditTarget = z
	.string()
	.max(160)
	.regex(/^[a-z][A-Za-z-]{0,29}:[A-Za-z0-9._:-]{1,128}$/, "must be a kind and an id");

/** Who did what by which right, from which address, with which result. No names, no text of anybody, no secret. */
export const AuditFact = z.strictObject({
	/** When it was asked for. An entry that had to wait for its ledger stands after later ones. */
	at: z.iso.datetime(),
	/** `token` is the public name of the session or key. */
	actor: z.strictObject({ kind: PrincipalKind, id: UserId, token: TokenId.nullable() }),
	/** What allowed it: a role and a scope, such as «tenant-admin·admin», or the way in; «none» where it was refused. */
	right: z.string().regex(/^[a-z][a-z-]{1,39}(?:·[a-z][a-z-]{1,39})?$/, "must be a role and a scope"),
	/** The id of an operation, or one of the events above. */
	action: z
		.string()
		.regex(/^[a-z][A-Za-z0-9]*(?:[.-][a-z]+)*$/, "must be an operation or an event")
		.max(80),
	target: z.array(AuditTarget).max(8).readonly(),
	address: z
		.string()
		.regex(/^[0-9A-Fa-f:.]{2,45}$/, "must be an IP address")
		.nullable(),
	requestId: z.string().regex(/^[A-Za-z0-9-]{8,64}$/, "must be a request id"),
	/** «done», «replayed» for a repeat that did nothing, the code of the problem that it was answered with, or «fault». */
	result: z.string().regex(/^[a-z][a-z0-9-]{1,60}$/, "must be a code"),
	status: z.int().min(100).max(599),
});
export type AuditFact = z.infer<typeof AuditFact>;

/** A fact at its place in the chain of its tenant. */
export const AuditEntry = AuditFact.extend({
	v: z.literal(1),
	seq: z.int().min(1),
	tenant: TenantId,
	/** The hash of the entry before; `null` for the first. */
	prev: Sha256.nullable(),
	/** SHA-256 of the canonical JSON of everything else. */
	hash: Sha256,
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** The last entry of a chain, which stands for all of it. */
export const AuditHead = z.strictObject({ seq: z.int().min(1), hash: Sha256 });
export type AuditHead = z.infer<typeof AuditHead>;

/** One entry as its ledger keeps it: `json` is the whole of it, byte for byte, and stands for it for ever. */
export type AuditLine = { readonly seq: number; readonly json: string };
/** Entries after a place, and where the chain ended when they were read. */
export type AuditPage = { readonly entries: readonly AuditLine[]; readonly head: AuditHead | null };

/** An entry that its ledger could not take at once, on its way there by the queue. */
export const LateAudit = z.object({ kind: z.literal("audit"), tenant: TenantId, fact: AuditFact });
export type LateAudit = z.infer<typeof LateAudit>;
