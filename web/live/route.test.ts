import { expect, test } from "vitest";
import { parseRoute } from "./route.ts";

const DEAL = `d-${"a".repeat(20)}`;

test.each([
	["/app/acme", "deals"],
	["/app/acme/", "deals"],
	["/app/acme/signals", "signals"],
	["/app/acme/budget", "budget"],
	["/app/acme/learning/", "learning"],
	["/app/acme/budget/x", "lost"],
	[`/app/acme/deals/${DEAL}`, "deal"],
	["/app/acme/deals/d-1", "lost"],
	["/app/acme/deals", "lost"],
	["/app/acme/signals/x", "lost"],
	[`/app/acme/deals/${DEAL}/more`, "lost"],
	["/app/A", "lost"],
	["/", "lost"],
])("[WB16] %s leads to %s", (path, type) => {
	expect(parseRoute(path).type).toBe(type);
});
