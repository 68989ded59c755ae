import type { StepView } from "#knowledge/core/contract/deal.ts";
import { Chip } from "../parts/chip.tsx";
import {
	type Context,
	contextSummary,
	knownFrom,
	layerName,
	memoryWhy,
	partKept,
	partLeft,
	promptPart,
} from "../text/context.ts";
import { sentence } from "../text/labels.ts";
import { count } from "../text/time.ts";

/** What was put into the prompt and what was left out, part by part, and why each line of memory is there. */
export function PromptTold({ context }: { context: StepView["context"] }) {
	return (
		<section className="told" aria-labelledby="prompt-told">
			<h3 id="prompt-told">What it was given</h3>
			{context === null ? (
				<p className="muted">This was not kept then, or was erased.</p>
			) : (
				<>
					<p>{contextSummary(context)}</p>
					<Parts parts={context.parts} />
					<Memory memory={context.memory} />
				</>
			)}
		</section>
	);
}

const Parts = ({ parts }: { parts: Context["parts"] }) => (
	<div className="table-box">
		<table className="table table-tight">
			<caption className="hidden">Parts of the prompt, in their order</caption>
			<thead>
				<tr>
					<th scope="col">Part</th>
					<th scope="col" className="number">
						Tokens
					</th>
					<th scope="col">In it</th>
					<th scope="col">Left out</th>
				</tr>
			</thead>
			<tbody>
				{parts.map((part) => (
					<tr key={part.part}>
						<th scope="row">{promptPart(part.part)}</th>
						<td data-label="Tokens" className="number">
							{count(part.tokens)}
						</td>
						<td data-label="In it">{partKept(part)}</td>
						<td data-label="Left out">{part.left > 0 ? <Chip tone="warn">{partLeft(part)}</Chip> : partLeft(part)}</td>
					</tr>
				))}
			</tbody>
		</table>
	</div>
);

function Memory({ memory }: { memory: Context["memory"] }) {
	if (memory.length === 0) return null;
	return (
		<details className="told-memory">
			<summary>Each line of what is known, and why it is there ({memory.length})</summary>
			<ol>
				{memory.map((line, i) => (
					// biome-ignore lint/suspicious/noArrayIndexKey: two lines may say the same, and none ever moves.
					<li key={i}>
						<p>{line.text.replace(/^- /, "")}</p>
						<p className="told-why">
							{line.layer && <Chip>{layerName(line.layer)}</Chip>}
							<span>
								{sentence(memoryWhy(line))}. From {knownFrom(line.from)}, {count(line.tokens)} tokens.
							</span>
						</p>
					</li>
				))}
			</ol>
		</details>
	);
}
