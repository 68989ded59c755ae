import { LearnedChangeView, type LearnedView } from "#knowledge/core/contract/judgement.ts";
import { wilsonLow } from "#knowledge/core/facts/lessons.ts";
import { ActionClass } from "#knowledge/core/learning/autonomy.ts";
import { autonomyFor, DEFAULT_CAP, type Learned, readSubject, styleFor } from "#knowledge/core/learning/learned.ts";
import { isPlain } from "#knowledge/core/learning/style.ts";
import { UserId } from "#knowledge/core/vocabulary/ids.ts";

const What = LearnedChangeView.shape.what;

/** What was learned, as people read it. */
export function learnedView(state: Learned): LearnedView {
	const people = Object.keys(state.edits).map((subject) => readSubject(subject).of);
	return {
		changes: [...state.changes].reverse().map(({ id, subject, at, from, to, revertedBy }) => {
			const { what, of, about } = readSubject(subject);
			return {
				id,
				what: What.parse(what),
				of,
				subject: about,
				at: new Date(at).toISOString(),
				from,
				to,
				reverted: revertedBy !== null,
			};
		}),
		autonomy: Object.entries(state.records).map(([subject, record]) => {
			const { of: person, about } = readSubject(subject);
			const action = ActionClass.parse(about);
			const { clean, decided } = record;
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
		styles: people
			.map((person) => ({ person: UserId.parse(person), ...styleFor(state, person) }))
			.filter(({ person: _, ...style }) => !isPlain(style)),
	};
}
