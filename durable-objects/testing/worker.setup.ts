import { exports } from "cloudflare:workers";

/** The Worker as the network meets it; the generated types know its exports only after a build. */
export const worker: Fetcher = (exports as unknown as { default: Fetcher }).default;
