import type { Quote } from "../deal/proof.ts";

/** The words themselves, one click away from where they stand. Nothing where there are none. */
export function QuoteLink({ quotes, onOpen }: { quotes: readonly Quote[]; onOpen(): void }) {
	const [first] = quotes;
	if (!first) return null;
	return (
		<button type="button" className="quote-link" onClick={onOpen}>
			<span className="quote-text">{first.quote === null ? "erased" : `“${oneLine(first.quote)}”`}</span>
			{quotes.length > 1 && <span className="quote-more">+{quotes.length - 1}</span>}
		</button>
	);
}

export const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
