/** As every view writes a moment: UTC, ISO 8601. */
export const time = (at: number): string => new Date(at).toISOString();
