import { technicalIn } from "./conform.ts";
import type { Reader } from "./norms.ts";

/**
 * A sentence of the catalogue for a reader who wants no technical words but their own: the clause that holds one is left out,
 * as long as a whole sentence remains. `null` where none does.
 */
export function plainFor(says: string, to: { readonly reader: Reader; readonly mail: string }): string | null {
	if (technicalIn(says, to).length === 0) return says;
	const sentences = says.split(/(?<=[.])\s+/).flatMap((sentence) => {
		if (technicalIn(sentence, to).length === 0) return [sentence];
		const clauses = sentence.replace(/\.$/, "").split(/(?=, |; |: | through | by | via | over | with | using )/);
		const kept = clauses.filter((clause) => technicalIn(clause, to).length === 0);
		// The main clause stands first; without it nothing is left to be said.
		return kept[0] !== undefined && kept[0] === clauses[0] && kept.join("").split(" ").length >= WHOLE_WORDS_MIN
			? [`${kept.join("").replace(/[,;:\s]{1,4}$/, "")}.`]
			: [];
	});
	return sentences.length === 0 ? null : sentences.join(" ");
}
const WHOLE_WORDS_MIN = 4;
