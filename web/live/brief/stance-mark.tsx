import type { StakeholderView } from "#knowledge/core/contract/deal.ts";

/** A shape for each stance, so that it can be told without seeing colour; the word stands beside it. */
const SHAPES: Record<StakeholderView["stance"], string> = {
	for: "M8 1.5a6.500 6.500 0 1 0 0 13a6.500 6.500 0 0 0 0-13M5 8.200l2.200 2.200L11.200 6",
	neutral: "M2.500 2.500h11v11h-11zM5.500 8h5",
	against: "M8 1 15 8 8 15 1 8zM6 6l4 4m0-4-4 4",
	unknown: "M8 1.800a6.200 6.200 0 1 0 0 12.400a6.200 6.200 0 0 0 0-12.400",
};

export const StanceMark = ({ stance }: { stance: StakeholderView["stance"] }) => (
	<svg
		className={`stance stance-${stance}`}
		width={14}
		height={14}
		viewBox="0 0 16 16"
		aria-hidden="true"
		focusable="false"
	>
		<path d={SHAPES[stance]} />
	</svg>
);
