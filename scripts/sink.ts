import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import * as z from "zod";

export type SinkMode = "keyed" | "keyless";

/** One request that reached the provider. `delivered`: a mail that the recipient got because of it. */
export type SinkRecord = {
	readonly key: string;
	readonly subject: string;
	readonly to: readonly string[];
	readonly at: number;
	readonly delivered: boolean;
	readonly raw: string;
};

export type Sink = {
	readonly url: string;
	readonly records: readonly SinkRecord[];
	readonly close: () => Promise<void>;
};

const Delivery = z.object({ key: z.string(), subject: z.string(), to: z.array(z.string()), raw: z.string() });

/** What a provider sometimes does to us; answers are given per request. */
export type Mischief = () => {
	readonly delayMs: number;
	readonly act: "answer" | "cut-after-accept" | "fail-before-accept";
};

export const wellBehaved: Mischief = () => ({ delayMs: 0, act: "answer" });

/**
 * A mail provider on this machine that writes down all it is asked. Keyed, it removes repeats as good providers do;
 * keyless, every request is a mail.
 */
export async function startSink(mode: SinkMode, mischief: Mischief = wellBehaved): Promise<Sink> {
	const records: SinkRecord[] = [];
	const seen = new Set<string>();
	const server = createServer((request, response) => {
		if (request.method === "GET") {
			response.writeHead(200).end("ready");
			return;
		}
		void body(request).then(async (text) => {
			const parsed = Delivery.safeParse(JSON.parse(text));
			if (!parsed.success) {
				response.writeHead(422).end();
				return;
			}
			const { key, subject, to, raw } = parsed.data;
			const { delayMs, act } = mischief();
			await new Promise((resolve) => setTimeout(resolve, delayMs));
			if (act === "fail-before-accept") {
				response.writeHead(503, { "retry-after": "1" }).end();
				return;
			}
			const delivered = mode === "keyless" || !seen.has(key);
			seen.add(key);
			records.push({ key, subject, to, at: Date.now(), delivered, raw: Buffer.from(raw, "base64").toString("utf8") });
			if (act === "cut-after-accept") request.socket.destroy();
			else
				response
					.writeHead(200, { "content-type": "application/json" })
					.end(JSON.stringify({ reference: `sink-${records.length}` }));
		});
	});
	await listen(server);
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		records,
		close: () =>
			new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			}),
	};
}

const listen = (server: Server): Promise<void> => new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

async function body(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk);
	return Buffer.concat(chunks).toString("utf8");
}
