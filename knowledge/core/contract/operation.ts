import type * as z from "zod";
import type { Refusal } from "../vocabulary/outcome.ts";

/**
 * Who may call an operation. `public`: no principal at all. `anyone`: any principal of the account in the path, visitors of
 * an embed too. `platform`: a platform admin, for whom the account in the path is another one's. Every other one needs a
 * principal of the account in the path; a key needs the scope of the same meaning (read, write, decide, admin), and to read
 * what is a `manager`'s the scope read.
 * `grantor`: an admin who lets somebody in, or says who decides. Whoever may do that can come to decide, so a key needs every
 * scope for it.
 */
export type Access = "public" | "anyone" | "reader" | "manager" | "writer" | "human" | "admin" | "grantor" | "platform";

/** One HTTP operation: the route, its strict parsing, the client and the document are all made from this. */
export type Operation = {
	readonly id: string;
	readonly method: "get" | "post" | "put" | "patch" | "delete";
	readonly path: string;
	readonly summary: string;
	/** What it is for, in a sentence or two, where the summary does not say it. */
	readonly description?: string;
	readonly access: Access;
	readonly params: z.ZodObject;
	readonly query: z.ZodObject;
	/** `null`: no body. Operations that take raw bytes name their media type in `rawBody`. */
	readonly body: z.ZodType | null;
	readonly rawBody?: string;
	/** Of a raw body, the most that is read. */
	readonly rawBytesMax?: number;
	/** Other media types of the same body. */
	readonly alsoTakes?: readonly string[];
	/** A body that the route takes, as the document shows it; of a raw body its text. Each operation with a body of its own has one. */
	readonly example?: unknown;
	readonly status: 200 | 201 | 202;
	/** The same answer, while there is something left to do. */
	readonly unfinished?: 202;
	/** The answer holds a secret that is shown this once: it is never kept, not even for a repeat of the request. */
	readonly showsSecret?: true;
	readonly answer: z.ZodType;
	/** Of an answer that is not JSON its media type; `answer` is its text then. */
	readonly answerType?: string;
	/** What it makes, by kind, and the field of the answer that has its id, such as `user.id`: the audit names it. Ids alone. */
	readonly makes?: Readonly<Record<string, string>>;
	/** Business refusals of its own, beside those of its kind. */
	readonly refuses?: readonly Refusal["code"][];
};
