import type { Statement } from "./statement.ts";

/** Every change of a setting, and of who is who, raises the version, so that whoever is called next reads it anew. */
export const raiseVersion: Statement = {
	sql: "UPDATE tenants SET settings_version = settings_version + 1 WHERE tenant = ?1",
	values: [],
};
