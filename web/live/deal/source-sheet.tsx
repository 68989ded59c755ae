import { useCallback, useEffect, useRef, useState } from "react";
import type { DealView } from "#knowledge/core/contract/deal.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import type { SignalTextView } from "#knowledge/core/contract/source.ts";
import type { Answer } from "../api/ask.ts";
import { Button } from "../parts/button.tsx";
import { Chip } from "../parts/chip.tsx";
import { Erasable, Loading, TroubleNote } from "../parts/empty.tsx";
import { Sheet } from "../parts/sheet.tsx";
import { useSession } from "../session.tsx";
import { segment, standsThere } from "../text/highlight.ts";
import { signalName } from "../text/labels.ts";
import { fullTime } from "../text/time.ts";
import { Confidence, FACT_STATES } from "./facts.tsx";
import type { Proof, Quote } from "./proof.ts";

/** The proof of what the page says: its quotes, where they stand in what was said. */
export function SourceSheet({ proof, deal, onClose }: { proof: Proof; deal: DealView; onClose(): void }) {
	const [at, setAt] = useState(0);
	const { quotes, fact } = proof;
	const quote = quotes[at];
	const state = fact && FACT_STATES[fact.state];
	return (
		<Sheet title={proof.title} onClose={onClose}>
			<p className="source-value">
				<Erasable text={proof.value} />
			</p>
			<p className="source-marks">
				{state && <span className={`ink-${state.tone}`}>{state.word}</span>}
				{fact && <Confidence value={fact.confidence} />}
				{quotes.length > 1 && (
					<span className="source-pages">
						Quote {at + 1} of {quotes.length}
						<Button
							look="quiet"
							icon="back"
							aria-label="Previous quote"
							disabled={at === 0}
							onClick={() => setAt(at - 1)}
						/>
						<Button
							look="quiet"
							icon="chevron"
							aria-label="Next quote"
							disabled={at + 1 >= quotes.length}
							onClick={() => setAt(at + 1)}
						/>
					</span>
				)}
			</p>
			{quote ? (
				<Source key={quote.signal} evidence={quote} deal={deal} />
			) : (
				<p className="muted">There is no quote behind this.</p>
			)}
		</Sheet>
	);
}

function Source({ evidence, deal }: { evidence: Quote; deal: DealView }) {
	const { ask, account } = useSession();
	const [answer, setAnswer] = useState<Answer<SignalTextView> | null>(null);
	const load = useCallback(async () => {
		setAnswer(await ask(OPERATIONS.getSource, { params: { account, deal: deal.id, signal: evidence.signal } }));
	}, [ask, account, deal.id, evidence.signal]);
	useEffect(() => void load(), [load]);
	if (answer === null) return <Loading rows={6} label="The source is loading" />;
	if (!answer.ok) return <TroubleNote trouble={answer.trouble} onRetry={() => void load()} />;
	return <SourceText source={answer.value} evidence={evidence} deal={deal} />;
}

function SourceText({ source, evidence, deal }: { source: SignalTextView; evidence: Quote; deal: DealView }) {
	const mark = useRef<HTMLElement>(null);
	const others = deal.facts.flatMap((fact) => fact.evidence.filter((each) => each.signal === source.signal));
	const pieces = segment(source.text ?? "", { visible: source.visible, active: [evidence], others });
	// biome-ignore lint/correctness/useExhaustiveDependencies: another quote of the same text is scrolled to as well.
	useEffect(() => {
		mark.current?.scrollIntoView({ block: "center" });
	}, [evidence]);
	let marked = false;
	return (
		<article className="source">
			<header className="source-head">
				<Chip>{signalName(source.kind)}</Chip>
				<span>{authorOf(source)}</span>
				<time dateTime={source.at}>{fullTime(source.at)}</time>
				<strong>{source.subject}</strong>
			</header>
			{source.text !== null && !standsThere(source.text, evidence) && (
				<p className="note tone-bad" role="alert">
					The quote does not stand where it should.
				</p>
			)}
			{source.text === null ? (
				<p className="source-text">
					<Erasable text={null} />
				</p>
			) : (
				<pre className="source-text">
					{pieces.map((piece) => {
						const look = piece.dim ? "dim" : undefined;
						if (piece.mark === null)
							return (
								<span key={piece.start} className={look}>
									{piece.text}
								</span>
							);
						const isFirst = piece.mark === "active" && !marked;
						if (isFirst) marked = true;
						return (
							<mark key={piece.start} ref={isFirst ? mark : null} className={`mark-${piece.mark} ${look ?? ""}`}>
								{piece.text}
							</mark>
						);
					})}
				</pre>
			)}
			{source.truncated && <p className="muted">The rest was too long to keep as text. The whole signal is stored.</p>}
			<p className="source-legend">
				<mark className="mark-active">this quote</mark>
				<mark className="mark-other">other facts</mark>
				<span className="dim">quoted history or a signature</span>
			</p>
		</article>
	);
}

function authorOf({ from, author, text }: SignalTextView): string {
	if (from) return from.name || from.address;
	if (author === "us") return "us";
	return text === null ? "an erased person" : "";
}
