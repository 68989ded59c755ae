import type { Category } from "#knowledge/core/memory/item.ts";
import type { Rng } from "../generate/random.ts";

/** The company that facts are planted in: where it works, who works there, with what. */

export const SITES =
	"Leeds Antwerp Porto Graz Tampere Lyon Brno Malmö Cork Bergen Ghent Turin Łódź Bilbao Aarhus Basel Riga Split Tartu Vigo".split(
		" ",
	);
export const TEAMS =
	"dispatch payroll purchasing laboratory warehouse helpdesk fleet catering radiology onboarding compliance archive pricing returns security legal treasury claims tooling nursing".split(
		" ",
	);
export const SYSTEMS =
	"Kestrel Ardvane Halden Miroc Tessel Oskar Brightfen Quill Nordpost Vasa Lumen Petrel Carbide Juno Ostara Ferrum Delphi Marten Solace Wren".split(
		" ",
	);
export const PEOPLE =
	"Petra Lind|Jonas Petrie|Ines Carvalho|Tomasz Zielny|Aoife Brennan|Marek Holub|Sunniva Dahl|Luca Ferri|Hanneke Vos|Ravi Menon|Elif Kaya|Bastien Roux|Greta Aalto|Oskar Nyberg|Dina Haddad|Pavel Sorm|Noor Jansen|Iker Etxe|Maeve Doyle|Anton Weiss".split(
		"|",
	);

export const someDay = (rng: Rng): string =>
	`${rng.int(1, 28)} ${rng.pick(["March", "May", "June", "September", "October", "November"])}`;
export const euros = (rng: Rng): string => `${rng.int(11, 980)},${rng.int(1, 9)}00 euros`;
export const count = (rng: Rng): string => String(rng.int(13, 990));
export const person = (rng: Rng): string => rng.pick(PEOPLE);
export const system = (rng: Rng): string => rng.pick(SYSTEMS);
export const site = (rng: Rng): string => rng.pick(SITES);

export const decided: readonly Category[] = ["strategic_decisions", "key_decisions"];
export const money: readonly Category[] = [
	"metrics",
	"forecasts",
	"board_presentations",
	"expense_reports",
	"monthly_reviews",
];
export const met: readonly Category[] = ["status_meetings", "progress_reports", "process_changes"];
export const law: readonly Category[] = ["key_decisions", "deadlines", "routine_reviews", "minor_updates"];
