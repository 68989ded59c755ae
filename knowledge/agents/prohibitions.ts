import type { ProposalType } from "#knowledge/core/deal/skill.ts";
import type { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import type { Agent } from "./define-agent.ts";

/** One thing that makes one «must not» true, to be shown by a test of its own. */
export type Check = { readonly agent: string; readonly line: string } & (
	| { readonly by: "denied"; readonly proposal: ProposalType }
	| { readonly by: "denied-key"; readonly key: FactKey }
	| { readonly by: "denied-offer" }
	| { readonly by: "rule"; readonly rule: string }
	| { readonly by: "shape"; readonly proposal: ProposalType }
	| { readonly by: "at-most"; readonly proposal: ProposalType }
);

/** Every check that the prohibitions of an agent come to, in the order of its SOUL. A line without one yields none. */
export function checksOf({ name, soul, enforces }: Agent): readonly Check[] {
	return soul.prohibitions.flatMap((line) => {
		const { deny = [], denyKeys = [], denyOffer, rules = [], shape, atMost } = enforces[line] ?? {};
		const of = { agent: name, line };
		return [
			...deny.map((proposal): Check => ({ ...of, by: "denied", proposal })),
			...denyKeys.map((key): Check => ({ ...of, by: "denied-key", key })),
			...(denyOffer ? [{ ...of, by: "denied-offer" } as const] : []),
			...rules.map((rule): Check => ({ ...of, by: "rule", rule })),
			...(shape ? [{ ...of, by: "shape", proposal: shape } as const] : []),
			...(atMost ? [{ ...of, by: "at-most", proposal: atMost } as const] : []),
		];
	});
}

/** A check in words, for a test's name and for who reads what fails. */
export function titleOf(check: Check): string {
	switch (check.by) {
		case "denied":
			return `${check.agent} is not given ${check.proposal}: «${check.line}»`;
		case "denied-key":
			return `${check.agent} is not given ${check.key}: «${check.line}»`;
		case "denied-offer":
			return `${check.agent} may offer no price: «${check.line}»`;
		case "rule":
			return `${check.agent} is refused under ${check.rule}: «${check.line}»`;
		case "shape":
			return `${check.agent} cannot write such a ${check.proposal}: «${check.line}»`;
		case "at-most":
			return `${check.agent} makes so many ${check.proposal} and no more: «${check.line}»`;
	}
}
