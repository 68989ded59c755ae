import { distractors } from "./distractors.ts";
import { callText, chatText, mailText } from "./layout.ts";
import { type Fill, fillSlots, occurrences, readMarkup, type Sentence } from "./markup.ts";
import { address, drawBuyer, drawHumans, drawOther, drawRivals, drawSeller, type Human, title } from "./people.ts";
import { ask, competitor, objection, promise, requirement } from "./phrases-deal.ts";
import { budget, metric, need, pain, timeline } from "./phrases-money.ts";
import { authority, champion, decisionCriterion, decisionProcess, economicBuyer } from "./phrases-people.ts";
import { type Rng, seeded } from "./random.ts";
import { cost, due, longDay, meeting, money, planned, plus, price } from "./slots.ts";
import { type Topic, topics } from "./topics.ts";
import type { GeneratedItem, Kind, Person, Role } from "./types.ts";

export const phrases: readonly (readonly [Kind, readonly string[]])[] = [
	["budget", budget],
	["timeline", timeline],
	["need", need],
	["pain", pain],
	["metric", metric],
	["authority", authority],
	["economic-buyer", economicBuyer],
	["decision-process", decisionProcess],
	["decision-criterion", decisionCriterion],
	["champion", champion],
	["competitor", competitor],
	["objection", objection],
	["ask", ask],
	["promise", promise],
	["requirement", requirement],
];

