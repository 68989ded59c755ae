import type { Things } from "./matrix.ts";

/** What is wrong with a request, if anything. */
export const TWISTS = [
	"own",
	"foreign",
	"foreign-account",
	"foreign-ids",
	"foreign-in-body",
	"other-deal",
	"other-deal-in-body",
	"unknown",
	"malformed",
	"other-kind",
	"traversal",
	"encoded-foreign",
	"unicode",
	"over-long",
	"case",
	"nul",
	"slashes",
	"query",
	"body",
	"headers",
	"headers-foreign",
] as const;
export type Twist = (typeof TWISTS)[number];

/** A small generator of its own, so that a run can be repeated by its seed (mulberry32). */
export function chanceOf(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let t = Math.imul(state ^ (state >>> 15), state | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
	};
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
const percented = (text: string, prefix = "%"): string =>
	[...text].map((each) => `${prefix}${each.charCodeAt(0).toString(16).padStart(2, "0")}`).join("");

type About = { readonly name: keyof Things; readonly ours: Things; readonly theirs: Things; chance(): number };

/** What stands in a path in place of one id, as it goes over the wire. */
export function wrongIds(twist: Twist, { name, ours, theirs, chance }: About): readonly string[] {
	const own = ours[name] ?? "x";
	const foreign = theirs[name] ?? "x";
	const letters = (count: number): string =>
		Array.from({ length: count }, () => LETTERS[Math.floor(chance() * LETTERS.length)]).join("");
	switch (twist) {
		case "unknown":
			return [name === "account" ? `nobody-${letters(8)}` : own.replace(/[a-z2-7]{20}/, letters(20))];
		case "malformed":
			return [
				"x",
				"null",
				"undefined",
				"-1",
				"0",
				"%7B%7D",
				"%5Bobject%20Object%5D",
				"%25",
				"'%20OR%201=1--",
				"%24%7B7*7%7D",
				"*",
			];
		case "other-kind":
			return Object.values(ours).filter((each) => each !== own);
		case "traversal":
			return [
				`..%2f..%2faccounts%2f${theirs.account}%2fdeals%2f${theirs.deal}`,
				`${own}/../../../${theirs.account}/deals/${theirs.deal}`,
				`${own}%2f..%2f${foreign}`,
				`..%5c..%5c${foreign}`,
				`%2e%2e/%2e%2e/${theirs.account}/deals`,
				`${own}%252f..%252f${foreign}`,
			];
		case "encoded-foreign":
			return [percented(foreign), percented(foreign, "%25"), `${foreign}%20`, `%09${foreign}`, `${own},${foreign}`];
		case "unicode":
			return [
				`${own}%E2%80%8B`,
				`${own.slice(0, -1)}%D0%B0`,
				"%EF%BD%84%EF%BC%8D",
				"%C0%AE%C0%AE%C0%AF",
				"%ED%A0%80",
				"%F0%9F%92%A9",
			];
		case "over-long":
			return [`${own}${"a".repeat(1_500)}`, "a".repeat(6_000), `${own}${"%20".repeat(500)}`];
		case "case":
			return [own.toUpperCase(), own.replace(/[a-z]/, (each) => each.toUpperCase()), foreign.toUpperCase()];
		case "nul":
			return [`${own}%00`, `%00${foreign}`, `${own}%00${foreign}`, `${own}%0d%0ax-leak:%201`];
		default:
			return [own];
	}
}
