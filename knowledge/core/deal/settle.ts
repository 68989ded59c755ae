import type { Task } from "../facts/blackboard.ts";
import type { Catalogue } from "../facts/offering.ts";
import type { ActionClass, AutonomyLevel } from "../learning/autonomy.ts";
import { flagIdOf, type RunId, type SkillName } from "../vocabulary/ids.ts";
import { assertNever } from "../vocabulary/invariant.ts";
import { canonicalJson } from "../vocabulary/json.ts";
import { changeCrm } from "./crm.ts";
import { AgentHandoff } from "./hand-off.ts";
import { judgeInStep } from "./judge.ts";
import { keepEvidence, type LearnDeps, learnFact } from "./learn.ts";
import { verdictOf, withinAutonomy } from "./policy.ts";
import { requestDraft, requestStageMove, type Thread } from "./request.ts";
import type { DealContact, Proposal, Skill, SkillInput, SkillOutput } from "./skill.ts";
import { judgeHandOff, PRIORITIES } from "./supervisor.ts";
import type { Turn } from "./turn.ts";

/** One finished step, as settled into the turn. */
export type SettledStep = {
	readonly run: RunId;
	readonly correlation: string;
	/** Sequence number of the step's event: what its consequences follow from. */
	readonly step: number;
	readonly task: Task;
	readonly skill: Skill;
	readonly input: SkillInput;
	readonly output: SkillOutput;
	readonly thread: Thread;
};

export type SettleDeps = LearnDeps & {
	readonly crew: readonly SkillName[];
	readonly catalogue: Catalogue;
	/** What the clone in whose name the crew works may do; without it what every clone may. */
	readonly autonomy?: ((action: ActionClass) => AutonomyLevel) | undefined;
};

/**
 * [SE1] Turns what a step proposed into events: judged by rules, decided by policy, one by one and in order. A refused
 * proposal is recorded with its rule and harms no other.
 */
export function settleStep(turn: Turn, step: SettledStep, deps: SettleDeps): void {
	for (const [i, proposal] of step.output.proposals.entries()) {
		const judgement = judgeInStep(step.skill, step.input, { proposal, before: step.output.proposals.slice(0, i) });
		if (judgement.type === "reject") {
			refuse(turn, step, proposal, judgement);
			continue;
		}
		const verdict = withinAutonomy(verdictOf(turn.board(), proposal, deps.catalogue), proposal, deps.autonomy);
		if (verdict.type === "refuse") refuse(turn, step, proposal, verdict);
		else if (verdict.type === "hold") hold(turn, step, proposal, verdict.approvers);
		else act(turn, step, proposal, deps);
	}
}

/** S0-94: what the next agent is given, whole, in one kept text. */
function writeHandoff(turn: Turn, step: SettledStep, handOff: Extract<Proposal, { type: "hand-off" }>): string {
	const { tenant, deal } = turn.board();
	const signal = step.input.signal?.id ?? null;
	const handoff = {
		from_agent: step.skill.name,
		to_agent: handOff.to,
		task: handOff.task,
		context: { deal_id: deal, relevant_history: step.output.summary, specific_data: { signal }, deadline: null },
		metadata: { tenant_id: tenant, clone_id: null, priority: handOff.priority, correlation_id: step.run },
	};
	return canonicalJson(AgentHandoff.parse(handoff));
}

const causeOf = (step: SettledStep) => ({ correlation: step.correlation, causation: step.step });

function refuse(turn: Turn, step: SettledStep, proposal: Proposal, why: { rule: string; reason: string }): void {
	turn.emit(
		{
			type: "deal.proposal-refused",
			run: step.run,
			skill: step.skill.name,
			proposal: proposal.type,
			rule: why.rule.slice(0, 40),
			reason: turn.intern(why.reason),
			about: turn.intern(aboutOf(proposal)),
		},
		causeOf(step),
	);
}

/** Enough to see what it was; the step keeps the whole. */
const ABOUT_CHARS_MAX = 1_900;

/** What a refused proposal wanted, in its own words. */
export function aboutOf(proposal: Proposal): string {
	const words = wordsOf(proposal).join("\n");
	return words.length > ABOUT_CHARS_MAX ? `${words.slice(0, ABOUT_CHARS_MAX)}…` : words;
}

