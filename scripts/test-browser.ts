import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { build } from "./build.ts";
import { type AccountClient, accountClient, until } from "./client.ts";
import { type Platform, startPlatform } from "./platform.ts";
import { SAMPLE_TENANTS, sampleMails } from "./samples.ts";
import { issueKey, issueSignIn, type SeedPerson, type SeedTenant, seedTenant } from "./seed.ts";

/*
 * The page in the system's Chromium against the built platform, as a person would use it. Every message on the console,
 * every error and every breach of the page's policy fails the test that it happened in.
 */
const [SKYVERA] = SAMPLE_TENANTS as [SeedTenant, ...SeedTenant[]];
const UNDO_WINDOW_MS = 4_000;

const folder = mkdtempSync(join(tmpdir(), "agent-army-browser-"));
let platform: Platform;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let client: AccountClient;
let rep: SeedPerson;
const complaints: string[] = [];

before(async () => {
	build();
	platform = await startPlatform({ state: folder, vars: { LOCAL_SIGN_IN: "true" } });
	await seedTenant(platform.db, SKYVERA, { mail: { provider: "mail" }, undoWindowMs: UNDO_WINDOW_MS });
	const [lead, someRep] = [find("tenant-admin"), find("rep")];
	rep = someRep;
	client = accountClient(platform.url, SKYVERA.tenant, await issueKey(platform.db, SKYVERA.tenant, lead));
	browser = await chromium.launch({
		executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
		args: [
			"--no-sandbox",
			"--disable-gpu",
			"--disable-quic",
			"--no-first-run",
			"--disable-background-networking",
			"--disable-component-update",
			"--disable-sync",
		],
	});
	context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
	page = await context.newPage();
	page.on("console", (message) => {
		if (["error", "warning"].includes(message.type())) complaints.push(message.text());
	});
	page.on("pageerror", (error) => complaints.push(error.message));
});

after(async () => {
	await browser?.close();
	await platform?.stop();
	rmSync(folder, { recursive: true, force: true });
});

function find(role: SeedPerson["roles"][number]): SeedPerson {
	const person = SKYVERA.people.find((each) => each.roles.includes(role));
	assert.ok(person);
	return person;
}

const quiet = (): void => assert.deepEqual(complaints.splice(0), []);

const outbox = async (deal: string) =>
	(await client.ask(OPERATIONS.listOutbox, { params: { account: SKYVERA.tenant, deal } as never })).items;

/** A person waits for the button too: while something is being saved it cannot be pressed. */
const untilApprovable = (): Promise<unknown> =>
	until("the draft to be approvable", async () => {
		const button = page.getByRole("button", { name: /^approve/i }).first();
		return (await button.isVisible()) && (await button.isEnabled());
	});

async function onlyDeal(): Promise<string> {
	return until("the deal", async () => (await client.deals())[0]);
}

test("a sign-in link can be looked at, and signs in once, by its button", async () => {
	const link = new URL(`/sign-in/${await issueSignIn(platform.db, SKYVERA.tenant, rep)}`, platform.url).href;
	await page.goto(link);
	await page.goto(link);
	await page.getByRole("button", { name: "Sign in" }).click();
	await page.waitForURL(`**/app/${SKYVERA.tenant}`);
	await page.getByText("No deal yet").first().waitFor();
	quiet();
	await page.goto(link);
	await page.getByText("This link has been used or has expired").waitFor();
	await page.goto(new URL("/app", platform.url).href);
	await page.waitForURL(`**/app/${SKYVERA.tenant}`);
	quiet();
});

test("[S0-62] a mail that comes in is seen being worked on, without a reload", async () => {
	const [first] = sampleMails(SKYVERA.tenant);
	assert.ok(first);
	await client.postMail(first.raw);
	await page.getByText("Pricing for the support desk").first().click();
	await page.getByRole("heading", { name: "Pricing for the support desk" }).waitFor();
	await page.getByText("EUR 140,000").first().waitFor();
	const second = sampleMails(SKYVERA.tenant)[1];
	assert.ok(second);
	await client.postMail(second.raw);
	await page.getByText("integration effort").first().waitFor({ timeout: 10_000 });
	await page.getByText("Live", { exact: true }).first().waitFor();
	quiet();
});

test("a fact opens its source with exactly its quote marked", async () => {
	await page
		.getByRole("button", { name: /EUR 140,000/ })
		.first()
		.click();
	const mark = page.locator("mark").first();
	await mark.waitFor();
	assert.match((await page.locator("mark").allTextContents()).join(" "), /EUR 140,000/);
	await page.keyboard.press("Escape");
	await mark.waitFor({ state: "detached" });
	quiet();
});

