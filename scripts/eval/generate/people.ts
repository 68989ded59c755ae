import type { Rng } from "./random.ts";

export interface Human {
	readonly name: string;
	readonly first: string;
	readonly sex: "m" | "f";
}

const women =
	"Jane Wu|Aoife Brennan|Ngozi Adeyemi|Zofia Kowalczyk|Marta Lindqvist|Priya Raman|Yuki Tanabe|Leïla Benhaddou|Carmen Ortega|Ilse Vandewalle|Sofía Restrepo|Hannah Feldkamp|Mei-Ling Cheng|Fatima El Amrani|Kirsten Østergaard|Olena Shevchuk|Bronwyn Hughes|Giulia Ferrante|Thandiwe Mokoena|Ana Beatriz Lopes|Ruth Abramson|Siiri Laaksonen|Dilnoza Karimova|Eleni Papadaki|Chloé Marchand|Siobhán Keane|Grace Otieno|Anneke de Boer|Nurul Hidayah|Ivana Horvat|Lucía Peralta|Tuyet Nguyen|Ayşe Demirtaş|Rebecca Stone|Magdaléna Nováková|Shanice Powell|Deepa Krishnan|Ritu Bhandari|Judit Szabó|Maeve Callaghan";
const men =
	"Tomás Ribeiro|Henrik Solberg|Kwame Boateng|Piotr Zielinski|Arjun Mehta|Liam O'Connell|Jürgen Haas|Mehmet Yıldız|Rafael Quiroga|Pieter van Dam|Étienne Garnier|Kenji Morimoto|Samuel Okonkwo|Dmitri Volkov|Luca Bianchi|Owen Pritchard|Ahmed Mansour|Chen Guowei|Jonas Eklund|Marek Dvořák|Nikos Stavrou|Diego Salinas|Aidan Walsh|Bashir Noorzai|Viktor Petrov|Patrick Mulcahy|Min-jun Seo|Rasmus Toft|Andrei Ionescu|Bilal Qureshi|Fergus McLeish|Gustavo Almeida|Takumi Hayashi|Stefan Grubauer|Emeka Nwosu|Tariq Al-Sayed|Jorge Villalba|Ben Carver|Sandeep Gill|Wout Claes";

const humans: readonly Human[] = [
	...women.split("|").map((name): Human => ({ name, first: firstOf(name), sex: "f" })),
	...men.split("|").map((name): Human => ({ name, first: firstOf(name), sex: "m" })),
];

function firstOf(name: string): string {
	return name.split(" ")[0] ?? name;
}

const buyers =
	"Halden Fittings|Corrib Foods|Maasbrug Logistics|Northgate Dental Group|Sierra Clara Wines|Tannery & Sons|Blue Heron Housing|Kestrel Packaging|Oresund Tools|Vinča Textiles|Lagoon Telecom|Mackworth Clinics|Ardent Flooring|Pilar Seguros|Kumasi Cold Chain|Yarra Valley Print|Fjordline Seafood|Bramble Hotels|Castell Pumps|Ostrava Castings|Greenholt Nurseries|Tamarind Mobile|Westray Ferries|Quillfeather Books|Rhône Alarme|Sundby Elevators|Marlowe Facilities|Penrith Dairy|Zagreb Optics|Delacroix Freight";
const sellers = "Planwell|Ostrea Software|Brightsill|Tallow Systems|Kernmark|Loomstead";
const rivals =
	"Fluxware|Ordinato|Sapphire Desk|Gridlock One|Novatrack|Pelikan Suite|TaskHarbor|Bluepine|Quorum ERP|Zenflow|Mondrio|Castellan|Ferrobit|Wavecrest|Optimus Ledger|Trellis Cloud";
const others =
	"Brockmann Steel|Dunmore Stores|Casa Verde|Helix Pharma|Aalto Paper|Rovigo Moto|Kilbride Council|Santos Cement";

export const titles = {
	writer:
		"Head of Operations|Operations Manager|Warehouse Manager|Finance Manager|Project Manager|IT Coordinator|Office Manager|Business Analyst|Plant Manager|Team Lead|Customer Service Manager|Head of Administration|Procurement Specialist|Process Engineer|Branch Manager",
	decides: "managing director|CEO|chief operating officer|general manager|executive director|president|division head",
	money: "CFO|finance director|head of finance|treasurer|VP Finance|commercial director",
	agrees: "head of IT|data protection officer|security lead|head of legal|CIO|quality manager",
	champions: "shift supervisor|operations lead|head of service|senior planner|team leader|works manager",
} as const;

export type TitleKind = keyof typeof titles;

export function title(rng: Rng, kind: TitleKind): string {
	return rng.pick(titles[kind].split("|"));
}
export function drawHumans(rng: Rng, count: number): readonly Human[] {
	const drawn: Human[] = [];
	while (drawn.length < count) {
		const human = rng.pick(humans);
		if (!drawn.some((other) => other.first === human.first || other.name === human.name)) drawn.push(human);
	}
	return drawn;
}
export function drawBuyer(rng: Rng): string {
	return rng.pick(buyers.split("|"));
}
export function drawSeller(rng: Rng): string {
	return rng.pick(sellers.split("|"));
}
export function drawOther(rng: Rng): string {
	return rng.pick(others.split("|"));
}
export function drawRivals(rng: Rng): readonly [string, string] {
	const list = rivals.split("|");
	const first = rng.pick(list);
	return [first, rng.pick(list.filter((name) => name !== first))];
}

const letters: Readonly<Record<string, string>> = { ø: "o", ł: "l", ı: "i", ş: "s", đ: "d", ß: "ss", æ: "ae" };
export function slug(text: string): string {
	return text
		.toLowerCase()
		.normalize("NFD")
		.replace(/[\u0300-\u036f]/g, "")
		.replace(/[øłışđßæ]/g, (letter) => letters[letter] ?? "")
		.replace(/[^a-z0-9]+/g, "-")
		.replace(/^-|-$/g, "");
}
export function address(human: Human, organisation: string): string {
	return `${slug(human.name.replace("'", "")).replace(/-/g, ".")}@${slug(organisation)}.example`;
}
