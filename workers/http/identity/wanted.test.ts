import { expect, test } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import { MINUTE_MS } from "#knowledge/core/vocabulary/time.ts";
import { ask } from "#workers/testing/api.setup.ts";

const LOCAL = "http://127.0.0.1:8787";

/** What a browser keeps of asking for the sign-in page with this `next`: the cookie, or nothing. */
async function keptOf(next: string): Promise<string | null> {
	const asked = await ask(`${LOCAL}/sign-in?next=${encodeURIComponent(next)}`);
	return asked.headers.getSetCookie().find((each) => each.startsWith("aa_wanted=")) ?? null;
}

async function comeIn(at: TestTenant, cookie: string): Promise<Response> {
	const body = new URLSearchParams({ account: at.tenant, address: `nadia@${at.tenant}.example` }).toString();
	const headers = { "content-type": "application/x-www-form-urlencoded", origin: LOCAL, cookie };
	return ask(`${LOCAL}/sign-in/development`, { method: "POST", body, headers });
}

test("[SEC21] whoever came for a page of their account goes on to it, once, and within a quarter of an hour", async () => {
	const clock = standStill();
	const at = await newTenant("wanted");
	const path = `/app/${at.tenant}/deals/d-aaaaaaaaaaaaaaaaaaaa`;
	const kept = (await keptOf(path)) ?? "";
	expect(kept).toContain(`Expires=${new Date(clock.now() + 15 * MINUTE_MS).toUTCString()}`);
	expect(kept).toMatch(/; HttpOnly; SameSite=Lax$/);
	const landed = await comeIn(at, kept.split(";")[0] ?? "");
	expect(landed.headers.get("location")).toBe(path);
	expect(landed.headers.getSetCookie().join()).toMatch(/aa_wanted=;.*Max-Age=0/);
});

test("[SEC21] a page of another account is not gone on to", async () => {
	standStill();
	const [at, other] = await Promise.all([newTenant("wanted"), newTenant("other")]);
	const kept = (await keptOf(`/app/${other.tenant}/signals`)) ?? "";
	const landed = await comeIn(at, kept.split(";")[0] ?? "");
	expect(landed.headers.get("location")).toBe(`/app/${at.tenant}`);
});

test.each([
	"https://evil.example/app/acme",
	"//evil.example/app/acme",
	"/\\evil.example",
	"/app/acme/../../v1/accounts",
	"/app/acme//evil.example",
	"/app/acme?next=https://evil.example",
	"/app/acme#x",
	"/app/acme%2f..",
	"/app/acme\r\nset-cookie: x=y",
	"/app/",
	"/application",
	"/sign-out",
	"javascript:alert(1)",
	`/app/acme/${"a".repeat(81)}`,
	"/app/acme/a/b/c/d",
])("[SEC21] %j is no page of the app: it is neither kept nor, if a browser brings it, gone on to", async (next) => {
	standStill();
	const at = await newTenant("astray");
	expect(await keptOf(next)).toBeNull();
	const landed = await comeIn(at, `aa_wanted=${encodeURIComponent(next.replace("acme", at.tenant))}`);
	expect(landed.headers.get("location")).toBe(`/app/${at.tenant}`);
});

test("a reader's browser is told of what is not there by a page, a program by a problem", async () => {
	const html = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };
	const page = await ask("/nonsense/page", { headers: html });
	expect([page.status, page.headers.get("content-type")]).toEqual([404, "text/html; charset=utf-8"]);
	expect(await page.text()).toContain('href="/app"');
	for (const [path, headers] of [
		["/v1/nonsense", html],
		["/v1", html],
		["/nonsense/page", {}],
	] as const) {
		const answer = await ask(path, { headers });
		expect([answer.status, answer.headers.get("content-type")], path).toEqual([404, "application/problem+json"]);
	}
	expect((await ask("/nonsense/page", { method: "POST", headers: html })).headers.get("content-type")).toBe(
		"application/problem+json",
	);
});

test("[SEC21] looking at the sign-out page signs nobody out", async () => {
	const page = await ask("/sign-out", { headers: { accept: "text/html" } });
	expect(page.status).toBe(200);
	expect(page.headers.getSetCookie()).toEqual([]);
	expect(await page.text()).toContain('<form method="post" action="/sign-out">');
});
