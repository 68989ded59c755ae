import type { DealView } from "#knowledge/core/contract/deal.ts";
import type { DeliverAnswer } from "#knowledge/core/deal/outbox.ts";
import type { MemoryItem } from "#knowledge/core/memory/item.ts";
import type {
	ApprovalId,
	ContactId,
	DealId,
	EffectKey,
	SkillName,
	TenantId,
	TokenId,
} from "#knowledge/core/vocabulary/ids.ts";
import type { Region } from "#knowledge/core/vocabulary/region.ts";
import type { Answer } from "./answer.ts";
import type { Settings } from "./settings.ts";
import type { DataKeys } from "./vault.ts";

/** One effect on its way out, with all that the gateway checks it by. */
export type Delivery = {
	readonly key: EffectKey;
	readonly deal: DealId;
	readonly approval: ApprovalId;
	/** Who drafted it; `null`: a person. */
	readonly agent: SkillName | null;
	readonly contacts: readonly ContactId[];
	/** The artefact's exact text. */
	readonly artefact: string;
	readonly ambiguous: boolean;
	readonly firstAttemptAt: number;
};

/** The gateway as objects see it: everything that they may ask of the outside. */
export type Outside = {
	settings(known: number): Promise<Answer<Settings>>;
	/** To be kept in memory alone, and for a while: see keyring.ts. */
	dataKeys(): Promise<Answer<DataKeys>>;
	/** Until when a session or key may watch, as it stands at this moment; `null`: no longer. */
	tokenStands(token: TokenId): Promise<Answer<number | null>>;
	registerDeal(deal: { id: DealId; name: string; region: Region; rep: string | null }): Promise<Answer<null>>;
	/** What is remembered of the company that this deal is of. */
	memory(deal: DealId): Promise<Answer<readonly MemoryItem[]>>;
	project(view: DealView): Promise<Answer<null>>;
	deliver(delivery: Delivery): Promise<DeliverAnswer>;
};

type Exports = { TenantGateway(options: { props: { tenant: TenantId } }): Outside };

/** Props are set by our own code, not by the caller of an object: the gateway can trust its tenant. */
export function outsideOf(state: DurableObjectState, tenant: TenantId): Outside {
	const { TenantGateway } = state.exports as unknown as Exports;
	return TenantGateway({ props: { tenant } });
}
