import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { RunView } from "#knowledge/core/contract/deal.ts";
import { type Driver, driver } from "./drive.ts";
import type { Figure } from "./figures.ts";

/** Long enough that a kill finds a stage half asked; three stages a run. */
const MODEL_MS = 300;
const DEALS = 8;
/** In every stage of a run once, and right after its first and its second stage were stored. */
const KILL_AFTER_MS = [150, 360, 450, 660, 750];
const RESUME_MS_MAX = 30_000;

type Server = { readonly process: ChildProcess; readonly drive: Driver };
type Model = { readonly url: string; readonly calls: { readonly key: string; readonly at: number }[]; close(): void };
type Tally = { repeated: number; stored: number; unfinished: number };

/**
 * `resume.repeated`: the process that works on runs is killed in the middle of them, and started again on the same
 * storage. Counted at the model, which lives elsewhere: calls for steps whose answers were stored before the kill.
 */
export async function resumeFigures(folder: string): Promise<readonly Figure[]> {
	const model = await startModel();
	const tally: Tally = { repeated: 0, stored: 0, unfinished: 0 };
	let server = await startServer(folder, model.url);
	try {
		for (const [kill, afterMs] of KILL_AFTER_MS.entries()) {
			const deals = Array.from({ length: DEALS }, (_, i) => `resume-${kill}-${i}`);
			for (const deal of deals) await server.drive.get(`/start/model/${deal}/0`);
			await pause(afterMs);
			await stop(server);
			const killedAt = Date.now();
			server = await startServer(folder, model.url);
			for (const deal of deals) count(tally, await settledRun(server.drive, deal), { model, killedAt });
		}
	} finally {
		await stop(server);
		model.close();
	}
	const common = { unit: "steps", rounds: KILL_AFTER_MS.length } as const;
	return [
		{ name: "resume.repeated", value: tally.repeated, ...common },
		{ name: "resume.stored", value: tally.stored, ...common },
		{ name: "resume.unfinished", value: tally.unfinished, ...common },
	];
}

function count(tally: Tally, run: RunView, { model, killedAt }: { model: Model; killedAt: number }): void {
	const settled = run.steps.filter((step) => step.outcome === "done");
	if (run.state !== "done" || settled.length !== 6 || new Set(settled.map((step) => step.skill)).size !== 6)
		throw new Error(`a killed run came to ${run.state} with ${settled.length} steps`);
	for (const step of settled) {
		if (Date.parse(step.at) > killedAt) {
			tally.unfinished += 1;
			continue;
		}
		tally.stored += 1;
		const key = `${run.signal}:${step.skill}`;
		tally.repeated += model.calls.filter((call) => call.key === key && call.at > killedAt).length;
	}
}

async function settledRun(drive: Driver, deal: string): Promise<RunView> {
	for (const deadline = Date.now() + RESUME_MS_MAX; Date.now() < deadline; await pause(50)) {
		const { value }: { value: RunView[] } = JSON.parse(await drive.get(`/runs/model/${deal}`));
		const [run] = value;
		if (run && run.state !== "owed" && run.state !== "started") return run;
	}
	throw new Error(`${deal} was not worked off ${RESUME_MS_MAX} ms after the kill`);
}

/** Answers after a while, and remembers who asked: it outlives whatever is killed. */
async function startModel(): Promise<Model> {
	const calls: { key: string; at: number }[] = [];
	const server = createServer((request, answer) => {
		const { searchParams } = new URL(request.url ?? "/", "http://model");
		calls.push({ key: `${searchParams.get("signal")}:${searchParams.get("skill")}`, at: Date.now() });
		setTimeout(() => answer.end("ok"), MODEL_MS);
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.address() as AddressInfo;
	return { url: `http://127.0.0.1:${port}`, calls, close: () => server.close() };
}

async function startServer(folder: string, model: string): Promise<Server> {
	const temporary = join(folder, "tmp");
	mkdirSync(temporary, { recursive: true });
	const child = spawn(process.execPath, ["bench/serve.ts"], {
		detached: true,
		stdio: ["ignore", "pipe", "ignore"],
		env: { ...process.env, BENCH_STATE: join(folder, "state"), BENCH_MODEL: model, TMPDIR: temporary },
	});
	const url = await new Promise<string>((resolve, reject) => {
		let text = "";
		child.stdout.on("data", (chunk: Buffer) => {
			text += chunk.toString("utf8");
			const [, found] = /^ready (\S+)\n/m.exec(text) ?? [];
			if (found) resolve(found);
		});
		child.once("exit", (code) => reject(new Error(`the bench ended with ${code} before it was ready`)));
	});
	return { process: child, drive: driver(new URL(url)) };
}

/** The whole process group, at once: the runtime is a child of the server, and must not outlive it. */
async function stop({ process: child, drive }: Server): Promise<void> {
	drive.close();
	if (child.exitCode !== null || child.signalCode !== null) return;
	const ended = new Promise((resolve) => child.once("exit", resolve));
	if (child.pid) process.kill(-child.pid, "SIGKILL");
	await ended;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
