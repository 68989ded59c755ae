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
import { handIn, settled } from "./play.ts";
import { SAMPLE_TENANTS, sampleThreads } from "./samples.ts";
import { issueKey, issueSignIn, type SeedPerson, type SeedTenant, seedTenant } from "./seed.ts";
import { figureTests } from "./test-browser-figures.ts";
import { outsiderTests } from "./test-browser-outsiders.ts";

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
	platform = await startPlatform({ state: folder });
	await seedTenant(platform, SKYVERA, { mail: { provider: "mail" }, undoWindowMs: UNDO_WINDOW_MS });
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

const region = (name: string | RegExp) => page.getByRole("region", { name, exact: true });

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
	// The page is a 404, and the browser says so.
	assert.deepEqual(
		complaints.splice(0).filter((each) => !each.includes("404")),
		[],
	);
	await page.goto(new URL("/app", platform.url).href);
	await page.waitForURL(`**/app/${SKYVERA.tenant}`);
	quiet();
});

test("[SEC37] on this machine people come in by their button, without a mail", async () => {
	await page.goto(new URL("/sign-in", platform.url).href);
	await page.getByLabel("Work address").fill("nobody@skyvera.example");
	await page.getByRole("button", { name: "Send the link" }).click();
	await page.getByRole("heading", { name: "No mail leaves this machine" }).waitFor();
	await page.goto(new URL("/sign-in", platform.url).href);
	await page.getByRole("button", { name: new RegExp(rep.name) }).click();
	await page.waitForURL(`**/app/${SKYVERA.tenant}`);
	quiet();
});

test("[S0-62] a mail that comes in is seen being worked on, without a reload", async () => {
	const [first] = sampleThreads(SKYVERA.tenant)[0]?.signals ?? [];
	assert.ok(first);
	await client.postMail(first.raw);
	await page.getByText("Pricing for the support desk").first().click();
	await page.getByRole("heading", { name: "Pricing for the support desk" }).waitFor();
	await page.getByText("EUR 140,000").first().waitFor();
	const second = sampleThreads(SKYVERA.tenant)[0]?.signals[1];
	assert.ok(second);
	await client.postMail(second.raw);
	await page.getByText("integration effort").locator("visible=true").first().waitFor({ timeout: 10_000 });
	await page.getByText("Live", { exact: true }).first().waitFor();
	quiet();
});

