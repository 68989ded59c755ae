import type { Rng } from "./random.ts";

/** A surface form and what it stands for. */
export interface Slot {
	readonly text: string;
	readonly value: string;
}

const months = [
	"January",
	"February",
	"March",
	"April",
	"May",
	"June",
	"July",
	"August",
	"September",
	"October",
	"November",
	"December",
] as const;
const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;

export function iso(day: Date): string {
	return day.toISOString().slice(0, 10);
}
export function plus(day: Date, days: number): Date {
	return new Date(day.getTime() + days * 86_400_000);
}
export function weekday(day: Date): string {
	return weekdays[day.getUTCDay()] ?? "";
}
export function longDay(day: Date): string {
	return `${String(day.getUTCDate())} ${months[day.getUTCMonth()] ?? ""}`;
}
function utc(year: number, month: number, day: number): Date {
	return new Date(Date.UTC(year, month - 1, day));
}
function two(value: number): string {
	return String(value).padStart(2, "0");
}
function ordinal(day: number): string {
	if (day > 10 && day < 14) return `${String(day)}th`;
	return `${String(day)}${["th", "st", "nd", "rd"][day % 10] ?? "th"}`;
}

function grouped(amount: number, mark: string): string {
	return String(amount).replace(/\B(?=(\d{3})+$)/g, mark);
}

export function money(rng: Rng, single: boolean): Slot {
	const thousand = rng.pick([
		8, 12, 15, 18, 20, 24, 25, 30, 35, 38, 40, 45, 50, 55, 60, 65, 72, 75, 80, 90, 95, 110, 120, 140, 150, 180, 220,
		250, 320, 400,
	]);
	const full = thousand * 1000;
	const one: readonly Slot[] = [
		{ text: `€${grouped(full, ",")}`, value: `EUR ${String(full)}` },
		{ text: `EUR ${grouped(full, ",")}`, value: `EUR ${String(full)}` },
		{ text: `${grouped(full, ".")} €`, value: `EUR ${String(full)}` },
		{ text: `${String(thousand)}k euros`, value: `EUR ${String(full)}` },
		{ text: `€${String(thousand)}k`, value: `EUR ${String(full)}` },
		{ text: `${String(thousand)} thousand euros`, value: `EUR ${String(full)}` },
		{ text: `£${grouped(full, ",")}`, value: `GBP ${String(full)}` },
		{ text: `£${String(thousand)}k`, value: `GBP ${String(full)}` },
		{ text: `GBP ${String(thousand)}k`, value: `GBP ${String(full)}` },
		{ text: `${grouped(full, ",")} pounds`, value: `GBP ${String(full)}` },
		{ text: `$${grouped(full, ",")}`, value: `USD ${String(full)}` },
		{ text: `USD ${String(thousand)}k`, value: `USD ${String(full)}` },
		{ text: `US$ ${grouped(full, ",")}`, value: `USD ${String(full)}` },
		{ text: `CHF ${grouped(full, "'")}`, value: `CHF ${String(full)}` },
		{ text: `CHF ${grouped(full, ",")}.-`, value: `CHF ${String(full)}` },
		{ text: `A$${grouped(full, ",")}`, value: `AUD ${String(full)}` },
		{ text: `${grouped(full * 10, " ")} SEK`, value: `SEK ${String(full * 10)}` },
		{ text: `${grouped(full * 5, ".")} DKK`, value: `DKK ${String(full * 5)}` },
		{ text: `PLN ${grouped(full * 4, " ")}`, value: `PLN ${String(full * 4)}` },
		{ text: `INR ${String(thousand)} lakh`, value: `INR ${String(thousand * 100_000)}` },
		{ text: `JPY ${String(thousand)} million`, value: `JPY ${String(thousand * 1_000_000)}` },
		{ text: `${String(thousand)} grand`, value: String(full) },
		{ text: `${String(thousand)}k`, value: String(full) },
		{ text: grouped(full, ","), value: String(full) },
	];
	if (single || rng.chance(0.75)) return rng.pick(one);
	const upper = thousand + rng.pick([5, 10, 15, 20]);
	const range = `${String(full)}-${String(upper * 1000)}`;
	return rng.pick([
		{ text: `€${String(thousand)}-${String(upper)}k`, value: `EUR ${range}` },
		{ text: `EUR ${String(thousand)}k to ${String(upper)}k`, value: `EUR ${range}` },
		{ text: `between ${String(thousand)} and ${String(upper)} thousand euros`, value: `EUR ${range}` },
		{ text: `£${String(thousand)}k–£${String(upper)}k`, value: `GBP ${range}` },
		{ text: `$${String(thousand)}k-$${String(upper)}k`, value: `USD ${range}` },
		{ text: `CHF ${String(thousand)}'000 to ${String(upper)}'000`, value: `CHF ${range}` },
	]);
}

export function price(rng: Rng): string {
	return rng.pick(["€4,800", "EUR 9,600", "£3,950", "$11,400", "CHF 7'200", "€14,300", "$5,700", "£8,150"]);
}
export function cost(rng: Rng): string {
	return rng.pick(["€340", "EUR 2,700", "£1,850", "$6,100", "CHF 4'300", "€17,500", "$850", "£5,900"]);
}

