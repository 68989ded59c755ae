import type { SamplePerson } from "../person.ts";

/** Fictional, see README.md. */
export const TOTOGI_PEOPLE: readonly SamplePerson[] = [
	{
		name: "Priya Raman",
		address: "priya.raman@lumara.example",
		title: "VP Product",
		organisation: "Lumara Telecom",
		side: "buyer",
	},
	{
		name: "Diego Salas",
		address: "diego.salas@totogi.example",
		title: "Account Executive",
		organisation: "Totogi",
		side: "us",
	},
];
