import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";

/** Who runs on a state folder. `began` tells a process from a later one that was given the same number. */
const Holder = z.object({ pid: z.int().positive(), began: z.string().nullable(), url: z.string().nullable() });
type Holder = z.infer<typeof Holder>;

export type StateLock = {
	/** Tells whoever comes next where the platform is reached. */
	tellUrl(url: URL): void;
	release(): void;
};

const lockIn = (state: string): string => join(state, "running.json");

/** What this process holds itself: its own number in a file says nothing of whether it is still meant. */
const held = new Set<string>();

/** Two platforms on one folder would write over each other's rows. One that was killed holds nothing any more. */
export function lockState(state: string): StateLock {
	refuseHeld(state);
	const file = lockIn(state);
	mkdirSync(state, { recursive: true });
	rmSync(file, { force: true });
	const holder: Holder = { pid: process.pid, began: beganOf(process.pid), url: null };
	const write = (url: string | null, flag: "w" | "wx"): void =>
		writeFileSync(file, JSON.stringify({ ...holder, url }), { flag });
	try {
		write(null, "wx");
	} catch (error) {
		if (Object(error).code !== "EEXIST") throw error;
		throw new Error(refusalOf(state, null));
	}
	held.add(file);
	return {
		tellUrl: (url) => write(url.origin, "w"),
		release: () => {
			held.delete(file);
			rmSync(file, { force: true });
		},
	};
}

/** Throws while a platform runs on the folder. */
export function refuseHeld(state: string): void {
	const holder = readHolder(lockIn(state));
	if (holder && isHolding(holder, lockIn(state))) throw new Error(refusalOf(state, holder));
}

function readHolder(file: string): Holder | null {
	try {
		return Holder.parse(JSON.parse(readFileSync(file, "utf8")));
	} catch {
		// None is there, or one that was being written when the machine went down.
		return null;
	}
}

function isHolding({ pid, began }: Holder, file: string): boolean {
	if (pid === process.pid) return held.has(file);
	try {
		process.kill(pid, 0);
	} catch (error) {
		// Somebody else's process is one that runs, too.
		if (Object(error).code !== "EPERM") return false;
	}
	return began === beganOf(pid);
}

/** When a process began, where the system tells it: numbers of processes come again, above all in containers. */
function beganOf(pid: number): string | null {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
		// The name in the second field may hold spaces and brackets of its own; the 22nd field is the start.
		return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
	} catch {
		return null;
	}
}

const refusalOf = (state: string, holder: Holder | null): string =>
	`A platform runs on ${state} already${holder?.url ? `, at ${holder.url}` : ""}${holder ? ` (process ${holder.pid})` : ""}. Use that one, stop it, or give another folder with --state DIR`;
