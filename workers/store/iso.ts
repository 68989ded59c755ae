export const isoOf = (ms: number): string => new Date(ms).toISOString();
export const isoIf = (ms: number | null): string | null => (ms === null ? null : isoOf(ms));
