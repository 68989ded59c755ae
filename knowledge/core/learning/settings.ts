import * as z from "zod";
import { ActionClass, AutonomyLevel, FIRST_LEVEL } from "./autonomy.ts";
import { autonomyFor, type Learned, readSubject, styleFor } from "./learned.ts";
import { isPlain, Style } from "./style.ts";

/** What deals need of what was learned. What nobody taught anything about is not in it. */
export const LearnedSettings = z.strictObject({
	calibration: z.record(z.string(), z.array(z.strictObject({ right: z.number().min(0), n: z.int().min(0) }))),
	/** By the person in whose name a mail is written. */
	styles: z.record(z.string(), Style),
	/** Where a clone may do less than act with an approval: by «person action», and by action for everybody. */
	autonomy: z.record(z.string(), AutonomyLevel),
});
export type LearnedSettings = z.infer<typeof LearnedSettings>;

export function learnedSettings(state: Learned): LearnedSettings {
	const people = Object.keys(state.edits).map((subject) => readSubject(subject).of);
	const caps = ActionClass.options.map((action) => [action, state.caps[action] ?? FIRST_LEVEL] as const);
	const levels = Object.keys(state.records).map((subject) => {
		const { of: person, about: action } = readSubject(subject);
		return [`${person} ${action}`, autonomyFor(state, person, ActionClass.parse(action))] as const;
	});
	const styles = people.map((person) => [person, styleFor(state, person)] as const);
	return {
		calibration: Object.fromEntries(
			Object.entries(state.calibration).map(([key, bins]) => [key, bins.map((bin) => ({ ...bin }))]),
		),
		styles: Object.fromEntries(styles.filter(([, style]) => !isPlain(style))),
		autonomy: Object.fromEntries([...caps, ...levels].filter(([, level]) => LESS.has(level))),
	};
}

const LESS: ReadonlySet<AutonomyLevel> = new Set(["observe", "draft"]);

/** What a person's clone may do of one class of actions. */
export const mayDo = ({ autonomy }: LearnedSettings, person: string | null, action: ActionClass): AutonomyLevel =>
	autonomy[`${person} ${action}`] ?? autonomy[action] ?? FIRST_LEVEL;
