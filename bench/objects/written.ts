/** A row of the product's tables, as SQLite gives it. */
export type Row = Record<string, string | number | null | ArrayBuffer>;

/** What one run of the product wrote: rows as they stand in its tables, by the commit that wrote them. */
export type Written = {
	readonly board: string;
	readonly signals: readonly Row[];
	readonly commits: readonly {
		/** How far ahead it set the alarm; `null`: it left it where it was. */
		readonly aheadMs: number | null;
		readonly events: readonly Row[];
		readonly payloads: readonly Row[];
	}[];
};
