import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DealView } from "#knowledge/core/contract/deal.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { SkillOutput } from "#knowledge/core/deal/skill.ts";
import { build } from "./build.ts";
import type { AccountClient } from "./client.ts";
import { graphOf } from "./graph.ts";
import { startPlatform } from "./platform.ts";
import { approveAll, type Humans, handIn, humansOf, settled } from "./play.ts";
import { readArgs, run } from "./run.ts";
import { SAMPLE_TENANTS, type SampleSignal, type SampleThread, sampleThreads } from "./samples.ts";
import { seedTenant } from "./seed.ts";
import { signalsOf } from "./signal-files.ts";
import { tell } from "./tell.ts";

const HELP = `npm run demo -- [--eml FILE…] [--vtt FILE… --contact ADDRESS] [--approve] [--state DIR] [--json] [--no-build]
  --eml      mails to hand in, or folders of them; .gz is unpacked. Without it: the sample threads
  --vtt      transcripts (WebVTT or SubRip) to hand in
  --contact  whom on the buyer's side they were held with
  --approve  approve every draft as it comes; moves of a sample thread that wait for a person are approved in any case
  --state    keep everything in DIR; without it the demo leaves nothing behind
  --json     one line of figures at the end: what this run added`;

type Figures = {
	signals: number;
	duplicates: number;
	refused: number;
	runs: number;
	steps: number;
	facts: number;
	factsWithEvidence: number;
	proposals: number;
	approvals: number;
	effects: number;
	/** Of each run that this call added. */
	tokens: readonly number[];
};

const { values, positionals } = readArgs(HELP, {
	allowPositionals: true,
	options: {
		eml: { type: "string", multiple: true },
		vtt: { type: "string", multiple: true },
		contact: { type: "string" },
		approve: { type: "boolean", default: false },
		state: { type: "string" },
		json: { type: "boolean", default: false },
		build: { type: "boolean", default: true },
		help: { type: "boolean", default: false },
	},
	allowNegative: true,
});
async function demo(): Promise<void> {
	const paths = [...(values.eml ?? []), ...(values.vtt ?? []), ...positionals];
	const handed = signalsOf({ paths, contact: values.contact ?? null });
	if (values.build) build();
	const folder = values.state ?? mkdtempSync(join(tmpdir(), "agent-army-demo-"));
	mkdirSync(folder, { recursive: true });
	const platform = await startPlatform({ state: folder });
	const began = performance.now();
	const added: Figures[] = [];
	const missed: string[] = [];
	try {
		for (const tenant of SAMPLE_TENANTS) {
			const threads = paths.length > 0 ? [] : sampleThreads(tenant.tenant);
			const given = paths.length > 0 && tenant === SAMPLE_TENANTS[0] ? handed : [];
			if (threads.length + given.length === 0) continue;
			await seedTenant(platform, tenant, { mail: { provider: "mail" }, undoWindowMs: 0, sendsUnlimited: true });
			const people = await humansOf(platform, tenant);
			const before = await measure(people.admin);
			const outcomes = { accepted: 0, duplicates: 0, refused: 0 };
			if (given.length > 0) await playAll(people, given, outcomes);
			for (const thread of threads) missed.push(...(await playThread(people, thread, outcomes)));
			added.push(differenceOf(before, await measure(people.admin), outcomes));
		}
	} finally {
		await platform.stop();
		if (!values.state) rmSync(folder, { recursive: true, force: true });
	}
	for (const each of missed) line(`MISSED: ${each}`);
	if (largestCall.tokens > 0) line(`largest call: ${largestCall.tokens} tokens, ${largestCall.skill}`);
	report(added, performance.now() - began);
	if (missed.length > 0) process.exitCode = 1;
}

type Outcomes = { accepted: number; duplicates: number; refused: number };

