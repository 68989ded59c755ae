import type { RunView } from "#knowledge/core/contract/deal.ts";
import type { Bench } from "./bench.ts";
import { type Figure, median } from "./figures.ts";
import { sampleThreads } from "./threads.ts";

/** The runs of the sample threads through the real roster, as prompts would be sent, with their exact inputs. */
export async function sampleRuns({ drive }: Bench): Promise<readonly RunView[]> {
	const runs: RunView[] = [];
	for (const { tenant, name, mails } of sampleThreads()) {
		const deal = `${Date.now().toString(36)}-${tenant}-${name}`;
		const as = `?tenant=${tenant}`;
		let n = 0;
		for (const mail of mails) await drive.post(`/job/roster/${deal}/${n++}${as}`, mail);
		const { value }: { value: RunView[] } = JSON.parse(await drive.get(`/runs/roster/${deal}${as}`));
		for (const { run } of value) {
			const whole: { value: RunView } = JSON.parse(await drive.get(`/run/roster/${deal}/${run}${as}`));
			runs.push(whole.value);
		}
	}
	return runs;
}

/** `tokens.run.p50` and `tokens.call.max`. */
export async function tokenFigures(bench: Bench): Promise<readonly Figure[]> {
	const runs = await sampleRuns(bench);
	// A mail of ours, or one that only says thanks, wakes fewer of the crew, or nobody.
	const worked = runs.filter((run) => run.steps.length > 0);
	const calls = runs.flatMap((run) => run.steps.map((step) => step.tokens.prompt + step.tokens.output));
	const common = { unit: "tokens", rounds: 1 } as const;
	return [
		{ name: "tokens.run.p50", value: median(worked.map((run) => run.tokens)), ...common },
		{ name: "tokens.run.max", value: Math.max(...runs.map((run) => run.tokens)), ...common },
		{ name: "tokens.runs", value: worked.length, unit: `of ${runs.length} mails`, rounds: 1 },
		{ name: "tokens.call.max", value: Math.max(...calls), ...common },
	];
}
