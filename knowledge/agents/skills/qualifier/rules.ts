import { isAutomatic, voiceOf } from "#knowledge/agents/signal-text.ts";
import type { Proposal, SignalText, SkillInput, SkillOutput } from "#knowledge/core/deal/skill.ts";
import { answersHeard } from "#knowledge/core/methodology/heard.ts";
import { actsIn } from "#knowledge/core/reasoning/acts.ts";
import { type Answer, qualificationIn } from "#knowledge/core/reasoning/qualification/find.ts";
import { type Sentence, sentencesIn, unreadNote } from "#knowledge/core/reasoning/sentences.ts";
import { type Span, shortened } from "#knowledge/core/reasoning/span.ts";
import { indexOfTurn } from "#knowledge/core/reasoning/speech.ts";
import { SkillName } from "#knowledge/core/vocabulary/ids.ts";
import { claimsFrom } from "./claims.ts";
import { knownFrom, scoreOf } from "./score.ts";

/** What a rep retells is second-hand: the buyer may have put it differently. */
const REPORTED_FACTOR = 0.75;

/** The rules reasoner of the Qualifier. */
export function reason(input: SkillInput): SkillOutput {
	const reading = input.signal ? read(input, input.signal) : null;
	const claims = reading ? claimsFrom(reading.signal, reading.answers, input.facts) : [];
	const answers = reading ? answersHeard({ ...reading, packs: input.packs, facts: input.facts }) : [];
	const known = knownFrom(input.facts, claims);
	const handOff = reading ? openQuestion(reading.signal, reading.sentences) : null;
	const proposals: Proposal[] = [
		...[...claims, ...answers].map((claim) => ({ type: "learn-fact", claim }) as const),
		...(handOff ? [handOff] : []),
	];
	const { score, tier } = scoreOf(known);
	const learned =
		claims.length === 0
			? "Nothing new was learned."
			: `Learned ${claims.length} ${claims.length === 1 ? "answer" : "answers"}.`;
	const gaps =
		known.gaps.length === 0
			? "Budget, authority, need and timeline are known."
			: `Still open: ${known.gaps.join(", ")}.`;
	const unread = reading ? unreadNote(reading.sentences, reading.signal.visible) : "";
	return { proposals, summary: `${tier} (score ${score} of 100). ${learned} ${gaps} ${unread}`.trimEnd() };
}

type Reading = {
	readonly signal: SignalText;
	readonly sentences: readonly Sentence[];
	readonly answers: readonly Answer[];
};

/** Everything in one pass (S2-77). `null`: this text says nothing about the buyer, whoever wrote it. */
function read(input: SkillInput, signal: SignalText): Reading | null {
	const voice = voiceOf(signal);
	if (voice === null || isAutomatic(signal)) return null;
	const sentences = sentencesIn(signal.text, signal.visible);
	const writer =
		signal.author === "buyer" ? (input.contacts.find((each) => each.id === signal.from)?.name ?? null) : null;
	const answers = qualificationIn(sentences, {
		now: signal.receivedAt,
		voice,
		writer,
		text: signal.text,
		ours: [input.sender.name],
		// A rep's own minutes may be lines with names; where it is known who spoke, nothing is guessed.
		transcript: signal.turns.length === 0 && (signal.kind === "meeting" || signal.kind === "call"),
		...(signal.turns.length > 0 ? { spoken: { text: signal.text, turns: signal.turns } } : {}),
	});
	const weighed =
		voice === "reported"
			? answers.map((each) => ({ ...each, confidence: Math.round(each.confidence * REPORTED_FACTOR * 100) / 100 }))
			: answers;
	return { signal, sentences, answers: weighed };
}

const REPORTED_QUESTION =
	/\b(?:(?:they|he|she|customer|client|prospect|buyer|\p{Lu}[\p{Ll}'’-]{1,20})(?: also| still| then)? (?:asked|asks|is asking|are asking|was asking|wants? to know|wanted to know|would like to know|needs? to know|wonder(?:s|ed)|requested|requests|wants? (?:a |the |an |our )?(?:quote|proposal|pricing|price|answer)s?)|(?:open|customer|their|buyer) questions?|waiting for (?:an answer|our answer|us to)|need(?:s)? an answer)\b/iu;
const URGENT = /\b(?:urgent(?:ly)?|asap|as soon as possible|today|immediately|by tomorrow|critical)\b/i;

/** Our side says that it has to come back on it. */
const DEFERRED =
	/\b(?:come back (?:to you|on)|get back|let you know|find out|look into|check (?:that|it|with|whether)?|in writing|by (?:mail|e-?mail|tomorrow|friday|monday)|have to ask|don['’]t know|do not know|not sure|no idea|take (?:that|it) with|will send|['’]ll send)\b/i;

/** Puts it off whatever else was said: the answer itself is what is to come. */
const PROMISED =
	/\b(?:come back|get back) (?:to you )?(?:on|with|about)\b|\blet you know\b|\b(?:answer|confirm) (?:\w{2,8} ){0,3}(?:in writing|by (?:mail|e-?mail))\b|\b(?:get|have) (?:it|that|this) in writing\b/i;
const FILLER =
	/^(?:(?:that['’]s |that is )?(?:an? )?(?:good|great|fair) (?:question|point)|right|okay|ok|sure|hm+|well|thanks|thank you|understood|of course)[\p{L} ,.!]{0,24}$/iu;

/** Whoever begins with the answer has answered, though they go on to say what they would have to check. */
function isPutOff(text: string, turn: Span): boolean {
	const said = sentencesIn(text, [turn]).map((each) => each.text);
	const first = said.find((words) => !FILLER.test(words)) ?? said[0] ?? "";
	return DEFERRED.test(first) || said.some((words) => PROMISED.test(words));
}

/** In a conversation a question is open while our next words leave it so, or there are none. */
function isTakenUp({ text, turns }: SignalText, sentence: Sentence): boolean {
	const at = indexOfTurn(turns, sentence.start);
	if (at < 0) return false;
	const answer = turns.slice(at + 1).find((turn) => turn.side === "us");
	return answer !== undefined && !isPutOff(text, answer);
}

/** A question that was put to us outside the mail thread would otherwise stay unanswered. */
function openQuestion(signal: SignalText, sentences: readonly Sentence[]): Proposal | null {
	if (signal.kind === "email") return null;
	const asks = sentences
		.filter((each) => !isTakenUp(signal, each))
		.filter((each) =>
			signal.author === "buyer"
				? actsIn(each.text).some((act) => act.kind === "question" || act.kind === "request")
				: REPORTED_QUESTION.test(each.text),
		);
	const [first] = asks;
	if (!first) return null;
	const urgent = asks.some((each) => URGENT.test(each.text));
	return {
		type: "hand-off",
		to: SkillName.parse("reply-handler"),
		task: shortened(`Answer the buyer's open question: ${first.text}`, 380),
		priority: urgent ? "high" : "normal",
	};
}
