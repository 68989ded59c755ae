import type { ReactNode } from "react";
import type { StepView } from "#knowledge/core/contract/deal.ts";
import { Chip } from "../parts/chip.tsx";
import { Icon } from "../parts/icon.tsx";
import {
	byRulesWords,
	cacheWords,
	degradedLine,
	modelOutcome,
	promptTokens,
	tierName,
	whoAnswered,
} from "../text/model.ts";
import { money } from "../text/money.ts";
import { count, duration, plural } from "../text/time.ts";

type Model = NonNullable<StepView["model"]>;

/** Which reasoner answered, why not the other, what it took, and each question that a model was asked for it. */
export function WhoAnswered({ step }: { step: StepView }) {
	const { model } = step;
	const cached = model?.calls.reduce((sum, call) => sum + call.tokens.cached, 0) ?? 0;
	const byModel = model !== null && model.instead === null && step.outcome === "done";
	return (
		<section className="told" aria-labelledby="who-answered">
			<h3 id="who-answered">Who answered</h3>
			{step.degraded ? (
				<div className="note tone-warn">
					<Icon name="flag" />
					<span className="note-text">{degradedLine(model?.instead ?? null)}</span>
				</div>
			) : (
				<p>{whoAnswered(step)}</p>
			)}
			<dl className="figures">
				<Figure name="Prompt">{promptTokens(step.tokens.prompt, cached)}</Figure>
				<Figure name="Answer">{plural(step.tokens.output, "token")}</Figure>
				<Figure name="Cost">{money(step.costMicros)}</Figure>
				{model && model.cache !== "off" && <Figure name="The same question">{cacheWords(model.cache)}</Figure>}
				{byModel && <Figure name="Proposals">{byRulesWords(model.byRules)}</Figure>}
			</dl>
			{model && model.calls.length > 0 && <Calls calls={model.calls} />}
		</section>
	);
}

const Figure = ({ name, children }: { name: string; children: ReactNode }) => (
	<div>
		<dt>{name}</dt>
		<dd>{children}</dd>
	</div>
);

function Calls({ calls }: { calls: Model["calls"] }) {
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys.
		<div className="table-box" tabIndex={0}>
			<table className="table table-tight">
				<caption>Questions to a model</caption>
				<thead>
					<tr>
						<th scope="col">Model</th>
						<th scope="col">What came of it</th>
						<th scope="col" className="number">
							Attempts
						</th>
						<th scope="col" className="number">
							Tokens
						</th>
						<th scope="col" className="number">
							Cost
						</th>
						<th scope="col" className="number">
							Took
						</th>
					</tr>
				</thead>
				<tbody>
					{calls.map((call, i) => (
						// biome-ignore lint/suspicious/noArrayIndexKey: calls have no name, and never change.
						<Call key={i} call={call} />
					))}
				</tbody>
			</table>
		</div>
	);
}

function Call({ call }: { call: Model["calls"][number] }) {
	const { word, tone } = modelOutcome(call.outcome);
	return (
		<tr>
			<th scope="row">
				<span className="cell-title">{call.model}</span>
				<span className="cell-note">
					{call.provider}, {tierName(call.tier)}
				</span>
			</th>
			<td data-label="What came of it">
				<Chip tone={tone} icon={tone === "ok" ? "check" : "cross"}>
					{word}
				</Chip>
				{call.isRepair && <span className="cell-note">Asked to mend the answer before</span>}
			</td>
			<td data-label="Attempts" className="number">
				{call.attempts}
			</td>
			<td data-label="Tokens" className="number">
				{count(call.tokens.prompt)} in, {count(call.tokens.output)} out
				{call.tokens.cached > 0 && <span className="cell-note">{count(call.tokens.cached)} cached</span>}
				{!call.isMetered && <span className="cell-note">estimated</span>}
			</td>
			<td data-label="Cost" className="number">
				{call.isPriced ? money(call.costMicros) : "price not known"}
			</td>
			<td data-label="Took" className="number">
				{duration(call.durationMs)}
			</td>
		</tr>
	);
}
