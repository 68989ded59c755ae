import type { Context } from "hono";
import { html } from "hono/html";
import type { App } from "#workers/http/app-types.ts";

type Html = ReturnType<typeof html>;

/**
 * A page of sign-in: no script, and nothing from elsewhere. `html` escapes whatever is put into it. Its address may hold a
 * link's secret, so it names no more than our origin to whatever it leads to; «no-referrer» would make browsers call the
 * origin of our own forms «null».
 */
export async function showPage(c: Context<App>, title: string, main: Html, status: 200 | 403 | 404 | 429 = 200) {
	c.header("referrer-policy", "strict-origin");
	c.header("x-robots-tag", "noindex");
	return c.html(
		html`<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><link rel="stylesheet" href="/plain.css"><link rel="icon" href="/icon.svg">
<main><h1>${title}</h1>${main}</main></html>`,
		status,
	);
}

export const askPage = (c: Context<App>, local: Html | null) =>
	showPage(
		c,
		"Sign in",
		html`<p>A link to sign in with comes by mail.</p>
<form method="post" action="/sign-in"><label>Work address
<input name="address" type="email" autocomplete="email" required maxlength="254" autofocus></label>
<button>Send the link</button></form>
<hr><p>Or sign in where your organisation does, if it has set that up.</p>
<form method="post" action="/sign-in/provider"><label>Account
<input name="account" autocomplete="organization" required maxlength="32" pattern="[a-z][a-z0-9\\-]{1,30}[a-z0-9]"></label>
<button class="quiet">Go on</button></form>${local ?? ""}`,
	);

/** The same for every address: who is told more learns who is here. `local`: how to come in where no mail goes out. */
export const sentPage = (c: Context<App>, local: Html | null) => (local ? keptPage(c, local) : mailedPage(c));

const keptPage = (c: Context<App>, local: Html) =>
	showPage(
		c,
		"No mail leaves this machine",
		html`<p>Sign in with a button below. If the address belongs to an account, its link is also printed where npm start runs; it
works once, within 15 minutes.</p>${local}`,
	);

const mailedPage = (c: Context<App>) =>
	showPage(
		c,
		"Look at your mail",
		html`<p>If this address belongs to an account, a link is on its way. It works once, within 15 minutes.
Whoever is in several accounts gets one link for each.</p><p><a href="/sign-in">Use another address</a></p>`,
	);

export const linkPage = (
	c: Context<App>,
	link: { token: string; name: string; address: string; organisation: string },
) =>
	showPage(
		c,
		`Sign in as ${link.name}`,
		html`<p>${link.address}, at ${link.organisation}. The link works once.</p>
<form method="post" action="/sign-in/${link.token}"><button autofocus>Sign in</button></form>`,
	);

export const spentPage = (c: Context<App>) =>
	showPage(
		c,
		"This link has been used or has expired",
		html`<p>Links work once and for a short time. <a href="/sign-in">Ask for a fresh one</a>.</p>`,
		404,
	);

/** A link, not a redirect: our own forms may lead nowhere but to us, and people see where they are going. */
export const leavePage = (c: Context<App>, url: string) =>
	showPage(
		c,
		"Go on to sign in",
		html`<p>Your organisation's sign-in is at ${new URL(url).host}.</p><p><a class="button" href="${url}">Go on</a></p>`,
	);

export const noProviderPage = (c: Context<App>) =>
	showPage(
		c,
		"There is no such sign-in",
		html`<p>This account has no sign-in of its own, or it cannot be reached now. <a href="/sign-in">Have a link sent by mail</a>.</p>`,
		404,
	);

export const declinedPage = (c: Context<App>) =>
	showPage(
		c,
		"That did not work",
		html`<p>Your organisation's sign-in did not say what it must, or took too long, or you are not among the people of this
account. <a href="/sign-in">Begin again</a>, or ask an administrator of the account.</p>`,
		403,
	);

export const tooOftenPage = (c: Context<App>) => {
	// As long as the platform counts.
	c.header("retry-after", "60");
	return showPage(
		c,
		"Too many attempts",
		html`<p>Please wait a minute, then <a href="/sign-in">begin again</a>.</p>`,
		429,
	);
};
