import { partsOf, partsText } from "../facts/subject.ts";
import { shortened } from "../reasoning/span.ts";
import { FACT_VALUE_CHARS_MAX } from "../vocabulary/limits.ts";

/** What a buyer answered to a field of a method that no other fact key stands for. */
export type Answer = { readonly pack: string; readonly field: string; readonly answer: string };

/** The value of a `methodology.answer`: «qbs/impact | Every late ticket costs us a credit». */
export const answerText = ({ pack, field, answer }: Answer): string => {
	const subject = `${pack}/${field}`;
	return partsText([subject, shortened(answer, FACT_VALUE_CHARS_MAX - subject.length - 10)]);
};

/** Reads a value back; `null` where it is none of ours. */
export function answerOf(value: string): Answer | null {
	const [subject = "", answer] = partsOf(value);
	const [pack, field, ...rest] = subject.split("/");
	return !pack || !field || rest.length > 0 || !answer ? null : { pack, field, answer };
}
