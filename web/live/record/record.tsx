import { useState } from "react";
import type { DealView } from "#knowledge/core/contract/deal.ts";
import type { Proof } from "../deal/proof.ts";
import { useFrozen } from "../parts/frozen.ts";
import { Icon } from "../parts/icon.tsx";
import { fieldName } from "../text/labels.ts";
import { Changes } from "./changes.tsx";
import { FieldEditor } from "./field-editor.tsx";
import { type CrmRecord, FIELDS, type Field, type FieldPath, fieldKey, fieldOf, recordKey } from "./fields.ts";
import { shown } from "./shown.ts";
import type { RecordOfDeal } from "./use-record.ts";
import { Writer } from "./writer.tsx";

type Props = { deal: DealView; record: RecordOfDeal; onProof(proof: Proof): void };

/** The customer record: what stands in it, who wrote it, and every change with a way back. */
export function CustomerRecord({ deal, record, onProof }: Props) {
	const records: readonly [title: string, record: CrmRecord][] = [
		["Deal", { type: "deal" }],
		["Company", { type: "company" }],
		...deal.contacts.map(({ id, name, address }): [string, CrmRecord] => [
			name || address || "A contact",
			{ type: "contact", contact: id },
		]),
	];
	return (
		<section className="record panel" aria-labelledby="record-head">
			<h2 id="record-head" className="panel-head">
				Record
			</h2>
			<div className="records">
				{records.map(([title, of]) => (
					<OneRecord key={recordKey(of)} title={title} of={of} deal={deal} record={record} />
				))}
			</div>
			<Changes deal={deal} record={record} onProof={onProof} />
		</section>
	);
}

type OneProps = { title: string; of: CrmRecord; deal: DealView; record: RecordOfDeal };

function OneRecord({ title, of, deal, record }: OneProps) {
	const frozen = useFrozen();
	const [opened, setEditing] = useState<Field | null>(null);
	const editing = frozen ? null : opened;
	const paths = FIELDS[of.type].map((field): FieldPath => ({ record: of, field }));
	const isSet = (path: FieldPath) =>
		(fieldOf(deal, path)?.value ?? null) !== null || record.refused.has(fieldKey(path));
	const empty = paths.filter((path) => !isSet(path) && path.field !== editing);
	return (
		<section className="one-record" aria-label={`Record of ${title}`}>
			<h3>{title}</h3>
			<dl>
				{paths
					.filter((path) => isSet(path) || path.field === editing)
					.map((path) => (
						<FieldRow
							key={path.field}
							path={path}
							deal={deal}
							record={record}
							isEditing={editing === path.field}
							onEdit={(on) => setEditing(on ? path.field : null)}
						/>
					))}
			</dl>
			{empty.length > 0 && !frozen && (
				<p className="record-add">
					Not set:
					{empty.map(({ field }) => (
						<button
							key={field}
							type="button"
							className="link"
							aria-label={`Set ${fieldName(field).toLowerCase()} of ${title}`}
							onClick={() => setEditing(field)}
						>
							{fieldName(field).toLowerCase()}
						</button>
					))}
				</p>
			)}
		</section>
	);
}

type RowProps = {
	path: FieldPath;
	deal: DealView;
	record: RecordOfDeal;
	isEditing: boolean;
	onEdit(on: boolean): void;
};

function FieldRow({ path, deal, record, isEditing, onEdit }: RowProps) {
	const frozen = useFrozen();
	const key = fieldKey(path);
	const standing = fieldOf(deal, path);
	const trouble = record.refused.get(key);
	return (
		<div className="field" aria-busy={record.saving.has(key)}>
			<dt>{fieldName(path.field)}</dt>
			<dd>
				{isEditing ? (
					<FieldEditor path={path} value={standing?.value ?? null} record={record} onClose={() => onEdit(false)} />
				) : (
					<button
						type="button"
						className="field-value"
						disabled={frozen}
						aria-label={`Change ${fieldName(path.field).toLowerCase()}: ${shown(path.field, standing?.value ?? null)}`}
						onClick={() => onEdit(true)}
					>
						<span>{shown(path.field, standing?.value ?? null)}</span>
						<Icon name="edit" size={12} />
					</button>
				)}
				{trouble && (
					<p className="field-trouble" role="alert">
						Not saved: {trouble}
					</p>
				)}
			</dd>
			<dd className="field-by">
				{record.saving.has(key) ? <span className="writer">saving…</span> : standing && <Writer by={standing.by} />}
			</dd>
		</div>
	);
}
