import assert from "node:assert/strict";
import { test } from "node:test";
import type { Browser, Page } from "playwright-core";
import type { Platform } from "./platform.ts";
import { type SeedPerson, seedPlatform } from "./seed.ts";

type World = {
	readonly browser: Browser;
	readonly platform: Platform;
	readonly tenant: string;
	readonly rep: SeedPerson;
	onlyDeal(): Promise<string>;
};

/** Somebody else's browser, as narrow as a phone: what it is told on the console belongs to the pages that it is refused. */
async function outsider({ browser, platform }: World): Promise<{ other: Page; at: (path: string) => string }> {
	const context = await browser.newContext({ viewport: { width: 390, height: 844 }, reducedMotion: "reduce" });
	return { other: await context.newPage(), at: (path) => new URL(path, platform.url).href };
}

/** How people come in and go, and what they see of that which is not there for them. */
export function outsiderTests(world: () => World): void {
	test("whoever comes by a link to a deal signs in first and lands on that deal, and is told so in both cases", async () => {
		const { tenant, rep, onlyDeal } = world();
		const path = `/app/${tenant}/deals/${await onlyDeal()}`;
		const { other, at } = await outsider(world());
		await other.goto(at(path));
		await other.getByText("Sign in to see this page").waitFor();
		await other.getByRole("link", { name: "Sign in" }).click();
		await other.getByRole("button", { name: new RegExp(rep.name) }).click();
		await other.waitForURL((url) => url.pathname === path);
		await other.getByRole("heading", { name: "Pricing for the support desk" }).waitFor();
		await other.context().clearCookies();
		await other.getByText("Your session has ended").waitFor();
		await other.context().close();
	});

	test("[SEC4] the button that signs out leads to the sign-in page, and the session is dead wherever its cookie is", async () => {
		const { tenant, rep } = world();
		const { other, at } = await outsider(world());
		await other.goto(at("/sign-in"));
		await other.getByRole("button", { name: new RegExp(rep.name) }).click();
		await other.waitForURL(`**/app/${tenant}`);
		const cookies = await other.context().cookies();
		await other.getByText(rep.name).first().waitFor();
		const me = async () => (await other.request.get(at(`/v1/accounts/${tenant}/me`))).status();
		assert.equal(await me(), 200);
		await other.getByRole("button", { name: "Sign out" }).click();
		await other.waitForURL("**/sign-in");
		await other.getByRole("heading", { name: "Sign in" }).waitFor();
		await other.context().addCookies(cookies);
		assert.equal(await me(), 401);
		await other.context().close();
	});

	test("what is not there, or not theirs, is a page with a way on", async () => {
		const { tenant, rep } = world();
		const { other, at } = await outsider(world());
		await other.goto(at("/sign-in"));
		await other.getByRole("button", { name: new RegExp(rep.name) }).click();
		await other.waitForURL(`**/app/${tenant}`);
		for (const [path, words, link] of [
			["/nonsense/page", "There is nothing here", "Go to your account"],
			["/app/platform", "This is not your account", "Go to your own account"],
			[`/app/${tenant}/deals/d-aaaaaaaaaaaaaaaaaaaa`, "There is no such deal", "Back to the deals"],
		] as const) {
			await other.goto(at(path));
			await other.getByText(words).first().waitFor();
			await other.getByRole("link", { name: link }).click();
			await other.waitForURL(`**/app/${tenant}`);
		}
		await other.goto(at("/sign-out"));
		await other.getByRole("button", { name: "Sign out" }).click();
		await other.waitForURL("**/sign-in");
		await other.context().close();
	});

	test("those who run the platform are led to what they can do, and the sign-in page fits a narrow screen", async () => {
		const { platform } = world();
		await seedPlatform(platform);
		const { other, at } = await outsider(world());
		await other.goto(at("/sign-in"));
		await other
			.getByRole("button", { name: "Nadia Brandt" })
			.getByText("tenant admin and regional human, EMEA")
			.waitFor();
		assert.equal(
			await other.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"),
			false,
		);
		await other.getByRole("button", { name: /Pat Operator/ }).click();
		await other.waitForURL("**/app/platform");
		await other.getByRole("link", { name: "Every operation on accounts" }).click();
		await other.getByRole("heading", { name: "Accounts", exact: true }).waitFor();
		await other.context().close();
	});
}