/** One signal after the other, as they come in life; each is accounted for by name. */
async function playAll(people: Humans, signals: readonly SampleSignal[], count: Outcomes): Promise<string | null> {
	const { admin } = people;
	let latest: string | null = null;
	for (const signal of signals) {
		const { receipt, reason } = await handIn(admin, signal);
		if (!receipt) {
			count.refused += 1;
			line(`${signal.file}: not taken (${reason})`);
			continue;
		}
		const row = await settled(admin, receipt.signal);
		if (receipt.duplicate) count.duplicates += 1;
		else if (row.state === "refused") count.refused += 1;
		else count.accepted += 1;
		line(
			`${signal.file}: ${receipt.duplicate ? "duplicate of one that was " : ""}${row.state}${row.reason ? ` (${row.reason})` : ""}`,
		);
		if (!row.deal) continue;
		latest = row.deal;
		const { region } = await admin.deal(row.deal);
		const human = people.of(region);
		if (values.approve) await approveAll(human, row.deal, new Set(["send-email"]));
		// What the crew may only ask for, a person decides; without that no thread would reach its end.
		for (const what of await approveAll(human, row.deal, new Set(["move-stage"])))
			line(`  ${people.nameOf(region)} approves ${what}`);
		if (!values.json) await tellNews(admin, row.deal);
	}
	return latest;
}

/** A sample thread from its first signal to its last, the graph of its busiest run, and what its end lacks. */
async function playThread(people: Humans, thread: SampleThread, count: Outcomes): Promise<readonly string[]> {
	line(`${thread.tenant}: ${thread.title}`);
	const deal = await playAll(people, thread.signals, count);
	if (!deal) return [`${thread.folder}: no deal came of it`];
	const { admin } = people;
	const { closedByPerson } = thread.expected;
	const { flags, region } = await admin.deal(deal);
	if (closedByPerson && flags.some((flag) => flag.kind === "asked-by-agent")) {
		await people.of(region).ask(OPERATIONS.moveDeal, {
			params: { account: admin.account, deal } as never,
			body: { stage: closedByPerson },
		});
		line(`  ${people.nameOf(region)} closes the deal, as the crew asked: ${closedByPerson}`);
	}
	for (const text of await busiestRun(admin, deal)) line(`  ${text}`);
	const view = await admin.deal(deal);
	const kinds = new Set(view.facts.map((fact) => fact.key));
	const lacking = thread.expected.facts.filter((kind) => !kinds.has(kind));
	line(`  ends in ${view.stage} with ${view.facts.length} facts of ${kinds.size} kinds; next: ${nextStepOf(view)}`);
	return [
		...(view.stage === thread.expected.stage
			? []
			: [`${thread.folder}: ends in ${view.stage}, expected ${thread.expected.stage}`]),
		...(lacking.length === 0 ? [] : [`${thread.folder}: no fact of ${lacking.join(", ")}`]),
	];
}

const nextStepOf = ({ crm }: DealView): string =>
	crm.find(({ record, field }) => record.type === "deal" && field === "next-step")?.value ?? "nothing";

async function busiestRun(client: AccountClient, deal: string): Promise<readonly string[]> {
	const params = { account: client.account, deal } as never;
	const { items } = await client.ask(OPERATIONS.listRuns, { params, query: { limit: 100 } });
	const busiest = [...items].sort((a, b) => b.steps.length - a.steps.length)[0];
	return busiest ? graphOf(busiest) : [];
}

type Measured = Omit<Figures, "signals" | "duplicates" | "refused" | "tokens"> & {
	readonly tokens: Map<string, number>;
};

/** The dearest single call, of any skill and kind of signal; a call's budget is 2,500 tokens. */
let largestCall = { tokens: 0, skill: "" };

