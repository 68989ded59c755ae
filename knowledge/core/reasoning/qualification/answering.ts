import { holds } from "../matches.ts";
import { questionBefore, type Turn } from "../speech.ts";

type Said = {
	readonly text: string;
	readonly turns: readonly Turn[];
	/** Which turn holds the sentence, and where it begins. */
	readonly at: number;
	readonly start: number;
};

/** What longer answers say, they say by themselves. */
const ANSWER_WORDS_MAX = 12;
const UNSURE =
	/\b(?:don['’]t know|do not know|not sure|no idea|depends|hard to say|can['’]t say|cannot say|not yet|nobody|haven['’]t|why)\b|\?\s*$/i;

/** What our side asked for, and what an answer to it has to hold. */
const TOPICS: readonly { readonly topic: string; readonly asked: RegExp; readonly holds: RegExp }[] = [
	{
		topic: "Budget",
		asked:
			/\b(?:budget|set aside|spend|figure|number) (?:do you|have you|is|are you|did|would|you have in mind|in mind|for (?:this|it|the))|\b(?:what|which|how much)\b[^?]{0,40}\b(?:budget|set aside|to spend|in mind)\b/i,
		holds: /\d|\b(?:hundred|thousand|million|grand|k)\b/i,
	},
	{
		topic: "Timeline",
		asked:
			/\b(?:when|which date|what date|by what)\b[^?]{0,50}\b(?:be live|go live|going live|in place|up and running|need it|have it running|deadline)\b|\bwhat(?:['’]s| is) (?:the|your) (?:deadline|timeline|go-live date)/i,
		holds:
			/\d|\b(?:january|february|march|april|may|june|july|august|september|october|november|december|summer|autumn|winter|spring|christmas|easter|year|quarter|month|week)\b/i,
	},
	{
		topic: "Authority",
		asked:
			/\bwho\b[^?]{0,60}\b(?:sign\w*|decid\w+|approv\w+|says? yes|final (?:say|word|call)|makes? the (?:call|decision))\b/i,
		holds: /\p{Lu}\p{Ll}+|\bme\b/u,
	},
];

/** "What have you set aside?" "Forty thousand." A short answer is read behind the topic of the question, as in a form. */
export function answering(words: string, { text, turns, at, start }: Said): string {
	const turn = turns[at];
	if (!turn || text.slice(turn.start, start).trim().split(/\s+/).length > 3) return words;
	if (words.split(/\s+/).length > ANSWER_WORDS_MAX || holds(words, UNSURE)) return words;
	const asked = questionBefore(text, turns, at);
	if (asked === null) return words;
	const found = TOPICS.find((each) => each.asked.test(asked) && each.holds.test(words));
	if (!found) return words;
	const said =
		found.topic === "Authority" ? words.replace(/^(?:that['’]s |it['’]s |just |only )?me\b/i, turn.speaker) : words;
	return `${found.topic}: ${said}`;
}
