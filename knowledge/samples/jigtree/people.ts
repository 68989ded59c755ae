import type { SamplePerson } from "../person.ts";

/** Fictional, see README.md. */
export const JIGTREE_PEOPLE: readonly SamplePerson[] = [
	{
		name: "Owen Tarrant",
		address: "owen@harrowlane.example",
		title: "Operations Manager",
		organisation: "Harrow Lane Fabrication",
		side: "buyer",
	},
	{
		name: "Lena Fischer",
		address: "lena.fischer@jigtree.example",
		title: "Account Executive",
		organisation: "Jigtree",
		side: "us",
	},
];
