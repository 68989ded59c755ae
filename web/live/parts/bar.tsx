export type BarPart = {
	readonly name: string;
	/** Of the whole, in [0,1]. */
	readonly share: number;
	/** How it is drawn: full, or hatched, so that the two are told apart without their colour. */
	readonly look: "full" | "hatched";
};

/** Decoration only: the numbers stand beside it. What is more than the whole is drawn as the whole. */
export function Bar({ parts }: { parts: readonly BarPart[] }) {
	return (
		<span className="bar" aria-hidden="true">
			{parts.map(({ name, share, look }) => (
				<span
					key={name}
					className={`bar-part bar-${look}`}
					style={{ width: `${Math.min(100, Math.max(0, share * 100))}%` }}
				/>
			))}
		</span>
	);
}
