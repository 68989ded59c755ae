import type { RunView } from "#knowledge/core/contract/deal.ts";
import { sampleMails } from "../scripts/samples.ts";
import type { Driver } from "./drive.ts";
import { type Figure, median } from "./figures.ts";

const THREADS = ["skyvera", "jigtree", "totogi"] as const;

/** `tokens.run.p50` and `tokens.call.max`: the sample threads through the real roster, as prompts would be sent. */
export async function tokenFigures(drive: Driver): Promise<readonly Figure[]> {
	const runs: RunView[] = [];
	for (const tenant of THREADS) {
		const deal = `${Date.now().toString(36)}-${tenant}`;
		let n = 0;
		for (const { raw } of sampleMails(tenant)) await drive.post(`/job/roster/${deal}/${n++}`, raw);
		const answer: { value: RunView[] } = JSON.parse(await drive.get(`/runs/roster/${deal}`));
		runs.push(...answer.value);
	}
	const calls = runs.flatMap((run) => run.steps.map((step) => step.tokens.prompt + step.tokens.output));
	const common = { unit: "tokens", rounds: 1 } as const;
	return [
		{ name: "tokens.run.p50", value: median(runs.map((run) => run.tokens)), ...common },
		{ name: "tokens.call.max", value: Math.max(...calls), ...common },
	];
}
