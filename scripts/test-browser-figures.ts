import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import type { Browser, Page } from "playwright-core";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import type { AccountClient } from "./client.ts";
import type { Platform } from "./platform.ts";

type World = {
	readonly browser: Browser;
	readonly platform: Platform;
	readonly tenant: string;
	/** Whose browser it is: somebody who answers for the account. */
	readonly lead: string;
	readonly client: AccountClient;
	onlyDeal(): Promise<string>;
};

type Manager = { readonly page: Page; readonly at: (path: string) => string; quiet(): void };

async function manager({ browser, platform, tenant, lead }: World): Promise<Manager> {
	const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
	const page = await context.newPage();
	const complaints: string[] = [];
	page.on("console", (message) => {
		if (["error", "warning"].includes(message.type())) complaints.push(message.text());
	});
	page.on("pageerror", (error) => complaints.push(error.message));
	const at = (path: string): string => new URL(path, platform.url).href;
	await page.goto(at("/sign-in"));
	await page.getByRole("button", { name: new RegExp(lead) }).click();
	await page.waitForURL(`**/app/${tenant}`);
	return { page, at, quiet: () => assert.deepEqual(complaints.splice(0), []) };
}

/** What the crew's thinking took, the account's month, and what was learned, as those see it who answer for the account. */
export function figureTests(world: () => World): void {
	test("[S3-16] a manager sees the month, and grants emergency tokens: what is wrong is said at its field", async () => {
		const { page, quiet } = await manager(world());
		await page.getByRole("link", { name: "Budget" }).click();
		await page.getByRole("heading", { name: "Budget", exact: true }).waitFor();
		const pools = page.getByRole("table", { name: "Tokens of each pool" });
		await pools.getByRole("rowheader", { name: /^Base/ }).waitFor();
		await page.getByRole("textbox", { name: "Tokens" }).fill("lots");
		await page.keyboard.press("Enter");
		await page.getByText("Write a whole number of tokens").waitFor();
		assert.equal(await page.evaluate("document.activeElement?.getAttribute('name')"), "tokens");
		await page.getByRole("textbox", { name: "Tokens" }).fill("250,000");
		await page.keyboard.press("Enter");
		await page.getByText("Say why").waitFor();
		assert.equal(await page.evaluate("document.activeElement?.getAttribute('name')"), "reason");
		await page.keyboard.type("Three tenders are due this week");
		await page.keyboard.press("Enter");
		const granted = page.getByRole("table", { name: "Grants of this month" }).getByRole("row", { name: /^You/ });
		await granted.getByText("250,000").waitFor();
		await granted.getByText("Three tenders are due this week").waitFor();
		await pools
			.getByRole("row", { name: /^Emergency/ })
			.getByText("250,000")
			.first()
			.waitFor();
		quiet();
		await page.context().close();
	});

	test("[S2-32] what was learned is told with what it was before, and an admin takes it back", async () => {
		const { client, tenant } = world();
		await client.ask(OPERATIONS.setAutonomy, {
			params: { account: tenant, action: "answer-mail" } as never,
			body: { level: "draft" },
		});
		const { page, quiet } = await manager(world());
		await page.getByRole("link", { name: "Learned" }).click();
		const change = page.getByRole("listitem").filter({ hasText: "Answer mails: the most" });
		await change.getByText("acts once a person approves").waitFor();
		await change.getByText("drafts only").waitFor();
		await change.getByRole("button", { name: /^Take back/ }).click();
		await page.keyboard.press("Enter");
		await change.getByText("taken back", { exact: true }).waitFor();
		quiet();
		await page.context().close();
	});

	test("[S0-93] a step tells who answered and why not the other, what it cost, and what it was given", async () => {
		const { tenant, onlyDeal } = world();
		const { page, at, quiet } = await manager(world());
		await page.goto(at(`/app/${tenant}/deals/${await onlyDeal()}`));
		await page.getByText(/^A run: about [\d,]+ tokens, costs nothing$/).waitFor();
		await page.locator(".step-line").first().click();
		const sheet = page.getByRole("dialog");
		await sheet.getByText("The rules answered: no model is set up, or its settings are wrong.").waitFor();
		await sheet.getByText("nothing", { exact: true }).first().waitFor();
		await sheet.getByRole("rowheader", { name: "What is known" }).waitFor();
		await page.keyboard.press("Escape");
		quiet();
		await page.context().close();
	});

	test("nothing serious on those pages for people who use a screen reader, in light and in dark, wide and narrow", async () => {
		const axe = readFileSync("node_modules/axe-core/axe.min.js", "utf8");
		const { tenant, onlyDeal } = world();
		const { page, at, quiet } = await manager(world());
		const deal = `/app/${tenant}/deals/${await onlyDeal()}`;
		for (const colorScheme of ["light", "dark"] as const)
			for (const width of [1440, 390]) {
				await page.emulateMedia({ colorScheme });
				await page.setViewportSize({ width, height: 900 });
				for (const path of [`/app/${tenant}/budget`, `/app/${tenant}/learning`, deal]) {
					await page.goto(at(path));
					if (path === deal) {
						await page.locator(".step-line").first().click();
						await page.locator(".told-memory summary, .told .muted").first().click();
					} else await page.locator(".sections section").nth(3).waitFor();
					await page.evaluate(axe);
					const found = await page.evaluate(
						"axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'best-practice'] }).then((r) => r.violations.filter((v) => ['serious', 'critical'].includes(v.impact)).map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' ')).join(', ')))",
					);
					assert.deepEqual(found, [], `${path} in ${colorScheme} at ${width}`);
					const scrolls = await page.evaluate(
						"document.documentElement.scrollWidth > document.documentElement.clientWidth",
					);
					assert.equal(scrolls, false, `no sideways scroll of ${path} at ${width}`);
				}
			}
		quiet();
		await page.context().close();
	});
}
