/** A business answer: the request was understood and is declined. Data, never thrown. */
export type Refusal = {
	/** A stable word for programs. */
	readonly code:
		| "not-found"
		| "not-allowed"
		| "conflict"
		| "stale-digest"
		| "already-decided"
		| "expired"
		| "ceiling"
		| "invalid"
		| "too-late"
		| "too-many";
	/** A sentence for people, free of personal data. */
	readonly reason: string;
};

export type Outcome<T> =
	| { readonly type: "done"; readonly value: T }
	| { readonly type: "refused"; readonly refusal: Refusal };

export const done = <T>(value: T): Outcome<T> => ({ type: "done", value });
export const refused = (code: Refusal["code"], reason: string): Outcome<never> => ({
	type: "refused",
	refusal: { code, reason },
});
