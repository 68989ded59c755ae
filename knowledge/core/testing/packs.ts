import type * as z from "zod";
import type { KnownFact } from "../methodology/evaluate.ts";
import { Pack } from "../methodology/pack.ts";
import { factIdOf } from "../vocabulary/ids.ts";
import { DEAL } from "./ids.ts";
import { sha256 } from "./sha256.ts";

type Written = z.input<typeof Pack>;
export type WrittenField = Written["fields"][number];

/** A field as somebody writes it into a file. */
export const aField = (id: string, changes: Partial<WrittenField> = {}): WrittenField => ({
	id,
	name: `Name of ${id}`,
	asks: `What ${id} is.`,
	facts: [],
	cues: [],
	questions: [{ text: `What is ${id}?` }],
	weight: 3,
	stages: ["DISCOVERY"],
	...changes,
});

export const writtenPack = (changes: Partial<Written> = {}): Written => ({
	id: "house",
	name: "House method",
	purpose: "For tests.",
	language: "en",
	active: true,
	source: "Nobody",
	fields: [aField("one")],
	...changes,
});

export const aPack = (changes: Partial<Written> = {}): Pack => Pack.parse(writtenPack(changes));

/** What the evaluator sees of a fact. */
export const knownFact = (
	key: KnownFact["key"],
	value: string | null,
	state: KnownFact["state"] = "suggested",
): KnownFact => ({ id: factIdOf(sha256, DEAL, key, [value ?? "", state]), key, value, state });
