import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startPlatform, stopWithParent } from "./platform.ts";
import { issueKey, type SeedTenant, seedTenant } from "./seed.ts";
import type { SinkMode } from "./sink.ts";

/*
 * The platform as a process of its own, for programs that kill it. Reads where and how from its environment, and says
 * «ready URL KEY» on a line of its own.
 */
const { CREW_STATE: state = ".state/crash", CREW_SINK: sink = "", CREW_SINK_MODE: mode = "keyed" } = process.env;

const TENANT: SeedTenant = {
	tenant: "crashes",
	organisation: "Crash Test Ltd",
	region: "emea",
	people: [
		{
			id: "lead",
			name: "Robin Vale",
			address: "lead@crashes.example",
			roles: ["tenant-admin", "regional-human"],
			region: "emea",
		},
	],
	mailboxes: [{ address: "sales@crashes.example", name: "Crash Test Sales", region: "emea", rep: null }],
};

const platform = await startPlatform({ state: join(state, "runtime"), vars: { DOORBELLS: "drop" } });
stopWithParent(platform.stop);
await seedTenant(platform, TENANT, {
	mail: { provider: "sink", url: sink, mode: mode as SinkMode },
	undoWindowMs: 0,
	sendsUnlimited: true,
});
const file = join(state, "key");
const [lead] = TENANT.people;
if (!existsSync(file) && lead) writeFileSync(file, await issueKey(platform.db, TENANT.tenant, lead), { mode: 0o600 });
process.stdout.write(`ready ${platform.url.origin} ${readFileSync(file, "utf8")}\n`);
