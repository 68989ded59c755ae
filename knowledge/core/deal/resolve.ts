import type { DealId } from "../vocabulary/ids.ts";
import { DAY_MS } from "../vocabulary/time.ts";

/** What is known about where a signal belongs. Lists hold open deals only, each once. */
export type Clues = {
	/** Where the mail went that this came with. */
	readonly companion: DealId | null;
	/** From a signed plus-address of ours: cannot be forged. */
	readonly replyAddress: DealId | null;
	/** Deals whose mail this one answers, by Message-ID and References. */
	readonly threads: readonly DealId[];
	/** The deal that a mailbox is set aside for. */
	readonly mailbox: DealId | null;
	/** Deals of the same conversation, by what a mail program keeps when it loses the ids: its own index, a copied id of ours. */
	readonly conversation: readonly DealId[];
	/** Deals in which the same company, or person, wrote under this subject lately, where the mail says that it answers. */
	readonly subject: readonly DealId[];
	readonly contact: readonly DealId[];
	/** Deals with people of the same company; empty for addresses at public providers. */
	readonly domain: readonly DealId[];
	readonly author: "buyer" | "us" | "system";
	/** Whether a person could have meant us to read this: it has words, a sender, and came to a mailbox of ours. */
	readonly isAddressedToUs: boolean;
	readonly hasWords: boolean;
};

export type Resolution =
	| {
			readonly type: "deal";
			readonly deal: DealId;
			readonly by:
				| "companion"
				| "reply-address"
				| "thread"
				| "mailbox"
				| "conversation"
				| "subject"
				| "contact"
				| "domain";
	  }
	| { readonly type: "new-deal" }
	| { readonly type: "unassigned"; readonly reason: string };

/**
 * [RS1] The strongest clue decides; [RS6] what came with a mail goes where the mail goes. Where equally strong clues name several deals, a person assigns: a mail in the wrong
 * deal is worse than one that waits.
 */
export function resolve(clues: Clues): Resolution {
	if (clues.companion) return { type: "deal", deal: clues.companion, by: "companion" };
	if (clues.replyAddress) return { type: "deal", deal: clues.replyAddress, by: "reply-address" };
	for (const by of ["threads", "mailbox", "conversation", "subject", "contact", "domain"] as const) {
		const found = by === "mailbox" ? (clues.mailbox ? [clues.mailbox] : []) : clues[by];
		const [deal, ...others] = found;
		if (!deal) continue;
		if (others.length > 0)
			return { type: "unassigned", reason: `${found.length} open deals fit by ${by === "threads" ? "thread" : by}` };
		return { type: "deal", deal, by: by === "threads" ? "thread" : by };
	}
	if (clues.author !== "buyer") return { type: "unassigned", reason: "not written by a buyer, and no deal fits" };
	if (!clues.isAddressedToUs)
		return { type: "unassigned", reason: "mail of a list, or not meant for a mailbox of ours" };
	if (!clues.hasWords) return { type: "unassigned", reason: "no words, or no sender, to open a deal on" };
	return { type: "new-deal" };
}

/** [RS5] Whom a subject belongs to: the company of an address, or the address itself at providers that everyone uses. */
export const counterpartOf = (address: string): string => companyDomain(address.trim()) ?? address.trim().toLowerCase();

/** A subject comes again for other reasons after a quarter. */
export const SUBJECT_CLUE_MS = 90 * DAY_MS;

const PUBLIC_DOMAINS: ReadonlySet<string> = new Set([
	"gmail.com",
	"googlemail.com",
	"outlook.com",
	"hotmail.com",
	"live.com",
	"msn.com",
	"yahoo.com",
	"ymail.com",
	"aol.com",
	"icloud.com",
	"me.com",
	"mac.com",
	"gmx.de",
	"gmx.net",
	"gmx.com",
	"web.de",
	"t-online.de",
	"mail.ru",
	"yandex.ru",
	"proton.me",
	"protonmail.com",
	"qq.com",
	"163.com",
	"126.com",
	"naver.com",
	"orange.fr",
	"free.fr",
	"laposte.net",
	"libero.it",
	"comcast.net",
	"verizon.net",
	"att.net",
	"zoho.com",
	"fastmail.com",
	"hey.com",
]);

/** The part of an address that tells a company; `null` at providers that everyone uses. */
export function companyDomain(address: string): string | null {
	const domain = address.slice(address.lastIndexOf("@") + 1).toLowerCase();
	return domain === "" || PUBLIC_DOMAINS.has(domain) || /^yahoo\.|^hotmail\.|^outlook\.|^live\./.test(domain)
		? null
		: domain;
}
