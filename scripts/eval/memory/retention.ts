import { createHash } from "node:crypto";
import { estimateTokens } from "#knowledge/core/context/tokens.ts";
import { compact } from "#knowledge/core/memory/compact.ts";
import { fateOf, type MemoryItem } from "#knowledge/core/memory/item.ts";
import { type Index, indexOf } from "#knowledge/core/memory/search.ts";
import { sessionOf } from "#knowledge/core/memory/session.ts";
import { Sha256 } from "#knowledge/core/vocabulary/hash.ts";
import { DAY_MS } from "#knowledge/core/vocabulary/time.ts";
import { type Evaluation, type Figure, mean, rounded } from "../figure.ts";
import { type Rng, seeded } from "../generate/random.ts";
import { CHECK_FORMS } from "./check.ts";
import { filler, type Planted, plantedFacts } from "./planted.ts";

const DAYS = 180;
const FILLERS_A_DAY = 12;
/** What one prompt has room for: a call is 2,500 tokens, and most of them are the agent's and the mail's. */
const SESSION_TOKENS = 900;
/** Larger contexts, as shares of the dump. The last is the most that product.md allows. */
const SHARES = [0.05, 0.1, 0.2];
const SEEDS = [11, 22, 33];
const GOAL = { name: "goal", value: 0.95 };

const hash = (text: string): Sha256 => Sha256.parse(createHash("sha256").update(text).digest("hex"));

/**
 * product.md: 500 facts planted over 180 days among the daily noise of a company, compacted every night; each is asked for
 * on the last day, in other words than it was told in. It is retained when the value stands, with what it is a value of,
 * in the session's context. Then the same with facts in wording that the search was not tried on.
 */
export const evalRetention: Evaluation = async ({ say, misses }) => {
	const tried = SEEDS.map((seed) => play(seed, plantedFacts, misses ? say : () => undefined));
	const check = SEEDS.map((seed) =>
		play(
			seed,
			(rng) => plantedFacts(rng, CHECK_FORMS),
			() => undefined,
		),
	);
	return [...figuresOf("memory.retention", tried), ...figuresOf("memory.retention.check", check)];
};

function figuresOf(name: string, runs: readonly Run[]): readonly Figure[] {
	const n = runs.reduce((sum, { asked }) => sum + asked, 0);
	const of = (value: (run: Run) => number): number => rounded(mean(runs.map(value)));
	return [
		{
			name,
			metric: "planted facts that are found again after 180 days",
			value: of((run) => run.found),
			n,
			against: GOAL,
		},
		{
			name,
			metric: "of the full dump's tokens, a context takes",
			value: of((run) => run.share),
			n,
			against: { name: "at most", value: 0.2 },
		},
		...SHARES.map((share, i) => ({
			name,
			metric: `found in a context of at most ${share * 100} % of the dump`,
			value: of((run) => run.larger[i] ?? 0),
			n,
			against: GOAL,
		})),
		{ name, metric: "tokens of a context, mean", value: Math.round(mean(runs.map((run) => run.tokens))), n },
		{ name, metric: "tokens of the full dump", value: Math.round(mean(runs.map((run) => run.dump))), n: runs.length },
		{ name, metric: "memories that are left of all after compaction", value: of((run) => run.left), n: runs.length },
		{ name, metric: "of what is to be preserved, byte-equal", value: of((run) => run.preserved), n: runs.length },
		{ name, metric: "found without compaction, in as many tokens", value: of((run) => run.uncompacted), n },
		{ name, metric: "found in the latest, in as many tokens", value: of((run) => run.latest), n },
	];
}

type Run = Readonly<
	Record<"asked" | "found" | "share" | "tokens" | "dump" | "left" | "preserved" | "uncompacted" | "latest", number>
> & { readonly larger: readonly number[] };

function play(seed: number, plant: (rng: Rng) => readonly Planted[], say: (line: string) => void): Run {
	const rng = seeded(seed);
	const planted = rng.shuffle(plant(rng));
	const facts = planted.map((fact, i) => ({ fact, day: Math.floor((i * DAYS) / planted.length) }));
	const told: MemoryItem[] = [];
	let memory: readonly MemoryItem[] = [];
	for (let day = 0; day < DAYS; day++) {
		const noise = Array.from({ length: FILLERS_A_DAY }, () => ({
			...filler(rng),
			kind: "progress" as const,
			importance: rng.int(1, 4),
		}));
		const news = facts
			.filter((each) => each.day === day)
			.map(({ fact: { text, kind, category } }) => ({ text, kind, category, importance: rng.int(2, 8) }));
		const today = rng.shuffle([...noise, ...news]).map(
			(each, i): MemoryItem => ({
				...each,
				id: `d${String(day).padStart(3, "0")}-${String(i).padStart(2, "0")}`,
				at: day * DAY_MS + i * 60_000,
				of: 1,
			}),
		);
		told.push(...today);
		memory = compact([...memory, ...today], (day + 1) * DAY_MS, hash).items;
	}
	const now = DAYS * DAY_MS;
	const dump = told.reduce((sum, { text }) => sum + estimateTokens(text) + 1, 0);
	const kept = new Map(memory.map((item) => [item.id, item]));
	const toPreserve = told.filter(({ category }) => fateOf(category) === "preserve");
	const index = indexOf(memory);
	const whole = indexOf(told);
	const within = (tokensMax: number) => ({ now, tokensMax });
	const answers = facts.map(({ fact }) => ({ fact, ...ask(index, fact, within(SESSION_TOKENS)) }));
	for (const { fact, isFound } of answers)
		if (!isFound) say(`  missed: ${fact.question} (${fact.text}) [${fact.category}]`);
	const latest = told.slice().reverse();
	return {
		asked: facts.length,
		found: mean(answers.map(({ isFound }) => Number(isFound))),
		share: mean(answers.map(({ tokens }) => tokens / dump)),
		tokens: mean(answers.map(({ tokens }) => tokens)),
		larger: SHARES.map((share) =>
			mean(facts.map(({ fact }) => Number(ask(index, fact, within(Math.floor(dump * share))).isFound))),
		),
		dump,
		left: memory.length / told.length,
		preserved: mean(toPreserve.map((item) => Number(kept.get(item.id)?.text === item.text))),
		uncompacted: mean(facts.map(({ fact }) => Number(ask(whole, fact, within(SESSION_TOKENS)).isFound))),
		latest: mean(facts.map(({ fact }) => Number(fits(latest, fact)))),
	};
}

function ask(
	memory: Index<MemoryItem>,
	fact: Planted,
	within: { readonly now: number; readonly tokensMax: number },
): { readonly isFound: boolean; readonly tokens: number } {
	const { lines, tokens } = sessionOf(memory, { workstreams: [], kinds: [], question: fact.question }, within);
	return { isFound: lines.some(({ text }) => tells(text, fact)), tokens };
}

/** A value that many facts share counts only where it is said of whom was asked. */
const tells = (text: string, { value, subject }: Planted): boolean => text.includes(value) && text.includes(subject);

/** The plain way: the latest that was told, as much of it as there is room for. */
function fits(latest: readonly MemoryItem[], fact: Planted): boolean {
	let room = SESSION_TOKENS;
	for (const { text } of latest) {
		room -= estimateTokens(text) + 1;
		if (room < 0) return false;
		if (tells(text, fact)) return true;
	}
	return false;
}
