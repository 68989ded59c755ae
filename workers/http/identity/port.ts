import type { Context } from "hono";
import type { TenantId } from "#knowledge/core/vocabulary/ids.ts";
import type { App } from "#workers/http/app-types.ts";

/** Whoever asks has shown that this address of this account is theirs. Everything that opens a session begins with it. */
export type Proven = { readonly tenant: TenantId; readonly address: string };

/**
 * A way to show whose an address is. `begin` leads to a place that only the owner reaches; `complete` takes what came back
 * from there, once. Who the owner is among the account's people, and whether they may come in, no way decides.
 */
export type AuthPort<Asked, Led, Answered> = {
	begin(c: Context<App>, asked: Asked): Promise<Led>;
	complete(c: Context<App>, answered: Answered): Promise<Proven | null>;
};
