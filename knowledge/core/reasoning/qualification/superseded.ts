import type { Instant } from "../../vocabulary/time.ts";
import { amountsIn } from "../entities/amounts.ts";
import { datesIn, deadlineOf } from "../entities/dates.ts";
import { firstIn, holds } from "../matches.ts";
import type { Span } from "../span.ts";
import type { QualificationKey } from "./find.ts";
import type { Finding } from "./remark.ts";

/** A sentence as it was read, with whoever said it and what was found in it. */
export type ReadSentence = {
	readonly text: string;
	readonly span: Span;
	readonly speaker: string | null;
	readonly findings: readonly Finding<QualificationKey>[];
};

/** Answers of which a text holds one at a time: a later figure takes the place of an earlier one where the words say so. */
const REPLACED: ReadonlySet<QualificationKey> = new Set(["bant.budget", "bant.timeline", "meddic.metrics"]);

/** "I wrote 30 September": what somebody said before, and goes on to correct. */
const RETOLD =
	/\b(?:i|we) (?:had |first |originally |once |also )?(?:wrote|told you|gave you|mentioned|announced|promised|said(?! (?:it|so|from|this)))\b|\bin my (?:last |first |previous )?(?:e-?mail|mail|message|letter|note)\b|\bmy (?:mail|message|e-?mail|note) of\b|\b(?:was|were|had been) (?:supposed|meant|planned|due|scheduled) to\b|\boriginally\b|\b(?:the|our) (?:first|old|earlier|original|previous) (?:plan|date|figure|number|deadline|idea)\b/i;
const AS_SAID = /\b(?:as|like) (?:i|we) (?:said|wrote|told|mentioned)\b|\b(?:repeat|confirm|still|again|stands)\b/i;

