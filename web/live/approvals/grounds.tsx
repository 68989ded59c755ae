import type { ApprovalView } from "#knowledge/core/contract/deal.ts";
import { factName, fieldName, valueText } from "../text/labels.ts";

/**
 * What the proposal rests on, and what the same run wrote into the record: one item to decide, with its proof and its
 * diff. Closed at first, so that twenty of them can be gone through.
 */
export function Grounds({ approval: { basis, crmChanges } }: { approval: ApprovalView }) {
	if (basis.length + crmChanges.length === 0) return null;
	const parts = [
		...(basis.length > 0 ? [count(basis.length, "quote")] : []),
		...(crmChanges.length > 0 ? [`${count(crmChanges.length, "change")} of the record`] : []),
	];
	return (
		<details className="grounds">
			<summary>Rests on {parts.join(" and ")}</summary>
			{basis.length > 0 && (
				<ul>
					{basis.map(({ key, value, signal, quote }) => (
						<li key={`${key} ${signal} ${value}`}>
							<span className="grounds-name">{factName(key)}</span>
							<span>{value === null ? "Erased" : valueText(value)}</span>
							{quote !== null && <q>{quote}</q>}
						</li>
					))}
				</ul>
			)}
			{crmChanges.length > 0 && (
				<ul aria-label="Changes of the record">
					{crmChanges.map(({ change, field, from, to }) => (
						<li key={change}>
							<span className="grounds-name">{fieldName(field)}</span>
							<span>
								{from === null ? "empty" : valueText(from)} → <strong>{to === null ? "empty" : valueText(to)}</strong>
							</span>
						</li>
					))}
				</ul>
			)}
		</details>
	);
}

const count = (n: number, word: string): string => `${n} ${word}${n === 1 ? "" : "s"}`;
