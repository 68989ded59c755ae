import { useRef, useState } from "react";
import type { CrmChangeView, DealView } from "#knowledge/core/contract/deal.ts";
import { QuoteLink } from "../brief/quote-link.tsx";
import type { Proof } from "../deal/proof.ts";
import { Ago } from "../parts/ago.tsx";
import { Button } from "../parts/button.tsx";
import { useFrozen } from "../parts/frozen.ts";
import { Icon } from "../parts/icon.tsx";
import { fieldName } from "../text/labels.ts";
import { shown } from "./shown.ts";
import type { RecordOfDeal } from "./use-record.ts";
import { Writer } from "./writer.tsx";

type Props = { deal: DealView; record: RecordOfDeal; onProof(proof: Proof): void };
const SHOWN_AT_FIRST = 4;

/** Every change of the record, newest first, as before and after. */
export function Changes({ deal, record, onProof }: Props) {
	const [all, setAll] = useState(false);
	const heading = useRef<HTMLHeadingElement>(null);
	const changes = all ? deal.crmChanges : deal.crmChanges.slice(0, SHOWN_AT_FIRST);
	const undo = async (change: CrmChangeView) => {
		// The button that was pressed goes with the change that it takes back.
		heading.current?.focus({ preventScroll: true });
		await record.undo(change);
	};
	return (
		<section className="changes" aria-labelledby="changes-head">
			<h3 id="changes-head" ref={heading} tabIndex={-1}>
				Changes
			</h3>
			{changes.length === 0 && <p className="panel-empty">Nothing was written yet.</p>}
			<ol>
				{changes.map((change) => (
					<li key={change.change} className="change">
						<Change change={change} deal={deal} onUndo={() => void undo(change)} onProof={onProof} />
					</li>
				))}
			</ol>
			{deal.crmChanges.length > SHOWN_AT_FIRST && (
				<Button look="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
					{all ? "Show the latest only" : `Show all ${deal.crmChanges.length} changes`}
				</Button>
			)}
		</section>
	);
}

type ChangeProps = { change: CrmChangeView; deal: DealView; onUndo(): void; onProof(proof: Proof): void };

function Change({ change, deal, onUndo, onProof }: ChangeProps) {
	const frozen = useFrozen();
	const { record, field, from, to, why, evidence, undoes } = change;
	const owner = record.type === "contact" ? deal.contacts.find((each) => each.id === record.contact) : null;
	const whose = owner ? owner.name || owner.address || "an erased person" : null;
	const of = whose ? ` of ${whose}` : record.type === "company" ? " of the company" : "";
	const name = `${fieldName(field)}${of}`;
	return (
		<>
			<p className="change-head">
				<strong>{name}</strong>
				{undoes !== null && (
					<span className="writer">
						<Icon name="undo" size={12} /> taken back
					</span>
				)}
				<Writer by={change.by} />
				<Ago at={change.at} />
			</p>
			<p className="diff">
				<del>
					<span className="hidden">before: </span>
					{shown(field, from)}
				</del>
				<Icon name="arrow" size={12} />
				<ins>
					<span className="hidden">after: </span>
					{shown(field, to)}
				</ins>
				{change.canUndo && (
					<Button look="plain" icon="undo" disabled={frozen} aria-label={`Undo: ${name}`} onClick={onUndo}>
						Undo
					</Button>
				)}
			</p>
			{why && <p className="change-why">{why}</p>}
			<QuoteLink quotes={evidence} onOpen={() => onProof({ title: name, value: to, fact: null, quotes: evidence })} />
		</>
	);
}