function wordsOf(proposal: Proposal): readonly string[] {
	switch (proposal.type) {
		case "learn-fact":
			return [
				`${proposal.claim.key}: ${proposal.claim.value}`,
				...proposal.claim.evidence.map(({ quote }) => `«${quote}»`),
			];
		case "draft-email":
			return [proposal.subject, proposal.body];
		case "move-stage":
			return [`${proposal.to}: ${proposal.why}`, ...proposal.evidence.map(({ quote }) => `«${quote}»`)];
		case "ask-human":
			return [proposal.why];
		case "hand-off":
			return [`${proposal.to}: ${proposal.task}`];
		case "update-crm":
			return [`${proposal.field}: ${proposal.value ?? "-"}`, ...proposal.evidence.map(({ quote }) => `«${quote}»`)];
		case "coach-rep":
			return [`${proposal.topic}: ${proposal.note}`];
		default:
			return assertNever(proposal);
	}
}

/** [SE6] An answer goes to whom the mail went: those of the buyer's people whom it names, as far as they are known by then. */
function inCopy({ signal, contacts }: SkillInput): readonly DealContact[] {
	if (signal?.kind !== "email" || signal.author !== "buyer") return [];
	const named = new Set(signal.addressees.map(({ address }) => address.toLowerCase()));
	return contacts.filter(({ address }) => named.has(address.toLowerCase()));
}

function hold(
	turn: Turn,
	step: SettledStep,
	proposal: Proposal,
	approvers: readonly ["rep" | "regional-human", ...("rep" | "regional-human")[]],
): void {
	const by = { type: "agent", skill: step.skill.name } as const;
	const signal = step.input.signal?.id;
	const origin = { by, run: step.run, signal, approvers: [...approvers], cause: causeOf(step) };
	if (proposal.type === "draft-email")
		requestDraft(turn, proposal, {
			...origin,
			contacts: step.input.contacts,
			cc: inCopy(step.input),
			thread: step.thread,
		});
	else if (proposal.type === "move-stage") requestStageMove(turn, proposal, origin);
}

function act(turn: Turn, step: SettledStep, proposal: Proposal, deps: SettleDeps): void {
	switch (proposal.type) {
		case "learn-fact":
			learnFact(turn, proposal.claim, {
				...deps,
				run: step.run,
				signal: step.input.signal?.id,
				skill: step.skill.name,
				cause: causeOf(step),
			});
			return;
		case "move-stage":
			turn.emit(
				{
					type: "deal.stage-changed",
					from: turn.board().stage,
					to: proposal.to,
					by: { type: "agent", skill: step.skill.name },
					approval: null,
					why: turn.intern(proposal.why),
				},
				causeOf(step),
			);
			return;
		case "ask-human":
			turn.emit(
				{
					type: "deal.flag-raised",
					flag: flagIdOf(
						turn.hash,
						turn.board().deal,
						"asked-by-agent",
						`${step.run}:${step.skill.name}:${turn.board().seq}`,
					),
					kind: "asked-by-agent",
					run: step.run,
					skill: step.skill.name,
					effect: null,
					detail: turn.intern(proposal.why),
					code: "asked-by-agent",
				},
				causeOf(step),
			);
			return;
		case "hand-off": {
			const run = turn.board().runs.find((each) => each.run === step.run);
			if (!run) return;
			turn.emit(
				{
					type: "deal.handoff-recorded",
					run: step.run,
					from: step.skill.name,
					to: proposal.to,
					hop: step.task.hop + 1,
					task: turn.intern(writeHandoff(turn, step, proposal)),
					priority: PRIORITIES[proposal.priority],
					outcome: judgeHandOff(run, step.task, proposal.to, deps.crew),
				},
				causeOf(step),
			);
			return;
		}
		case "update-crm":
			changeCrm(turn, proposal, {
				by: { type: "agent", skill: step.skill.name },
				run: step.run,
				lookup: deps.lookup,
				cause: causeOf(step),
			});
			return;
		case "coach-rep":
			turn.emit(
				{
					type: "deal.coaching-noted",
					run: step.run,
					skill: step.skill.name,
					topic: proposal.topic,
					note: turn.intern(proposal.note),
					evidence: keepEvidence(turn, proposal.evidence),
				},
				causeOf(step),
			);
			return;
		case "draft-email":
			return;
		default:
			assertNever(proposal);
	}
}
