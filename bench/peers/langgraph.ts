import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { Annotation, END, type LangGraphRunnableConfig, START, StateGraph } from "@langchain/langgraph";
import { SqliteSaver } from "@langchain/langgraph-checkpoint-sqlite";
import Database from "better-sqlite3";
import { checkAnswer } from "../answers.ts";

/*
 * The product's job on LangGraph.js and its SQLite checkpointer, as a process of its own: a deal is a thread, three
 * stages of two parallel nodes, then a node that updates the deal's record and writes the outbox row. Each node stores
 * its exact input and its checked output as a row beside the checkpoints, in the same file: kept in the graph's state, they
 * are written again with each of the five checkpoints, and a warm run takes a fifth longer. `durability: "sync"`: a stage
 * is written before the next begins, as in the product. Says «ready URL» on a line of its own.
 */

type Step = { readonly skill: string; readonly input: unknown; readonly output: unknown };
/** What a run of the product wrote: its signal, and its six steps in the order of their stages. */
type Job = { readonly signal: unknown; readonly steps: readonly Step[] };

const STAGES = [0, 1, 2] as const;
const PLACES = [0, 1] as const;

const State = Annotation.Root({
	template: Annotation<string>,
	modelMs: Annotation<number>,
	signal: Annotation<unknown>,
	/** The deal's record: the latest answer of each skill. */
	deal: Annotation<Readonly<Record<string, unknown>>>({
		reducer: (before, after) => ({ ...before, ...after }),
		default: () => ({}),
	}),
});

const jobs = new Map<string, Job>();
let transactions = 0;

/** Counts what it commits; each call is one transaction of SQLite. */
class CountingSaver extends SqliteSaver {
	override put(...put: Parameters<SqliteSaver["put"]>): ReturnType<SqliteSaver["put"]> {
		transactions += 1;
		return super.put(...put);
	}
	override putWrites(...put: Parameters<SqliteSaver["putWrites"]>): ReturnType<SqliteSaver["putWrites"]> {
		transactions += 1;
		return super.putWrites(...put);
	}
}

const db = new Database(process.env.BENCH_DB ?? ":memory:");
const saver = new CountingSaver(db);
// The saver sets WAL when it is first used; the tables beside its own are there before.
db.exec("CREATE TABLE steps(deal TEXT, run TEXT, skill TEXT, input TEXT, output TEXT, PRIMARY KEY (deal, run, skill))");
db.exec("CREATE TABLE deals(id TEXT PRIMARY KEY, json TEXT NOT NULL, version INTEGER NOT NULL)");
db.exec("CREATE TABLE outbox(key TEXT PRIMARY KEY, deal TEXT NOT NULL, state TEXT NOT NULL, json TEXT NOT NULL)");
const upsertDeal = db.prepare(
	"INSERT INTO deals(id, json, version) VALUES (?, ?, 1) ON CONFLICT(id) DO UPDATE SET json = excluded.json, version = version + 1",
);
const insertStep = db.prepare("INSERT INTO steps(deal, run, skill, input, output) VALUES (?, ?, ?, ?, ?)");
const insertOutbox = db.prepare("INSERT INTO outbox(key, deal, state, json) VALUES (?, ?, 'queued', ?)");
const settle = db.transaction((deal: string, key: string, record: string, effect: string) => {
	upsertDeal.run(deal, record);
	insertOutbox.run(key, deal, effect);
});

function step(index: number) {
	return async ({ template, modelMs }: typeof State.State, config: LangGraphRunnableConfig) => {
		const asked = jobs.get(template)?.steps[index];
		if (!asked) throw new Error("no template");
		if (modelMs > 0) await wait(modelMs);
		const output = checkAnswer(asked.output);
		insertStep.run(
			config.configurable?.thread_id,
			config.configurable?.run,
			asked.skill,
			JSON.stringify(asked.input),
			JSON.stringify(output),
		);
		transactions += 1;
		return { deal: { [asked.skill]: output } };
	};
}

const nameOf = (stage: number, place: number): string => `step-${stage}-${place}`;

function build() {
	// The builder's type grows with every node that is added, which a loop cannot tell it.
	const graph = new StateGraph(State) as unknown as StateGraph<
		(typeof State)["spec"],
		typeof State.State,
		typeof State.Update,
		string
	>;
	for (const stage of STAGES) for (const place of PLACES) graph.addNode(nameOf(stage, place), step(stage * 2 + place));
	graph.addNode("settle", ({ deal }: typeof State.State, config: LangGraphRunnableConfig) => {
		const { thread_id: id = "", run = "" } = config.configurable ?? {};
		transactions += 1;
		settle(id, `${id}:${run}`, JSON.stringify(deal), JSON.stringify(Object.values(deal).at(-1)));
		return {};
	});
	for (const place of PLACES) graph.addEdge(START, nameOf(0, place));
	for (const stage of STAGES.slice(1))
		for (const place of PLACES)
			graph.addEdge(
				PLACES.map((before) => nameOf(stage - 1, before)),
				nameOf(stage, place),
			);
	graph.addEdge(
		PLACES.map((place) => nameOf(2, place)),
		"settle",
	);
	graph.addEdge("settle", END);
	return graph.compile({ checkpointer: saver });
}

const graph = build();

/** `/job/DEAL/N`: one run. `/template/NAME`: what runs are made of. */
async function answer(request: IncomingMessage): Promise<string> {
	const { pathname, searchParams } = new URL(request.url ?? "/", "http://peer");
	const [, what, name = "", n = "0"] = pathname.split("/");
	if (what === "template") {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		jobs.set(name, JSON.parse(Buffer.concat(chunks).toString("utf8")));
		return "done";
	}
	if (what === "transactions") return String(transactions);
	const template = searchParams.get("template") ?? "";
	const modelMs = Number(searchParams.get("model-ms") ?? 0);
	await graph.invoke(
		{ template, modelMs, signal: jobs.get(template)?.signal },
		{ configurable: { thread_id: name, run: n }, durability: "sync" },
	);
	return "done";
}

const server = createServer((request, response) => {
	answer(request).then(
		(text) => response.end(text),
		(error: unknown) => response.writeHead(500).end(String(error)),
	);
});
server.listen(0, "127.0.0.1", () => {
	const { port } = server.address() as AddressInfo;
	process.stdout.write(`ready http://127.0.0.1:${port}\n`);
});

// A parent that is killed outright cannot tell us.
const parent = process.ppid;
setInterval(() => {
	if (process.ppid !== parent) process.exit(0);
}, 500).unref();
