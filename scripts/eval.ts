import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { evalCrew } from "./eval/crew.ts";
import { evalCuts } from "./eval/cuts.ts";
import type { Evaluation, Figure } from "./eval/figure.ts";
import { evalAblation } from "./eval/judgement/ablation.ts";
import { evalFacts } from "./eval/judgement/facts.ts";
import { evalLock } from "./eval/judgement/lock.ts";
import { evalModel } from "./eval/judgement/model.ts";
import { evalNext } from "./eval/judgement/next.ts";
import { evalPeople } from "./eval/judgement/people.ts";
import { evalPersona } from "./eval/judgement/persona.ts";
import { evalPlans } from "./eval/judgement/plans.ts";
import { evalPrices } from "./eval/judgement/prices.ts";
import { evalRequests } from "./eval/judgement/requests.ts";
import { evalSpeed } from "./eval/judgement/speed.ts";
import { evalLearning } from "./eval/learning/simulated.ts";
import { evalRetention } from "./eval/memory/retention.ts";
import { evalMime } from "./eval/mime.ts";
import { evalReply } from "./eval/reply.ts";

/** Name, the folder inside of DIR that it reads (`null`: what it reads is in this repository), and what measures it. */
const EVALUATIONS: Readonly<Record<string, { folder: string | null; run: Evaluation }>> = {
	"mail.mime": { folder: "email", run: evalMime },
	"mail.reply": { folder: "email", run: evalReply },
	"mail.cuts": { folder: "email", run: evalCuts },
	"crew.facts": { folder: null, run: evalCrew },
	"judge.facts": { folder: null, run: evalFacts },
	"judge.people": { folder: null, run: evalPeople },
	"judge.lock": { folder: null, run: evalLock },
	"judge.persona": { folder: null, run: evalPersona },
	"judge.next": { folder: null, run: evalNext },
	"judge.plans": { folder: null, run: evalPlans },
	"judge.speed": { folder: null, run: evalSpeed },
	"judge.model": { folder: null, run: evalModel },
	"judge.ablation": { folder: null, run: evalAblation },
	"memory.retention": { folder: null, run: evalRetention },
	"learning.simulated": { folder: null, run: evalLearning },
	"data.prices": { folder: "sales_dialogues", run: evalPrices },
	"data.requests": { folder: "email", run: evalRequests },
};

/** Takes many minutes: only for whoever asks for it by its name. */
const BY_NAME: ReadonlySet<string> = new Set(["judge.ablation", "judge.model"]);

const HELP = `npm run eval -- [NAME] [--data DIR] [--misses] [--json]
  measures how mail is read on public data in DIR, what the crew takes out of the sample threads, and how it judges
  labelled texts, people, drafts and next steps; --misses names each miss, of labelled sets those of the first half
  (of both with MISSES=all); judge.ablation and judge.model are measured only where they are named;
  NAME is one of ${Object.keys(EVALUATIONS).join(", ")}`;

const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		data: { type: "string" },
		json: { type: "boolean", default: false },
		misses: { type: "boolean", default: false },
		help: { type: "boolean", default: false },
	},
});

/** With --json the figures are all that a program reads; everything else is for whoever looks on. */
const say = (text: string): void => {
	(values.json ? process.stderr : process.stdout).write(`${text}\n`);
};

async function main(): Promise<void> {
	if (values.help) return say(HELP);
	const [name] = positionals;
	const { data, misses } = values;
	if (name !== undefined && !EVALUATIONS[name]) throw new Error(`there is no evaluation «${name}»\n${HELP}`);
	if (data === undefined && name !== undefined && EVALUATIONS[name]?.folder !== null)
		throw new Error(`which folder holds the data?\n${HELP}`);
	if (data !== undefined && !existsSync(data)) throw new Error(`there is no folder ${data}`);
	const figures: Figure[] = [];
	for (const [each, { folder, run }] of Object.entries(EVALUATIONS)) {
		if (name === undefined ? BY_NAME.has(each) : name !== each) continue;
		say(each);
		if (data === undefined && folder !== null) {
			say("  skipped: which folder holds its data?");
			continue;
		}
		const measured = await run({ data: folderIn(data ?? ".", folder ?? "."), say, misses });
		if (measured === null) say(`  skipped: ${data} lacks its data`);
		else figures.push(...measured);
		for (const figure of measured ?? []) say(`  ${lineOf(figure)}`);
	}
	if (values.json) process.stdout.write(`${JSON.stringify({ figures })}\n`);
}

function folderIn(data: string, folder: string): string {
	const inside = resolve(data, folder);
	return existsSync(inside) ? inside : resolve(data);
}

function lineOf({ metric, value, n, against }: Figure): string {
	return `${metric}: ${value} (n = ${n}${against ? `, ${against.name} ${against.value}` : ""})`;
}

await main();
