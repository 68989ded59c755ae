import { randomBytes } from "node:crypto";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import type { Shot } from "#workers/testing/matrix.ts";

/** Everything that came back, as it stood on the wire: a byte is a character. `status` 0: nothing did. */
export type Answered = { readonly status: number; readonly text: string; readonly ms: number };

const TIMEOUT_MS = 30_000;
const TRIES_MAX = 4;

/** Paths go over the wire to the letter: `fetch` would tidy the dots and slashes that are tried here. */
export function wireTo(url: URL) {
	const agent = new Agent({ keepAlive: true, maxSockets: 48 });
	/** Where a refusal comes before a body was read, the connection may end under the next request: that is no answer of ours. */
	const send = async (shot: Shot, headers: Readonly<Record<string, string>>): Promise<Answered> => {
		for (let tries = 1; ; tries++) {
			const answered = await sendOnce(shot, headers);
			if (answered.status !== 0 || tries === TRIES_MAX) return answered;
		}
	};
	const sendOnce = (shot: Shot, headers: Readonly<Record<string, string>>): Promise<Answered> =>
		new Promise((resolve) => {
			const began = performance.now();
			const end = (status: number, text: string): void => resolve({ status, text, ms: performance.now() - began });
			const length = shot.body === null ? {} : { "content-length": String(Buffer.byteLength(shot.body)) };
			const asked = request(
				{
					host: url.hostname,
					port: url.port,
					agent,
					method: shot.method,
					path: shot.path,
					headers: { ...length, ...shot.headers, ...headers },
					timeout: TIMEOUT_MS,
				},
				(response) => {
					const chunks: Buffer[] = [];
					response.on("data", (chunk: Buffer) => chunks.push(chunk));
					response.on("end", () => {
						const head = `${response.statusCode} ${response.statusMessage}\n${response.rawHeaders.join("\n")}\n\n`;
						end(response.statusCode ?? 0, head + Buffer.concat(chunks).toString("latin1"));
					});
				},
			);
			asked.on("upgrade", (response, socket) => {
				socket.destroy();
				end(response.statusCode ?? 101, `${response.statusCode} upgraded\n${response.rawHeaders.join("\n")}`);
			});
			asked.on("timeout", () => asked.destroy(new Error("timeout")));
			asked.on("error", (error) => end(0, String(error)));
			asked.end(shot.body ?? undefined);
		});
	return { send, close: () => agent.destroy() };
}
export type Wire = ReturnType<typeof wireTo>;

/** How long a socket is listened to: what is told to a watcher is told at once. */
const LISTEN_MS = 250;

/** Knocks with the bytes of a handshake, says these frames where it is let in, and gives back all that it was told. */
export function knock(
	url: URL,
	at: { readonly path: string; readonly headers: Readonly<Record<string, string>>; readonly frames: readonly string[] },
): Promise<Answered> {
	return new Promise((resolve) => {
		const began = performance.now();
		const chunks: Buffer[] = [];
		const socket = connect(Number(url.port), url.hostname);
		const end = (): void => {
			socket.destroy();
			const text = Buffer.concat(chunks).toString("latin1");
			resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), text, ms: performance.now() - began });
		};
		const head = {
			host: url.host,
			connection: "Upgrade",
			upgrade: "websocket",
			"sec-websocket-version": "13",
			"sec-websocket-key": randomBytes(16).toString("base64"),
			...at.headers,
		};
		const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`);
		let hasSpoken = false;
		socket.on("data", (chunk: Buffer) => {
			chunks.push(chunk);
			const isIn = chunks[0]?.toString("latin1").startsWith("HTTP/1.1 101");
			if (!isIn && Buffer.concat(chunks).includes("\r\n\r\n")) setTimeout(end, 20);
			if (!isIn || hasSpoken) return;
			hasSpoken = true;
			for (const frame of at.frames) socket.write(masked(frame));
			setTimeout(end, LISTEN_MS);
		});
		socket.on("error", end);
		socket.setTimeout(TIMEOUT_MS, end);
		socket.write(`GET ${at.path} HTTP/1.1\r\n${lines.join("")}\r\n`);
	});
}

/** A short text frame as a client sends it (RFC 6455, 5.2). */
function masked(text: string): Buffer {
	const body = Buffer.from(text, "utf8");
	const mask = randomBytes(4);
	const size = body.length < 126 ? [0x80 | body.length] : [0x80 | 126, body.length >> 8, body.length & 0xff];
	return Buffer.concat([Buffer.from([0x81, ...size]), mask, body.map((byte, i) => byte ^ (mask[i % 4] ?? 0))]);
}
