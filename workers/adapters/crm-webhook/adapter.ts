import * as z from "zod";
import { MailAddress } from "#knowledge/core/effects/effect.ts";

/** Names are shown on one line. */
const Line = (max: number) =>
	z
		.string()
		.trim()
		.max(max)
		// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point.
		.regex(/^[^\u0000-\u001f\u007f]*$/, "must be one line without control characters");

/** What any CRM can be made to send by its own automation: which deal, what happened, who said it, when. */
export const CrmWebhook = z.strictObject({
	event: z.enum(["deal.updated", "note.added", "stage.changed"]),
	deal: z.strictObject({ externalId: Line(100).min(1), name: Line(200).optional() }),
	contact: z.strictObject({ email: MailAddress, name: Line(120).optional() }).optional(),
	text: z.string().max(20_000).optional(),
	at: z.iso.datetime({ offset: true }).refine((at) => !(Date.parse(at) < 0), "must not lie before 1970"),
});

export type CrmChange = {
	readonly event: z.infer<typeof CrmWebhook>["event"];
	readonly externalId: string;
	readonly dealName: string | null;
	readonly contact: { readonly address: string; readonly name: string } | null;
	readonly text: string;
	/** Milliseconds since 1970, UTC. */
	readonly at: number;
};

export type CrmProblem = { readonly path: string; readonly detail: string };

export type CrmParse =
	| { readonly type: "ok"; readonly change: CrmChange }
	| { readonly type: "refused"; readonly problems: readonly CrmProblem[] };

/** Reads a body that was verified and decoded. Problems name fields by JSON pointer and never repeat what stood in them. */
export function parseCrmWebhook(body: unknown): CrmParse {
	const parsed = CrmWebhook.safeParse(body);
	if (!parsed.success) return { type: "refused", problems: problemsOf(parsed.error) };
	const { event, deal, contact, text, at } = parsed.data;
	return {
		type: "ok",
		change: {
			event,
			externalId: deal.externalId,
			dealName: deal.name || null,
			contact: contact === undefined ? null : { address: contact.email, name: contact.name ?? "" },
			text: text ?? "",
			at: Date.parse(at),
		},
	};
}

/** Enough to mend a request by; the body chose how many there would be. */
const PROBLEMS_MAX = 20;
const KEY_CHARS_MAX = 100;

const problemsOf = (error: z.ZodError): CrmProblem[] =>
	error.issues
		.flatMap((issue) =>
			issue.code === "unrecognized_keys"
				? issue.keys.map((key) => ({ path: pointer([...issue.path, key]), detail: "unknown field" }))
				: [{ path: pointer(issue.path), detail: issue.message }],
		)
		.slice(0, PROBLEMS_MAX);

/** Into the body, as the API's own problems. A key is the sender's: as long as they like, with any character in it. */
const pointer = (path: readonly PropertyKey[]): string =>
	["/body", ...path.map((key) => String(key).slice(0, KEY_CHARS_MAX).replaceAll("~", "~0").replaceAll("/", "~1"))].join(
		"/",
	);
