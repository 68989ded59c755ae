import * as z from "zod";
import type { DealView } from "./deal.ts";

/** One line of a comparison of two moments, or of two forks. `null`: it was not there. */
export const Difference = z.strictObject({
	what: z.enum(["stage", "automation", "fact", "approval", "crm", "flag", "coaching"]),
	/** The fact's key, the kind of approval or flag, the record and field. */
	name: z.string(),
	before: z.string().nullable(),
	after: z.string().nullable(),
});
export type Difference = z.infer<typeof Difference>;

type Compared = Pick<DealView, "stage" | "automation" | "facts" | "approvals" | "crm" | "flags" | "coaching">;
type Line = { readonly name: string; readonly subject: string; readonly text: string };

/**
 * [DF1] What is different between two moments, fact by fact. Facts pair by key and subject, fields by their record, so
 * two moments that say the same differ in nothing, whatever their ids.
 */
export function differencesOf(before: Compared, after: Compared): readonly Difference[] {
	return [
		...compare("stage", [line("stage", before.stage)], [line("stage", after.stage)]),
		...compare("automation", [line("automation", before.automation)], [line("automation", after.automation)]),
		...compare("fact", factLines(before), factLines(after)),
		...compare("approval", approvalLines(before), approvalLines(after)),
		...compare("crm", crmLines(before), crmLines(after)),
		...compare("flag", flagLines(before), flagLines(after)),
		...compare("coaching", coachingLines(before), coachingLines(after)),
	];
}

const ERASED = "(erased)";
const line = (name: string, text: string, subject = ""): Line => ({ name, subject, text });

/** The first part of a value in parts is what it is about: a person, a need, a topic. */
const subjectOf = (value: string): string => (value.includes(" | ") ? (value.split(" | ")[0] ?? "").toLowerCase() : "");

const factLines = ({ facts }: Compared): readonly Line[] =>
	facts.map(({ key, value, state }) => {
		const text = value ?? ERASED;
		return line(key, state === "suggested" ? text : `${text} (${state})`, subjectOf(text));
	});

const approvalLines = ({ approvals }: Compared): readonly Line[] =>
	approvals.map(({ action, artefact }) => {
		if (artefact?.type === "send-email")
			return line(action.type, `«${artefact.subject}» ${artefact.body}`, artefact.subject);
		if (artefact?.type === "move-stage") return line(action.type, `${artefact.from} to ${artefact.to}`, artefact.to);
		return line(action.type, artefact ? `${artefact.key}: ${artefact.value}` : ERASED);
	});

const crmLines = ({ crm }: Compared): readonly Line[] =>
	crm.flatMap(({ record, field, value }) =>
		value === null ? [] : [line(`${record.type}.${field}`, value, record.type === "contact" ? record.contact : "")],
	);

const flagLines = ({ flags }: Compared): readonly Line[] =>
	flags.map(({ kind, detail, code }) => line(kind, detail ?? code, detail ?? code));

const coachingLines = ({ coaching }: Compared): readonly Line[] =>
	coaching ? [line(coaching.topic, coaching.note ?? ERASED)] : [];

/** Lines that say the same drop out first; what is left pairs by subject, and then in order. */
function compare(what: Difference["what"], before: readonly Line[], after: readonly Line[]): readonly Difference[] {
	const left = [...after];
	const take = (fits: (other: Line) => boolean): Line | null => {
		const at = left.findIndex(fits);
		return at < 0 ? null : (left.splice(at, 1)[0] ?? null);
	};
	const changed = before.filter((each) => !take((other) => other.name === each.name && other.text === each.text));
	const gone = changed.map((each): Difference => {
		const found = take((other) => other.name === each.name && other.subject === each.subject);
		return { what, name: each.name, before: each.text, after: found?.text ?? null };
	});
	return [...gone, ...left.map((each): Difference => ({ what, name: each.name, before: null, after: each.text }))];
}
