import type { Context } from "hono";
import type { Door } from "#workers/ingress/door.ts";
import type { App } from "./app-types.ts";

/** Hono knows the execution context by an older type; ours has the loopback exports. */
export const doorOf = (c: Context<App>): Door => ({ env: c.env, ctx: c.executionCtx as unknown as Door["ctx"] });
