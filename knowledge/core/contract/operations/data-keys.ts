import * as z from "zod";
import type { Operation } from "../operation.ts";
import { A, account, items, none } from "./parts.ts";

/** All that is told of a data key: never the key, wrapped or not. */
export const DataKeyView = z.strictObject({
	version: z.int().min(1),
	/** From then on it seals what is written; what it sealed is read for ever. */
	activeFrom: z.iso.datetime().nullable().describe("null: from the beginning"),
	/** The master key that it is wrapped by. */
	masterVersion: z.int().min(1),
});
export type DataKeyView = z.infer<typeof DataKeyView>;

export const DATA_KEY_OPERATIONS = {
	rotateDataKey: {
		id: "rotateDataKey",
		method: "post",
		path: `${A}/data-keys`,
		summary: "Announce the next key that this account's texts are sealed with; it is used a minute later",
		access: "admin",
		params: account,
		query: none,
		body: none,
		status: 201,
		makes: { dataKey: "version" },
		answer: DataKeyView,
	},
	listDataKeys: {
		id: "listDataKeys",
		method: "get",
		path: `${A}/data-keys`,
		summary: "The keys that this account's texts are sealed with, by version and without the keys",
		access: "admin",
		params: account,
		query: none,
		body: null,
		status: 200,
		answer: items(DataKeyView),
	},
} as const satisfies Record<string, Operation>;
