import type { Cell } from "#durable-objects/platform/vault.ts";

/** Where the relational rows keep what is sealed. A cell is part of what a text is sealed with: none of these ever changes. */
export const credentialsCell = (connection: string): Cell => ({
	record: connection,
	column: "connections.credentials",
});
