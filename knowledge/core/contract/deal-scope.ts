import { ApprovalId, type DealId, dealOfApproval } from "../vocabulary/ids.ts";

type Parts = {
	readonly params: Readonly<Record<string, unknown>>;
	readonly query: unknown;
	readonly body: unknown;
};

/** Where an operation names the deal that it is about, when its path is of the whole account. */
const NAMES = { query: ["deal", "with"], body: ["deal", "room"] } as const;

/**
 * Whether a request may be made with a key that is for some deals only. `inside`: it names a deal, and every deal that it
 * names is one of them. `no-deal`: it is about more than a deal, or about something whose deal nobody can tell from it: so a
 * signal, contact or company is not theirs to name outside of its deal, and every list of the account is closed.
 */
export function withinDeals(
	scope: readonly DealId[],
	{ params, query, body }: Parts,
): "inside" | "outside" | "no-deal" {
	const inPath = [
		...(params.deal === undefined ? [] : [params.deal]),
		...(params.approval === undefined ? [] : [dealOf(params.approval)]),
	];
	const isOfAccount = Object.keys(params).every((name) => name === "account");
	if (!isOfAccount && inPath.length === 0) return "no-deal";
	const named = [...inPath, ...valuesOf(query, NAMES.query), ...valuesOf(body, NAMES.body)];
	if (named.length === 0) return "no-deal";
	return named.every((deal) => scope.some((each) => each === deal)) ? "inside" : "outside";
}

const dealOf = (approval: unknown): DealId | null => {
	const parsed = ApprovalId.safeParse(approval);
	return parsed.success ? dealOfApproval(parsed.data) : null;
};

const valuesOf = (part: unknown, names: readonly string[]): readonly unknown[] =>
	typeof part === "object" && part !== null
		? Object.entries(part).flatMap(([name, value]) =>
				names.includes(name) && value !== undefined && value !== null ? [value] : [],
			)
		: [];