/** What comes next holds, and not what stands before. */
const CORRECTS =
	/\b(?:no,? wait|scrap (?:that|this|it)|sorry|correction|correcting|erratum|make (?:that|it) |hang on|hold on|i mean\b|i meant|forget (?:that|what|the)|ignore (?:that|what|the|my)|strike that|instead of|rather than|not \S{1,12}(?: \S{1,12}){0,2},? but|(?:has|have|['’]s|['’]ve|is|was|been|just|got) (?:moved|slipped|changed|cut|halved|raised|increased|reduced|lowered|pushed|postponed|brought forward|corrected|frozen)|moved (?:it|to|from)|pushed (?:it|back|to)|now (?:it|we|says|stands|reads)|it['’]?s now|is now|on second thoughts?|no longer|overwrite|replaces?|update on|in the meantime|meanwhile|since then|turns out|after all|new (?:date|figure|number|deadline|budget) (?:is|:))/i;
/** "Forget the 110k that stood in the paper": the figure that it names holds no more. */
const DISOWNS =
	/^\W{0,3}(?:(?:so|and|but|please|kindly|just)[,\s]{1,2}){0,2}(?:forget|ignore|disregard|scrap|strike)\b(?:[^.;!?,:]|[.,](?=\d)){0,90}(?:, that\b[^.;!?:]{0,60})?[.!]?\s?$/i;
/** "Our weekly call was moved to Wednesday" corrects nothing that they want. */
const MOVED_TALK =
	/\b(?:calls?|meetings?|demos?|sessions?|appointments?|lunch|visit|webinar)\b[^.;!?]{0,24}\b(?:moved|postponed|pushed|changed|slipped|brought forward)\b/i;
const WITHDRAWS =
	/\b(?:scrap|forget|ignore|disregard|take back|withdraw|strike|cancel|drop|delete|overwrite)\b[^.;!?]{0,60}\b(budget|figure|number|amount|sum|money|date|deadline|month|day|timing|timeline|start|that|it|this|what i)\b|\b(?:figure|number|budget|date|deadline|amount)\b[^.;!?]{0,40}\b(?:was (?:wrong|a mistake|a typo)|no longer (?:holds|stands|applies|valid)|is (?:off|dead|void|wrong|not (?:valid|approved)))/i;
const OF_MONEY = /\b(?:budget|figure|number|amount|sum|money)\b/i;
const OF_TIME = /\b(?:date|deadline|month|day|timing|timeline|start)\b/i;

/** How far back and ahead a correction reaches, in sentences. */
const REACH_BACK = 14;
const REACH_AHEAD = 2;

/**
 * QU28: of two figures that correct each other only the last counts, and what is withdrawn counts no more. One speaker
 * corrects nobody but themselves: where two disagree, both are heard.
 */
export function withoutSuperseded(spoken: readonly ReadSentence[], now: Instant): readonly ReadSentence[] {
	if (!spoken.some(({ findings }) => findings.some(({ key }) => REPLACED.has(key)))) return spoken;
	const read = withCorrections(spoken, now);
	const dropped = new Map<number, Set<QualificationKey>>();
	const drop = (at: number, key: QualificationKey): void => {
		dropped.set(at, (dropped.get(at) ?? new Set()).add(key));
	};
	for (const [i, sentence] of read.entries()) {
		if (DISOWNS.test(sentence.text)) for (const key of REPLACED) drop(i, key);
		const isRetold = holds(sentence.text, RETOLD) && !holds(sentence.text, AS_SAID) && !holds(sentence.text, CORRECTS);
		if (isRetold) for (const { key } of sentence.findings) if (REPLACED.has(key)) drop(i, key);
		const withdrawn = firstIn(sentence.text, WITHDRAWS);
		if (!withdrawn && (!holds(sentence.text, CORRECTS) || holds(sentence.text, MOVED_TALK))) continue;
		for (const key of REPLACED) {
			const later = read
				.slice(i, i + REACH_AHEAD + 1)
				.some((each) => each.speaker === sentence.speaker && each.findings.some((finding) => finding.key === key));
			const named = key === "bant.budget" ? OF_MONEY : OF_TIME;
			if (!later && !(withdrawn && key !== "meddic.metrics" && named.test(withdrawn[0]))) continue;
			for (let k = Math.max(0, i - REACH_BACK); k < i; k++) if (read[k]?.speaker === sentence.speaker) drop(k, key);
		}
	}
	return read.map((sentence, i) => {
		const keys = dropped.get(i);
		return keys ? { ...sentence, findings: sentence.findings.filter(({ key }) => !keys.has(key)) } : sentence;
	});
}

/** So near a sentence must stand to what it corrects without naming it. */
const CORRECTS_WITHIN = 3;

/** "Scrap that, it is now 1 May": a bare day or sum that corrects one is an answer to the same question. */
function withCorrections(read: readonly ReadSentence[], now: Instant): readonly ReadSentence[] {
	const corrected = [...read];
	for (const [i, sentence] of read.entries()) {
		if (sentence.findings.length > 0 || !holds(sentence.text, CORRECTS)) continue;
		const earlier = corrected
			.slice(Math.max(0, i - CORRECTS_WITHIN), i)
			.filter((each) => each.speaker === sentence.speaker)
			.flatMap((each) => each.findings)
			.findLast(({ key }) => key === "bant.timeline" || key === "bant.budget");
		if (!earlier) continue;
		const value = earlier.key === "bant.timeline" ? lastDay(sentence.text, now) : lastSum(sentence.text);
		if (value === null) continue;
		corrected[i] = { ...sentence, findings: [{ ...earlier, value, reason: "corrects what was said" }] };
	}
	return corrected;
}

function lastDay(text: string, now: Instant): string | null {
	const date = datesIn(text, now).findLast((each) => each.iso !== null && each.relation !== "past");
	return date ? deadlineOf(date) : null;
}
const lastSum = (text: string): string | null =>
	amountsIn(text).findLast((each) => each.currency !== null)?.text ?? null;
