import { env } from "cloudflare:workers";
import { expect } from "vitest";
import { standStill } from "#durable-objects/testing/clock.setup.ts";
import { newTenant, type TestTenant } from "#durable-objects/testing/tenant.setup.ts";
import { ask, client, json, ORIGIN } from "./api.setup.ts";
import { startMailbox } from "./mailbox.setup.ts";

/** A house as a test fakes it. */
type House<I> = {
	readonly ISSUER: string;
	readonly CLIENT: { readonly id: string; readonly secret: string };
	startIssuer(email: string): Promise<I>;
};
type Answering = { readonly answer: Parameters<typeof startMailbox>[0] & {} };

let networks = 0;
const network = (): string => `10.200.${++networks % 250}.1`;

export const settingsAt = ({ ISSUER, CLIENT }: House<unknown>, at: TestTenant) => ({
	issuer: ISSUER,
	clientId: CLIENT.id,
	clientSecret: CLIENT.secret,
	domains: [`${at.tenant}.example`],
});

/** An account whose people sign in at a house of their own. */
export async function withHouse<I extends Answering>(house: House<I>, name = "sso") {
	const clock = standStill();
	const at = await newTenant(name);
	const issuer = await house.startIssuer(`nadia@${at.tenant}.example`);
	startMailbox(issuer.answer);
	const admin = await client(at, at.admin);
	const put = await admin.send("sign-in-provider", { ...json(settingsAt(house, at)), method: "PUT" });
	expect(put.status).toBe(200);
	return { clock, at, issuer, admin };
}

export const post = (account: string, headers: Record<string, string> = {}) =>
	ask("/sign-in/provider", {
		method: "POST",
		body: new URLSearchParams({ account }).toString(),
		headers: {
			"content-type": "application/x-www-form-urlencoded",
			origin: ORIGIN,
			"cf-connecting-ip": network(),
			...headers,
		},
	});

/** As far as the door of the house: where it is, and the cookie that ties what comes back to this browser. */
export async function begin(at: TestTenant) {
	const page = await post(at.tenant);
	expect(page.status).toBe(200);
	const url = /href="(https:\/\/[^"]+)"/.exec(await page.text())?.[1]?.replaceAll("&amp;", "&") ?? "";
	const cookie = page.headers.getSetCookie().join().split(";")[0] ?? "";
	expect(cookie).toMatch(/^__Host-aa_flow=aa1\.1\.[\w-]+$/);
	return { url, cookie };
}

export const back = (at: TestTenant, query: string, cookie: string | null) =>
	ask(`/sign-in/provider/${at.tenant}/callback${query}`, {
		headers: { "cf-connecting-ip": network(), ...(cookie === null ? {} : { cookie }) },
	});

export const sessionIn = (response: Response): string | null =>
	response.headers
		.getSetCookie()
		.find((each) => each.startsWith("__Host-aa_session=aa_"))
		?.split(";")[0] ?? null;

export const flowsOf = async (at: TestTenant) =>
	(await env.DB.prepare("SELECT * FROM sign_in_flows WHERE tenant = ?").bind(at.tenant).all()).results;
