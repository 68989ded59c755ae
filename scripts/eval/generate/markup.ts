import { type Kind, kinds, type Label, type Role, roles } from "./types.ts";

/** What fills the slots of one sentence: name of the slot to its surface. */
export type Fill = (slot: string) => string;
export interface Named {
	readonly name: string;
	readonly role: Role;
	readonly quote: string;
	readonly kind: Kind;
}
export interface Sentence {
	readonly text: string;
	readonly labels: readonly Label[];
	readonly either: readonly Label[];
	readonly named: readonly Named[];
}

function capital(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

export function fillSlots(template: string, fill: Fill): string {
	return template.replace(/\{([A-Za-z0-9]+)\}/g, (_whole, slot: string) => {
		const first = slot.charAt(0);
		return first !== first.toLowerCase() ? capital(fill(slot.charAt(0).toLowerCase() + slot.slice(1))) : fill(slot);
	});
}

/** Reads one marked sentence; `value` is the label's value where the mark-up says none, `day` the date of asks and promises. */
export function readMarkup(
	template: string,
	kind: Kind,
	fill: Fill,
	value: () => string,
	day: () => string | null,
	style: (text: string) => string,
): Sentence {
	const labels: Label[] = [];
	const either: Label[] = [];
	const named: Named[] = [];
	let text = "";
	let rest = template;
	for (;;) {
		const open = rest.indexOf("[");
		if (open < 0) break;
		const close = rest.indexOf("]", open);
		text += style(fillSlots(rest.slice(0, open), fill));
		const inside = rest.slice(open + 1, close);
		const quote = style(fillSlots(inside, fill));
		text += quote;
		rest = rest.slice(close + 1);
		let marks = "=";
		const end = rest.startsWith("(") ? rest.indexOf(")") : -1;
		if (end > 0 && rest.slice(0, end).includes("=")) {
			marks = rest.slice(1, end);
			rest = rest.slice(end + 1);
		}
		for (const mark of marks.split(";")) {
			const doubtful = mark.startsWith("?");
			const [left = "", right = ""] = (doubtful ? mark.slice(1) : mark).split("=");
			const [rawValue = "", role] = right.split("!");
			const itsKind = left === "" ? kind : kinds.find((known) => known === left);
			if (itsKind === undefined) throw new Error(`unknown kind in ${template}`);
			const itsValue = rawValue === "" ? value() : fillSlots(rawValue, fill);
			const dated = itsKind === "ask" || itsKind === "promise";
			const label: Label = dated
				? {
						kind: itsKind,
						quote,
						value: itsValue,
						owner: itsKind === "ask" ? "us" : "them",
						date: template.includes("{by}") || template.includes("{mday") ? day() : null,
					}
				: { kind: itsKind, quote, value: itsValue };
			(doubtful ? either : labels).push(label);
			const known = roles.find((one) => one === role);
			if (known !== undefined) named.push({ name: itsValue, role: known, quote, kind: itsKind });
		}
	}
	text += style(fillSlots(rest, fill));
	return { text, labels, either, named };
}

export function occurrences(text: string, part: string): number {
	let count = 0;
	for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) count += 1;
	return count;
}
