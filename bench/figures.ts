export const NOT_INSTALLED = "not installed";

/** One measured number, as `npm run bench -- --json` prints it. */
export type Figure = {
	readonly name: string;
	readonly value: number;
	readonly unit: string;
	readonly rounds: number;
	/** The same job done by others in the same interleaved rounds, and ours by theirs. */
	readonly against?: Readonly<Record<string, number | typeof NOT_INSTALLED>>;
	readonly ratio?: Readonly<Record<string, number>>;
};

/** What each side came to in one round. */
export type Round = { readonly ours: number } & Readonly<Record<string, number>>;

export function median(numbers: readonly number[]): number {
	const sorted = [...numbers].sort((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	const [low = 0, high = 0] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
	return (low + high) / 2;
}

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits));

/** Rounds are compared one by one, because a noisy machine is noisy for all sides of a round. */
export function compared(
	name: string,
	unit: string,
	rounds: readonly Round[],
	missing: readonly string[] = [],
): Figure {
	const peers = Object.keys(rounds[0] ?? {}).filter((side) => side !== "ours");
	const over = (of: (round: Round, peer: string) => number) =>
		peers.map((peer) => [peer, round(median(rounds.map((each) => of(each, peer))))] as const);
	return {
		name,
		value: round(median(rounds.map((each) => each.ours))),
		unit,
		rounds: rounds.length,
		against: {
			...Object.fromEntries(over((each, peer) => each[peer] ?? Number.NaN)),
			...Object.fromEntries(missing.map((peer) => [peer, NOT_INSTALLED] as const)),
		},
		ratio: Object.fromEntries(over((each, peer) => each.ours / (each[peer] ?? Number.NaN))),
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
