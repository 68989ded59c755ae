import * as z from "zod";
import { generateTexts } from "../generate/generate.ts";
import { generateThreads } from "../generate/threads.ts";
import { PeopleThread } from "./people.ts";
import { Item } from "./sets.ts";

/** Not the seed of any test. */
const SEED = 20_260_916;
const TEXTS = 400;
const THREADS = 120;

export const generatedItems = (): readonly Item[] => z.array(Item).parse(generateTexts(SEED, TEXTS));

/** As the hand-written ones. A message from nobody is ours. */
export const generatedThreads = (): readonly PeopleThread[] => generateThreads(SEED, THREADS).map(threadOf);

function threadOf({ messages, ...thread }: ReturnType<typeof generateThreads>[number]): PeopleThread {
	const seller = { name: "Sam Okafor", organisation: "Skyvera" };
	const ours = { name: seller.name, address: "sam.okafor@skyvera.example" };
	return PeopleThread.parse({
		seller,
		...thread,
		messages: messages.map((message) => ({
			...message,
			author: message.from ? "buyer" : "us",
			from: message.from ?? ours,
		})),
	});
}
