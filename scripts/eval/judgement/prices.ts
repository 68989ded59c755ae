import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import * as z from "zod";
import { agreedPriceIn, type PriceTurn } from "#knowledge/core/reasoning/dialogue/price.ts";
import { type Evaluation, type Figure, rounded } from "../figure.ts";

/** CraigslistBargain (He et al. 2018): a buyer and a seller haggle in a chat, and one offers by a button what the other takes. */
const FILE = "craigslist_bargain/validation.jsonl.gz";

const Haggle = z.object({
	uuid: z.string(),
	outcome: z.object({ offer: z.object({ price: z.number().nullish() }).nullish() }).nullish(),
	events: z.array(z.object({ agent: z.number(), action: z.string(), data: z.unknown() })),
});
type Haggle = z.infer<typeof Haggle>;

/** What was agreed, read from what both wrote: the buttons, and what they hold, are hidden from the reader. */
export const evalPrices: Evaluation = async ({ data, say, misses }) => {
	const file = [join(data, FILE), join(data, "sales_dialogues", FILE)].find((path) => existsSync(path));
	if (file === undefined) return null;
	const haggles = gunzipSync(readFileSync(file))
		.toString("utf8")
		.split("\n")
		.filter((line) => line !== "")
		.map((line) => Haggle.parse(JSON.parse(line)));
	const agreed = haggles.flatMap((haggle) => {
		const price = haggle.outcome?.offer?.price ?? null;
		const isAccepted = haggle.events.some(({ action }) => action === "accept");
		return price !== null && isAccepted ? [{ id: haggle.uuid, price, turns: turnsOf(haggle) }] : [];
	});
	const named = agreed.filter(({ turns }) => lastNumber(turns) !== null);
	if (misses)
		for (const { id, price, turns } of agreed) {
			const read = agreedPriceIn(turns)?.price ?? null;
			if (read !== price) say(`  missed: ${id}: ${price}, read ${read ?? "nothing"}`);
		}
	return [
		figure("price that both agreed on, exact", agreed, 0.91),
		figure("price that both agreed on, exact, where a message names any figure", named, null),
	];
};

type Agreed = { readonly price: number; readonly turns: readonly PriceTurn[] };

function figure(metric: string, of: readonly Agreed[], goal: number | null): Figure {
	const share = (read: (turns: readonly PriceTurn[]) => number | null) =>
		rounded(of.filter(({ price, turns }) => read(turns) === price).length / Math.max(1, of.length));
	const baseline = share(lastNumber);
	return {
		name: "data.prices",
		metric: `${metric}${goal === null ? "" : `, goal ${goal}`}`,
		value: share((turns) => agreedPriceIn(turns)?.price ?? null),
		n: of.length,
		against: { name: "last number written", value: baseline },
	};
}

const turnsOf = ({ events }: Haggle): readonly PriceTurn[] =>
	events.flatMap(({ agent, action, data }) =>
		action === "message" && typeof data === "string" ? [{ side: String(agent), text: data }] : [],
	);

/** The baseline: whatever number stands last in what was written. */
function lastNumber(turns: readonly PriceTurn[]): number | null {
	const all = turns.flatMap(({ text }) => [...text.matchAll(/\d[\d,]*(?:\.\d+)?/g)].map(([digits]) => digits));
	const last = all.at(-1);
	return last === undefined ? null : Number(last.replaceAll(",", ""));
}
