import { useCallback, useEffect, useState } from "react";
import type { RunView, StepView } from "#knowledge/core/contract/deal.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import type { Answer } from "../api/ask.ts";
import type { OpenStep } from "../deal/deal-page.tsx";
import { Button } from "../parts/button.tsx";
import { Chip } from "../parts/chip.tsx";
import { Erasable, Loading, TroubleNote } from "../parts/empty.tsx";
import { useFrozen } from "../parts/frozen.ts";
import { Sheet } from "../parts/sheet.tsx";
import { useSession } from "../session.tsx";
import { skillName, words } from "../text/labels.ts";
import { duration, fullTime } from "../text/time.ts";
import { Exact } from "./exact.tsx";
import { PromptTold } from "./prompt-told.tsx";
import { WhoAnswered } from "./who-answered.tsx";

type Props = { deal: string; open: OpenStep; onClose(): void; onRetried(): Promise<void> };

export function StepSheet({ deal, open, onClose, onRetried }: Props) {
	const { ask, account, notify } = useSession();
	const [answer, setAnswer] = useState<Answer<RunView> | null>(null);
	const load = useCallback(async () => {
		setAnswer(await ask(OPERATIONS.getRun, { params: { account, deal, run: open.run } }));
	}, [ask, account, deal, open.run]);
	useEffect(() => void load(), [load]);
	const step = answer?.ok ? answer.value.steps.find((each) => each.step === open.step) : undefined;
	const retry = async () => {
		const asked = await ask(OPERATIONS.retryStep, {
			params: { account, deal, run: open.run, step: open.step },
			body: {},
		});
		notify(asked.ok ? "The step runs again." : asked.trouble.message);
		if (!asked.ok) return;
		onClose();
		await onRetried();
	};
	return (
		<Sheet title={step ? `${skillName(step.skill)}, step ${step.step}` : "Step"} onClose={onClose}>
			{answer === null && <Loading rows={6} label="The step is loading" />}
			{answer && !answer.ok && <TroubleNote trouble={answer.trouble} onRetry={() => void load()} />}
			{answer?.ok && !step && <p className="muted">This step is not kept any more.</p>}
			{step && <Step step={step} onRetry={() => void retry()} />}
		</Sheet>
	);
}

function Step({ step, onRetry }: { step: StepView; onRetry(): void }) {
	const frozen = useFrozen();
	return (
		<>
			<p className="source-value">
				<Erasable text={step.summary} />
			</p>
			<p className="step-facts">
				<Chip tone={step.outcome === "done" ? "ok" : step.outcome === "failed" ? "bad" : "warn"}>{step.outcome}</Chip>
				{step.degraded && <Chip tone="warn">degraded</Chip>}
				<span title="The reasoner, as it is journaled">{step.reasoner}</span>
				<span>{duration(step.durationMs)}</span>
				<time dateTime={step.at}>{fullTime(step.at)}</time>
			</p>
			{step.fault && (
				<div className="note tone-bad">
					<span className="note-text">It failed: {words(step.fault)}.</span>
					{step.outcome === "failed" && (
						<Button icon="again" disabled={frozen} onClick={onRetry}>
							Run this step again
						</Button>
					)}
				</div>
			)}
			<WhoAnswered step={step} />
			<PromptTold context={step.context} />
			<Exact title="Input" text={step.input} />
			{step.model !== null && step.model.instead === null && step.outcome === "done" && (
				<Exact title="The model's own answer" text={step.model.answer} />
			)}
			<Exact title="Output" text={step.output} />
		</>
	);
}
