import { LearnedChangeView, type LearnedView } from "#knowledge/core/contract/judgement.ts";
import { wilsonLow } from "#knowledge/core/facts/lessons.ts";
import { ActionClass, NO_RECORD } from "#knowledge/core/learning/autonomy.ts";
import { autonomyFor, DEFAULT_CAP, type Learned, styleFor } from "#knowledge/core/learning/learned.ts";
import { PLAIN_STYLE } from "#knowledge/core/learning/style.ts";
import { UserId } from "#knowledge/core/vocabulary/ids.ts";

const What = LearnedChangeView.shape.what;

/** What was learned, as people read it. */
export function learnedView(state: Learned): LearnedView {
	const styles = Object.keys(state.edits).map((subject) => subject.split(" ")[1] ?? "");
	return {
		changes: [...state.changes].reverse().map(({ id, subject, at, from, to, revertedBy }) => {
			const [what, of = "", rest = ""] = subject.split(" ");
			return {
				id,
				what: What.parse(what),
				of,
				subject: rest,
				at: new Date(at).toISOString(),
				from,
				to,
				reverted: revertedBy !== null,
			};
		}),
		autonomy: Object.entries(state.records).map(([subject, record]) => {
			const [, person = "", rest = ""] = subject.split(" ");
			const action = ActionClass.parse(rest);
			const { clean, decided } = record ?? NO_RECORD;
			return {
				person: UserId.parse(person),
				action,
				level: autonomyFor(state, person, action),
				cap: state.caps[action] ?? DEFAULT_CAP,
				clean,
				decided,
				shareLow: wilsonLow(clean, decided),
			};
		}),
		styles: styles
			.map((person) => ({ person: UserId.parse(person), ...styleFor(state, person) }))
			.filter(({ person, ...style }) => JSON.stringify(style) !== JSON.stringify(PLAIN_STYLE)),
	};
}
