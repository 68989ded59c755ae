import { useState } from "react";
import type { DealView } from "#knowledge/core/contract/deal.ts";
import { mayDecide } from "../approvals/may-decide.ts";
import type { Proof } from "../deal/proof.ts";
import { Button } from "../parts/button.tsx";
import { Chip } from "../parts/chip.tsx";
import { useFrozen } from "../parts/frozen.ts";
import { Icon } from "../parts/icon.tsx";
import { FieldEditor } from "../record/field-editor.tsx";
import { changeBehind, type FieldPath, fieldOf } from "../record/fields.ts";
import type { RecordOfDeal } from "../record/use-record.ts";
import { Writer } from "../record/writer.tsx";
import { useSession } from "../session.tsx";
import { type Due, dueOf, dueWords, sumText } from "../text/due.ts";
import { actionName, fieldName } from "../text/labels.ts";
import { plural } from "../text/time.ts";
import { QuoteLink } from "./quote-link.tsx";

type Props = { deal: DealView; record: RecordOfDeal; now: number; onProof(proof: Proof): void };
const STEP = { record: { type: "deal" }, field: "next-step" } as const satisfies FieldPath;
const DUE = { record: { type: "deal" }, field: "next-step-due" } as const satisfies FieldPath;

/** What to do next, by when, and the deal in a line: the card that is read first. */
export function NextStep({ deal, record, now, onProof }: Props) {
	const frozen = useFrozen();
	const [opened, setEditing] = useState(false);
	const editing = opened && !frozen;
	const step = fieldOf(deal, STEP);
	const due = fieldOf(deal, DUE)?.value ?? null;
	const behind = changeBehind(deal, STEP);
	const isOpen = step !== null && step.value !== null;
	return (
		<section className="brief-card next-step" aria-labelledby="next-head">
			<header className="brief-top">
				<h2 id="next-head" className="brief-head">
					<Icon name="arrow" size={14} />
					Next step
				</h2>
				{!editing && (
					<Button
						look="quiet"
						icon="edit"
						disabled={frozen}
						aria-label={isOpen ? "Change the next step" : "Write the next step"}
						onClick={() => setEditing(true)}
					>
						{isOpen ? "" : "Write one"}
					</Button>
				)}
			</header>
			{editing ? (
				<FieldEditor path={STEP} value={step?.value ?? null} record={record} onClose={() => setEditing(false)} />
			) : (
				<p className={isOpen ? "next-text" : "next-text next-none"}>{isOpen ? step.value : "No next step agreed."}</p>
			)}
			{(due !== null || isOpen) && (
				<p className="next-meta">
					{due === null ? isOpen && <Chip tone="warn">no date yet</Chip> : <DueChip value={due} now={now} />}
					{step && <Writer by={step.by} />}
				</p>
			)}
			{behind && isOpen && (
				<QuoteLink
					quotes={behind.evidence}
					onOpen={() => onProof({ title: "Next step", value: behind.to, fact: null, quotes: behind.evidence })}
				/>
			)}
			<Decisions deal={deal} />
			<DealFacts deal={deal} now={now} />
		</section>
	);
}

/** What the crew has prepared is part of what to do next: it waits further down. */
function Decisions({ deal }: { deal: DealView }) {
	const frozen = useFrozen();
	const { tenant } = useSession();
	const mine = deal.approvals.filter((each) => tenant === null || mayDecide(each, deal, tenant.you));
	if (frozen || mine.length === 0) return null;
	const kinds = [...new Set(mine.map((each) => actionName(each.action.type).toLowerCase()))];
	return (
		<a className="decisions" href="#approvals-head">
			<Icon name="hand" />
			<span>
				<strong>{plural(mine.length, "decision waits", "decisions wait")} for you</strong>: {kinds.join(", ")}
			</span>
			<Icon name="chevron" />
		</a>
	);
}

function DueChip({ value, now }: { value: string; now: number }) {
	const due = dueOf(value, now);
	if (due === null) return <Chip icon="clock">due {value}</Chip>;
	return (
		<>
			<Chip tone={toneOf(due)} icon={due.days < 0 ? "flag" : "clock"}>
				{dueWords(due)}
			</Chip>
			<time dateTime={value}>{due.date}</time>
		</>
	);
}

const toneOf = ({ days }: Due) => (days < 0 ? "bad" : days <= 1 ? "warn" : "plain");

const LINE = ["amount", "close-date", "offering", "competitor"] as const;

function DealFacts({ deal, now }: { deal: DealView; now: number }) {
	return (
		<dl className="deal-facts">
			{LINE.map((field) => {
				const value = fieldOf(deal, { record: { type: "deal" }, field })?.value ?? null;
				return (
					<div key={field}>
						<dt>{fieldName(field)}</dt>
						<dd className={value === null ? "muted" : undefined}>
							{value === null ? (
								"not known"
							) : field === "close-date" ? (
								<CloseDate value={value} now={now} />
							) : (
								sumText(value)
							)}
						</dd>
					</div>
				);
			})}
		</dl>
	);
}

function CloseDate({ value, now }: { value: string; now: number }) {
	const due = dueOf(value, now);
	if (due === null) return value;
	return (
		<>
			<time dateTime={value}>{due.date}</time>
			<span className={due.days < 0 ? "close-when close-passed" : "close-when"}>
				{due.days < 0 ? `passed ${due.relative}` : due.relative}
			</span>
		</>
	);
}
