import { randomInt } from "node:crypto";
import { existsSync } from "node:fs";
import type { Asker } from "#workers/testing/askers.ts";
import { canary, forbiddenTo, type Search, searchFor } from "#workers/testing/canaries.ts";
import { type Case, casesOf } from "#workers/testing/cases.ts";
import { build, buildWorker } from "../build.ts";
import { startPlatform } from "../platform.ts";
import { readArgs, run } from "../run.ts";
import { startSink } from "../sink.ts";
import { type Knocked, knockAtDoors, knockAtSockets } from "./doors.ts";
import { forgeMessages, searchBodies, searchRows } from "./stores.ts";
import { type Answered, wireTo } from "./wire.ts";
import { type Account, makeWorld } from "./world.ts";

const HELP = `npm run probe -- isolation [--json] [--cases N] [--seed N] [--guard NAME]

Attacks the built platform as somebody of one account who wants another's: every route by every kind of asker, with every
kind of wrong id; sockets, webhooks, mail, forged messages; and the log. Three builds must not leak a byte: the normal one,
one without the door and one without the stores' own guard. A fourth without both must leak, or the probe is blind.

  --cases N     of each build; 5400 where it is not said
  --seed N      the same cases again
  --guard NAME  one build alone: normal, door, store or both
  --route TEXT  the routes alone whose name holds this, every case of them
  --json        figures alone, on the last line`;

const { values } = readArgs(HELP, {
	args: process.argv.slice(2),
	options: {
		help: { type: "boolean" },
		json: { type: "boolean" },
		cases: { type: "string", default: "5400" },
		seed: { type: "string" },
		guard: { type: "string" },
		route: { type: "string" },
	},
});

const BUILDS = ["normal", "door", "store", "both"] as const;
type Build = (typeof BUILDS)[number];
type Verdict = {
	cases: number;
	leaks: number;
	unauthorised: number;
	crashes: number;
	limited: number;
	slowestMs: number;
	/** Who may was let in so often, and saw the account's own canaries so often: without either, nothing was tried. */
	passed: number;
	seen: number;
};

/** Enough to keep two cores busy. */
const AT_ONCE = 32;
const TOLD_MAX = 40;

const say = (text: string): void => {
	process.stdout.write(`${text}\n`);
};

/** What is found of one build, and told as it is found, as far as anybody reads. */
function ledger(build: Build, accounts: readonly Account[], lines: readonly string[]) {
	const verdict: Verdict = {
		cases: 0,
		leaks: 0,
		unauthorised: 0,
		crashes: 0,
		limited: 0,
		slowestMs: 0,
		passed: 0,
		seen: 0,
	};
	const own = accounts.map(({ mark }) => searchFor([canary(mark, "deal"), canary(mark, "account")]));
	const told = new Map<string, number>();
	const tell = (kind: "leaks" | "unauthorised" | "crashes", what: string): void => {
		verdict[kind]++;
		told.set(kind, (told.get(kind) ?? 0) + 1);
		if ((told.get(kind) ?? 0) <= TOLD_MAX && build !== "both") say(`${build}: ${kind}: ${what}`);
	};
	const searches = new Map<string, Search>();
	const searchOf = (asker: Asker, home: number): Search => {
		const name = `${asker} ${home}`;
		const isNobody = ["none", "expired", "revoked", "suspended"].includes(asker);
		const made =
			searches.get(name) ??
			searchFor(
				forbiddenTo(accounts, home, {
					isNobody,
					isPlatform: asker === "platform",
					isVisitor: asker === "visitor",
					isOfOneDeal: asker === "deal-key",
				}),
			);
		searches.set(name, made);
		return made;
	};
	return {
		verdict,
		tell,
		hear(
			asked: Pick<Case, "asker" | "home" | "mayPass">,
			what: string,
			{ status, text, ms }: Answered,
			passed: boolean,
		) {
			verdict.cases++;
			verdict.slowestMs = Math.max(verdict.slowestMs, Math.round(ms));
			if (status === 429) verdict.limited++;
			if (status >= 500 || status === 0)
				tell(
					"crashes",
					`${what}: ${text.slice(0, 30)} ${text.slice(text.indexOf("\n\n")).slice(0, 300).trim()} ${lines.at(-1)}`,
				);
			if (passed && !asked.mayPass) tell("unauthorised", `${what}: ${text.slice(0, 200)}`);
			const found = searchOf(asked.asker, asked.home)(text);
			if (found !== null) tell("leaks", `${what}: …${found}…`);
			if (!passed || !asked.mayPass) return;
			verdict.passed++;
			if (own[asked.home]?.(text) != null) verdict.seen++;
		},
	};
}

