import { sha256 } from "#durable-objects/platform/hash.ts";
import { companyDomain, counterpartOf } from "#knowledge/core/deal/resolve.ts";
import { subjectKey } from "#knowledge/core/deal/subject-key.ts";
import type { SendEmail } from "#knowledge/core/effects/effect.ts";
import { contactIdOf, type TenantId } from "#knowledge/core/vocabulary/ids.ts";
import type { Identified, Identify } from "#workers/ingress/gateway-of.ts";
import { dealOfReplyAddress } from "#workers/ingress/mail/reply-address.ts";
import type { MailCredentials } from "#workers/store/credentials.ts";

type Keyed = (kind: string, text: string) => string;

/** What tells whose deal a signal belongs to, each clue keyed with the tenant's own secret: nobody can guess it from outside. */
export async function identify(
	tenant: TenantId,
	asked: Identify,
	{ replySecret, pepper }: MailCredentials,
): Promise<Identified> {
	const keyed = keyedBy(pepper);
	const contact = (address: string) => contactIdOf(sha256, { tenant, pepper, address });
	const deals = await Promise.all(asked.addresses.map((address) => dealOfReplyAddress(address, replySecret)));
	const domain = asked.sender ? companyDomain(asked.sender) : null;
	return {
		deal: deals.find((deal) => deal !== null) ?? null,
		contact: asked.sender ? contact(asked.sender) : null,
		ownThread: asked.messageId ? keyed("thread", asked.messageId) : null,
		threads: asked.threads.map((id) => keyed("thread", id)),
		domain: domain ? keyed("domain", domain) : null,
		subjects: subjectClues(asked.subjects ?? [], asked.counterparts ?? [], keyed),
		conversations: (asked.conversations ?? []).map((id) => keyed("conversation", id)),
		quoted: (asked.quoted ?? []).map((id) => keyed("thread", id)),
		about: (asked.about ?? []).map(contact),
		others: (asked.others ?? []).map(contact),
	};
}

export type SentMail = { readonly ids: readonly string[]; readonly mail: SendEmail };

/** So that an answer that was sent to our plain address, not to Reply-To, still finds its deal, also where it lost its ids. */
export function cluesOfSent(
	{ ids, mail }: SentMail,
	pepper: string,
): { readonly threads: readonly string[]; readonly subjects: readonly string[] } {
	const keyed = keyedBy(pepper);
	const key = subjectKey(mail.subject);
	const people = [...mail.to, ...mail.cc].map((each) => each.address);
	return {
		threads: ids.map((id) => keyed("thread", id)),
		subjects: subjectClues(key === null ? [] : [key], people, keyed),
	};
}

const keyedBy =
	(pepper: string): Keyed =>
	(kind, text) =>
		sha256([kind, pepper, text.toLowerCase()].join("\u001f"));

/** Each subject with each company, or person, that it was written to or came from. */
function subjectClues(keys: readonly string[], addresses: readonly string[], keyed: Keyed): readonly string[] {
	const counterparts = [...new Set(addresses.map(counterpartOf))];
	return keys.flatMap((key) => counterparts.map((each) => keyed("subject", `${key}\u001f${each}`)));
}
