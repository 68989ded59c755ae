import { type ReactNode, useEffect, useState } from "react";
import type { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import type { Answer } from "../api/ask.ts";
import { Loading, TroubleNote } from "../parts/empty.tsx";
import { FIELDS } from "../record/fields.ts";
import { shown } from "../record/shown.ts";
import {
	actionName,
	factName,
	fieldName,
	flagName,
	sentence,
	stageName,
	topicName,
	valueText,
} from "../text/labels.ts";

type List = (typeof OPERATIONS.listDifferences)["answer"]["_zod"]["output"];
export type Difference = List["items"][number];
type Props = {
	title: string;
	before: string;
	after: string;
	/** Said where nothing differs. */
	same: string;
	load(): Promise<Answer<List>>;
	children?: ReactNode;
};

/** A slider that moves asks again and again: only where it rests. */
const REST_MS = 250;

/** Two moments side by side, fact by fact. The last answer stays until the next one is there. */
export function Differences({ title, before, after, same, load, children }: Props) {
	const [answer, setAnswer] = useState<Answer<List> | null>(null);
	const [tries, setTries] = useState(0);
	// biome-ignore lint/correctness/useExhaustiveDependencies: another try is another question.
	useEffect(() => {
		let isLatest = true;
		const timer = setTimeout(async () => {
			const came = await load();
			if (isLatest) setAnswer(came);
		}, REST_MS);
		return () => {
			isLatest = false;
			clearTimeout(timer);
		};
	}, [load, tries]);
	return (
		<section className="panel travel-panel" aria-label={title}>
			<h2 className="panel-head">
				{title}
				{answer?.ok && <span className="panel-count">{answer.value.items.length}</span>}
			</h2>
			{children}
			{answer === null && <Loading rows={4} label="The comparison is loading" />}
			{answer && !answer.ok && <TroubleNote trouble={answer.trouble} onRetry={() => setTries(tries + 1)} />}
			{answer?.ok && answer.value.items.length === 0 && <p className="panel-empty">{same}</p>}
			{answer?.ok && answer.value.items.length > 0 && (
				// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys.
				<div className="differences-box" tabIndex={0}>
					<table className="differences">
						<thead>
							<tr>
								<th scope="col" className="difference-name">
									What
								</th>
								<th scope="col">{before}</th>
								<th scope="col">{after}</th>
							</tr>
						</thead>
						<tbody>
							{answer.value.items.map((each, i) => (
								// biome-ignore lint/suspicious/noArrayIndexKey: a list that is only ever replaced as a whole.
								<tr key={i}>
									<th scope="row" className="difference-name">
										{nameOf(each)}
									</th>
									<Side isBefore label={before} text={wordsOf(each, each.before)} />
									<Side label={after} text={wordsOf(each, each.after)} />
								</tr>
							))}
						</tbody>
					</table>
				</div>
			)}
		</section>
	);
}

const Side = ({ label, text, isBefore = false }: { label: string; text: string | null; isBefore?: boolean }) => (
	<td data-label={label} className={text === null ? `muted ${isBefore ? "not-before" : ""}` : undefined}>
		<span className="difference-text">{text ?? "not there"}</span>
	</td>
);

export function nameOf({ what, name }: Difference): string {
	switch (what) {
		case "fact":
			return factName(name);
		case "crm": {
			const [record = "", field = ""] = name.split(".");
			return `${sentence(record)}: ${fieldName(field).toLowerCase()}`;
		}
		case "approval":
			return `Waiting: ${actionName(name).toLowerCase()}`;
		case "flag":
			return flagName(name);
		case "coaching":
			return `For you: ${topicName(name).toLowerCase()}`;
		default:
			return sentence(name);
	}
}

const FACT_KEY = /^[a-z]+\.[a-z-]+(?=: )/;
const FIELD_NAMES = new Map(Object.values(FIELDS).flatMap((fields) => fields.map((field) => [field as string, field])));

export function wordsOf({ what, name }: Pick<Difference, "what" | "name">, text: string | null): string | null {
	if (text === null) return null;
	if (what === "stage") return stageName(text);
	if (what === "approval") return text.replace(FACT_KEY, factName);
	const field = what === "crm" ? FIELD_NAMES.get(name.slice(name.indexOf(".") + 1)) : undefined;
	return field ? shown(field, text) : valueText(text);
}
