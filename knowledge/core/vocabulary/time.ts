import * as z from "zod";

/** Milliseconds since 1970-01-01 UTC. Always an argument: the domain has no clock. */
export const Instant = z.int().min(0);
export type Instant = z.infer<typeof Instant>;

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