test("a fact opens its source with exactly its quote marked", async () => {
	await region(/^Facts/)
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

test("[S4-13] a draft is edited, approved, taken back by key and by button, approved again: exactly one mail leaves", async () => {
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
	const cancelled = async () => (await outbox(deal)).filter((row) => row.state === "cancelled").length;
	await until("the effect to be cancelled", async () => (await cancelled()) === 1);
	await untilApprovable();
	await page.keyboard.press("a");
	// The words that say it can be taken back bring the button that does.
	await page.locator(".toast").getByRole("button", { name: "Undo" }).click();
	await until("the second one to be cancelled", async () => (await cancelled()) === 2);
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

test("after the thread a rep sees at once what to do next, what is missing and who matters, each with its quote", async () => {
	const deal = await onlyDeal();
	for (const signal of (sampleThreads(SKYVERA.tenant)[0]?.signals ?? []).slice(2)) {
		const { receipt } = await handIn(client, signal);
		if (receipt) await settled(client, receipt.signal);
	}
	const view = await client.deal(deal);
	const next = view.crm.find(({ record, field }) => record.type === "deal" && field === "next-step");
	assert.ok(next?.value, "the crew wrote a next step");
	await region("Next step").getByText(next.value).waitFor();
	await region("Next step").getByText("EUR 140,000").waitFor();
	const here = view.criteria.filter((each) => each.stage === view.stage);
	const missing = region("What is missing");
	if (here.length > 0) {
		const met = here.filter((each) => each.met).length;
		await missing.getByText(`${met} of ${here.length} for`).waitFor();
	}
	const open = view.criteria.filter((each) => !each.met);
	assert.equal(await missing.getByText("missing", { exact: true }).count(), open.length);
	const people = region("Who matters");
	for (const { name } of view.stakeholders) await people.getByText(name, { exact: true }).first().waitFor();
	await people.getByRole("button", { name: /Mara Ellingsen/ }).click();
	await page.locator("mark.mark-active").first().waitFor();
	await page.keyboard.press("Escape");
	await page.locator("dialog").waitFor({ state: "detached" });
	quiet();
});

test("a field of the record is written by hand where it stands, and its undo brings the old value back", async () => {
	const deal = await onlyDeal();
	const amount = async () =>
		(await client.deal(deal)).crm.find(({ record, field }) => record.type === "deal" && field === "amount")?.value ??
		null;
	const before = await amount();
	await page.getByRole("button", { name: /^(Change amount: |Set amount of Deal)/ }).click();
	await page.getByRole("textbox", { name: "Amount" }).fill("eur 99,000");
	await page.keyboard.press("Enter");
	await page.getByRole("button", { name: "Change amount: EUR 99,000" }).waitFor();
	await until("the record to hold it", async () => (await amount()) === "EUR 99000.00");
	await page.getByRole("button", { name: "Undo: Amount" }).click();
	await page.getByRole("button", { name: "Change amount: EUR 99,000" }).waitFor({ state: "detached" });
	await page.getByRole("button", { name: "Change amount: EUR 140,000" }).waitFor();
	await until("the old value to stand again", async () => (await amount()) === before);
	await page.getByText("taken back", { exact: true }).first().waitFor();
	quiet();
});

test("the time machine shows an earlier stage, changes nothing there, and compares it with now fact by fact", async () => {
	const { stage, version } = await client.deal(await onlyDeal());
	assert.notEqual(stage, "PROSPECTING");
	await page.keyboard.press("t");
	const slider = page.getByRole("slider", { name: "Moment of the deal" });
	await slider.waitFor();
	await page.keyboard.press("PageDown");
	await page.keyboard.press("ArrowLeft");
	await page.keyboard.press("Home");
	await page.getByText(`(event 1 of ${version})`).waitFor();
	await page.locator("[aria-current='step']", { hasText: "Prospecting" }).waitFor();
	assert.ok(await page.getByRole("button", { name: "Run pipeline" }).isDisabled());
	assert.ok(await page.getByRole("button", { name: "Write the next step" }).isDisabled());
	await page.getByRole("button", { name: "Compare with now" }).click();
	const budget = page.getByRole("row", { name: /Budget/ });
	await budget.getByText("EUR 140,000").waitFor();
	await slider.focus();
	await page.keyboard.press("PageUp");
	await page.getByRole("button", { name: "What each skill was given" }).click();
	const given = region("What each skill was given");
	await given.getByText("Input and output").first().click();
	await given.getByRole("heading", { name: "Input" }).first().waitFor();
	await page.getByRole("button", { name: "Back to now" }).click();
	await slider.waitFor({ state: "detached" });
	assert.ok(await page.getByRole("button", { name: "Run pipeline" }).isEnabled());
	quiet();
});

test("a fork rehearses what might come in: what is approved there leaves nothing, and the original does not notice", async () => {
	const deal = await onlyDeal();
	const [original, sent] = [await client.deal(deal), await outbox(deal)];
	await page.keyboard.press("t");
	await page.getByRole("button", { name: "Fork from here" }).click();
	await page.getByRole("textbox", { name: "What is it for?" }).fill("If they ask for a tenth off");
	await page.keyboard.press("Enter");
	await page.getByText(/^Sandbox copy of .*: nothing leaves$/).waitFor();
	await page.waitForURL((url) => !url.pathname.endsWith(deal));
	const fork = new URL(page.url()).pathname.split("/").at(-1) ?? "";
	const runs = async () => (await client.deal(fork)).counts.runs;
	const before = await runs();
	await page
		.getByLabel("What they say")
		.fill("We would sign this month. What would 85 seats cost if we pay yearly? Please send us the quote.");
	await page.getByRole("button", { name: "Rehearse" }).click();
	await until("a run of its own", async () => (await runs()) > before && !(await client.deal(fork)).working);
	const draft = page.getByRole("article", { name: /^Send mail/ }).first();
	await draft.getByRole("button", { name: /^Approve/ }).click();
	await until("it to be rehearsed", async () => (await outbox(fork)).some((row) => row.state === "rehearsed"));
	await region(/^Outbox/)
		.getByText("Rehearsed", { exact: true })
		.first()
		.waitFor();
	await page.getByRole("button", { name: "What differs" }).click();
	await page.getByRole("row").nth(1).waitFor();
	assert.deepEqual(await outbox(deal), sent);
	assert.equal((await client.deal(deal)).version, original.version);
	await page.getByRole("link", { name: "Open the original" }).click();
	await page.getByRole("link", { name: /If they ask for a tenth off/ }).waitFor();
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
	await page.getByRole("heading", { level: 1, name: /onerror/ }).waitFor();
	assert.notEqual(await page.title(), "owned");
	assert.equal(await page.locator("img[src='x']").count(), 0);
	quiet();
});

test("nothing serious for people who use a screen reader, in light and in dark, wide and narrow", async () => {
	const axe = readFileSync("node_modules/axe-core/axe.min.js", "utf8");
	const deal = await onlyDeal();
	const { items: forks } = await client.ask(OPERATIONS.listForks, {
		params: { account: SKYVERA.tenant, deal } as never,
	});
	const fork = forks[0]?.id;
	assert.ok(fork);
	for (const colorScheme of ["light", "dark"] as const) {
		for (const width of [1440, 390]) {
			await page.emulateMedia({ colorScheme });
			await page.setViewportSize({ width, height: 900 });
			for (const path of [
				`/app/${SKYVERA.tenant}`,
				`/app/${SKYVERA.tenant}/deals/${fork}`,
				`/app/${SKYVERA.tenant}/deals/${deal}`,
				`/app/${SKYVERA.tenant}/signals`,
				// Who does not answer for the account is told whose page it is.
				`/app/${SKYVERA.tenant}/budget`,
			]) {
				await page.goto(new URL(path, platform.url).href);
				await page.locator(".shell").first().waitFor();
				await page.waitForLoadState("networkidle").catch(() => undefined);
				// With everything open that a key opens.
				if (path.endsWith(deal)) {
					await page.keyboard.press("t");
					await page.getByRole("slider").waitFor();
					await page.keyboard.press("PageDown");
					await page.getByText("As it stood at").waitFor();
				}
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

figureTests(() => ({
	browser,
	platform,
	tenant: SKYVERA.tenant,
	lead: find("tenant-admin").name,
	client,
	onlyDeal,
}));
outsiderTests(() => ({ browser, platform, tenant: SKYVERA.tenant, rep, onlyDeal }));

test("the page stays small: 200 kB of script and 15 kB of style, packed", () => {
	const packed = (ending: string): number =>
		readdirSync("dist/web/assets")
			.filter((file) => file.endsWith(ending))
			.reduce((sum, file) => sum + gzipSync(readFileSync(join("dist/web/assets", file))).byteLength, 0);
	assert.ok(packed(".js") <= 200_000, `${packed(".js")} bytes of script`);
	assert.ok(packed(".css") <= 15_000, `${packed(".css")} bytes of style`);
});
