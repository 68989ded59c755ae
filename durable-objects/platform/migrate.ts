/** A schema as the statements that made it, oldest first. Appended to, never edited: every object in the world runs what it has not run yet. */
export type Schema = readonly string[];

/** Brings an object's storage up to date in one transaction, and refuses storage that newer code wrote. */
export function migrate(storage: DurableObjectStorage, schema: Schema): void {
	storage.transactionSync(() => {
		const { sql } = storage;
		sql.exec("CREATE TABLE IF NOT EXISTS schema_version(version INTEGER NOT NULL)");
		const version = sql.exec<{ version: number }>("SELECT version FROM schema_version").toArray()[0]?.version ?? 0;
		if (version > schema.length) throw new Error(`storage is of version ${version}, this code knows ${schema.length}`);
		if (version === schema.length) return;
		for (const statement of schema.slice(version)) sql.exec(statement);
		sql.exec("DELETE FROM schema_version");
		sql.exec("INSERT INTO schema_version(version) VALUES (?)", schema.length);
	});
}

/** Whether an object has anything at all. An object that was only asked, never given anything, writes nothing. */
export const hasSchema = (storage: DurableObjectStorage): boolean =>
	storage.sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'schema_version'").toArray().length > 0;
