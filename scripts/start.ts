import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { build } from "./build.ts";
import { type AccountClient, accountClient } from "./client.ts";
import { tellMail } from "./local-mail.ts";
import { type Platform, startPlatform, stopWithParent } from "./platform.ts";
import { handIn, settled } from "./play.ts";
import { readArgs, run } from "./run.ts";
import { isFirst, SAMPLE_TENANTS, sampleThreads } from "./samples.ts";
import { issueKey, issueSignIn, PLATFORM, type SeedTenant, seedPlatform, seedTenant } from "./seed.ts";
import { refuseHeld } from "./state-lock.ts";
import { tell } from "./tell.ts";

const HELP = `npm start -- [--empty] [--reset] [--port N] [--state DIR]
  --empty   tenants and people, but no sample mail
  --reset   forget everything first
  --port    8787 unless said otherwise (or PORT)
  --state   where everything lasts; .state unless said otherwise: one platform at a time runs on it`;

const began = performance.now();
const say = (line = ""): void => {
	process.stdout.write(
		line === "" ? "\n" : `${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}\n`,
	);
};

async function main(): Promise<void> {
	const { values } = readArgs(HELP, {
		options: {
			empty: { type: "boolean" },
			reset: { type: "boolean" },
			help: { type: "boolean" },
			port: { type: "string" },
			state: { type: "string" },
		},
	});
	if (values.help) {
		process.stdout.write(`${HELP}\n`);
		return;
	}
	const port = portOf(values.port);
	const state = values.state ?? ".state";
	const runtime = join(state, "runtime");
	refuseHeld(runtime);
	await refuseBusyPort(port);
	if (values.reset) rmSync(state, { recursive: true, force: true });
	mkdirSync(state, { recursive: true });
	say("building the page and the Worker");
	build();
	const vars = { PUBLIC_URL: `http://127.0.0.1:${port}`, ...modelVars() };
	const onMail = (file: string): void =>
		void tellMail(file).then(say, (error: unknown) => say(`a mail stays in ${file}, which cannot be read: ${error}`));
	const platform = await startPlatform({ port, state: runtime, vars, onMail });
	stopWithParent(platform.stop);
	say(`the platform runs on ${platform.url.origin}`);
	const keys = await prepare(platform, state);
	if (!values.empty) for (const tenant of SAMPLE_TENANTS) await playThreads(platform, tenant, keys);
	await printLinks(platform, keys);
}

const PORT_MAX = 65_535;

function portOf(option: string | undefined): number {
	const [name, given] = option === undefined ? ["PORT", process.env.PORT || "8787"] : ["--port", option];
	const port = /^\d{1,5}$/.test(given) ? Number(given) : 0;
	if (port < 1 || port > PORT_MAX) throw new Error(`${name} takes a port from 1 to ${PORT_MAX}, not «${given}»`);
	return port;
}

/** A model that the operator configured in `.dev.vars`; without one, rules think. */
function modelVars(): Record<string, string> {
	if (!existsSync(".dev.vars")) return {};
	const lines = readFileSync(".dev.vars", "utf8").split("\n");
	const pairs = lines
		// In single quotes, in double quotes, or in none, as dotenv has it: a list in JSON needs the single ones.
		.map((line) => /^\s*(LLM_[A-Z_]+)\s*=\s*(?:'([^']*)'|"([^"]*)"|([^"'\s][^\n]*?)?)\s*$/.exec(line))
		.flatMap((match) => (match ? [[match[1], match[2] ?? match[3] ?? match[4] ?? ""]] : []));
	return Object.fromEntries(pairs);
}

async function refuseBusyPort(port: number): Promise<void> {
	const isFree = await new Promise<boolean>((resolve) => {
		const probe = createServer();
		probe.once("error", () => resolve(false));
		probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
	});
	if (isFree) return;
	const other = port === PORT_MAX ? port - 1 : port + 1;
	throw new Error(
		`Port ${port} is in use, perhaps by another npm start. Stop that one, or run a second platform beside it, on a folder of its own: npm start -- --port ${other} --state .state-${other}`,
	);
}

/** What the list of the account's keys calls the one that is printed. */
const KEY_LABEL = "npm start";

type Keys = Record<string, { readonly api: string; readonly crm: string }>;

