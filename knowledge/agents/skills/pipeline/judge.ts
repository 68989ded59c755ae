import type { Judgement, Proposal, SkillInput } from "#knowledge/core/deal/skill.ts";
import type { Evidence } from "#knowledge/core/facts/fact.ts";
import { AGENT_CEILING, SELLING_STAGES } from "#knowledge/core/facts/stage.ts";
import { partsOf } from "#knowledge/core/facts/subject.ts";
import { dayOf } from "#knowledge/core/reasoning/entities/calendar.ts";
import { isInside, oneLine } from "#knowledge/core/reasoning/span.ts";
import { StakeholderRole, Stance } from "#knowledge/core/vocabulary/stakeholder.ts";
import { dayOfIso } from "./days.ts";
import { sumOf, sumSaid } from "./deal-fields.ts";
import { criteriaNow, type Move } from "./moves.ts";
import { isPlain } from "./plain.ts";
import { isOurAccount, isSameQuote, read } from "./reading.ts";
import type { Change } from "./record.ts";
import { isOfferOut } from "./terms.ts";

const PASS: Judgement = { type: "pass" };
const reject = (rule: string, reason: string): Judgement => ({ type: "reject", rule, reason });

/** The pipeline's own rules about one of its proposals, whichever reasoner made it. */
export function judge(input: SkillInput, proposal: Proposal): Judgement {
	switch (proposal.type) {
		case "move-stage":
			return judgeMove(input, proposal);
		case "update-crm":
			return judgeChange(input, proposal);
		case "ask-human":
			return PASS;
		default:
			return reject("PI14", "the pipeline keeps the stage and the record, and does nothing else");
	}
}

function judgeMove(input: SkillInput, move: Move): Judgement {
	const [from, to] = [SELLING_STAGES.indexOf(input.deal.stage), SELLING_STAGES.indexOf(move.to)];
	if (from < 0 || to <= from) return reject("PI3", "a deal only moves forward here, and a person closes it");
	const { signal } = input;
	if (!signal || signal.kind === "calendar") return reject("PI4", "nobody said anything that moves a deal");
	if (isOurAccount(signal) && (signal.kind === "email" || move.evidence.every((each) => each.signal === signal.id)))
		return reject("PI4", "our own words alone move no deal");
	const left = SELLING_STAGES.slice(from, to).filter((stage) => stage !== "PROPOSAL");
	const reading = read(input);
	const unmet = left.flatMap((stage) => criteriaNow(input, reading, stage).filter(({ met }) => !met));
	if (unmet[0]) return reject("PI1", `not known yet: ${unmet[0].criterion.name}`);
	if (move.to === AGENT_CEILING) return judgeNegotiation(input, move);
	return hasProofs(input, move, left.at(-1)) ? PASS : reject("PI2", "each criterion is shown by a quote of its facts");
}

/** A quote for every criterion of the stage that the move leaves. */
function hasProofs(input: SkillInput, { evidence }: Move, stage: Move["to"] | undefined): boolean {
	const { facts, signal } = input;
	if (!stage) return false;
	return criteriaNow(input, read(input), stage).every(({ by, said }) =>
		said
			? evidence.some((each) => each.signal === signal?.id && isInside([said], each))
			: facts.some(
					(fact) =>
						by.includes(fact.id) && fact.evidence.some((had) => evidence.some((each) => isSameQuote(had, each))),
				),
	);
}

function judgeNegotiation(input: SkillInput, { evidence }: Move): Judgement {
	const { signal, buyers } = read(input);
	const spans = signal && !isOurAccount(signal) ? signal.visible : [];
	if (!evidence.some((each) => each.signal === signal?.id && isInside(spans, each)))
		return reject("PI5", "the buyer's own words show that terms are talked about");
	return isOfferOut(input, buyers) ? PASS : reject("PI5", "no offer of ours is out yet");
}

function judgeChange(input: SkillInput, change: Change): Judgement {
	const { field, value, evidence } = change;
	const known = (key: string): readonly string[] =>
		input.facts.filter((fact) => fact.key === key && fact.state !== "contradicted").flatMap((fact) => fact.value ?? []);
	const named = (key: string, part: number): boolean => {
		const parts = known(key).map((each) => (partsOf(each)[part] ?? "").toLowerCase());
		return value.split(", ").every((name) => parts.includes(name.toLowerCase()));
	};
	switch (field) {
		case "amount":
			return known("bant.budget").some((each) => sumOf(each) === value) || isSaid(input, value, evidence)
				? PASS
				: reject("PI8", "neither a fact nor its quote names this sum");
		case "close-date":
			return dayOfIso(value) === null ? reject("PI9", "this is no day of the calendar") : PASS;
		case "next-step-due": {
			const day = dayOfIso(value);
			if (day === null) return reject("PI9", "this is no day of the calendar");
			// What was due before anybody looked is overdue; before it was written it was never due.
			const from = Math.min(input.now, input.signal?.receivedAt ?? input.now);
			return day < dayOf(from) ? reject("PI12", "a next step is not due before it was called for") : PASS;
		}
		case "competitor":
			return named("discovery.competitor", 0) ? PASS : reject("PI10", "no fact names this competitor");
		case "offering":
			return named("strategy.fit", 1) ? PASS : reject("PI10", "no fact names this offering");
		case "role":
			return StakeholderRole.safeParse(value).success ? PASS : reject("PI10", "there is no such role");
		case "stance":
			return Stance.safeParse(value).success ? PASS : reject("PI10", "there is no such stance");
		case "next-step":
			return isPlain(value) ? PASS : reject("PI19", "a next step is one plain sentence, without quotes");
		default:
			return standsIn(value, evidence) ? PASS : reject("PI10", `the field ${field} says more than its quote`);
	}
}

/** The buyer's own words in this signal name the sum. */
function isSaid(input: SkillInput, value: string, evidence: readonly Evidence[]): boolean {
	const { signal, buyers } = read(input);
	return buyers.some(
		(sentence) =>
			sumSaid(input, sentence)?.sum === value &&
			evidence.some((each) => each.signal === signal?.id && isInside([sentence], each)),
	);
}

/** Every word and figure of a value stands in what is quoted for it. */
function standsIn(value: string, evidence: readonly Evidence[]): boolean {
	const words = (text: string): readonly string[] =>
		oneLine(text)
			.toLowerCase()
			.match(/[\p{L}\p{N}]+/gu) ?? [];
	const quoted = new Set(evidence.flatMap((each) => words(each.quote)));
	return words(value).length > 0 && words(value.replace(/\S*…$/, "")).every((word) => quoted.has(word));
}
