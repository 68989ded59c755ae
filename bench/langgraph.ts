import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Driver, driver } from "./drive.ts";
import type { Written } from "./objects/written.ts";

const FOLDER = "bench/peers";
const START_MS_MAX = 20_000;

export type Peer = {
	readonly drive: Driver;
	/** What a run is made of: the signal, the exact inputs and the answers of a run of the product. */
	readonly template: (name: string, written: Written) => Promise<void>;
	/** SQLite transactions committed since it was started. */
	readonly transactions: () => Promise<number>;
	readonly stop: () => Promise<void>;
};

export const isInstalled = (): boolean => existsSync(join(FOLDER, "node_modules/@langchain/langgraph/package.json"));

/** Whether it is there afterwards. A machine without network goes without: a peer is never a condition. */
export function install(say: (text: string) => void): boolean {
	if (isInstalled()) return true;
	try {
		execFileSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: FOLDER, stdio: ["ignore", "ignore", "pipe"] });
	} catch (error) {
		say(`LangGraph.js could not be installed: ${error instanceof Error ? error.message.split("\n")[0] : "npm failed"}`);
	}
	return isInstalled();
}

/** LangGraph.js with its SQLite saver, in a process of its own. `null`: it is not installed. */
export async function startLangGraph(db: string): Promise<Peer | null> {
	if (!isInstalled()) return null;
	const child = spawn(process.execPath, [join(FOLDER, "langgraph.ts")], {
		stdio: ["ignore", "pipe", "inherit"],
		// Tracing would ask the network.
		env: { ...process.env, BENCH_DB: db, LANGSMITH_TRACING: "false" },
	});
	const drive = driver(new URL(await readyUrl(child)));
	return {
		drive,
		async template(name, written) {
			await drive.post(`/template/${name}`, new TextEncoder().encode(JSON.stringify(jobOf(written))));
		},
		transactions: async () => Number(await drive.get("/transactions")),
		async stop() {
			drive.close();
			const ended = new Promise((resolve) => child.once("exit", resolve));
			if (child.exitCode === null && child.kill()) await ended;
		},
	};
}

function readyUrl(child: ChildProcess): Promise<string> {
	return new Promise((resolve, reject) => {
		const late = setTimeout(() => reject(new Error("the peer was not ready in time")), START_MS_MAX);
		let text = "";
		child.stdout?.on("data", (chunk: Buffer) => {
			text += chunk.toString("utf8");
			const [, found] = /^ready (\S+)\n/m.exec(text) ?? [];
			if (!found) return;
			clearTimeout(late);
			resolve(found);
		});
		child.once("exit", (code) => reject(new Error(`the peer ended with ${code} before it was ready`)));
	});
}

function jobOf({ commits, signals }: Written) {
	const bodies = new Map(commits.flatMap(({ payloads }) => payloads.map((row) => [row.hash, String(row.body)])));
	const parsed = (hash: string): unknown => JSON.parse(bodies.get(hash) ?? "null");
	const steps = commits.flatMap(({ events }) =>
		events
			.filter((row) => row.type === "deal.step-settled")
			.map((row) => JSON.parse(String(row.json)).event)
			.map((event) => ({ skill: event.skill, input: parsed(event.input), output: parsed(event.output) })),
	);
	return { signal: parsed(String(signals[0]?.record)), steps };
}
