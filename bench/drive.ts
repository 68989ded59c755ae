import { Agent, request } from "node:http";

export type Driver = {
	readonly get: (path: string) => Promise<string>;
	readonly post: (path: string, body: Uint8Array) => Promise<string>;
	/** How long an answer took, in milliseconds. */
	readonly time: (path: string, body?: Uint8Array) => Promise<number>;
	readonly close: () => void;
};

/** Requests over connections that stay open: what a connection costs is no figure of ours. */
export function driver(url: URL): Driver {
	const agent = new Agent({ keepAlive: true, maxSockets: 64 });
	const send = (method: "GET" | "POST", path: string, body?: Uint8Array): Promise<string> =>
		new Promise((resolve, reject) => {
			const asked = request({ agent, method, host: url.hostname, port: url.port, path }, (answer) => {
				const chunks: Buffer[] = [];
				answer.on("data", (chunk: Buffer) => chunks.push(chunk));
				answer.on("end", () => {
					const text = Buffer.concat(chunks).toString("utf8");
					if (answer.statusCode && answer.statusCode < 300) resolve(text);
					else reject(new Error(`${path}: ${answer.statusCode} ${text.slice(0, 300)}`));
				});
				answer.on("error", reject);
			});
			asked.on("error", reject);
			asked.end(body);
		});
	return {
		get: (path) => send("GET", path),
		post: (path, body) => send("POST", path, body),
		async time(path, body) {
			const began = performance.now();
			const answer = await send(body ? "POST" : "GET", path, body);
			const took = performance.now() - began;
			if (answer !== "done") throw new Error(`${path}: ${answer}`);
			return took;
		},
		close: () => agent.destroy(),
	};
}
