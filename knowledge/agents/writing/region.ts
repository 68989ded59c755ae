import type { Region } from "#knowledge/core/vocabulary/region.ts";
import type { Persona } from "./persona.ts";

/** S0-108: how one writes to a region. The currency is the price list's, never a table's. */
export type Manners = {
	readonly greets: string;
	/** The formal one, with the whole name, for who is addressed so. */
	readonly greetsFormally: string;
	readonly formalWith: readonly Persona[];
	readonly closes: string;
	/** What the list prices leave out. */
	readonly tax: string;
	readonly date: (day: { readonly year: number; readonly month: number; readonly day: number }) => string;
};

const MONTHS = "January February March April May June July August September October November December".split(" ");
const month = (index: number): string => MONTHS[index - 1] ?? "";

export const MANNERS_OF: Readonly<Record<Region, Manners>> = {
	emea: {
		greets: "Hello",
		greetsFormally: "Dear",
		formalWith: ["c-suite"],
		closes: "Kind regards,",
		tax: "All prices are without VAT.",
		date: (at) => `${at.day} ${month(at.month)} ${at.year}`,
	},
	amer: {
		greets: "Hi",
		greetsFormally: "Hi",
		formalWith: [],
		closes: "Best,",
		tax: "Prices are before sales tax.",
		date: (at) => `${month(at.month)} ${at.day}, ${at.year}`,
	},
	apac: {
		greets: "Dear",
		greetsFormally: "Dear",
		formalWith: ["c-suite", "executive"],
		closes: "Best regards,",
		tax: "All prices are without GST and other local taxes.",
		date: (at) => `${at.day} ${month(at.month).slice(0, 3)} ${at.year}`,
	},
};
