import type { EffectView } from "#knowledge/core/contract/deal.ts";
import { useUndo } from "../approvals/use-undo.ts";
import { Ago } from "../parts/ago.tsx";
import { Chip, type ChipTone } from "../parts/chip.tsx";
import { Erasable } from "../parts/empty.tsx";
import { useFrozen } from "../parts/frozen.ts";
import { Icon } from "../parts/icon.tsx";
import { useNow } from "../parts/now.ts";
import { countdown } from "../text/countdown.ts";
import { effectName, effectNote } from "../text/labels.ts";
import { plural } from "../text/time.ts";

const TONES: Record<EffectView["state"], ChipTone> = {
	queued: "info",
	claimed: "info",
	held: "warn",
	sent: "ok",
	refused: "bad",
	unknown: "warn",
	cancelled: "plain",
	failed: "bad",
	rehearsed: "agent",
};

export function Outbox({ outbox, refresh }: { outbox: readonly EffectView[]; refresh(): Promise<void> }) {
	const newest = [...outbox].sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
	return (
		<section className="panel" aria-labelledby="outbox-head">
			<h2 id="outbox-head" className="panel-head">
				Outbox
				{outbox.length > 0 && <span className="panel-count">{outbox.length}</span>}
			</h2>
			{outbox.length === 0 && <p className="panel-empty">Nothing has left, and nothing waits to leave.</p>}
			<ul className="effects">
				{newest.map((effect) => (
					<Effect key={effect.key} effect={effect} refresh={refresh} />
				))}
			</ul>
		</section>
	);
}

function Effect({ effect, refresh }: { effect: EffectView; refresh(): Promise<void> }) {
	const undo = useUndo(refresh);
	const frozen = useFrozen();
	const note = effectNote(effect.state, effect.reason);
	const waits = !frozen && (effect.state === "queued" || effect.state === "held");
	return (
		<li className="effect" id={`effect-${effect.key}`}>
			<div className="effect-head">
				{effect.state === "queued" && !frozen ? (
					<QueuedChip at={effect.notBefore} />
				) : (
					<Chip tone={TONES[effect.state]}>{effectName(effect.state)}</Chip>
				)}
				<Ago at={effect.updatedAt} />
			</div>
			<p className="effect-subject">
				<Erasable text={effect.subject} />
			</p>
			<p className="effect-to">to {effect.to.join(", ") || "nobody"}</p>
			{note && <p className={`effect-note note-${effect.state}`}>{note}</p>}
			<p className="effect-meta">
				{effect.attempts > 1 && <span>{plural(effect.attempts, "attempt")}</span>}
				{effect.reference && <span className="mono">{effect.reference}</span>}
				{effect.copy && (
					<a className="link" href={effect.copy} target="_blank" rel="noreferrer">
						Our copy <Icon name="out" size={12} />
					</a>
				)}
				{waits && (
					<button type="button" className="link" onClick={() => void undo(effect.approval)}>
						Take it back
					</button>
				)}
			</p>
		</li>
	);
}

function QueuedChip({ at }: { at: string }) {
	const left = countdown(at, useNow(500));
	return <Chip tone="info">{left.over ? "About to leave" : `Leaves in ${left.seconds} s`}</Chip>;
}
