import { NOTHING } from "#knowledge/agents/writing/answers.ts";
import { NEXT_STEPS, sentencesOf } from "#knowledge/agents/writing/direct.ts";
import { echoOf } from "#knowledge/agents/writing/echo.ts";
import { type Part, part } from "#knowledge/agents/writing/layout.ts";
import { nextPart } from "#knowledge/agents/writing/next.ts";
import type { Reader } from "#knowledge/agents/writing/norms.ts";
import type { Situation } from "#knowledge/agents/writing/situation.ts";
import type { Answer } from "#knowledge/agents/writing/topics.ts";
import type { Reading } from "./reading.ts";

/** [RH28] A loss, a postponement and a refusal are accepted: no question, no selling. `null` for any other mail. */
export function settledParts({ moves, situation, points }: Reading, reader: Reader): readonly Part[] | null {
	// Who still asks, or makes a point, argues: "we will not sign as it stands" wants an answer.
	const isArguing =
		points.length > 0 ||
		moves.asks.some((ask) => ask.topic !== "silence" && echoOf(ask.text) === null && !CLOSES.test(ask.text));
	const isOver = situation.kind === "lost" || (moves.refuses && situation.kind !== "postponed" && !isArguing);
	if (!isOver && (situation.kind !== "postponed" || points.length > 0)) return null;
	const granted = moves.asks.flatMap((ask) => echoOf(ask.text) ?? []);
	const asked = sentencesOf(granted.map((says) => ({ says, commits: says.replace(/^We will |\.$/g, "") })));
	const [first, last] = isOver ? overParts(situation) : laterParts(situation);
	const standing = isOver ? "lost" : "later";
	return [
		part("settled", first),
		part("answer", asked),
		part("rest", last),
		part("team", reader.rank === "manager" ? { says: TEAM[standing], commits: "" } : NOTHING),
		part("next", nextPart(reader, standing)),
	].filter((each) => each.says !== "");
}

const CLOSES = /\b(?:do not|don['’]t|no need|stop|remove|delete|again|later|in touch|call me|write to (?:me|us))\b/i;

const TEAM = {
	lost: "There is nothing left for you or your team to do.",
	later: "Until then there is nothing for your team to do.",
} as const;

function overParts({ kind, giveReasons, until }: Situation): readonly [Answer, Answer] {
	const first =
		kind === "lost"
			? `Thank you for telling me${giveReasons ? ", and for the reasons" : ""}. I respect the decision and will not press you on it.`
			: "Thank you for telling me plainly. I will not press you on it.";
	const last = until
		? `Our door stays open; I would be glad to hear from you ${until}.`
		: kind === "lost"
			? "Our door stays open, should anything change on your side."
			: "If anything changes on your side, a line to me is enough.";
	return [
		{ says: first, commits: "" },
		{ says: last, commits: "" },
	];
}

function laterParts({ until, unwanted }: Situation): readonly [Answer, Answer] {
	const not = unwanted ? ` Until then I will not send ${unwanted}.` : "";
	const says = until
		? `Understood, and thank you for saying why. I will write to you again ${until}, and not before.${not}`
		: `Understood, and thank you for saying why. I will wait until you write to me.${not}`;
	return [{ says, commits: until ? `writing to them again ${until}` : "" }, NOTHING];
}

/** A mail that asks for nothing, and of which nothing can be taken up. */
export const heard = ({ moves }: Reading): readonly Part[] =>
	moves.agrees
		? [part("answer", { ...NEXT_STEPS, says: `Thank you, that is good news. ${NEXT_STEPS.says}` }, NEXT_STEPS.says)]
		: [part("heard", { says: "Thank you for telling me this directly; I will keep it in mind.", commits: "" })];
