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
		name: "Anil Kharade",
		address: "anil.kharade@lumara.example",
		title: "CTO",
		organisation: "Lumara Telecom",
		side: "buyer",
	},
	{
		name: "Suresh Balan",
		address: "suresh.balan@lumara.example",
		title: "Head of Charging Operations",
		organisation: "Lumara Telecom",
		side: "buyer",
	},
	{
		name: "Devika Rao",
		address: "devika.rao@lumara.example",
		title: "Chief Information Security Officer",
		organisation: "Lumara Telecom",
		side: "buyer",
	},
	{
		name: "Farida Merchant",
		address: "farida.merchant@lumara.example",
		title: "General Manager, Procurement",
		organisation: "Lumara Telecom",
		side: "buyer",
	},
	{
		name: "Luciana Ferreyra",
		address: "luciana.ferreyra@quillaro.example",
		title: "Head of Commercial Offer",
		organisation: "Quillaro Móvil",
		side: "buyer",
	},
	{
		name: "Ramiro Ochoa",
		address: "ramiro.ochoa@quillaro.example",
		title: "CTO",
		organisation: "Quillaro Móvil",
		side: "buyer",
	},
	{
		name: "Nicolás Arce",
		address: "nicolas.arce@quillaro.example",
		title: "IT Architect",
		organisation: "Quillaro Móvil",
		side: "buyer",
	},
	{
		name: "Beatriz Salgado",
		address: "beatriz.salgado@quillaro.example",
		title: "CFO",
		organisation: "Quillaro Móvil",
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
