import type { Context } from "hono";
import type { App } from "./app-types.ts";
import { problem } from "./problem.ts";

/** The rate-limit binding counts in windows of this many seconds. */
const WINDOW_S = 60;

/**
 * Whether requests that proved nothing come too often from where this one comes. One call of the platform's own limit, no
 * object and no row; asked only after a token proved bad, so that nobody with a good one is ever held by a neighbour. What
 * did not come over the network has no address, and is nobody's to send but ours.
 */
export async function comesTooOften(c: Context<App>): Promise<boolean> {
	const address = c.req.header("cf-connecting-ip");
	if (address === undefined) return false;
	return !(await c.env.ADDRESS_LIMIT.limit({ key: `unproven:${networkOf(address)}` })).success;
}

export function tooOften(c: Context<App>): Response {
	const response = problem(c, 429, "too-many", "Too many requests", {
		detail: "too many requests without a good key come from your network",
	});
	response.headers.set("retry-after", String(WINDOW_S));
	return response;
}

/**
 * The network that an address is of: what one party can have many addresses in. The header is the platform's: a caller's own is
 * overwritten before we see it. What is no address is one network of its own.
 */
export function networkOf(address: string): string {
	const text = address.trim().toLowerCase();
	const four = fourOf(text.startsWith("::ffff:") ? text.slice("::ffff:".length) : text);
	if (four) return `${four.slice(0, 3).join(".")}.0/24`;
	const six = sixOf(text);
	return six ? `${six.slice(0, 4).join(":")}::/64` : "nowhere";
}

function fourOf(text: string): readonly number[] | null {
	const parts = text.split(".");
	const isFour = parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256);
	return isFour ? parts.map(Number) : null;
}

/** Its eight groups, each in its shortest form: the same address is written in many ways. */
function sixOf(text: string): readonly string[] | null {
	const halves = text.split("::");
	if (halves.length > 2 || text.length > 39) return null;
	const [head = [], tail] = halves.map((half) => (half === "" ? [] : half.split(":")));
	const missing = 8 - head.length - (tail?.length ?? 0);
	if (tail === undefined ? missing !== 0 : missing < 1) return null;
	const groups = [...head, ...Array.from({ length: missing }, () => "0"), ...(tail ?? [])];
	if (!groups.every((group) => /^[0-9a-f]{1,4}$/.test(group))) return null;
	return groups.map((group) => Number.parseInt(group, 16).toString(16));
}
