/** Stroked on a 16-pixel grid, in the colour of the text beside them. Decoration only: the word stands next to it. */
const PATHS = {
	mail: "M2.5 4h11v8h-11zM2.5 4.5 8 9l5.5-4.5",
	note: "M4 2.5h6l2.5 2.5v8.5H4zM6.5 7h3.5M6.5 10h3.5",
	run: "M8.8 1.8 3.5 9H8l-.8 5.2L12.5 7H8z",
	check: "m3.5 8.5 3 3 6-7",
	cross: "m4.5 4.5 7 7m0-7-7 7",
	again: "M12.8 6.5A5 5 0 1 0 13 9.5M13 3v3.5H9.5",
	arrow: "M3 8h10M9 4l4 4-4 4",
	block: "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM4.2 4.2l7.6 7.6",
	fact: "M8 2a4 4 0 0 0-2.3 7.3c.5.4.8 1 .8 1.7h3c0-.7.3-1.3.8-1.7A4 4 0 0 0 8 2ZM6.5 13.5h3",
	clock: "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM8 5v3.2l2 1.3",
	undo: "M6 3 2.8 6.2 6 9.4M3 6.2h6a3.6 3.6 0 0 1 0 7.2H6.5",
	send: "M13.5 2.5 2.5 7l4.5 2 2 4.5zM7 9l3-3",
	help: "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11ZM6.3 6.3a1.7 1.7 0 1 1 2.4 1.8c-.5.2-.7.5-.7 1M8 11.2v.1",
	flag: "M3.8 14V2.5M3.8 3h8l-2 3 2 3h-8",
	pause: "M5.5 3.5v9M10.5 3.5v9",
	play: "M5 3v10l8-5z",
	stage: "M3 13V9.5M8 13V6.5M13 13V3",
	spark: "M8 2c.5 3.6 2.4 5.5 6 6-3.6.5-5.5 2.4-6 6-.5-3.6-2.4-5.5-6-6 3.6-.5 5.5-2.4 6-6Z",
	shield: "M8 2 3 4v4c0 3 2.2 5 5 6 2.8-1 5-3 5-6V4zM8 5.5v3M8 10.8v.1",
	hand: "M3 6.5h10v7H3zM5.5 6.5V5a2.5 2.5 0 0 1 5 0v1.5",
	edit: "m3 13 .6-2.6 7-7 2 2-7 7zM9.3 4.7l2 2",
	dot: "M8 7.2a.8.8 0 1 0 0 1.6.8.8 0 0 0 0-1.6Z",
	person: "M8 2.8a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5ZM3.5 13.5c.3-2.6 2-4 4.5-4s4.2 1.4 4.5 4",
	inbox: "M2.5 9.5 4.5 3h7l2 6.5v4h-11zM2.5 9.5H6c0 1.2.8 2 2 2s2-.8 2-2h3.5",
	deals: "M2.5 5h11v8h-11zM6 5V3h4v2M2.5 8.5h11",
	back: "m9.5 3.5-4.5 4.5 4.5 4.5",
	chevron: "m6 4 4 4-4 4",
	copy: "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
	out: "M6.5 3.5h-4v10h10v-4M9 2.5h4.5V7M13.5 2.5 7.5 8.5",
	file: "M4 2.5h5l3 3v8H4zM9 2.5v3h3",
} as const;
export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
	return (
		<svg className="icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
			<path d={PATHS[name]} />
		</svg>
	);
}
