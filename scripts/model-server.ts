import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { competentAnswer } from "#durable-objects/testing/competent-model.setup.ts";
import {
	type AskedOfModel,
	always,
	inTurn,
	MODES,
	type Mode,
	type ScriptedModel,
	scriptedModel,
} from "#durable-objects/testing/scripted-model.setup.ts";
import type { Tokens } from "#durable-objects/testing/scripted-wires.setup.ts";
import { estimateTokens } from "#knowledge/core/context/tokens.ts";
import { readArgs, run } from "./run.ts";

const PORT = 8799;

const HELP = `npm run model -- [--port N] [--mode MODE | --modes MODE,MODE,...] [--delay MS]
  a model on this machine that answers by a script: it speaks the chat completions wire on http://127.0.0.1:${PORT}/v1
  --port    ${PORT} unless said otherwise
  --mode    what it does with every request; good unless said otherwise
  --modes   what it does with one request after the other; then good
  --delay   how long it thinks before each answer, in milliseconds
  MODE is one of: ${MODES.join(", ")}`;

async function main(): Promise<void> {
	const { values } = readArgs(HELP, {
		options: {
			port: { type: "string" },
			mode: { type: "string" },
			modes: { type: "string" },
			delay: { type: "string" },
			help: { type: "boolean" },
		},
	});
	if (values.help) {
		process.stdout.write(`${HELP}\n`);
		return;
	}
	const next = values.modes ? inTurn(...values.modes.split(",").map(modeOf)) : always(modeOf(values.mode ?? "good"));
	const { url } = await startModelServer({
		port: countOf(values.port, "--port") ?? PORT,
		delayMs: countOf(values.delay, "--delay") ?? 0,
		next,
		say: tellLine,
	});
	process.stdout.write(`a scripted model answers on ${url}. Put this into .dev.vars, and start the platform:\n\n`);
	process.stdout.write(`LLM_BASE_URL=${url}\nLLM_MODEL=scripted\n\n`);
}

const tellLine = (line: string): void => void process.stdout.write(`${line}\n`);

function modeOf(name: string): Mode {
	const mode = MODES.find((each) => each === name.trim());
	if (!mode) throw new Error(`«${name}» is none of: ${MODES.join(", ")}`);
	return mode;
}

function countOf(text: string | undefined, option: string): number | undefined {
	if (text === undefined) return undefined;
	if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
		throw new Error(`${option} takes a number up to 65535, not «${text}»`);
	return Number(text);
}

export type ModelServer = { readonly url: string; readonly model: ScriptedModel; readonly close: () => Promise<void> };

/** The scripted model on a port of this machine; port 0 takes a free one. */
export async function startModelServer(options: {
	readonly port: number;
	readonly next: () => Mode;
	readonly delayMs?: number;
	readonly say?: (line: string) => void;
}): Promise<ModelServer> {
	const { say = () => undefined, delayMs = 0 } = options;
	const prefixes = new Set<string>();
	const model = scriptedModel({
		next: () => {
			const mode = options.next();
			say(`asked: ${mode}`);
			return mode;
		},
		answer: competentAnswer,
		meter: (asked, answer) => meter(asked, answer, prefixes),
	});
	const server = createServer((request, response) => {
		void answer(request, response, model, delayMs).catch(() => response.destroy());
	});
	await new Promise<void>((resolve, reject) => {
		server.once("error", reject);
		server.listen(options.port, "127.0.0.1", resolve);
	});
	const address = server.address();
	const port = typeof address === "object" && address !== null ? address.port : options.port;
	return {
		url: `http://127.0.0.1:${port}/v1`,
		model,
		close: () =>
			new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			}),
	};
}

/** As a provider would: a prefix that was seen before is read from its cache. */
function meter({ system, user }: AskedOfModel, answer: string, seen: Set<string>): Tokens {
	const prefix = estimateTokens(system);
	const cached = seen.has(system) ? prefix : 0;
	seen.add(system);
	return { prompt: prefix + estimateTokens(user), cached, output: estimateTokens(answer) };
}

async function answer(
	request: IncomingMessage,
	response: ServerResponse,
	model: ScriptedModel,
	delayMs: number,
): Promise<void> {
	if (request.method !== "POST") {
		response.writeHead(200).end("ready");
		return;
	}
	const stopped = new AbortController();
	response.once("close", () => stopped.abort());
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk);
	if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
	const answered = await model.fetch(`http://127.0.0.1${request.url ?? "/"}`, {
		method: "POST",
		body: Buffer.concat(chunks).toString("utf8"),
		signal: stopped.signal,
	});
	response.writeHead(answered.status, Object.fromEntries(answered.headers));
	for await (const chunk of answered.body ?? []) {
		if (stopped.signal.aborted) return;
		response.write(chunk);
	}
	response.end();
}

if (import.meta.main) await run(main);
