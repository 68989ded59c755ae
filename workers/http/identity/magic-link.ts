import type { Context } from "hono";
import { outcomeOf } from "#durable-objects/platform/answer.ts";
import { sha256 } from "#durable-objects/platform/hash.ts";
import { Sha256 } from "#knowledge/core/vocabulary/hash.ts";
import { tokenIdOf } from "#knowledge/core/vocabulary/ids.ts";
import { type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import { DAY_MS, MINUTE_MS } from "#knowledge/core/vocabulary/time.ts";
import type { App } from "#workers/http/app-types.ts";
import { behindToken } from "#workers/http/behind-token.ts";
import { doorOf } from "#workers/http/door.ts";
import { isToken, newSecret } from "#workers/http/tokens.ts";
import { gatewayOf } from "#workers/ingress/gateway-of.ts";
import { addSignInLink, LINKS_PER_HOUR_MAX, redeemSignIn } from "#workers/store/access.ts";
import { type Person, readPerson } from "#workers/store/people.ts";
import { ownDb, type TenantDb } from "#workers/store/tenant-db.ts";
import type { AuthPort } from "./port.ts";
import { publicUrl } from "./public-url.ts";

const TTL_MS = { "sign-in": 15 * MINUTE_MS, invitation: 7 * DAY_MS } as const;
export type Purpose = keyof typeof TTL_MS;

/**
 * A link that only whoever reads the mailbox has. Looking at it changes nothing, because mail scanners look at links; the
 * button uses it up. It belongs to one account: somebody who is in several gets one of each, by that account's own way out,
 * so that no row and no statement is ever about two accounts.
 */
export const magicLink: AuthPort<{ person: Person; purpose: Purpose }, Outcome<null>, string> = {
	async begin(c, { person, purpose }) {
		const db = ownDb(c.env, person.tenant);
		const now = Date.now();
		const { token, hash } = newSecret("aa_link");
		const link = { hash, person: person.id, purpose, expiresAt: now + TTL_MS[purpose], now };
		if (!(await addSignInLink(db, link)))
			return refused("too-many", `a person is sent ${LINKS_PER_HOUR_MAX} links an hour at most`);
		const text = textOf(person, purpose, `${publicUrl(c)}/sign-in/${token}`);
		const mail = {
			key: tokenIdOf(sha256, Sha256.parse(hash)),
			to: { address: person.address, name: person.name },
			...text,
			at: now,
		};
		return outcomeOf(await gatewayOf(doorOf(c).ctx, person.tenant).sendAccess(mail));
	},

	async complete(c, token) {
		const found = await behind(c, token);
		if (!found || !(await redeemSignIn(found.db, found.hash, Date.now()))) return null;
		return { tenant: found.person.tenant, address: found.person.address };
	},
};

/** Whose link this is, while it is good. */
export const ownerOf = async (c: Context<App>, token: string): Promise<Person | null> =>
	(await behind(c, token))?.person ?? null;

async function behind(c: Context<App>, token: string): Promise<{ db: TenantDb; person: Person; hash: string } | null> {
	if (!isToken(token)) return null;
	const behindIt = await behindToken(c.env, token, ["sign-in"], Date.now());
	if (behindIt?.found.account !== "active") return null;
	const { db, found, hash } = behindIt;
	const person = await readPerson(db, found.principal.id);
	return person && { db, person, hash };
}

function textOf({ name, organisation }: Person, purpose: Purpose, url: string): { subject: string; text: string } {
	const hello = `Hello ${name},`;
	if (purpose === "invitation")
		return {
			subject: `You are invited to ${organisation} on Agent Army`,
			text: `${hello}\n\nyou are invited to the account of ${organisation}. Open this page and press the button to come in:\n\n${url}\n\nThe link works once, within seven days. If you expected no invitation, let this mail be.\n`,
		};
	return {
		subject: `Sign in to ${organisation}`,
		text: `${hello}\n\nopen this page and press the button to sign in to ${organisation}:\n\n${url}\n\nThe link works once, within 15 minutes. If you did not ask for it, let this mail be: nobody comes in without it.\n`,
	};
}
