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
		name: "Ruth Harrow",
		address: "ruth@harrowlane.example",
		title: "Owner",
		organisation: "Harrow Lane Fabrication",
		side: "buyer",
	},
	{
		name: "Gary Pell",
		address: "gary@harrowlane.example",
		title: "Production Planner",
		organisation: "Harrow Lane Fabrication",
		side: "buyer",
	},
	{
		name: "Denise Ackroyd",
		address: "denise@harrowlane.example",
		title: "Accounts & Office Manager",
		organisation: "Harrow Lane Fabrication",
		side: "buyer",
	},
	{
		name: "Megan Tolhurst",
		address: "megan.tolhurst@wattlebrook.example",
		title: "Production Manager",
		organisation: "Wattlebrook Joinery",
		side: "buyer",
	},
	{
		name: "Hamish Dorrit",
		address: "hamish.dorrit@wattlebrook.example",
		title: "General Manager",
		organisation: "Wattlebrook Joinery",
		side: "buyer",
	},
	{
		name: "Kelvin Ong",
		address: "kelvin.ong@wattlebrook.example",
		title: "Finance Controller",
		organisation: "Wattlebrook Joinery",
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
