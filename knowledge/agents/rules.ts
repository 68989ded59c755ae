import core from "../core/deal/SPEC.md";
import coaching from "./skills/coaching/SPEC.md";
import discovery from "./skills/discovery/SPEC.md";
import pipeline from "./skills/pipeline/SPEC.md";
import proposal from "./skills/proposal/SPEC.md";
import qualifier from "./skills/qualifier/SPEC.md";
import replyHandler from "./skills/reply-handler/SPEC.md";
import strategy from "./skills/strategy/SPEC.md";

/** The specifications by which proposals are refused: that of the deal, and each skill's own. */
export const SPECIFICATIONS: Readonly<Record<string, string>> = {
	deal: core,
	qualifier,
	discovery,
	strategy,
	pipeline,
	coaching,
	"reply-handler": replyHandler,
	proposal,
};

/** «- **JU8** A draft's sums …»: a rule's id, and its text. */
const RULE = /^- \*\*([A-Z]{2,4}\d+)\*\* (.+)$/gm;

const TEXTS: ReadonlyMap<string, string> = new Map(
	Object.values(SPECIFICATIONS).flatMap((text) =>
		[...text.matchAll(RULE)].map(([, id = "", rule = ""]) => [id, rule] as const),
	),
);

/** What a rule asks for, in the words of its specification; `null` for one that there is no more. */
export const ruleText = (id: string): string | null => TEXTS.get(id) ?? null;
