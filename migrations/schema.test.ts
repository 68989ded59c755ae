import { env } from "cloudflare:workers";
import { getTableConfig } from "drizzle-orm/sqlite-core";
import { expect, test } from "vitest";
import { TABLES } from "./schema.ts";

type Column = { readonly name: string; readonly type: string; readonly notNull: boolean };
type Table = { readonly name: string; readonly columns: readonly Column[]; readonly primaryKey: readonly string[] };

const byName = <T extends { name: string }>(items: readonly T[]): T[] =>
	[...items].sort((a, b) => a.name.localeCompare(b.name));

const declared: readonly Table[] = byName(
	TABLES.map((table) => {
		const { name, columns, primaryKeys } = getTableConfig(table);
		const alone = columns.filter((column) => column.primary).map((column) => column.name);
		return {
			name,
			columns: byName(
				columns.map((column) => ({
					name: column.name,
					type: column.getSQLType().toUpperCase(),
					notNull: column.notNull || column.primary,
				})),
			),
			primaryKey: alone.length > 0 ? alone : (primaryKeys[0]?.columns.map((column) => column.name) ?? []),
		};
	}),
);

async function migrated(): Promise<readonly Table[]> {
	const tables = await env.DB.prepare(
		"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%' AND name <> 'd1_migrations'",
	).all<{ name: string }>();
	return byName(
		await Promise.all(
			tables.results.map(async ({ name }) => {
				const info = await env.DB.prepare("SELECT * FROM pragma_table_info(?)")
					.bind(name)
					.all<{ name: string; type: string; notnull: number; pk: number }>();
				return {
					name,
					columns: byName(
						info.results.map((row) => ({ name: row.name, type: row.type, notNull: row.notnull === 1 || row.pk > 0 })),
					),
					primaryKey: info.results
						.filter((row) => row.pk > 0)
						.sort((a, b) => a.pk - b.pk)
						.map((row) => row.name),
				};
			}),
		),
	);
}

test("[INV17] the tables as TypeScript sees them are the tables that the migrations make", async () => {
	expect(await migrated()).toEqual(declared);
});

test("[INV12] every table has its tenant, first in its key, and never without one", async () => {
	const tables = await migrated();
	expect(tables.length).toBeGreaterThan(10);
	for (const { name, columns, primaryKey } of tables) {
		expect(columns, name).toContainEqual({ name: "tenant", type: "TEXT", notNull: true });
		expect(primaryKey[0], name).toBe("tenant");
	}
});

test.each(["tenants", "agents", "deals", "contacts"])(
	"[S4-19] %s can be paused from the first migration on: active unless a person says otherwise",
	async (table) => {
		const { TEST_MIGRATIONS } = env as unknown as { TEST_MIGRATIONS: { name: string; queries: string[] }[] };
		const first = TEST_MIGRATIONS[0]?.queries.find((query) => query.includes(`CREATE TABLE ${table}(`));
		expect(first).toMatch(/automation_state TEXT NOT NULL DEFAULT 'active'/);
		const state = await env.DB.prepare(
			"SELECT dflt_value AS usual, \"notnull\" AS required FROM pragma_table_info(?) WHERE name = 'automation_state'",
		)
			.bind(table)
			.first();
		expect(state).toEqual({ usual: "'active'", required: 1 });
	},
);

test("[S4-19] a state that is neither active nor paused is refused by the database itself", async () => {
	const insert = env.DB.prepare(
		"INSERT INTO tenants (tenant, organisation, region_default, automation_state, created_at) VALUES ('schema-probe', 'x', 'emea', 'asleep', 0)",
	).run();
	await expect(insert).rejects.toThrow(/CHECK/);
});
