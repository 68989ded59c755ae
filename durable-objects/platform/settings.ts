import * as z from "zod";
import { Catalogue } from "#knowledge/core/facts/offering.ts";
import { LearnedSettings } from "#knowledge/core/learning/settings.ts";
import { Pack } from "#knowledge/core/methodology/pack.ts";
import { BudgetTerms } from "#knowledge/core/vocabulary/account.ts";
import { SkillName, TenantId, UserId } from "#knowledge/core/vocabulary/ids.ts";
import { Role } from "#knowledge/core/vocabulary/principal.ts";
import { Region } from "#knowledge/core/vocabulary/region.ts";

/** What objects may know of their tenant. Read through the gateway, kept by version. */
export const Settings = z.strictObject({
	tenant: TenantId,
	version: z.int().min(0),
	organisation: z.string(),
	automation: z.enum(["active", "paused"]),
	/** Whether a model may be asked. Absent from gateways of before: then it may. */
	usesModel: z.boolean().optional(),
	/** What its month of model tokens is made of. Absent from gateways of before: then the usual one. */
	budget: BudgetTerms.optional(),
	pausedAgents: z.array(SkillName),
	undoWindowMs: z.int().min(0),
	people: z.array(z.strictObject({ id: UserId, name: z.string(), roles: z.array(Role), region: Region.nullable() })),
	/** What the tenant sells, with its price lists. */
	catalogue: Catalogue,
	/** The methods by which its crew asks. Absent from gateways of before: then the built-in ones. */
	packs: z.array(Pack).optional(),
	/** What people taught the crew. Absent from gateways of before: then every claim is taken at its word. */
	learned: LearnedSettings.optional(),
	/** Addresses that are ours, lower case. */
	mailboxes: z.array(z.strictObject({ address: z.string(), region: Region, rep: UserId.nullable() })),
});
export type Settings = z.infer<typeof Settings>;