/** The day of a plan: "text" goes after a verb ("by 1 December"), the noun form without its preposition. */
export function planned(rng: Rng, noun: boolean): Slot {
	const [year, month] = rng.pick([
		[2026, 10],
		[2026, 11],
		[2026, 12],
		[2027, 1],
		[2027, 2],
		[2027, 3],
		[2027, 4],
	] as const);
	const day = rng.pick([1, 2, 5, 12, 15, 18, 20, 22, 28]);
	const name = months[month - 1] ?? "";
	const exact = iso(utc(year, month, day));
	const last = iso(utc(year, month + 1, 0));
	const monthOnly = `${String(year)}-${two(month)}`;
	const days: readonly Slot[] = [
		{ text: `${String(day)} ${name}`, value: exact },
		{ text: `${String(day)} ${name} ${String(year)}`, value: exact },
		{ text: `${name} ${ordinal(day)}`, value: exact },
		{ text: `${name} ${String(day)}, ${String(year)}`, value: exact },
		{ text: `the ${ordinal(day)} of ${name}`, value: exact },
		{ text: `${two(day)}.${two(month)}.${String(year)}`, value: exact },
		{ text: `${String(year)}-${two(month)}-${two(day)}`, value: exact },
		{ text: `${String(day)} ${name.slice(0, 3)}`, value: exact },
		{ text: `the end of ${name}`, value: last },
	];
	const slashed: readonly Slot[] =
		day > 12 ? [{ text: `${two(day)}/${two(month)}/${String(year)}`, value: exact }] : [];
	if (noun) return rng.pick([...days, ...slashed, { text: `mid-${name}`, value: monthOnly }]);
	const base = rng.pick([...days, ...slashed]);
	return rng.pick([
		{ text: `by ${base.text}`, value: base.value },
		{ text: `by ${base.text}`, value: base.value },
		{ text: `no later than ${base.text}`, value: base.value },
		{ text: `before ${base.text}`, value: base.value },
		{ text: `by ${base.text} at the latest`, value: base.value },
		{ text: `in ${name}`, value: monthOnly },
		{ text: `in ${name} ${String(year)}`, value: monthOnly },
		{ text: `in mid-${name}`, value: monthOnly },
		{ text: "by the end of the year", value: "2026-12-31" },
		{ text: "before Christmas", value: "before Christmas" },
		{ text: "within three months", value: "within three months" },
		{ text: "in the first quarter of next year", value: "Q1 2027" },
		{ text: "straight after the winter break", value: "after the winter break" },
	]);
}

/** A day close ahead, as one would say it on `sent`: never a form on which two readers would work out two days. */
export function due(rng: Rng, sent: Date): Slot {
	const week = sent.getUTCDay();
	const forms: Slot[] = [];
	const ahead = (target: number): Date => plus(sent, (target - week + 7) % 7 || 7);
	for (const target of [1, 2, 3, 4, 5]) {
		if (target === week) continue;
		const day = ahead(target);
		forms.push({ text: `by ${weekday(day)}`, value: iso(day) });
		if (target > week)
			forms.push(
				{ text: `by ${weekday(day)} evening`, value: iso(day) },
				{ text: `this ${weekday(day)}`, value: iso(day) },
			);
	}
	if (week < 5)
		forms.push(
			{ text: "tomorrow", value: iso(plus(sent, 1)) },
			{ text: "by tomorrow noon", value: iso(plus(sent, 1)) },
			{ text: "by the end of the week", value: iso(plus(sent, 5 - week)) },
		);
	forms.push({ text: "today", value: iso(sent) }, { text: "before the day is out", value: iso(sent) });
	const nextFriday = iso(plus(sent, 5 - week + 7));
	forms.push({ text: "next week", value: nextFriday }, { text: "by the end of next week", value: nextFriday });
	forms.push({ text: "by the end of the month", value: iso(utc(sent.getUTCFullYear(), sent.getUTCMonth() + 2, 0)) });
	const later = plus(sent, rng.int(3, 13));
	forms.push(
		{ text: `by ${longDay(later)}`, value: iso(later) },
		{ text: `by ${months[later.getUTCMonth()] ?? ""} ${ordinal(later.getUTCDate())}`, value: iso(later) },
	);
	if (later.getUTCDate() > 12)
		forms.push({ text: `by ${two(later.getUTCDate())}.${two(later.getUTCMonth() + 1)}.`, value: iso(later) });
	if (later.getUTCMonth() === sent.getUTCMonth())
		forms.push({ text: `by the ${ordinal(later.getUTCDate())}`, value: iso(later) });
	forms.push(
		{ text: "in ten days", value: iso(plus(sent, 10)) },
		{ text: "two weeks from today", value: iso(plus(sent, 14)) },
	);
	return rng.pick(forms);
}

/** A day for a meeting, a working day. */
export function meeting(rng: Rng, sent: Date): Slot {
	const week = sent.getUTCDay();
	const target = rng.pick([1, 2, 3, 4, 5].filter((day) => day !== week));
	const near = plus(sent, (target - week + 7) % 7 || 7);
	let far = plus(sent, rng.int(4, 12));
	while (far.getUTCDay() === 0 || far.getUTCDay() === 6) far = plus(far, 1);
	const forms: Slot[] = [
		{ text: `on ${weekday(near)}`, value: iso(near) },
		{ text: `on ${longDay(far)}`, value: iso(far) },
		{ text: `on ${weekday(far)} ${longDay(far)}`, value: iso(far) },
	];
	if (week < 5) forms.push({ text: "tomorrow", value: iso(plus(sent, 1)) });
	return rng.pick(forms);
}
