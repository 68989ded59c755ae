import { expect, test } from "vitest";
import { threadCluesOf } from "./thread-clues.ts";

const INDEX = "AdsoR3kq1dB0bG0WQ2qk7t9xq1v0Aw==";
const clues = (...headers: readonly (readonly [string, string])[]) =>
	threadCluesOf(headers.map(([key, value]) => ({ key, value })));

test("[RS1] an answer has the index of the mail that it answers, with more behind it", () => {
	const first = clues(["thread-index", INDEX]).index;
	expect(first).toMatch(/^[0-9a-f]{44}$/);
	const bytes = atob(INDEX);
	expect(clues(["thread-index", btoa(`${bytes}\u0001\u0002\u0003\u0004\u0005`)]).index).toBe(first);
	expect(clues(["thread-index", ` ${INDEX.slice(0, 10)}\t${INDEX.slice(10)}`]).index).toBe(first);
	expect(clues(["thread-index", btoa(`X${bytes.slice(1)}`)]).index).not.toBe(first);
});

test.each(["", "AdsoR3kq1dB0", "not base64 at all, but long enough to be one", "A".repeat(32), "%".repeat(40)])(
	"[RS1] %j is no index of a conversation",
	(value) => {
		expect(clues(["thread-index", value]).index).toBeNull();
	},
);

test("[RS1] ids that mail systems copied into headers of their own are found, ten at most", () => {
	expect(
		clues(
			["x-original-message-id", "<a@us.example>"],
			["x-mailer", "Program 1.0"],
			["x-history", "seen <b@us.example>, <c@us.example> and <no id>"],
			["subject", "<d@us.example>"],
		).quoted,
	).toEqual(["a@us.example", "b@us.example", "c@us.example"]);
	const many = Array.from({ length: 60 }, (_, i) => `<${i}@us.example>`).join(" ");
	expect(clues(["x-ids", many]).quoted).toHaveLength(10);
	expect(clues(["thread-topic", "=?utf-8?Q?Care_desk?="]).topic).toBe("Care desk");
});
