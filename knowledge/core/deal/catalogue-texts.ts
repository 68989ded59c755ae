import type { Catalogue } from "../facts/offering.ts";

/** What may be said to the letter. */
export const saysOf = ({ offerings, competitors }: Catalogue): readonly string[] => [
	...offerings.flatMap((each) => [
		...each.capabilities.map(({ says }) => says),
		...each.limits.map(({ says }) => says),
	]),
	...competitors.flatMap((each) => each.ours),
];

/** What products, their parts and the items of the list are called, and who competes. */
export const namesIn = ({ offerings, competitors }: Catalogue): readonly string[] => [
	...offerings.flatMap((each) => [
		each.name,
		...each.capabilities.map(({ name }) => name),
		...each.prices.map(({ item }) => item),
	]),
	...competitors.map((each) => each.name),
];
