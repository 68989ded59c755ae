import type { Heard, Power, StakeholderRole, Stance } from "../../vocabulary/stakeholder.ts";
import type { Span } from "../span.ts";
import type { Said } from "./said.ts";

/** What one sentence says of somebody. */
export type Sight = Span & {
	readonly name: string;
	readonly title: string | null;
	readonly role: StakeholderRole;
	readonly stance: Stance;
	readonly power?: Power;
	readonly reportsTo?: string | null;
	readonly heard?: Heard;
	/** The role is learned: one that words show weighs more. */
	readonly learned?: boolean;
	/** The stance is a guess: one that words show stays. */
	readonly leans?: boolean;
	readonly confidence: number;
	/** Whether the words say that somebody who could stop it does no longer. */
	readonly releases?: boolean;
	/** That somebody signed or was there is seen, and shows no more than that. */
	readonly shown?: "signature" | "presence";
};

export const spanned = (
	{ start, end }: Said,
	{ name, title }: { readonly name: string; readonly title: string | null },
	seen: Pick<Sight, "role" | "stance" | "confidence" | "releases">,
): Sight => ({
	start,
	end,
	name,
	title,
	...seen,
});
