import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { build } from "./build.ts";
import { type AccountClient, accountClient, until } from "./client.ts";
import { crashMail } from "./crash-mail.ts";
import { readArgs, run } from "./run.ts";
import { type Sink, type SinkMode, startSink } from "./sink.ts";

const HELP = `npm run crash -- [--kills N] [--mode keyed|keyless] [--seed N] [--json]
  kills the whole platform N times under load in each sink mode, with every queue message dropped, and then counts`;

const { values } = readArgs(HELP, {
	options: {
		kills: { type: "string", default: "5" },
		mode: { type: "string" },
		seed: { type: "string" },
		json: { type: "boolean", default: false },
		help: { type: "boolean", default: false },
		build: { type: "boolean", default: true },
	},
	allowNegative: true,
});

const TENANT = "crashes";
const LOAD_WORKERS = 6;
/** Enough that most mails get an answer of their own, few enough that some buyers write again before they have one. */
const BUYERS = 400;
/** Everything that was promised is done by then, with every queue message dropped. */
const SETTLE_MS = 60_000;
/** Some hundreds of drafts, decided one by one and listed with a delay; nobody waits for this but the count. */
const DECIDE_MS = 180_000;

type Server = { readonly process: ChildProcess; readonly client: AccountClient };
type Promised = { readonly signals: Set<string>; readonly effects: Set<string> };
type Verdict = {
	kills: number;
	acked: number;
	lost: number;
	effects: number;
	duplicates: number;
	providerRepeats: number;
	unknown: number;
	unknownWithoutItem: number;
	recoveryMs: number[];
};

/** With --json the figures are all that a program reads; everything else is for whoever looks on. */
const say = (text: string): void => {
	(values.json ? process.stderr : process.stdout).write(`${text}\n`);
};

/** A small generator of its own, so that a run can be repeated by its seed. */
function chanceFrom(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}

async function startServer(folder: string, sink: Sink, mode: SinkMode): Promise<Server> {
	const temporary = join(folder, "tmp");
	mkdirSync(temporary, { recursive: true });
	const child = spawn(process.execPath, ["scripts/serve.ts"], {
		detached: true,
		stdio: ["ignore", "pipe", "pipe"],
		env: { ...process.env, CREW_STATE: folder, CREW_SINK: sink.url, CREW_SINK_MODE: mode, TMPDIR: temporary },
	});
	// The runtime notes alarms that came due while it was dead; everything else it says is worth hearing.
	child.stderr?.on("data", (chunk: Buffer) => {
		const lines = chunk.toString("utf8").split("\n");
		process.stderr.write(
			lines
				.filter((line) => line !== "" && !line.startsWith("NOSENTRY"))
				.map((line) => `${line}\n`)
				.join(""),
		);
	});
	const [, url = "", key = ""] = await new Promise<string[]>((resolve, reject) => {
		let text = "";
		child.stdout?.on("data", (chunk: Buffer) => {
			text += chunk.toString("utf8");
			const ready = text.split("\n").find((line) => line.startsWith("ready ") && text.includes("\n"));
			if (ready) resolve(ready.trim().split(" "));
		});
		child.once("exit", (code) => reject(new Error(`the platform ended with ${code} before it was ready`)));
	});
	return { process: child, client: accountClient(new URL(url), TENANT, key) };
}

/** The process group: the runtime is a child of the server, and must not outlive it. */
async function kill({ process: child }: Server): Promise<void> {
	const ended = new Promise((resolve) => child.once("exit", resolve));
	if (child.pid) process.kill(-child.pid, "SIGKILL");
	await ended;
}

/** Posts mail and approves drafts until it is told to stop. What the server answered is a promise that is checked later; what it did not answer is none. */
function startLoad(current: () => Server | null, promised: Promised, chance: () => number): () => Promise<void> {
	let isOn = true;
	let n = 0;
	const worker = async (): Promise<void> => {
		while (isOn) {
			const server = current();
			if (!server) {
				await pause(20);
				continue;
			}
			n += 1;
			const { receipt } = await server.client
				.postMail(crashMail(n, Math.floor(chance() * BUYERS)))
				.catch(() => ({ receipt: null }));
			if (receipt) promised.signals.add(receipt.signal);
			await pause(60 + chance() * 120);
		}
	};
	const approver = async (): Promise<void> => {
		while (isOn) {
			const server = current();
			if (server) await approveOpen(server.client, promised).catch(() => undefined);
			await pause(100);
		}
	};
	const all = Promise.all([...Array.from({ length: LOAD_WORKERS }, worker), approver()]);
	return async () => {
		isOn = false;
		await all;
	};
}