async function attack(which: Build, { seed, count }: { seed: number; count: number }): Promise<Verdict> {
	const bundle = `dist/probe/${which}`;
	// As it is deployed: what a development build adds shows every account of the machine to whoever sits at it.
	buildWorker("wrangler.toml", bundle, {
		DEVELOPMENT: "false",
		GUARD_OFF: JSON.stringify(which === "normal" ? "" : which),
	});
	const lines: string[] = [];
	const sink = await startSink("keyed");
	const platform = await startPlatform({
		bundle,
		vars: { PUBLIC_URL: "https://aa.example" },
		onLog: (line) => lines.push(line),
	});
	const wire = wireTo(platform.url);
	try {
		const accounts = await makeWorld(platform, { wire, sink: sink.url });
		const { verdict, hear, tell } = ledger(which, accounts, lines);
		for (const what of await forgeMessages(platform, accounts)) tell("unauthorised", what);
		const knocked: readonly Knocked[] = [
			...(await knockAtSockets(platform.url, wire, accounts)),
			...(await knockAtDoors(wire, accounts)),
		];
		for (const each of knocked) hear(each, `${each.asker} ${each.what}`, each.answered, each.passed);
		if (!knocked.some(({ what, passed }) => what === "socket own" && passed))
			throw new Error("no socket of one's own opened: the probe is blind there");
		const { route } = values;
		const cases =
			route === undefined
				? casesOf(accounts, { seed, count })
				: casesOf(accounts, { seed }).filter((each) => each.route.includes(route));
		await inTurns(cases, async (asked) => {
			const { shot, asker, home, route, twist, n } = asked;
			const headers = {
				...accounts[home]?.keys.headers[asker],
				"cf-connecting-ip": `10.${(n >> 8) & 255}.${n & 255}.1`,
			};
			const answered = await wire.send(shot, headers);
			const what = `${route} by ${asker} of ${accounts[home]?.slug}, ${twist}: ${shot.method} ${shot.path.slice(0, 200)} ${twist.startsWith("headers") ? JSON.stringify(shot.headers).slice(0, 200) : ""}`;
			hear(asked, what, answered, answered.status >= 200 && answered.status < 300);
		});
		const every = searchFor(accounts.flatMap(({ mark, also }) => [mark, ...also]));
		for (const line of lines) {
			const found = every(line);
			if (found !== null) tell("leaks", `log: …${found}…`);
		}
		for (const found of [...(await searchRows(platform, accounts)), ...(await searchBodies(platform, accounts))])
			tell("leaks", found);
		say(`${which}: ${JSON.stringify(verdict)}, ${lines.length} lines of log`);
		return verdict;
	} catch (error) {
		// What the Worker said of it is all that tells why.
		process.stderr.write(`${lines.slice(-20).join("\n")}\n`);
		throw error;
	} finally {
		wire.close();
		await platform.stop();
		await sink.close();
	}
}

/** Some at once, in their order: what changes an account comes after all that only looks. */
async function inTurns(cases: readonly Case[], work: (each: Case) => Promise<void>): Promise<void> {
	for (const changes of [false, true]) {
		const waiting = cases.filter((each) => each.changes === changes).values();
		await Promise.all(
			Array.from({ length: AT_ONCE }, async () => {
				for (const each of waiting) await work(each);
			}),
		);
	}
}

async function main(): Promise<void> {
	if (values.help) return say(HELP);
	const count = Number(values.cases);
	const seed = Number(values.seed ?? randomInt(1, 1_000_000));
	if (!Number.isInteger(count) || count < 1 || !Number.isInteger(seed))
		throw new Error("--cases and --seed take whole numbers");
	const wanted = BUILDS.filter((each) => values.guard === undefined || values.guard === each);
	if (wanted.length === 0) throw new Error("--guard is normal, door, store or both");
	if (!existsSync("dist/web/index.html")) build();
	say(`seed ${seed}`);
	const builds: Partial<Record<Build, Verdict>> = {};
	for (const which of wanted) builds[which] = await attack(which, { seed, count });
	const { both, ...guarded } = builds;
	const held = Object.values(guarded);
	const sum = (name: keyof Verdict): number => held.reduce((total, each) => total + each[name], 0);
	const figures = {
		cases: builds.normal?.cases ?? sum("cases"),
		leaks: sum("leaks"),
		unauthorised: sum("unauthorised"),
		crashes: sum("crashes"),
		limited: sum("limited"),
		slowestMs: Math.max(0, ...held.map(({ slowestMs }) => slowestMs)),
		blind: both === undefined ? null : both.leaks === 0 || held.some(({ seen }) => seen === 0),
		passed: sum("passed"),
		seen: sum("seen"),
		leaksWithoutGuards: both?.leaks ?? null,
		builds,
		seed,
	};
	say(
		values.json
			? JSON.stringify(figures)
			: Object.entries({ ...figures, builds: held.length })
					.map(([name, value]) => `${name} ${value}`)
					.join(", "),
	);
	const isGood = figures.leaks === 0 && figures.unauthorised === 0 && figures.crashes === 0 && figures.blind !== true;
	process.exit(isGood ? 0 : 1);
}

// Last, so that everything above is there when it runs.
await run(main);
