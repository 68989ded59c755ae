import { estimateTokens } from "../context/tokens.ts";
import type { Layer, MemoryKind, MemoryReason } from "../vocabulary/memory.ts";
import type { Instant } from "../vocabulary/time.ts";
import { gistOf } from "./compact.ts";
import { type MemoryItem, type Workstream, workstreamOf } from "./item.ts";
import { HOT_IMPORTANCE, layerOf } from "./layers.ts";
import { type Index, indexOf, search } from "./search.ts";

/** S3-11: of what is cold, as much as answers the question, and never more. */
export const COLD_MAX = 5;

/** Of two that answer alike, the one that it would cost more to forget: eight grades weigh as much as one word of average rarity. */
const IMPORTANCE_WEIGHT = 0.25;

/** What a task is about, so far as memory is concerned. */
export type TaskView = {
	readonly workstreams: readonly Workstream[];
	readonly kinds: readonly MemoryKind[];
	/** Nothing of these kinds is remembered for it, whatever the rest says. */
	readonly never?: readonly MemoryKind[];
	/** The task's own words, and those of what it reads. */
	readonly question: string;
};

/** `isToldShort`: in its most telling sentence, because room was short. */
export type Remembered = {
	readonly item: MemoryItem;
	readonly text: string;
	readonly layer: Layer;
	readonly why: MemoryReason;
	readonly isToldShort: boolean;
	readonly tokens: number;
};
export type Session = {
	/** What is most to the point first. */
	readonly lines: readonly Remembered[];
	readonly tokens: number;
	/** Chosen by its layer, and without room. */
	readonly left: number;
};

type Chosen = { readonly item: MemoryItem; readonly tokens: number; readonly layer: Layer; readonly why: MemoryReason };
type Scored = Chosen & { readonly score: number };

/**
 * S3-12: all that is hot, of what is warm that which concerns the task, of what is cold the five that answer its question
 * best; then compressed into `tokensMax`: first what answers the question, the layers in turn, so that a week full of news
 * does not push out the old line that was asked for; then the more important and the younger. What does not fit whole is
 * told in a sentence, and what does not fit at all is counted.
 */
export function sessionOf(
	items: readonly MemoryItem[] | Index<MemoryItem>,
	task: TaskView,
	at: { now: Instant; tokensMax: number },
): Session {
	const index = isIndex(items) ? items : indexOf(items);
	const scores = new Map(
		search(index, task.question).map(({ item, score }) => [item.id, score + item.importance * IMPORTANCE_WEIGHT]),
	);
	const layers: Readonly<Record<Layer, Scored[]>> = { hot: [], warm: [], cold: [] };
	const asked: Scored[] = [];
	index.items.forEach((item, i) => {
		const score = scores.get(item.id) ?? 0;
		const layer = layerOf(item, at.now);
		const why = whyOf(item, { layer, score }, task);
		if (why === null) return;
		const chosen = { item, tokens: (index.tokens[i] ?? 0) + 1, layer, why, score };
		if (score > 0) layers[layer].push(chosen);
		else asked.push(chosen);
	});
	for (const layer of Object.values(layers)) layer.sort((a, b) => b.score - a.score || inOrder(a, b));
	layers.cold.splice(COLD_MAX);
	return compressed([...inTurn(Object.values(layers)), ...asked.sort(inOrder)], at.tokensMax);
}

const isIndex = (items: readonly MemoryItem[] | Index<MemoryItem>): items is Index<MemoryItem> => "postings" in items;

/** What costs more to forget first, then the younger. */
const inOrder = ({ item: a }: Chosen, { item: b }: Chosen): number =>
	b.importance - a.importance || b.at - a.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

function whyOf(
	item: MemoryItem,
	{ layer, score }: { layer: Layer; score: number },
	{ workstreams, kinds, never }: TaskView,
): MemoryReason | null {
	if (never?.includes(item.kind)) return null;
	if (score > 0) return "answers";
	if (layer === "hot") return item.importance >= HOT_IMPORTANCE ? "important" : "recent";
	const isOfTask = workstreams.includes(workstreamOf(item.category)) || kinds.includes(item.kind);
	return layer === "warm" && isOfTask ? "of-this-task" : null;
}

/** The best of each layer, the best of these first; then the next of each. */
function inTurn(layers: readonly (readonly Scored[])[]): readonly Scored[] {
	const rounds = Math.max(...layers.map(({ length }) => length));
	return Array.from({ length: rounds }, (_, round) =>
		layers.flatMap((layer) => layer[round] ?? []).sort((a, b) => b.score - a.score || inOrder(a, b)),
	).flat();
}

/** Below so many tokens a line says nothing. */
const LINE_TOKENS_MIN = 8;
/** After so many that fit neither whole nor short, what comes behind them is less worth the looking. */
const MISFITS_MAX = 12;

function compressed(chosen: readonly Chosen[], tokensMax: number): Session {
	const lines: Remembered[] = [];
	let tokens = 0;
	let misfits = 0;
	for (const { item, tokens: whole, layer, why } of chosen) {
		const room = tokensMax - tokens;
		if (room < LINE_TOKENS_MIN || misfits === MISFITS_MAX) break;
		const text = whole <= room ? item.text : gistOf(item.text);
		const cost = whole <= room ? whole : estimateTokens(text) + 1;
		if (cost > room) {
			misfits += 1;
			continue;
		}
		lines.push({ item, text, layer, why, isToldShort: text !== item.text, tokens: cost });
		tokens += cost;
	}
	return { lines, tokens, left: chosen.length - lines.length };
}
