import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { SkillOutput } from "#knowledge/core/deal/skill.ts";
import { build } from "./build.ts";
import { type AccountClient, accountClient, until } from "./client.ts";
import { startPlatform } from "./platform.ts";
import { readArgs, run } from "./run.ts";
import { SAMPLE_TENANTS, sampleMails } from "./samples.ts";
import { issueKey, seedTenant } from "./seed.ts";
import { tell } from "./tell.ts";

const HELP = `npm run demo -- [--eml FILE…] [--approve] [--state DIR] [--json] [--no-build]
  --eml      mails to hand in, or folders of them; .gz is unpacked. Without it: the sample threads
  --approve  approve every draft as it comes
  --state    keep everything in DIR; without it the demo leaves nothing behind
  --json     one line of figures at the end: what this run added`;

type Mail = { readonly file: string; readonly raw: Uint8Array };
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
		approve: { type: "boolean", default: false },
		state: { type: "string" },
		json: { type: "boolean", default: false },
		build: { type: "boolean", default: true },
		help: { type: "boolean", default: false },
	},
	allowNegative: true,
});
async function demo(): Promise<void> {
	const paths = [...(values.eml ?? []), ...positionals];
	const work = SAMPLE_TENANTS.map((tenant) => ({
		tenant,
		mails: paths.length > 0 ? (tenant.tenant === "skyvera" ? paths.flatMap(mailsIn) : []) : sampleMails(tenant.tenant),
	})).filter(({ mails }) => mails.length > 0);
	if (work.length === 0) throw new Error(`no mail found in ${paths.join(", ")}`);
	if (values.build) build();
	const folder = values.state ?? mkdtempSync(join(tmpdir(), "agent-army-demo-"));
	mkdirSync(folder, { recursive: true });
	const platform = await startPlatform({ state: folder });
	const began = performance.now();
	const added: Figures[] = [];
	try {
		for (const { tenant, mails } of work) {
			await seedTenant(platform.db, tenant, { mail: { provider: "mail" }, undoWindowMs: 0, sendsUnlimited: true });
			const lead = tenant.people.find((person) => person.roles.includes("tenant-admin"));
			if (!lead) continue;
			const client = accountClient(platform.url, tenant.tenant, await issueKey(platform.db, tenant.tenant, lead));
			const before = await measure(client);
			const outcomes = await handIn(client, mails);
			added.push(differenceOf(before, await measure(client), outcomes));
		}
	} finally {
		await platform.stop();
		if (!values.state) rmSync(folder, { recursive: true, force: true });
	}
	report(added, performance.now() - began);
}

function mailsIn(path: string): readonly Mail[] {
	if (statSync(path).isDirectory()) {
		return readdirSync(path, { recursive: true, encoding: "utf8" })
			.map((name) => join(path, name))
			.filter((file) => statSync(file).isFile())
			.sort()
			.flatMap(mailsIn);
	}
	const bytes = readFileSync(path);
	return [{ file: path, raw: path.endsWith(".gz") ? gunzipSync(bytes) : bytes }];
}

/** One mail after the other, as they come in life; each is accounted for by name. */
async function handIn(
	client: AccountClient,
	mails: readonly Mail[],
): Promise<{ accepted: number; duplicates: number; refused: number }> {
	const count = { accepted: 0, duplicates: 0, refused: 0 };
	const told = new Map<string, number>();
	for (const { file, raw } of mails) {
		const { receipt, reason } = await client.postMail(raw);
		if (!receipt) {
			count.refused += 1;
			line(`${file}: not taken (${reason})`);
			continue;
		}
		const row = await until(`${file} to be worked on`, () => settledSignal(client, receipt.signal));
		if (receipt.duplicate) count.duplicates += 1;
		else if (row.state === "refused") count.refused += 1;
		else count.accepted += 1;
		line(
			`${file}: ${receipt.duplicate ? "duplicate of one that was " : ""}${row.state}${row.reason ? ` (${row.reason})` : ""}`,
		);
		if (values.approve && row.deal) await approveAll(client, row.deal);
		if (!values.json) for (const deal of await client.deals()) await tellNews(client, deal, told);
	}
	return count;
}

async function settledSignal(client: AccountClient, signal: string) {
	const row = await client.ask(OPERATIONS.getSignal, { params: { account: client.account, signal } as never });
	if (row.state === "accepted") return null;
	return row.deal !== null && row.state === "delivered" && (await client.deal(row.deal)).working ? null : row;
}

async function approveAll(client: AccountClient, deal: string): Promise<void> {
	for (const approval of (await client.deal(deal)).approvals) {
		await client.ask(OPERATIONS.approve, {
			params: { account: client.account, approval: approval.id } as never,
			body: { digest: approval.digest },
		});
	}
	await until("approved mail to leave", async () => {
		const { items } = await client.ask(OPERATIONS.listOutbox, { params: { account: client.account, deal } as never });
		return items.every((row) => row.state !== "queued" && row.state !== "claimed");
	});
}

type Measured = Omit<Figures, "signals" | "duplicates" | "refused" | "tokens"> & {
	readonly tokens: Map<string, number>;
};

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
			for (const step of view.steps)
				total.proposals += step.output ? SkillOutput.parse(JSON.parse(step.output)).proposals.length : 0;
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

function differenceOf(
	before: Measured,
	after: Measured,
	outcomes: { accepted: number; duplicates: number; refused: number },
): Figures {
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

async function tellNews(client: AccountClient, deal: string, told: Map<string, number>): Promise<void> {
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

function line(text: string): void {
	process.stdout.write(`${text}\n`);
}

// Last, so that everything above is there when it runs.
if (values.help) process.stdout.write(`${HELP}\n`);
else await run(demo);