/** Distractors that would deny a label of the same text. */
const denials: readonly (readonly [Kind, RegExp])[] = [
	["budget", /budget|money has been|million to spend/],
	["timeline", /named a date|no deadline/],
	["authority", /who'll decide|who signs/],
	["economic-buyer", /who'll decide|who signs|budget|money has been/],
	["decision-process", /who'll decide|who signs|anyone else|no other vendor/],
	["champion", /who'll decide/],
	["competitor", /anyone else|no other vendor/],
	["objection", /isn't the issue|not worried/],
	["pain", /Nothing is broken|used to have|lost orders/],
	["metric", /Nothing is broken|used to have|lost orders/],
	["requirement", /doesn't need to run|An app isn't/],
	["ask", /doesn't need to run/],
];

export interface Cast {
	readonly writer: Human;
	readonly writerT: string;
	readonly colleague: Human;
	readonly seller: Human;
	readonly slots: Readonly<Record<string, string>>;
	readonly titleOf: ReadonlyMap<string, string>;
}

function castOf(rng: Rng): Cast {
	const [writer, dec, fin, cham, itp, seller, colleague] = drawHumans(rng, 7);
	if (!writer || !dec || !fin || !cham || !itp || !seller || !colleague) throw new Error("too few people");
	const decT = title(rng, "decides");
	const finT = title(rng, "money");
	const chamT = title(rng, "champions");
	const itpT = title(rng, "agrees");
	const he = (human: Human): string => (human.sex === "f" ? "she" : "he");
	const his = (human: Human): string => (human.sex === "f" ? "her" : "his");
	const rivals = drawRivals(rng);
	return {
		writer,
		writerT: title(rng, "writer"),
		colleague,
		seller,
		slots: {
			dec: dec.name,
			decT,
			decHe: he(dec),
			decHis: his(dec),
			fin: fin.name,
			finT,
			finHe: he(fin),
			finHis: his(fin),
			cham: cham.name,
			chamT,
			itp: itp.name,
			itpT,
			me: writer.name,
			writerF: writer.first,
			seller: seller.name,
			sellerF: seller.first,
			rival: rivals[0],
			rival2: rivals[1],
			other: drawOther(rng),
		},
		titleOf: new Map([
			[dec.name, decT],
			[fin.name, finT],
			[cham.name, chamT],
			[itp.name, itpT],
		]),
	};
}

export function sentenceFill(
	rng: Rng,
	cast: Cast,
	topic: Topic,
	sent: Date,
): { fill: Fill; value: (kind: Kind) => string; day: () => string | null } {
	const held = new Map<string, string>();
	let valued = "";
	let date: string | null = null;
	const [metricText, metricValue] = rng.pick(topic.metrics);
	const draw = (slot: string): string => {
		switch (slot) {
			case "m":
			case "m1": {
				const drawn = money(rng, slot === "m1");
				valued = drawn.value;
				return drawn.text;
			}
			case "tl":
			case "tlday": {
				const drawn = planned(rng, slot === "tlday");
				valued = drawn.value;
				return drawn.text;
			}
			case "by": {
				const drawn = due(rng, sent);
				date = drawn.value;
				return drawn.text;
			}
			case "mday":
			case "mdayN": {
				const drawn = meeting(rng, sent);
				date = drawn.value;
				return slot === "mday" ? drawn.text : drawn.text.replace(/^on /, "");
			}
			case "m2":
				return money(rng, true).text;
			case "price":
				return price(rng);
			case "cost":
				return cost(rng);
			case "area":
				return topic.area;
			case "goal":
				return rng.pick(topic.goals);
			case "pain":
				return rng.pick(topic.pains);
			case "req":
				return rng.pick(topic.reqs);
			case "crit":
				return rng.pick(topic.crits);
			case "metric":
				return fillSlots(metricText, fill);
			case "metricV":
				return fillSlots(metricValue, fill);
			case "n":
				return String(rng.int(11, 96));
			case "k":
				return String(rng.int(2, 9));
			case "pct":
				return String(rng.int(3, 28));
			case "hi":
				return String(rng.int(61, 86));
			case "users":
				return String(rng.int(12, 480));
			case "prevDay":
				return longDay(plus(sent, -rng.int(2, 6)));
			default: {
				const known = cast.slots[slot];
				if (known === undefined) throw new Error(`unknown slot ${slot}`);
				return known;
			}
		}
	};
	const fill: Fill = (slot) => {
		const known = held.get(slot);
		if (known !== undefined) return known;
		const drawn = draw(slot);
		held.set(slot, drawn);
		return drawn;
	};
	return { fill, value: (kind) => (kind === "competitor" ? fill("rival") : valued), day: () => date };
}

function styleOf(rng: Rng): (text: string) => string {
	const curly = rng.chance(0.25);
	const bare = !curly && rng.chance(0.06);
	return (text) =>
		curly ? text.replace(/(?<!O)'/g, "’") : bare ? text.replace(/([a-z])'(t|s|ll|ve|re|m|d)\b/g, "$1$2") : text;
}

const typos: readonly (readonly [RegExp, string])[] = [
	[/\bthe\b/, "teh"],
	[/\breceive/, "recieve"],
	[/\bwith\b/, "wiht"],
	[/\band\b/, "adn"],
	[/\byour\b/, "you"],
	[/ing\b/, "ign"],
	[/\bthat\b/, "taht"],
	[/, /, " ,"],
];

function compose(rng: Rng, id: string): GeneratedItem | null {
	const sent = new Date(
		Date.UTC(
			2026,
			8,
			rng.pick([7, 8, 9, 10, 11, 14, 15, 16, 16, 16, 17, 18, 21, 22, 23]),
			rng.int(7, 16),
			rng.int(0, 59),
		),
	);
	const cast = castOf(rng);
	const topic = rng.pick(topics);
	const style = styleOf(rng);
	const kind = rng.pick(["email", "email", "email", "chat", "call"] as const);
	const wanted = rng.int(2, 6);
	const chosen: { sentence: Sentence; kind: Kind }[] = [];
	let alone = false;
	for (const [label, list] of rng.shuffle(phrases)) {
		if (chosen.length === wanted) break;
		if (alone && (label === "economic-buyer" || label === "decision-process" || label === "authority")) continue;
		const template = rng.pick(list);
		const self = template.includes("={me}");
		if (
			self &&
			label !== "champion" &&
			chosen.some((one) => ["authority", "economic-buyer", "decision-process"].includes(one.kind))
		)
			continue;
		if (self && chosen.some((one) => one.kind === "objection")) continue;
		if (self && label === "champion" && alone) continue;
		if (
			template.includes("(=need") &&
			label === "objection" &&
			chosen.some((one) => one.kind === "need" || one.kind === "pain")
		)
			continue;
		if (
			(label === "need" || label === "pain") &&
			chosen.some((one) => one.sentence.labels.some((known) => known.kind === "objection" && known.value === "need"))
		)
			continue;
		if (label === "champion" && chosen.some((one) => one.kind === "objection") && self) continue;
		if (label === "objection" && (alone || chosen.some((one) => one.kind === "champion"))) continue;
		if (self && label !== "champion") alone = true;
		const drawn = sentenceFill(rng, cast, topic, sent);
		chosen.push({
			sentence: readMarkup(template, label, drawn.fill, () => drawn.value(label), drawn.day, style),
			kind: label,
		});
	}
	const has = new Set(chosen.map((one) => one.kind));
	const allowed = distractors.filter(
		(line) => !denials.some(([denied, pattern]) => has.has(denied) && pattern.test(line)),
	);
	const plain = rng
		.shuffle(allowed)
		.slice(0, rng.int(1, 6))
		.map((line) => {
			const filled = style(fillSlots(line, sentenceFill(rng, cast, topic, sent).fill));
			const [from, to] = rng.pick(typos);
			return rng.chance(0.07) ? filled.replace(from, to) : filled;
		});
	const lines = rng.shuffle([...chosen.map((one) => one.sentence.text), ...plain]);
	const organisation = drawBuyer(rng);
	const body =
		kind === "call"
			? callText(rng, cast, lines, topic, sent, style)
			: kind === "chat"
				? chatText(rng, cast, lines)
				: mailText(rng, cast, lines, organisation, topic, sent, style);
	const people = peopleOf(
		cast,
		chosen.map((one) => one.sentence),
		body,
	);
	if (people === null) return null;
	const labels = chosen.flatMap((one) => one.sentence.labels);
	const either = chosen.flatMap((one) => one.sentence.either);
	if ([...labels, ...either, ...people].some((one) => occurrences(body.text, one.quote) !== 1)) return null;
	const subject =
		kind === "email"
			? rng.pick([
					`Re: ${topic.area}`,
					topic.area,
					"Re: our talk",
					"Following up",
					`Question on ${topic.area}`,
					"Next steps",
					"Re: Re: your message",
					`${organisation} / ${topic.area}`,
					"Some answers",
					"hello again",
					"Where we are",
					"Your questions of last week",
				])
			: kind === "call"
				? `Call with ${organisation}`
				: "Chat";
	return {
		id,
		class: "generated",
		kind,
		author: "buyer",
		sentAt: sent.toISOString(),
		from: { name: cast.writer.name, address: address(cast.writer, organisation) },
		seller: { name: cast.seller.name, organisation: drawSeller(rng) },
		...(body.speakers === undefined ? {} : { speakers: body.speakers }),
		subject,
		text: body.text,
		labels,
		either,
		people,
	};
}

export interface Body {
	readonly text: string;
	readonly signature: string | null;
	readonly signedTitle: boolean;
	readonly speakers?: NonNullable<GeneratedItem["speakers"]>;
	readonly second?: Person;
}

function peopleOf(cast: Cast, sentences: readonly Sentence[], body: Body): readonly Person[] | null {
	const people: Person[] = [];
	let writerRole: Role = "unknown";
	let writerStance: Person["stance"] = "unknown";
	let writerQuote = body.signature;
	for (const sentence of sentences) {
		for (const one of sentence.named) {
			if (one.name === cast.writer.name) {
				writerRole = one.role;
				writerQuote = one.quote;
				if (one.kind === "champion") writerStance = "for";
			} else if (!people.some((known) => known.name === one.name)) {
				const itsTitle = cast.titleOf.get(one.name) ?? null;
				people.push({
					name: one.name,
					title: itsTitle !== null && sentence.text.includes(itsTitle) ? itsTitle : null,
					role: one.role,
					stance: one.kind === "champion" ? "for" : "unknown",
					quote: one.quote,
				});
			}
		}
	}
	if (writerQuote === null) {
		const first = body.text.split("\n").find((line) => line.length > 12 && occurrences(body.text, line) === 1);
		if (first === undefined) return null;
		writerQuote = first;
	}
	people.unshift({
		name: cast.writer.name,
		title: body.signedTitle ? cast.writerT : null,
		role: writerRole,
		stance: writerStance,
		quote: writerQuote,
	});
	if (body.second !== undefined) people.push(body.second);
	return people;
}

/** The same seed gives the same texts. */
export function generateTexts(seed: number, count: number): readonly GeneratedItem[] {
	const rng = seeded(seed);
	const items: GeneratedItem[] = [];
	while (items.length < count) {
		const item = compose(rng, `generated-${String(seed)}-${String(items.length + 1)}`);
		if (item !== null) items.push(item);
	}
	return items;
}
