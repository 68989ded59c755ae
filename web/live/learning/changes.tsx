import { useState } from "react";
import type { LearnedView } from "#knowledge/core/contract/judgement.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { isAdmin } from "../may.ts";
import { Ago } from "../parts/ago.tsx";
import { Button } from "../parts/button.tsx";
import { Chip } from "../parts/chip.tsx";
import { Empty } from "../parts/empty.tsx";
import { Icon } from "../parts/icon.tsx";
import type { NameOf } from "../people/use-people.ts";
import { useSession } from "../session.tsx";
import { type Change, changeSides, changeTitle } from "./words.ts";

type Props = { changes: readonly Change[]; nameOf: NameOf; onTaken(view: LearnedView): void };

/** The latest that are shown at once; more on request. */
const PAGE = 20;

export function Changes({ changes, nameOf, onTaken }: Props) {
	const [shown, setShown] = useState(PAGE);
	return (
		<section aria-labelledby="changes-head">
			<h2 id="changes-head" className="section-head">
				Changes, the latest first
			</h2>
			{changes.length === 0 && (
				<Empty icon="fact" title="Nothing has changed yet">
					<p>
						The crew learns where people validate, edit or contradict facts, edit its mails, and approve or reject what
						it proposes. A change stands here as soon as it acts otherwise.
					</p>
				</Empty>
			)}
			<ol className="changes-learned">
				{changes.slice(0, shown).map((change) => (
					<ChangeRow key={change.id} change={change} nameOf={nameOf} onTaken={onTaken} />
				))}
			</ol>
			{changes.length > shown && (
				<Button look="quiet" onClick={() => setShown(shown + PAGE)}>
					Show more
				</Button>
			)}
		</section>
	);
}

function ChangeRow({ change, nameOf, onTaken }: { change: Change; nameOf: NameOf; onTaken: Props["onTaken"] }) {
	const { ask, account, tenant, notify } = useSession();
	const [state, setState] = useState<"idle" | "sure" | "busy">("idle");
	const { from, to } = changeSides(change);
	const title = changeTitle(change, nameOf);
	const take = async () => {
		setState("busy");
		const answer = await ask(OPERATIONS.revertLearned, { params: { account, learned: change.id }, body: {} });
		setState("idle");
		notify(answer.ok ? "Taken back: its subject begins anew." : answer.trouble.message);
		if (answer.ok) onTaken(answer.value);
	};
	return (
		<li className={`learned-change ${change.reverted ? "learned-reverted" : ""}`}>
			<div className="change-text">
				<p className="cell-title">{title}</p>
				<p className="change-sides">
					<span className="hidden">from </span>
					<span className="change-from">{from}</span>
					<Icon name="arrow" size={14} />
					<span className="hidden"> to </span>
					<span>{to}</span>
				</p>
			</div>
			<Ago at={change.at} />
			{change.reverted && <Chip icon="undo">taken back</Chip>}
			{!change.reverted &&
				isAdmin(tenant) &&
				(state === "idle" ? (
					<Button icon="undo" aria-label={`Take back: ${title}`} onClick={() => setState("sure")}>
						Take back
					</Button>
				) : (
					<span className="sure">
						<Button look="danger" icon="undo" autoFocus disabled={state === "busy"} onClick={() => void take()}>
							Yes, begin anew
						</Button>
						<Button look="quiet" onClick={() => setState("idle")}>
							Keep it
						</Button>
					</span>
				))}
		</li>
	);
}