/** Everything that stands now, counted from what the API answers. */
async function measure(client: AccountClient): Promise<Measured> {
	const total: Measured = {
		runs: 0,
		steps: 0,
		facts: 0,
		factsWithEvidence: 0,
		proposals: 0,
		approvals: 0,
		effects: 0,
		tokens: new Map(),
	};
	for (const deal of await client.deals()) {
		const params = { account: client.account, deal } as never;
		const { items: runs } = await client.ask(OPERATIONS.listRuns, { params, query: { limit: 100 } });
		for (const { run } of runs) {
			const view = await client.ask(OPERATIONS.getRun, { params: { account: client.account, deal, run } as never });
			total.runs += 1;
			total.steps += view.steps.length;
			total.tokens.set(run, view.tokens);
			for (const step of view.steps) {
				const tokens = step.tokens.prompt + step.tokens.output;
				if (tokens > largestCall.tokens) largestCall = { tokens, skill: step.skill };
				total.proposals += step.output ? SkillOutput.parse(JSON.parse(step.output)).proposals.length : 0;
			}
		}
		const { facts } = await client.deal(deal);
		total.facts += facts.length;
		for (const fact of facts) total.factsWithEvidence += (await isQuoted(client, deal, fact.evidence)) ? 1 : 0;
		const { items: outbox } = await client.ask(OPERATIONS.listOutbox, { params });
		total.effects += outbox.filter((row) => row.state === "sent").length;
		const events = await client.events(deal);
		total.approvals += events.filter(
			({ event }) =>
				event.type === "deal.approval-decided" &&
				Object(event).decision === "approved" &&
				isMail(events, Object(event).approval),
		).length;
	}
	return total;
}

const isMail = (events: Awaited<ReturnType<AccountClient["events"]>>, approval: string): boolean =>
	events.some(
		({ event }) =>
			event.type === "deal.approval-requested" &&
			Object(event).approval === approval &&
			Object(event).action.type === "send-email",
	);

/** Whether every quote stands in its source, at its place, to the letter. */
async function isQuoted(
	client: AccountClient,
	deal: string,
	evidence: readonly { signal: string; quote: string | null; start: number; end: number }[],
): Promise<boolean> {
	for (const { signal, quote, start, end } of evidence) {
		const source = await client.ask(OPERATIONS.getSource, {
			params: { account: client.account, deal, signal } as never,
		});
		if (quote === null || source.text?.slice(start, end) !== quote) return false;
	}
	return evidence.length > 0;
}

function differenceOf(before: Measured, after: Measured, outcomes: Outcomes): Figures {
	const tokens = [...after.tokens].filter(([run]) => !before.tokens.has(run)).map(([, count]) => count);
	return {
		signals: outcomes.accepted,
		duplicates: outcomes.duplicates,
		refused: outcomes.refused,
		runs: after.runs - before.runs,
		steps: after.steps - before.steps,
		facts: after.facts - before.facts,
		factsWithEvidence: after.factsWithEvidence - before.factsWithEvidence,
		proposals: after.proposals - before.proposals,
		approvals: after.approvals - before.approvals,
		effects: after.effects - before.effects,
		tokens,
	};
}

const median = (numbers: readonly number[]): number =>
	[...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

const told = new Map<string, number>();

async function tellNews(client: AccountClient, deal: string): Promise<void> {
	for (const event of await client.events(deal)) {
		if (event.seq <= (told.get(deal) ?? 0)) continue;
		told.set(deal, event.seq);
		const text = tell(event);
		if (text) line(`  ${text}`);
	}
}

function report(added: readonly Figures[], ms: number): void {
	const sum = (key: Exclude<keyof Figures, "tokens">): number => added.reduce((total, each) => total + each[key], 0);
	const tokens = added.flatMap((each) => each.tokens);
	const figures = {
		signals: sum("signals"),
		duplicates: sum("duplicates"),
		refused: sum("refused"),
		runs: sum("runs"),
		steps: sum("steps"),
		facts: sum("facts"),
		factsWithEvidence: sum("factsWithEvidence"),
		proposals: sum("proposals"),
		approvals: sum("approvals"),
		effects: sum("effects"),
		tokensPerRunP50: median(tokens),
		tokensPerRunMax: Math.max(0, ...tokens),
		ms: Math.round(ms),
	};
	if (values.json) process.stdout.write(`${JSON.stringify(figures)}\n`);
	else for (const [name, value] of Object.entries(figures)) line(`${name.padEnd(20)} ${value}`);
}

/** With --json the figures are all that a program reads; everything else is for whoever looks on. */
function line(text: string): void {
	(values.json ? process.stderr : process.stdout).write(`${text}\n`);
}

// Last, so that everything above is there when it runs.
if (values.help) process.stdout.write(`${HELP}\n`);
else await run(demo);
