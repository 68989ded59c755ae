import type { SamplePerson } from "../person.ts";

/** Fictional, see README.md. */
export const TOTOGI_SECOND_PEOPLE: readonly SamplePerson[] = [
	{
		name: "Ruth Nalwoga",
		address: "ruth.nalwoga@ngazela.example",
		title: "Head of Procurement",
		organisation: "Ngazela Mobile",
		side: "buyer",
	},
	{
		name: "Pieter Lourens",
		address: "pieter.lourens@ngazela.example",
		title: "Group Chief Financial Officer",
		organisation: "Ngazela Mobile",
		side: "buyer",
	},
	{
		name: "Josephine Achan",
		address: "josephine.achan@ngazela.example",
		title: "Chief Technology Officer",
		organisation: "Ngazela Mobile",
		side: "buyer",
	},
	{
		name: "Emmanuel Okwir",
		address: "emmanuel.okwir@ngazela.example",
		title: "Head of Charging and Billing",
		organisation: "Ngazela Mobile",
		side: "buyer",
	},
	{
		name: "Baraka Mwinyi",
		address: "baraka.mwinyi@ngazela.example",
		title: "Head of Products",
		organisation: "Ngazela Mobile",
		side: "buyer",
	},
];
