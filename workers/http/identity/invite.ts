import type { Context } from "hono";
import { overQuota } from "#knowledge/core/vocabulary/account.ts";
import type { UserId } from "#knowledge/core/vocabulary/ids.ts";
import { type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import { newUserId } from "#workers/accounts/new-user-id.ts";
import type { App } from "#workers/http/app-types.ts";
import { addInvited, type NewPerson, personByAddress, readPerson } from "#workers/store/people.ts";
import type { TenantDb } from "#workers/store/tenant-db.ts";
import { magicLink } from "./magic-link.ts";

/** Somebody new, who is there once they have shown that the address is theirs. The mail is another step, which can be repeated. */
export async function addPerson(db: TenantDb, asked: Omit<NewPerson, "id">, max: number): Promise<Outcome<UserId>> {
	const id = newUserId();
	if (await addInvited(db, { ...asked, id }, { now: Date.now(), max })) return { type: "done", value: id };
	return (await personByAddress(db, asked.address))
		? refused("conflict", "/body/address: somebody of this account has this address")
		: refused("conflict", overQuota("people", max));
}

/** Sends the mail that lets somebody in. What the way out says is told to whoever asked: they can try again. */
export async function sendInvitation(c: Context<App>, db: TenantDb, id: UserId): Promise<Outcome<null>> {
	const person = await readPerson(db, id);
	if (!person) return refused("not-found", "there is no such person");
	if (person.state !== "invited") return refused("conflict", "this person has come in already");
	return magicLink.begin(c, { person, purpose: "invitation" });
}
