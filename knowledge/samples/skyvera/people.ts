import type { SamplePerson } from "../person.ts";

/** Fictional, see README.md. */
export const SKYVERA_PEOPLE: readonly SamplePerson[] = [
	{
		name: "Mara Ellingsen",
		address: "mara.ellingsen@brightfen.example",
		title: "Head of Customer Operations",
		organisation: "Brightfen Mobile",
		side: "buyer",
	},
	{
		name: "Jonas Petrie",
		address: "jonas.petrie@brightfen.example",
		title: "CFO",
		organisation: "Brightfen Mobile",
		side: "buyer",
	},
	{
		name: "Torvald Lindahl",
		address: "torvald.lindahl@brightfen.example",
		title: "IT Architect",
		organisation: "Brightfen Mobile",
		side: "buyer",
	},
	{
		name: "Anneke Brouwer",
		address: "anneke.brouwer@brightfen.example",
		title: "Procurement Manager",
		organisation: "Brightfen Mobile",
		side: "buyer",
	},
	{
		name: "Ingrid Solbakken",
		address: "ingrid.solbakken@brightfen.example",
		title: "Information Security Officer",
		organisation: "Brightfen Mobile",
		side: "buyer",
	},
	{
		name: "Sam Okafor",
		address: "sam.okafor@skyvera.example",
		title: "Account Executive",
		organisation: "Skyvera",
		side: "us",
	},
];
