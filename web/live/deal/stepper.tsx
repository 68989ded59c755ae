import { Icon } from "../parts/icon.tsx";
import { stageName } from "../text/labels.ts";

const SELLING = ["PROSPECTING", "DISCOVERY", "QUALIFICATION", "SOLUTION", "PROPOSAL", "NEGOTIATION"];

/** The way to NEGOTIATION, which is as far as agents go; what lies past it is a person's decision and stands as a word. */
export function Stepper({ stage }: { stage: string }) {
	const at = SELLING.indexOf(stage);
	const past = at < 0;
	return (
		<ol className="stepper" aria-label="Stages">
			{SELLING.map((each, i) => {
				const state = past || i < at ? "done" : i === at ? "here" : "ahead";
				return (
					<li
						key={each}
						className={`step step-${past ? "past" : state}`}
						aria-current={state === "here" ? "step" : undefined}
					>
						<span className="step-name">
							{state === "done" && <Icon name="check" size={12} />}
							{stageName(each)}
						</span>
						{state === "done" && <span className="hidden">, done</span>}
					</li>
				);
			})}
			{past && (
				<li className="step step-here" aria-current="step">
					<span className="step-name">{stageName(stage)}</span>
				</li>
			)}
		</ol>
	);
}
