export type Value = string | number | null;

/** One statement of a batch. `?1` is the tenant, which the wrapper binds; the values begin with `?2`. */
export type Statement = { readonly sql: string; readonly values: readonly Value[] };
