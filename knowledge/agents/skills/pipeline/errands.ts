import { dayOf } from "#knowledge/core/reasoning/entities/calendar.ts";
import { questions, tasks } from "./answers.ts";
import { conditionalYes, paperDue, position } from "./bargains.ts";
import { workingDayAfter } from "./days.ts";
import type { Errand, Heard } from "./heard.ts";
import { held, proposed } from "./meetings.ts";
import { accepted, byDay, granted, promises } from "./promises.ts";

/**
 * The strongest that the words call for: a yes on a condition, a paper with its day, what we promised or they asked us to
 * do, our position where they haggle, a meeting that stands, what they asked.
 */
export function errandIn(heard: Heard): Errand | null {
	return (
		conditionalYes(heard) ??
		paperDue(heard) ??
		toDo(heard) ??
		position(heard) ??
		sooner(held(heard), questions(heard)) ??
		proposed(heard, "us")
	);
}

/** What has a day comes first, and with it a meeting; what has none is due tomorrow. */
function toDo(heard: Heard): Errand | null {
	const ours = latestFirst(promises(heard));
	const found = [...ours, ...tasks(heard), ...accepted(heard), ...granted(heard)];
	const soon = workingDayAfter(dayOf(heard.from), 1);
	const due = ({ named }: Errand): number => named ?? soon + 0.5;
	return [...found].sort((a, b) => due(a) - due(b))[0] ?? null;
}

const latestFirst = (errands: readonly Errand[]): readonly Errand[] => [...errands].sort((a, b) => b.at - a.at);

/** A question is answered before the meeting is held. */
const sooner = (meeting: Errand | null, question: Errand | null): Errand | null => {
	if (!meeting || !question) return meeting ?? question;
	return byDay(meeting, question) <= 0 || question.what.includes(" confirm the ") ? meeting : question;
};