/** Tenants once; their keys are kept beside the state, so that a script's key survives a restart. */
async function prepare(platform: Platform, state: string): Promise<Keys> {
	const file = join(state, "keys.json");
	const keys: Keys = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
	for (const tenant of SAMPLE_TENANTS) {
		const lead = tenant.people.find((person) => person.roles.includes("tenant-admin"));
		if (!lead || keys[tenant.tenant]) continue;
		const crm = `whsec_${randomBytes(24).toString("base64")}`;
		await seedTenant(platform, tenant, { mail: { provider: "mail" }, crmSecret: crm });
		keys[tenant.tenant] = { api: await issueKey(platform.db, tenant.tenant, lead, KEY_LABEL), crm };
	}
	if (!keys[PLATFORM.tenant]) {
		await seedPlatform(platform);
		keys[PLATFORM.tenant] = { api: await issueKey(platform.db, PLATFORM.tenant, PLATFORM.admin, KEY_LABEL), crm: "" };
	}
	writeFileSync(file, JSON.stringify(keys, null, "\t"), { mode: 0o600 });
	return keys;
}

/** Plays the sample threads: the first one step by step, the others in a line each. A second start finds them known. */
async function playThreads(platform: Platform, tenant: SeedTenant, keys: Keys): Promise<void> {
	const client = accountClient(platform.url, tenant.tenant, keys[tenant.tenant]?.api ?? "");
	const told = new Map<string, number>();
	if ((await client.signals()).length > 0) return;
	for (const thread of sampleThreads(tenant.tenant)) {
		say();
		say(`${tenant.organisation}: ${thread.title}, ${thread.signals.length} signals through the crew`);
		for (const signal of thread.signals) {
			const { receipt, reason } = await handIn(client, signal);
			say(`${signal.kind} in: ${signal.file}${receipt ? "" : ` was not taken: ${reason}`}`);
			if (!receipt) continue;
			const { deal } = await settled(client, receipt.signal);
			if (deal && isFirst(thread)) await tellNews(client, deal, told);
		}
	}
}

async function tellNews(client: AccountClient, deal: string, told: Map<string, number>): Promise<void> {
	for (const event of await client.events(deal)) {
		if (event.seq <= (told.get(deal) ?? 0)) continue;
		told.set(deal, event.seq);
		const line = tell(event);
		if (line) say(`  ${line}`);
	}
}

async function printLinks(platform: Platform, keys: Keys): Promise<void> {
	const { origin } = platform.url;
	say();
	for (const tenant of SAMPLE_TENANTS) {
		const rep = tenant.people.find((person) => person.roles.includes("rep"));
		const human = tenant.people.find((person) => person.region === "emea" && person.roles.includes("regional-human"));
		say(`${tenant.organisation} (account «${tenant.tenant}»)`);
		for (const person of [human, rep]) {
			if (!person) continue;
			const link = await issueSignIn(platform.db, tenant.tenant, person);
			say(`  sign in as ${person.name} (${person.roles.join(", ")}): ${origin}/sign-in/${link}`);
		}
		say(`  API key: ${keys[tenant.tenant]?.api}`);
		say(`  CRM webhook: ${origin}/hooks/crm/${tenant.tenant}.crm, signed with ${keys[tenant.tenant]?.crm}`);
	}
	const operator = await issueSignIn(platform.db, PLATFORM.tenant, PLATFORM.admin);
	say(`${PLATFORM.organisation} (account «${PLATFORM.tenant}»)`);
	say(`  sign in as ${PLATFORM.admin.name} (${PLATFORM.admin.roles.join(", ")}): ${origin}/sign-in/${operator}`);
	say(`  API key, for accounts alone: ${keys[PLATFORM.tenant]?.api}`);
	say();
	say("each link signs in once, within a day; the next npm start prints fresh ones. Keys stay as they are");
	say(`everybody here has a button at ${origin}/sign-in; the whole API is at ${origin}/docs`);
	const sent = await sentMail(platform, keys);
	say(`mail that was sent: ${sent.length === 0 ? "none yet. Sign in, open the deal, press A" : ""}`);
	for (const line of sent) say(`  ${line}`);
	say();
	say("Ctrl-C stops it; everything is kept. npm start -- --reset begins anew.");
}

/** Our own copies, as the paths at which a signed-in person reads them. */
async function sentMail(platform: Platform, keys: Keys): Promise<readonly string[]> {
	const { results } = await platform.db
		.prepare("SELECT tenant, deal FROM deals WHERE sent > 0 ORDER BY updated_at")
		.all<{ tenant: string; deal: string }>();
	const lines: string[] = [];
	for (const { tenant, deal } of results) {
		const client = accountClient(platform.url, tenant, keys[tenant]?.api ?? "");
		const { items } = await client.ask(OPERATIONS.listOutbox, { params: { account: tenant, deal } as never });
		for (const { copy, subject, to } of items)
			if (copy) lines.push(`«${subject}» to ${to.join(", ")}: ${platform.url.origin}${copy}`);
	}
	return lines;
}

// Last, so that everything above is there when it runs.
await run(main);
