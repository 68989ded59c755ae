import * as z from "zod";
import { RunId, SkillName } from "../vocabulary/ids.ts";
import { DealView, EffectView, EventView } from "./deal.ts";

/** The subprotocol that a client offers, beside `ticket.<ticket>`. */
export const SOCKET_PROTOCOL = "agent-army.v1";

/** What a client of a deal's socket may send: where it stands, first of all. */
export const ClientFrame = z.discriminatedUnion("type", [
	z.strictObject({ type: z.literal("hello"), after: z.int().min(0) }),
	z.strictObject({ type: z.literal("ping") }),
]);
export type ClientFrame = z.infer<typeof ClientFrame>;

/**
 * What a deal sends. `events` come in order, each once, from where the client said it stood: a client that lost its
 * connection says `hello` with the last number it saw. `deal` and `outbox` are the state after them. `working` has no
 * number: it tells what is under way and may be missed.
 */
export const ServerFrame = z.discriminatedUnion("type", [
	z.strictObject({ type: z.literal("events"), items: z.array(EventView), last: z.int() }),
	z.strictObject({ type: z.literal("deal"), deal: DealView, outbox: z.array(EffectView) }),
	z.strictObject({ type: z.literal("working"), run: RunId, skills: z.array(SkillName) }),
	z.strictObject({ type: z.literal("pong") }),
	z.strictObject({ type: z.literal("refused"), reason: z.string() }),
]);
export type ServerFrame = z.infer<typeof ServerFrame>;
