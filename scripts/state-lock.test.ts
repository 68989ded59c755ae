import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { lockState, refuseHeld } from "./state-lock.ts";

const folder = (): string => mkdtempSync(join(tmpdir(), "state-lock-"));
const fileIn = (state: string): string => join(state, "running.json");

test("a second platform on the same folder is refused with the address of the first, until that one has stopped", () => {
	const state = folder();
	const lock = lockState(state);
	expect(() => lockState(state)).toThrow(`(process ${process.pid})`);
	lock.tellUrl(new URL("http://127.0.0.1:8787/"));
	expect(() => lockState(state)).toThrow("http://127.0.0.1:8787");
	expect(() => refuseHeld(state)).toThrow("--state DIR");
	lock.release();
	expect(existsSync(fileIn(state))).toBe(false);
	lockState(state).release();
});

test("another process that runs holds its folder; one that was killed holds nothing", async () => {
	const state = folder();
	const script = `import { lockState } from "./scripts/state-lock.ts"; lockState(process.argv[1]); console.log("held"); setInterval(() => {}, 1000);`;
	const child = spawn(process.execPath, ["--input-type=module", "-e", script, state], {
		stdio: ["ignore", "pipe", "inherit"],
	});
	onTestFinished(() => void child.kill("SIGKILL"));
	await new Promise((resolve) => child.stdout.once("data", resolve));
	expect(() => lockState(state)).toThrow(`(process ${child.pid})`);
	const ended = new Promise((resolve) => child.once("exit", resolve));
	child.kill("SIGKILL");
	await ended;
	expect(existsSync(fileIn(state))).toBe(true);
	lockState(state).release();
});

test.each([
	["of an earlier process with this one's number", JSON.stringify({ pid: process.pid, began: null, url: null })],
	["that was cut off while it was written", '{"pid":'],
	["of a process that is gone", JSON.stringify({ pid: spawnSync("true").pid, began: "1", url: null })],
])("a lock %s holds nothing", (_, text) => {
	const state = folder();
	writeFileSync(fileIn(state), text);
	const lock = lockState(state);
	expect(JSON.parse(readFileSync(fileIn(state), "utf8"))).toMatchObject({ pid: process.pid });
	lock.release();
});

test.runIf(existsSync("/proc/1/stat"))("a number that was given to another process since holds nothing", () => {
	const state = folder();
	writeFileSync(fileIn(state), JSON.stringify({ pid: process.ppid, began: "another", url: null }));
	lockState(state).release();
});
