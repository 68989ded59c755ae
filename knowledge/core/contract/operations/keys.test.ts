import { expect, test } from "vitest";
import { misfitOrigin } from "./keys.ts";

test.each([
	["https://shop.example", true, true],
	["https://a-b.shop.example:8443", true, true],
	["https://xn--bcher-kva.example", true, true],
	["http://localhost:3000", true, false],
	["http://127.0.0.1", true, false],
	["http://[::1]:8787", true, false],
	["http://10.0.0.1", false, false],
	["http://localhost.evil.example", false, false],
	["http://shop.example", false, false],
	["https://shop.example:443", false, false],
	["http://localhost:80", false, false],
	["https://-shop.example", false, false],
	["https://shop..example", false, false],
	["https://*.example", false, false],
	["https://", false, false],
	["shop.example", false, false],
	["https://shop.example\n", false, false],
])("[S0-77] the origin %j is taken in development: %s, and deployed: %s", (origin, inDevelopment, deployed) => {
	expect([misfitOrigin(origin, true) === null, misfitOrigin(origin, false) === null]).toEqual([
		inDevelopment,
		deployed,
	]);
});
