import { NOTHING } from "#knowledge/agents/writing/answers.ts";
import { NEXT_STEPS } from "#knowledge/agents/writing/direct.ts";
import { echoOf } from "#knowledge/agents/writing/echo.ts";
import { listed } from "#knowledge/agents/writing/speech.ts";
import type { Answer } from "#knowledge/agents/writing/topics.ts";
import type { SkillInput } from "#knowledge/core/deal/skill.ts";
import type { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import type { Reading } from "./reading.ts";

/** [RH28] A loss, a postponement and a refusal are accepted: no question, no selling. `null` for any other mail. */
export function settledParts(_input: SkillInput, { moves, situation }: Reading): readonly Answer[] | null {
	const granted = moves.asks.flatMap((ask) => echoOf(ask.text) ?? []);
	const asked: Answer =
		granted.length === 0
			? NOTHING
			: {
					says: `We will ${listed(granted.map((each) => each.slice("We will ".length, -1)))}.`,
					commits: granted.map((each) => each.replace(/^We will |\.$/g, "")).join("; "),
				};
	if (situation.kind === "lost")
		return [
			{
				says: `Thank you for telling me${situation.giveReasons ? ", and for the reasons" : ""}. I respect the decision and will not press you on it.`,
				commits: "",
			},
			asked,
			{
				says: situation.until
					? `Our door stays open; I would be glad to hear from you ${situation.until}.`
					: "Our door stays open, should anything change on your side.",
				commits: "",
			},
		];
	if (situation.kind === "postponed") {
		const unwanted = situation.unwanted ? ` Until then I will not send ${situation.unwanted}.` : "";
		return [
			{
				says: situation.until
					? `Understood, and thank you for saying why. I will write to you again ${situation.until}, and not before.${unwanted}`
					: `Understood, and thank you for saying why. I will wait until you write to me.${unwanted}`,
				commits: situation.until ? `writing to them again ${situation.until}` : "",
			},
			asked,
		];
	}
	if (!moves.refuses) return null;
	return [
		{ says: "Thank you for telling me plainly. I will not press you on it.", commits: "" },
		asked,
		{ says: "If anything changes on your side, a line to me is enough.", commits: "" },
	];
}

/** What a mail that asks for nothing has told us, by name. */
export function heard({ moves }: Reading): readonly Answer[] {
	if (moves.agrees) return [{ ...NEXT_STEPS, says: `Thank you, that is good news. ${NEXT_STEPS.says}` }];
	const told = toldIn({ moves });
	return [
		{
			says:
				told.length === 0
					? "Thank you for telling me this directly."
					: `Thank you for telling me this directly. I have noted ${listed(told)}, and we will work to that.`,
			commits: "",
		},
	];
}
export const toldIn = ({ moves }: Pick<Reading, "moves">): readonly string[] => [
	...new Set(moves.answered.flatMap((key) => TOLD[key] ?? [])),
];
const TOLD: Partial<Record<FactKey, string>> = {
	"bant.budget": "the budget",
	"bant.authority": "who decides",
	"meddic.economic-buyer": "who decides",
	"bant.need": "what you need",
	"meddic.pain": "what has to change",
	"bant.timeline": "the dates",
	"meddic.metrics": "the figures that count",
	"meddic.decision-criteria": "what you compare us on",
	"meddic.decision-process": "how you decide",
};
