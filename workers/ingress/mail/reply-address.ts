import { FaultError } from "#knowledge/core/vocabulary/fault.ts";
import { DealId } from "#knowledge/core/vocabulary/ids.ts";

/**
 * The address that a buyer's reply comes back to: it names the deal and proves that we named it. Everything behind the
 * plus is lower-case base 32, because mail systems on the way may change the case.
 */
export async function replyAddress(at: { mailbox: string; deal: DealId; secret: string }): Promise<string> {
	const split = at.mailbox.lastIndexOf("@");
	const local = `${at.mailbox.slice(0, split)}+${at.deal.slice(2)}${await proofOf(at.deal, at.secret)}`;
	if (split < 1 || local.length > LOCAL_PART_CHARS_MAX) {
		throw new FaultError({
			code: "reply-mailbox-invalid",
			retry: { when: "after-human" },
			summary: `the mailbox for replies needs a name of 1 to ${LOCAL_PART_CHARS_MAX - TOKEN_CHARS - 1} characters`,
		});
	}
	return `${local}${at.mailbox.slice(split)}`.toLowerCase();
}

/** The deal that an address names, if the name is ours. */
export async function dealOfReplyAddress(address: string, secret: string): Promise<DealId | null> {
	const local = address.slice(0, Math.max(address.lastIndexOf("@"), 0)).toLowerCase();
	const token = local.slice(local.lastIndexOf("+") + 1);
	if (!local.includes("+") || !/^[a-z2-7]{36}$/u.test(token)) return null;
	const deal = DealId.safeParse(`d-${token.slice(0, DEAL_CHARS)}`);
	if (!deal.success) return null;
	return sameText(token.slice(DEAL_CHARS), await proofOf(deal.data, secret)) ? deal.data : null;
}

/** RFC 5321. */
const LOCAL_PART_CHARS_MAX = 64;
const DEAL_CHARS = 20;
/** 80 bits: a guess at one address a second finds one in more years than the universe has. */
const PROOF_CHARS = 16;
const TOKEN_CHARS = DEAL_CHARS + PROOF_CHARS;
const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

async function proofOf(deal: DealId, secret: string): Promise<string> {
	if (secret === "") {
		throw new FaultError({
			code: "reply-secret-missing",
			retry: { when: "after-human" },
			summary: "the secret of reply addresses is empty",
		});
	}
	const utf8 = new TextEncoder();
	const key = await crypto.subtle.importKey("raw", utf8.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, [
		"sign",
	]);
	const mac = new Uint8Array(await crypto.subtle.sign("HMAC", key, utf8.encode(deal)));
	let text = "";
	for (let at = 0; at < PROOF_CHARS; at++) {
		// Five bits at a time: they lie in one byte or across two.
		const bit = at * 5;
		const two = ((mac[bit >> 3] ?? 0) << 8) | (mac[(bit >> 3) + 1] ?? 0);
		text += ALPHABET.charAt((two >> (11 - (bit & 7))) & 31);
	}
	return text;
}

/** Takes as long for a near miss as for a far one. */
function sameText(a: string, b: string): boolean {
	let difference = a.length ^ b.length;
	for (let at = 0; at < b.length; at++) difference |= a.charCodeAt(at) ^ b.charCodeAt(at);
	return difference === 0;
}
