/** One measured number, as `npm run bench -- --json` prints it. */
export type Figure = {
	readonly name: string;
	readonly value: number;
	readonly unit: string;
	readonly rounds: number;
	/** The same job done by others in the same interleaved rounds, and ours by theirs. */
	readonly against?: Readonly<Record<string, number>>;
	readonly ratio?: Readonly<Record<string, number>>;
};

export function median(numbers: readonly number[]): number {
	const sorted = [...numbers].sort((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	const [low = 0, high = 0] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
	return (low + high) / 2;
}

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

/** Rounds are compared one by one, because a noisy machine is noisy for both sides of a round. */
export function compared(name: string, unit: string, rounds: readonly { ours: number; raw: number }[]): Figure {
	return {
		name,
		value: round(median(rounds.map((each) => each.ours))),
		unit,
		rounds: rounds.length,
		against: { raw: round(median(rounds.map((each) => each.raw))) },
		ratio: { raw: round(median(rounds.map((each) => each.ours / each.raw))) },
	};
}

export function tableOf(figures: readonly Figure[]): string {
	const rows = figures.map((figure) => [
		figure.name,
		`${figure.value} ${figure.unit}`,
		Object.entries(figure.against ?? {})
			.map(([peer, value]) => `${peer} ${value}`)
			.join(", "),
		Object.entries(figure.ratio ?? {})
			.map(([peer, value]) => `${value}× ${peer}`)
			.join(", "),
		String(figure.rounds),
	]);
	const all = [["figure", "value", "against", "ratio", "rounds"], ...rows];
	const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...all.map((row) => (row[column] ?? "").length)));
	return all
		.map((row) =>
			row
				.map((cell, i) => cell.padEnd(widths[i] ?? 0))
				.join("  ")
				.trimEnd(),
		)
		.join("\n");
}
