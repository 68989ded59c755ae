import { applyD1Migrations, type D1Migration } from "cloudflare:test";
import { env } from "cloudflare:workers";

/** Only the test runner binds TEST_MIGRATIONS, so the product's own type of `env` does not know it. */
const { DB, TEST_MIGRATIONS } = env as unknown as { DB: D1Database; TEST_MIGRATIONS: D1Migration[] };

// Runs before each file; what is applied already is left alone.
await applyD1Migrations(DB, TEST_MIGRATIONS);
