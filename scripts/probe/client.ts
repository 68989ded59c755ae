import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "../build.ts";
import { until } from "../client.ts";
import { startPlatform } from "../platform.ts";
import { SAMPLE_TENANTS } from "../samples.ts";
import { issueKey, seedTenant } from "../seed.ts";

/** The generator stands outside of the project's own dependencies, with a lockfile of its own. */
const FOLDER = resolve("scripts/generated-client");
const GENERATOR = "@hey-api/openapi-ts";

export type ClientFigures = {
	readonly operations: number;
	readonly generator: string;
	readonly deal: string;
	readonly run: string;
	readonly approved: string;
	readonly steps: number;
};

/**
 * A stranger's way in: with the document and a key alone, a client that a public generator writes opens a deal, hands in a
 * mail, reads the run and approves the draft. The generated code is compiled with all checks, so that its types hold too.
 */
export async function client({ isBuilt = false }: { isBuilt?: boolean } = {}): Promise<ClientFigures> {
	if (!existsSync(join(FOLDER, "node_modules", GENERATOR)))
		execFileSync("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd: FOLDER, stdio: "ignore" });
	if (!isBuilt) build();
	const folder = mkdtempSync(join(tmpdir(), "agent-army-client-"));
	const platform = await startPlatform({ state: join(folder, "state") });
	try {
		const [tenant] = SAMPLE_TENANTS;
		const lead = tenant?.people.find(({ roles }) => roles.includes("regional-human"));
		if (!tenant || !lead) throw new Error("the samples have a tenant with a regional human");
		await seedTenant(platform, tenant, { mail: { provider: "mail" }, sendsUnlimited: true });
		const key = await issueKey(platform.db, tenant.tenant, lead);
		const document = await (await fetch(new URL("/openapi.json", platform.url))).text();
		const mailbox = tenant.mailboxes.find(({ region, rep }) => region === lead.region && rep === null)?.address ?? "";
		const generated = generate(folder, document);
		const at = { account: tenant.tenant, region: lead.region ?? tenant.region, mailbox };
		return { ...(await drive(generated, { url: platform.url, key, ...at })), ...named(document) };
	} finally {
		await platform.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

type Call = (options: object) => Promise<{ data?: unknown; error?: unknown }>;
type Generated = { readonly calls: Readonly<Record<string, Call>>; configure(config: object): void };

/** The generator's files, compiled with the compiler that stands beside it, as modules that Node loads. */
function generate(folder: string, document: string): Generated {
	const [input, source, out] = ["openapi.json", "src", "out"].map((name) => join(folder, name)) as [
		string,
		string,
		string,
	];
	writeFileSync(input, document);
	const run = (...args: readonly string[]) =>
		execFileSync(process.execPath, [...args], { cwd: FOLDER, stdio: ["ignore", "ignore", "inherit"] });
	run(`node_modules/${GENERATOR}/bin/run.js`, "-i", input, "-o", source, "-c", "@hey-api/client-fetch", "--silent");
	const config = join(folder, "tsconfig.json");
	const compilerOptions = {
		outDir: out,
		rootDir: source,
		target: "es2022",
		module: "commonjs",
		moduleResolution: "node10",
		lib: ["es2022", "dom", "dom.iterable"],
		types: [],
		strict: true,
	};
	writeFileSync(config, JSON.stringify({ compilerOptions, include: ["src"] }));
	run("node_modules/typescript/bin/tsc", "-p", config);
	mkdirSync(out, { recursive: true });
	writeFileSync(join(out, "package.json"), JSON.stringify({ type: "commonjs" }));
	const load = createRequire(join(out, "package.json"));
	const { client: shared } = load("./client.gen.js") as { client: { setConfig(config: object): void } };
	return { calls: load("./sdk.gen.js") as Generated["calls"], configure: (config) => shared.setConfig(config) };
}

type Place = {
	readonly url: URL;
	readonly key: string;
	readonly account: string;
	readonly region: string;
	readonly mailbox: string;
};

async function drive({ calls, configure }: Generated, { url, key, account, region, mailbox }: Place) {
	configure({ baseUrl: url.origin, auth: () => key });
	const ask = async <T>(name: string, options: { path?: object } & Record<string, unknown> = {}): Promise<T> => {
		const call = calls[name];
		if (!call) throw new Error(`the generated client has no ${name}`);
		const { data, error } = await call({ ...options, path: { account, ...options.path } });
		if (error !== undefined) throw new Error(`${name}: ${JSON.stringify(error)}`);
		return data as T;
	};
	const deal = await ask<{ id: string }>("createDeal", {
		body: { name: "From a stranger", region },
		headers: { "Idempotency-Key": "stranger-1" },
	});
	const { signal } = await ask<{ signal: string }>("postEmail", { body: new Blob([mailTo(mailbox)]) });
	const delivered = await until("the mail to be worked on", async () => {
		const row = await ask<{ state: string; deal: string | null }>("getSignal", { path: { signal } });
		if (row.state !== "delivered" || row.deal === null) return null;
		const view = await ask<{ working: unknown }>("getDeal", { path: { deal: row.deal } });
		return view.working ? null : { deal: row.deal };
	});
	const { items: runs } = await ask<{ items: { run: string }[] }>("listRuns", { path: { deal: delivered.deal } });
	const run = await ask<{ run: string; steps: unknown[] }>("getRun", {
		path: { deal: delivered.deal, run: runs[0]?.run },
	});
	type Waiting = { id: string; deal: string; digest: string; action: { type: string } };
	const { items: waiting } = await ask<{ items: Waiting[] }>("listApprovals");
	const draft = waiting.find((each) => each.deal === delivered.deal && each.action.type === "send-email");
	if (!draft) throw new Error("the crew drafted an answer");
	const { approval } = await ask<{ approval: string }>("approve", {
		path: { approval: draft.id },
		body: { digest: draft.digest },
	});
	return { deal: deal.id, run: run.run, steps: run.steps.length, approved: approval };
}

function named(document: string): Pick<ClientFigures, "operations" | "generator"> {
	const { paths } = JSON.parse(document) as { paths: Readonly<Record<string, object>> };
	const { version } = createRequire(join(FOLDER, "package.json"))(
		join(FOLDER, "node_modules", GENERATOR, "package.json"),
	) as { version: string };
	const operations = Object.values(paths).reduce((sum, methods) => sum + Object.keys(methods).length, 0);
	return { operations, generator: `${GENERATOR} ${version}` };
}

const mailTo = (mailbox: string): string =>
	[
		"From: Mara Ellingsen <mara.ellingsen@brightfen.example>",
		`To: ${mailbox}`,
		"Subject: Pricing for 85 seats",
		"Message-ID: <stranger-1@brightfen.example>",
		"Content-Type: text/plain; charset=utf-8",
		"",
		"Hello, we need 85 seats by March. Our budget is EUR 90,000. What would it cost, and does it run in our region?",
		"Mara Ellingsen, Head of Operations, Brightfen",
	].join("\r\n");
