import { discovery } from "#knowledge/agents/skills/discovery/definition.ts";
import { qualifier } from "#knowledge/agents/skills/qualifier/definition.ts";
import type { SignalText, SkillInput } from "#knowledge/core/deal/skill.ts";
import type { FactClaim } from "#knowledge/core/facts/fact.ts";
import { readTranscript } from "#knowledge/core/reasoning/conversation/read.ts";
import { agreedIn } from "#knowledge/core/reasoning/dialogue/agreed.ts";
import { commitmentsIn } from "#knowledge/core/reasoning/dialogue/commitments.ts";
import { concessionsIn } from "#knowledge/core/reasoning/dialogue/concessions.ts";
import { inputOf, signalOf } from "#knowledge/samples/skill-case.ts";
import { type Evaluation, type Figure, rounded } from "../figure.ts";
import { generatedItems } from "./generated.ts";
import { HOSTILE_TEXTS, hostileText } from "./hostile.ts";
import { claimsIn } from "./score.ts";

type Reader = { readonly name: string; readonly read: (input: SkillInput, signal: SignalText) => readonly FactClaim[] };

/** What reads a text in a turn, each as the turn runs it. A conversation is read for what was asked, promised and agreed. */
const READERS: readonly Reader[] = [
	{ name: "qualification", read: (input) => claimsIn(proposed(qualifier.reason(input))) },
	{ name: "discovery", read: (input) => claimsIn(proposed(discovery.reason(input))) },
	{
		name: "conversation",
		read: (input, signal) => {
			readTranscript(signal.text, "text");
			commitmentsIn(signal, input.sender.name);
			agreedIn(signal);
			concessionsIn(signal);
			return [];
		},
	},
];
const proposed = ({ proposals }: ReturnType<typeof qualifier.reason>) => proposals.map((proposal) => ({ proposal }));

/** Time is the processor's, so that who else uses the machine does not count; long enough that its grain does not either. */
const TYPICAL_BYTES = 1_500_000;
const GOAL_MB_PER_SECOND = 1;
const HOSTILE_MS_MAX = 200;
/** A text that holds no news must not fill a board. */
const CLAIMS_MAX = 60;

/** How fast texts are read, and what a text can do that means harm: time that a turn is held, and facts out of nothing. */
export const evalSpeed: Evaluation = async ({ say, misses }) => [
	...READERS.map(throughputOf),
	...hostility((line) => {
		if (misses) say(line);
	}),
];

function throughputOf({ name, read }: Reader): Figure {
	const texts = generatedItems().map(({ text }) => text);
	const inputs = texts.map((text) => inputOf(text));
	const signals = texts.map((text) => signalOf(text));
	const once = (): number => {
		let bytes = 0;
		for (const [i, input] of inputs.entries()) {
			const signal = signals[i];
			if (signal) read(input, signal);
			bytes += Buffer.byteLength(texts[i] ?? "");
		}
		return bytes;
	};
	once();
	let bytes = 0;
	const before = process.cpuUsage();
	while (bytes < TYPICAL_BYTES) bytes += once();
	const seconds = process.cpuUsage(before).user / 1_000_000;
	return {
		name: "judge.speed",
		metric: `${name}, typical text, MB/s`,
		value: rounded(bytes / 1_000_000 / seconds),
		n: texts.length,
		against: { name: "goal", value: GOAL_MB_PER_SECOND },
	};
}

function hostility(say: (line: string) => void): readonly Figure[] {
	let slowest = 0;
	let most = 0;
	let broken = 0;
	let tooSlow = 0;
	for (let i = 0; i < HOSTILE_TEXTS; i++) {
		const text = hostileText(i);
		const [input, signal] = [inputOf(text), signalOf(text)];
		for (const { name, read } of READERS) {
			const before = process.cpuUsage();
			const claims = read(input, signal);
			const ms = process.cpuUsage(before).user / 1_000;
			slowest = Math.max(slowest, ms);
			if (ms > HOSTILE_MS_MAX) {
				tooSlow++;
				say(`  slow: ${i} ${name}: ${Math.round(ms)} ms for ${text.length} characters of «${text.slice(0, 60)}»`);
			}
			most = Math.max(most, claims.length);
			if (claims.length > CLAIMS_MAX) say(`  many: ${i} ${name}: ${claims.length} facts of «${text.slice(0, 60)}»`);
			broken += claims.filter(({ evidence }) =>
				evidence.some((each) => text.slice(each.start, each.end) !== each.quote),
			).length;
		}
	}
	const figure = (metric: string, value: number, goal?: number): Figure => ({
		name: "judge.speed",
		metric,
		value: rounded(value),
		n: HOSTILE_TEXTS,
		...(goal === undefined ? {} : { against: { name: "goal", value: goal } }),
	});
	return [
		figure("hostile texts, slowest reading, ms", slowest, HOSTILE_MS_MAX),
		figure("hostile texts, readings that are too slow", tooSlow, 0),
		figure("hostile texts, most facts out of one", most),
		figure("hostile texts, quotes that do not stand there", broken, 0),
	];
}
