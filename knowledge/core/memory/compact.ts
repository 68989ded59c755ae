import type { Hash } from "../vocabulary/hash.ts";
import { invariant } from "../vocabulary/invariant.ts";
import { DAY_MS, type Instant } from "../vocabulary/time.ts";
import { fateOf, MEMORY_CHARS_MAX, type MemoryItem } from "./item.ts";
import { layerOf } from "./layers.ts";

export type Compacted = {
	readonly items: readonly MemoryItem[];
	/** What was told together, and in which summary. */
	readonly summarised: readonly { readonly into: string; readonly from: readonly string[] }[];
	readonly discarded: readonly string[];
};

/** What is told together is of one month. */
const PERIOD_MS = 30 * DAY_MS;

/**
 * S3-14: what is no longer hot and of a kind to be discarded goes; what is cold and of a kind to be summarised is told
 * together with what else happened in its category within 30 days, as many to a summary as there is room for; everything
 * else stays to the byte. What is hot stays whatever it is. Done again it changes nothing more.
 */
export function compact(items: readonly MemoryItem[], now: Instant, hash: Hash): Compacted {
	const kept: MemoryItem[] = [];
	const discarded: string[] = [];
	const groups = new Map<string, MemoryItem[]>();
	for (const item of items) {
		const layer = layerOf(item, now);
		const fate = fateOf(item.category);
		if (fate === "discard" && layer !== "hot") discarded.push(item.id);
		else if (fate === "summarise" && layer === "cold" && item.of === 1) {
			const key = `${item.category} ${Math.floor(item.at / PERIOD_MS)}`;
			groups.set(key, [...(groups.get(key) ?? []), item]);
		} else kept.push(item);
	}
	const summaries = [...groups.values()].flatMap((group) => summariesOf(group, hash));
	return {
		items: [...kept, ...summaries.map(({ item }) => item)].sort(inOrder),
		summarised: summaries.filter(({ item }) => item.of > 1).map(({ item, from }) => ({ into: item.id, from })),
		discarded,
	};
}

const inOrder = (a: MemoryItem, b: MemoryItem): number => a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

type Told = { readonly item: MemoryItem; readonly gist: string };
type Summary = { readonly item: MemoryItem; readonly from: readonly string[] };

/** In the order in which it happened, each in its own words as far as they tell something, until a summary is full. */
function summariesOf(group: readonly MemoryItem[], hash: Hash): readonly Summary[] {
	const told = [...group].sort(inOrder).map((item) => ({ item, gist: gistOf(item.text) }));
	const summaries: Summary[] = [];
	let open: readonly Told[] = [];
	const close = (): void => {
		const [first, second] = open;
		// One alone is not told together with anything: it stays as it is.
		if (first) summaries.push(second ? together(open, hash) : { item: first.item, from: [first.item.id] });
		open = [];
	};
	for (const each of told) {
		const length = open.reduce((sum, { gist }) => sum + gist.length + 1, 0);
		if (length + each.gist.length > MEMORY_CHARS_MAX) close();
		open = [...open, each];
	}
	close();
	return summaries;
}

function together(told: readonly Told[], hash: Hash): Summary {
	const items = told.map(({ item }) => item);
	const from = items.map(({ id }) => id);
	const [first] = items;
	invariant(first, "something is told");
	return {
		item: {
			id: `sum-${hash(from.join("\n")).slice(0, 20)}`,
			at: Math.max(...items.map(({ at }) => at)),
			kind: first.kind,
			category: first.category,
			importance: Math.max(...items.map(({ importance }) => importance)),
			text: told.map(({ gist }) => gist).join(" "),
			of: items.length,
		},
		from,
	};
}

/** Of one memory in a summary. */
const GIST_CHARS_MAX = 120;

/**
 * The sentence that tells most, cut at a word. What is remembered is who, how much, when and what was decided: names,
 * figures and days weigh more than words, and the first of equals is taken.
 */
export function gistOf(text: string, charsMax = GIST_CHARS_MAX): string {
	const sentences = text
		.replace(/\s+/g, " ")
		.trim()
		.split(/(?<=[.!?。！？])\s+/);
	const best = sentences.reduce((most, each) => (weightOf(each) > weightOf(most) ? each : most), sentences[0] ?? "");
	return best.length <= charsMax ? best : `${best.slice(0, charsMax).replace(/\s+\S*$/, "")}…`;
}

const TELLING =
	/\p{N}+|(?<=\s)\p{Lu}[\p{L}'-]+|\b(?:decided|agreed|approved|signed|must|deadline|changed|cancelled|refused|chose)\b/gu;

const weightOf = (sentence: string): number => {
	const told = sentence.match(TELLING)?.length ?? 0;
	return told * 3 + Math.min(6, sentence.length / 40);
};
