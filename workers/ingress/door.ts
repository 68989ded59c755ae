import type { Env } from "#durable-objects/env.ts";

/** What a door works with: bindings, the loopback to the gateway, a way to go on after the answer. */
export type Door = { readonly env: Env; readonly ctx: Pick<ExecutionContext, "waitUntil" | "exports"> };
