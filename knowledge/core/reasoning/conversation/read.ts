import { piecesOf } from "./cue-text.ts";
import { type Cue, type CueFormat, cuesIn } from "./cues.ts";
import { labelledLine, namesAmong } from "./labels.ts";
import { type ReadConversation, refusedAt, spoken, type Utterance } from "./utterance.ts";

export type TranscriptFormat = CueFormat | "text";
/** Ten times the lines of the longest call that is kept whole. */
export const LINES_MAX = 100_000;

/** [CV1] Reads what was said in a call, by whom, in order. What cannot be read is refused with its line; it never throws. */
export function readTranscript(file: string, format: TranscriptFormat): ReadConversation {
	const lines = file.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
	if (lines.length > LINES_MAX) return refusedAt(LINES_MAX + 1, "the file has more lines than we take");
	if (format === "text") return saidInText(lines);
	const cues = cuesIn(lines, format);
	return "type" in cues ? cues : saidInCues(cues);
}

function saidInCues(cues: readonly Cue[]): ReadConversation {
	const pieces = cues.flatMap((cue) => piecesOf(cue.payload.join("\n")));
	// Where tags name the speakers, a colon is punctuation.
	const isTagged = pieces.some((piece) => piece.voice !== null);
	const said: Utterance[] = isTagged
		? pieces.map((piece) => ({ speaker: piece.voice, words: piece.text }))
		: saidByLabel(
				cues.map((cue) =>
					piecesOf(cue.payload.join("\n"))
						.map((piece) => piece.text)
						.join(" ")
						.split("\n"),
				),
				{ stamped: false },
			);
	return conversationOf(said, cues[0]?.line ?? 1);
}

function saidInText(lines: readonly string[]): ReadConversation {
	const said = saidByLabel([lines], { stamped: true });
	const first = lines.findIndex((line) => line.trim() !== "") + 1;
	if (said.every((each) => each.speaker === null))
		return refusedAt(Math.max(first, 1), "no line begins with the name of a speaker and a colon");
	return conversationOf(said, first);
}

/** [CV3] Whoever was named last goes on speaking until somebody else is named. */
function saidByLabel(blocks: readonly (readonly string[])[], how: { readonly stamped: boolean }): Utterance[] {
	const read = blocks.map((lines) => lines.map((line) => ({ line, labelled: labelledLine(line, how) })));
	const lines = read.flat();
	const names = namesAmong(
		lines.flatMap(({ labelled }) => (labelled ? [labelled.label] : [])),
		lines.filter(({ line }) => line.trim() !== "").length,
	);
	const said: { speaker: string | null; words: string[] }[] = [];
	for (const { line, labelled } of lines) {
		if (labelled && names.has(labelled.label)) said.push({ speaker: labelled.label, words: [labelled.words] });
		else {
			const open = said.at(-1);
			if (open) open.words.push(line);
			else said.push({ speaker: null, words: [line] });
		}
	}
	return said.map(({ speaker, words }) => ({ speaker, words: words.join(" ") }));
}

/** [CV2] What one person said in several cues is one utterance. */
function conversationOf(said: readonly Utterance[], line: number): ReadConversation {
	const turns: { speaker: string | null; words: string[] }[] = [];
	for (const each of said) {
		const words = spoken(each.words);
		if (words === "") continue;
		const speaker = each.speaker === null ? null : spoken(each.speaker) || null;
		const open = turns.at(-1);
		if (open && open.speaker === speaker) open.words.push(words);
		else turns.push({ speaker, words: [words] });
	}
	if (turns.length === 0) return refusedAt(line, "nobody says a word");
	return {
		type: "conversation",
		utterances: turns.map(({ speaker, words }) => ({ speaker, words: words.join(" ") })),
	};
}
