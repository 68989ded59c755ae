import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { unstable_getMiniflareWorkerOptions, unstable_splitSqlQuery } from "wrangler";
import { lockState } from "./state-lock.ts";

// Miniflare would otherwise ask the network where this machine is.
process.env.CLOUDFLARE_CF_FETCH_ENABLED = "false";

export type PlatformOptions = {
	/** 0: any free port. */
	readonly port?: number;
	/** Folder of everything that lasts. Without it nothing does. */
	readonly state?: string;
	readonly vars?: Readonly<Record<string, string>>;
	/** The built Worker, and the configuration that it was built with. */
	readonly bundle?: string;
	readonly config?: string;
	/** Takes every line that the Worker writes, in place of this process's own output. */
	readonly onLog?: (line: string) => void;
	/** Takes the file of every mail that would have gone out: from one machine none does. */
	readonly onMail?: (file: string) => void;
};

export type Platform = {
	readonly url: URL;
	readonly db: Database;
	/** What wraps the tenants' data keys: whoever seeds a tenant by hand needs them. */
	readonly masterKeys: string;
	readonly stop: () => Promise<void>;
	readonly miniflare: Miniflare;
};
export type Database = Awaited<ReturnType<Miniflare["getD1Database"]>>;

/** The built bundle on the local runtime, with the bindings of wrangler.toml and the migrations applied. */
export async function startPlatform(options: PlatformOptions = {}): Promise<Platform> {
	const lock = options.state ? lockState(options.state) : null;
	try {
		const platform = await startRuntime(options);
		lock?.tellUrl(platform.url);
		const stop = async (): Promise<void> => {
			await platform.stop();
			lock?.release();
		};
		return { ...platform, stop };
	} catch (error) {
		lock?.release();
		throw error;
	}
}

async function startRuntime(options: PlatformOptions): Promise<Platform> {
	const bundle = resolve(options.bundle ?? "dist/worker");
	const { workerOptions } = unstable_getMiniflareWorkerOptions(options.config ?? "wrangler.toml");
	const masterKeys = options.vars?.MASTER_KEYS ?? masterKeysOf(options.state);
	const { modulesRules: _rules, rootPath: _root, ...bindings } = workerOptions;
	const miniflare = new Miniflare(
		convertV4MiniflareOptions({
			...bindings,
			assets: {
				directory: resolve("dist/web"),
				binding: "ASSETS",
				routerConfig: { has_user_worker: true, invoke_user_worker_ahead_of_assets: true },
			},
			bindings: { ...Object(bindings.bindings), MASTER_KEYS: masterKeys, ...options.vars },
			name: "agent-army",
			modulesRoot: bundle,
			modules: modulesIn(bundle),
			host: "127.0.0.1",
			port: options.port ?? 0,
			log: logTo(options),
			...(options.onLog
				? { handleStructuredLogs: ({ message }: { message: string }) => options.onLog?.(message) }
				: {}),
			logRequests: false,
			...(options.state ? { resourcePersistencePath: resolve(options.state) } : {}),
		} as never),
	);
	const url = await miniflare.ready;
	const db = await miniflare.getD1Database("DB");
	await applyMigrations(db);
	return { url, db, masterKeys, miniflare, stop: () => miniflare.dispose() };
}

/** The runtime's own remarks, to where the Worker's lines go. Where it leaves a mail it says as a matter of course. */
function logTo({ onLog, onMail }: PlatformOptions): Log {
	class Lines extends Log {
		override logWithLevel(level: LogLevel, message: string): void {
			const [, file] = /^Email: (.+)$/m.exec(message) ?? [];
			if (level === LogLevel.INFO && file) onMail?.(file);
			else if (level <= LogLevel.WARN) super.logWithLevel(level, message);
		}

		override log(message: string): void {
			if (onLog) onLog(message);
			else super.log(message);
		}
	}
	return new Lines(LogLevel.INFO);
}

/** Lasts as long as the state that it wraps the keys of. */
function masterKeysOf(state: string | undefined): string {
	const fresh = `1:${randomBytes(32).toString("base64")}`;
	if (!state) return fresh;
	const file = join(state, "master-keys");
	if (existsSync(file)) return readFileSync(file, "utf8").trim();
	mkdirSync(state, { recursive: true });
	writeFileSync(file, fresh, { mode: 0o600 });
	return fresh;
}

function modulesIn(bundle: string) {
	return readdirSync(bundle)
		.filter((file) => !/\.map$|^README\.md$/.test(file))
		.map((file) => ({ type: moduleType(file), path: join(bundle, file), contents: readFileSync(join(bundle, file)) }))
		.sort((a, b) => Number(b.path.endsWith("/index.js")) - Number(a.path.endsWith("/index.js")));
}

function moduleType(file: string): "Text" | "CompiledWasm" | "ESModule" {
	if (/\.(md|sql|txt|html)$/.test(file)) return "Text";
	return file.endsWith(".wasm") ? "CompiledWasm" : "ESModule";
}

/** In the order of their names, each once, each whole: the table is the one that wrangler uses. */
async function applyMigrations(db: Database): Promise<void> {
	await db.exec(
		"CREATE TABLE IF NOT EXISTS d1_migrations(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)",
	);
	const { results } = await db.prepare("SELECT name FROM d1_migrations").all<{ name: string }>();
	const applied = new Set(results.map((row) => row.name));
	for (const name of readdirSync("migrations")
		.filter((file) => file.endsWith(".sql"))
		.sort()) {
		if (applied.has(name)) continue;
		const statements = unstable_splitSqlQuery(readFileSync(join("migrations", name), "utf8"));
		await db.batch([
			...statements.map((statement) => db.prepare(statement)),
			db.prepare("INSERT INTO d1_migrations(name) VALUES (?)").bind(name),
		]);
	}
}

/** Ends with its parent and on signals, once, without leaving a server behind. */
export function stopWithParent(stop: () => Promise<void>): void {
	// wrangler re-raises signals in a way that would end us before the runtime has closed its files.
	for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.removeAllListeners(signal);
	let isStopping = false;
	const end = (): void => {
		if (isStopping) return;
		isStopping = true;
		void stop().finally(() => process.exit(0));
	};
	for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, end);
	// A parent that is killed outright cannot tell us: an orphan would keep the port and the database.
	const parent = process.ppid;
	setInterval(() => {
		if (process.ppid !== parent) end();
	}, 500).unref();
}
