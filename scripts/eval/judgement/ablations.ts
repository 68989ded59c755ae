/** What can be switched off: the module, and what its members answer instead, as source text. */
export type Ablation = { readonly file: string; readonly answers: Readonly<Record<string, string>> };

const NOTHING = "() => []";
const skill = (name: string): Ablation => ({
	file: `knowledge/agents/skills/${name}/rules.ts`,
	answers: { reason: '() => ({ proposals: [], summary: "Switched off." })' },
});
const primitive = (file: string, answers: Ablation["answers"]): Ablation => ({
	file: `knowledge/core/reasoning/${file}`,
	answers,
});

/** Each reasoner by its name: the skills of the crew, then the primitives that they share. */
export const ABLATIONS: Readonly<Record<string, Ablation>> = {
	qualifier: skill("qualifier"),
	discovery: skill("discovery"),
	strategy: skill("strategy"),
	pipeline: skill("pipeline"),
	coaching: skill("coaching"),
	"reply-handler": skill("reply-handler"),
	proposal: skill("proposal"),
	"learned kinds": primitive("learned/kinds.ts", { kindsIn: NOTHING }),
	amounts: primitive("entities/amounts.ts", { amountsIn: NOTHING }),
	dates: primitive("entities/dates.ts", { datesIn: NOTHING }),
	"negation and hedging": primitive("modality.ts", { stanceAt: '() => "asserted"', isHedged: "() => false" }),
	"quoted history": primitive("visible.ts", { visibleSpans: "(text) => [{ start: 0, end: text.length }]" }),
	signatures: primitive("signature.ts", { signatureIn: "() => null" }),
	objections: primitive("objections.ts", { objectionsIn: NOTHING }),
};
