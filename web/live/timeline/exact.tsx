import { useState } from "react";
import { Button } from "../parts/button.tsx";
import { CopyButton } from "../parts/copy.tsx";
import { Erasable } from "../parts/empty.tsx";

/** To the letter, as it was journaled; indented only on request, because that is no longer the letter. */
export function Exact({ title, text }: { title: string; text: string | null }) {
	const [exact, setExact] = useState(false);
	const indented = text === null ? null : indent(text);
	return (
		<section className="exact">
			<header>
				<h3>{title}</h3>
				{indented !== null && indented !== text && (
					<Button look="quiet" aria-pressed={exact} onClick={() => setExact(!exact)}>
						{exact ? "Indented" : "Exact"}
					</Button>
				)}
				{text !== null && <CopyButton text={text} />}
			</header>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys. */}
			<pre tabIndex={0}>{text === null ? <Erasable text={null} /> : exact ? text : (indented ?? text)}</pre>
		</section>
	);
}

function indent(text: string): string | null {
	try {
		return JSON.stringify(JSON.parse(text), null, 2);
	} catch {
		return null;
	}
}
