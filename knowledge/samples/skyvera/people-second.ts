import type { SamplePerson } from "../person.ts";

/** Fictional, see README.md. */
export const SKYVERA_SECOND_PEOPLE: readonly SamplePerson[] = [
	{
		name: "Aoife Brannick",
		address: "aoife.brannick@tullagher.example",
		title: "Head of Field Operations",
		organisation: "Tullagher Mobile",
		side: "buyer",
	},
	{
		name: "Noel Cuddihy",
		address: "noel.cuddihy@tullagher.example",
		title: "Dispatch Team Lead",
		organisation: "Tullagher Mobile",
		side: "buyer",
	},
	{
		name: "Declan Moyle",
		address: "declan.moyle@tullagher.example",
		title: "Chief Operating Officer",
		organisation: "Tullagher Mobile",
		side: "buyer",
	},
	{
		name: "Gráinne Tolan",
		address: "grainne.tolan@tullagher.example",
		title: "Procurement Manager",
		organisation: "Tullagher Mobile",
		side: "buyer",
	},
	{
		name: "Wojciech Saletra",
		address: "wojciech.saletra@tullagher.example",
		title: "Lead Systems Architect",
		organisation: "Tullagher Mobile",
		side: "buyer",
	},
];
