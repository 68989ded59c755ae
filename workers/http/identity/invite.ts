import type { Context } from "hono";
import { sha256 } from "#durable-objects/platform/hash.ts";
import { overQuota } from "#knowledge/core/vocabulary/account.ts";
import { shortOf } from "#knowledge/core/vocabulary/hash.ts";
import { UserId } from "#knowledge/core/vocabulary/ids.ts";
import { type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import type { App } from "#workers/http/app-types.ts";
import { addInvited, type NewPerson, peopleMax, personByAddress, readPerson } from "#workers/store/people.ts";
import type { TenantDb } from "#workers/store/tenant-db.ts";
import { magicLink } from "./magic-link.ts";

/** Says nothing of whom it stands for: ids of people stand in events, which nobody can erase. */
export const newUserId = (): UserId => UserId.parse(`u-${shortOf(sha256(crypto.randomUUID()))}`);

/** Somebody new, who is there once they have shown that the address is theirs. The mail is another step, which can be repeated. */
export async function addPerson(db: TenantDb, asked: Omit<NewPerson, "id">): Promise<Outcome<UserId>> {
	const max = await peopleMax(db);
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
