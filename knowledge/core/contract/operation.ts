import type * as z from "zod";

/** Who may call an operation. `public`: no principal at all; every other one needs one of the account in the path. */
export type Access = "public" | "reader" | "writer" | "human" | "admin";

/** One HTTP operation: the route, its strict parsing, the client and the document are all made from this. */
export type Operation = {
	readonly id: string;
	readonly method: "get" | "post" | "patch" | "delete";
	readonly path: string;
	readonly summary: string;
	readonly access: Access;
	readonly params: z.ZodObject;
	readonly query: z.ZodObject;
	/** `null`: no body. Operations that take raw bytes name their media type in `rawBody`. */
	readonly body: z.ZodType | null;
	readonly rawBody?: string;
	/** Other media types of the same body. */
	readonly alsoTakes?: readonly string[];
	readonly status: 200 | 201 | 202;
	readonly answer: z.ZodType;
};
