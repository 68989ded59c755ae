import type { EventView } from "#knowledge/core/contract/deal.ts";

/*
 * The contract leaves events loose, so that the page outlives new members. These read one member each, or nothing.
 */
type Loose = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Loose =>
	typeof value === "object" && value !== null && !Array.isArray(value);

export function text(from: Loose, key: string): string | null {
	const value = from[key];
	return typeof value === "string" ? value : null;
}

export function number(from: Loose, key: string): number | null {
	const value = from[key];
	return typeof value === "number" ? value : null;
}

export function part(from: Loose, key: string): Loose {
	const value = from[key];
	return isRecord(value) ? value : {};
}

export function parts(from: Loose, key: string): readonly Loose[] {
	const value = from[key];
	return Array.isArray(value) ? value.filter(isRecord) : [];
}

export function lists(from: Loose, key: string): readonly (readonly string[])[] {
	const value = from[key];
	if (!Array.isArray(value)) return [];
	return value.filter(Array.isArray).map((each) => each.filter((item) => typeof item === "string"));
}

/** A text that an event names: looked for under its member, and under the path to it. `null` when it was erased or is long. */
export function named(entry: EventView, ...members: readonly string[]): string | null {
	for (const member of members) {
		const value = entry.texts[member];
		if (typeof value === "string") return value;
	}
	return null;
}