async function approveOpen(client: AccountClient, promised: Promised): Promise<number> {
	const { items } = await client.ask(OPERATIONS.listApprovals, {
		params: { account: TENANT } as never,
		query: { limit: 200 },
	});
	const decide = async (approval: (typeof items)[number]): Promise<void> => {
		const result = await client.tryAsk(OPERATIONS.approve, {
			params: { account: TENANT, approval: approval.id } as never,
			body: { digest: approval.digest },
		});
		if (result.ok && result.value.effect) promised.effects.add(result.value.effect);
	};
	for (let at = 0; at < items.length; at += 10) await Promise.all(items.slice(at, at + 10).map(decide));
	return items.length;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function runMode(mode: SinkMode, kills: number, seed: number): Promise<Verdict> {
	const chance = chanceFrom(seed);
	const folder = mkdtempSync(join(tmpdir(), `agent-army-crash-${mode}-`));
	const sink = await startSink(mode, () => {
		const dice = chance();
		return {
			delayMs: Math.floor(chance() * 60),
			act: dice < 0.03 ? "cut-after-accept" : dice < 0.08 ? "fail-before-accept" : "answer",
		};
	});
	let server: Server | null = await startServer(folder, sink, mode);
	const promised: Promised = { signals: new Set(), effects: new Set() };
	const stopLoad = startLoad(() => server, promised, chance);
	const recoveryMs: number[] = [];
	try {
		await until("the first mail to leave", async () => sink.records.length > 0, 30_000);
		for (let k = 1; k <= kills; k++) {
			await pause(300 + chance() * 2_500);
			const before = sink.records.length;
			const dying: Server = server;
			server = null;
			const killedAt = Date.now();
			await kill(dying);
			server = await startServer(folder, sink, mode);
			await until("work to move again", async () => sink.records.length > before, 30_000);
			recoveryMs.push(Date.now() - killedAt);
			say(
				`${mode}: kill ${k} of ${kills}, moving again after ${recoveryMs.at(-1)} ms, ${promised.signals.size} mails acknowledged, ${sink.records.length} requests at the provider`,
			);
		}
		await stopLoad();
		return { kills, recoveryMs, ...(await settleAndCount(server.client, sink, promised)) };
	} finally {
		await stopLoad();
		if (server) await kill(server);
		await sink.close();
		rmSync(folder, { recursive: true, force: true });
	}
}

type Counts = Omit<Verdict, "kills" | "recoveryMs">;

/** Decides everything that still waits for a person, waits until nothing is owed, then holds what was promised against what is there. */
async function settleAndCount(client: AccountClient, sink: Sink, promised: Promised): Promise<Counts> {
	await until(
		"signals to reach their deals",
		async () => (await client.signals()).every((row) => row.state !== "accepted"),
		SETTLE_MS,
	);
	await until("the last approval", async () => (await approveOpen(client, promised)) === 0, DECIDE_MS);
	const deadline = Date.now() + SETTLE_MS;
	let state = await look(client);
	while (state.owed > 0 && Date.now() < deadline) {
		await pause(500);
		state = await look(client);
	}
	const known = new Set(state.delivered);
	const lostSignals = [...promised.signals].filter((signal) => !known.has(signal));
	const finished = new Map(state.rows.map((row) => [row.key, row.state]));
	const lostEffects = [...promised.effects].filter((key) => !["sent", "unknown"].includes(finished.get(key) ?? ""));
	const states = new Map(state.all.map((row) => [row.signal as string, row]));
	for (const signal of lostSignals) say(`lost signal ${signal}: ${JSON.stringify(states.get(signal) ?? "not there")}`);
	for (const key of lostEffects) say(`lost effect ${key}: ${finished.get(key) ?? "not there"}`);
	const perMail = new Map<string, number>();
	for (const record of sink.records.filter((each) => each.delivered)) {
		const mail = `${record.to.join()} ${/^In-Reply-To: (.*)$/m.exec(record.raw)?.[1] ?? record.key}`;
		perMail.set(mail, (perMail.get(mail) ?? 0) + 1);
	}
	return {
		acked: promised.signals.size + promised.effects.size,
		lost: lostSignals.length + lostEffects.length,
		effects: state.rows.filter((row) => row.state === "sent").length,
		duplicates: [...perMail.values()].reduce((sum, count) => sum + count - 1, 0),
		providerRepeats: sink.records.length - new Set(sink.records.map((record) => record.key)).size,
		unknown: state.rows.filter((row) => row.state === "unknown").length,
		unknownWithoutItem: state.rows.filter((row) => row.state === "unknown" && !state.flagged.has(row.key)).length,
	};
}

async function look(client: AccountClient) {
	const signals = await client.signals();
	const deals = [...new Set(signals.flatMap((row) => (row.deal ? [row.deal as string] : [])))];
	let owed = signals.filter((row) => row.state === "accepted").length;
	const rows: { key: string; state: string }[] = [];
	const flagged = new Set<string>();
	for (const deal of deals) {
		const view = await client.deal(deal);
		const { items } = await client.ask(OPERATIONS.listOutbox, { params: { account: TENANT, deal } as never });
		owed +=
			(view.working ? 1 : 0) +
			items.filter((row) => row.state === "queued" || row.state === "claimed" || row.state === "held").length;
		rows.push(...items.map(({ key, state }) => ({ key: key as string, state })));
		for (const flag of view.flags) if (flag.kind === "effect-unknown" && flag.effect) flagged.add(flag.effect);
	}
	return {
		all: signals,
		owed,
		rows,
		flagged,
		delivered: signals.filter((row) => row.state !== "accepted").map((row) => row.signal as string),
	};
}

/** The same flow with a crash at every single boundary, one after the other, inside the runtime. */
async function runBoundaries(): Promise<number> {
	const child = spawn(
		process.execPath,
		["node_modules/vitest/vitest.mjs", "run", "--project", "runtime", "durable-objects/deal-agent/crash-at.test.ts"],
		{
			stdio: ["ignore", "pipe", "inherit"],
		},
	);
	let text = "";
	child.stdout.on("data", (chunk: Buffer) => {
		text += chunk.toString("utf8");
	});
	const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
	if (code !== 0) throw new Error(`a crash at a boundary was not survived:\n${text}`);
	const counts = /crashAt boundaries: (\d+) keyed, (\d+) keyless/.exec(text);
	return Number(counts?.[1] ?? 0) + Number(counts?.[2] ?? 0);
}

const p95 = (numbers: readonly number[]): number =>
	[...numbers].sort((a, b) => a - b)[Math.max(0, Math.ceil(numbers.length * 0.95) - 1)] ?? 0;

async function main(): Promise<void> {
	if (values.help) return say(HELP);
	const kills = Number(values.kills);
	const seed = Number(values.seed ?? Date.now() % 1_000_000);
	if (!Number.isInteger(kills) || kills < 0) throw new Error("--kills takes a whole number");
	const modes = (["keyed", "keyless"] as const).filter((mode) => !values.mode || values.mode === mode);
	if (modes.length === 0) throw new Error("--mode is keyed or keyless");
	say(`seed ${seed}`);
	if (values.build) build();
	const verdicts: Partial<Record<SinkMode, Verdict>> = {};
	for (const mode of modes) {
		const verdict = await runMode(mode, kills, seed);
		verdicts[mode] = verdict;
		const { recoveryMs, ...counts } = verdict;
		say(`${mode}: ${JSON.stringify({ ...counts, recoveryP95Ms: p95(recoveryMs) })}`);
	}
	const boundaries = await runBoundaries();
	const all = Object.values(verdicts);
	const sum = (key: Exclude<keyof Verdict, "recoveryMs">): number => all.reduce((total, each) => total + each[key], 0);
	const figures = {
		kills: sum("kills"),
		acked: sum("acked"),
		lost: sum("lost"),
		effects: sum("effects"),
		duplicates: verdicts.keyed?.duplicates ?? 0,
		providerRepeats: verdicts.keyless?.providerRepeats ?? 0,
		unknown: sum("unknown"),
		recoveryP95Ms: p95(all.flatMap((each) => each.recoveryMs)),
		boundaries,
	};
	const told = Object.entries(figures).map(([name, value]) => `${name} ${value}`);
	process.stdout.write(`${values.json ? JSON.stringify(figures) : told.join(", ")}\n`);
	const isGood =
		figures.lost === 0 &&
		figures.duplicates === 0 &&
		figures.providerRepeats === 0 &&
		sum("unknownWithoutItem") === 0 &&
		(verdicts.keyless?.duplicates ?? 0) === 0;
	process.exit(isGood ? 0 : 1);
}

// Last, so that everything above is there when it runs.
await run(main);