test("[S4-13] a draft is edited, approved, taken back, approved again, by keyboard alone: exactly one mail leaves", async () => {
	const deal = await onlyDeal();
	await page.keyboard.press("e");
	const body = page.getByRole("textbox", { name: /body|message|text/i }).first();
	await body.fill("Hi Mara,\n\nboth documents come with the quote.\n\nBest regards,\nSam Okafor\nSkyvera");
	await page.getByRole("button", { name: /save/i }).first().click();
	await page.getByText("both documents come with the quote").first().waitFor();
	await untilApprovable();
	await page.keyboard.press("a");
	await page
		.getByText(/leaves in/i)
		.first()
		.waitFor();
	await page.keyboard.press("u");
	await until("the effect to be cancelled", async () => (await outbox(deal)).some((row) => row.state === "cancelled"));
	await untilApprovable();
	await page.keyboard.press("a");
	await until("the mail to leave", async () => (await outbox(deal)).some((row) => row.state === "sent"), 20_000);
	const rows = await outbox(deal);
	assert.equal(rows.filter((row) => row.state === "sent").length, 1);
	const copy = await page.request.get(new URL(rows.find((row) => row.state === "sent")?.copy ?? "", platform.url).href);
	assert.equal(copy.status(), 200);
	assert.match(await copy.text(), /To: Mara Ellingsen/);
	await page
		.getByText(/the mail left/i)
		.first()
		.waitFor();
	quiet();
});

test("a paused deal says so, and goes on when it is resumed", async () => {
	await page.getByRole("button", { name: /^pause/i }).click();
	await page
		.getByText(/paused/i)
		.first()
		.waitFor();
	assert.equal((await client.deal(await onlyDeal())).automation, "paused");
	await page
		.getByRole("button", { name: /^resume/i })
		.first()
		.click();
	await until("the deal to be active", async () => (await client.deal(await onlyDeal())).automation === "active");
	quiet();
});

test("markup in names, subjects and bodies is text everywhere", async () => {
	const hostile = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>`;
	const raw = [
		`From: "${hostile.replaceAll('"', "'")}" <eve@hostile.example>`,
		"To: sam.okafor@skyvera.example",
		`Subject: ${hostile}`,
		"Message-ID: <x1@hostile.example>",
		`Date: ${new Date().toUTCString()}`,
		"",
		`We need a quote for ${hostile} seats. What would it cost?`,
		"",
	].join("\r\n");
	await client.postMail(Buffer.from(raw));
	await page.getByText("onerror").first().click();
	await page.getByRole("heading", { name: /onerror/ }).waitFor();
	assert.notEqual(await page.title(), "owned");
	assert.equal(await page.locator("img[src='x']").count(), 0);
	quiet();
});

test("nothing serious for people who use a screen reader, in light and in dark, wide and narrow", async () => {
	const axe = readFileSync("node_modules/axe-core/axe.min.js", "utf8");
	const deal = await onlyDeal();
	for (const colorScheme of ["light", "dark"] as const) {
		for (const width of [1440, 390]) {
			await page.emulateMedia({ colorScheme });
			await page.setViewportSize({ width, height: 900 });
			for (const path of [
				`/app/${SKYVERA.tenant}`,
				`/app/${SKYVERA.tenant}/deals/${deal}`,
				`/app/${SKYVERA.tenant}/signals`,
			]) {
				await page.goto(new URL(path, platform.url).href);
				await page.locator(".shell").first().waitFor();
				await page.waitForLoadState("networkidle").catch(() => undefined);
				await page.evaluate(axe);
				const found = await page.evaluate(
					"axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'best-practice'] }).then((r) => r.violations.filter((v) => ['serious', 'critical'].includes(v.impact)).map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' ')).join(', ')))",
				);
				assert.deepEqual(found, [], `${path} in ${colorScheme} at ${width}`);
			}
			const scrolls = await page.evaluate(
				"document.documentElement.scrollWidth > document.documentElement.clientWidth",
			);
			assert.equal(scrolls, false, `no sideways scroll at ${width}`);
		}
	}
	quiet();
});

test("the page stays small: 200 kB of script and 15 kB of style, packed", () => {
	const packed = (ending: string): number =>
		readdirSync("dist/web/assets")
			.filter((file) => file.endsWith(ending))
			.reduce((sum, file) => sum + gzipSync(readFileSync(join("dist/web/assets", file))).byteLength, 0);
	assert.ok(packed(".js") <= 200_000, `${packed(".js")} bytes of script`);
	assert.ok(packed(".css") <= 15_000, `${packed(".css")} bytes of style`);
});
