import type { Span } from "../span.ts";
import type { Said, Side } from "./said.ts";

/** What somebody is asked to do or undertakes to do, in a text. Offsets are in the text. */
export type Committed = Span & {
	readonly kind: "ask" | "promise";
	/** The words that ask, or promise; of an answer such as «will do» what was asked. */
	readonly text: string;
	/** Whose words these are. */
	readonly side: Side;
	/** Who is to act. */
	readonly owner: Side;
	readonly who: string | null;
	/** The last day on which it is in time, as an ISO day. */
	readonly due: string | null;
	/** The sentence that it stands in, with who says it and where. */
	readonly said: Said;
};
