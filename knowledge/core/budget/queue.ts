type Waiting = { readonly priority: number; readonly tokens: number };

/**
 * [S3-22] In which order those who ask at once are served: the higher priority first, then the smaller estimate, so that
 * what is left serves most of them; then whoever came first. Answers positions in `asks`.
 */
export const servingOrder = (asks: readonly Waiting[]): readonly number[] =>
	asks
		.map((ask, at) => ({ ask, at }))
		.sort((a, b) => b.ask.priority - a.ask.priority || a.ask.tokens - b.ask.tokens || a.at - b.at)
		.map(({ at }) => at);
