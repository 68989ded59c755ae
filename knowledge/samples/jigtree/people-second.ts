import type { SamplePerson } from "../person.ts";

/** Fictional, see README.md. */
export const JIGTREE_SECOND_PEOPLE: readonly SamplePerson[] = [
	{
		name: "Silvia Marchesani",
		address: "s.marchesani@valtrona.example",
		title: "Controller",
		organisation: "Officine Valtrona",
		side: "buyer",
	},
	{
		name: "Ettore Brignoli",
		address: "e.brignoli@valtrona.example",
		title: "Managing Director and owner",
		organisation: "Officine Valtrona",
		side: "buyer",
	},
	{
		name: "Davide Rossetto",
		address: "d.rossetto@valtrona.example",
		title: "Production Planner",
		organisation: "Officine Valtrona",
		side: "buyer",
	},
	{
		name: "Lucia Ferrante",
		address: "l.ferrante@valtrona.example",
		title: "Shift Leader, Machining",
		organisation: "Officine Valtrona",
		side: "buyer",
	},
	{
		name: "Marek Holub",
		address: "marek@holub-consulting.example",
		title: "ERP Consultant",
		organisation: "Holub Consulting",
		side: "buyer",
	},
];
