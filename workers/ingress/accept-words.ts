import { expectDone } from "#durable-objects/platform/answer.ts";
import { sha256 } from "#durable-objects/platform/hash.ts";
import type { IncomingSignal } from "#durable-objects/signal-inbox/calls.ts";
import type { SignalReceipt } from "#knowledge/core/contract/signal.ts";
import type { SignalRecord } from "#knowledge/core/deal/signal-record.ts";
import type { SignalKind } from "#knowledge/core/events/signal.ts";
import { readTranscript, type TranscriptFormat } from "#knowledge/core/reasoning/conversation/read.ts";
import type { Side } from "#knowledge/core/reasoning/conversation/sides.ts";
import type { Utterance } from "#knowledge/core/reasoning/conversation/utterance.ts";
import { type DealId, signalIdOf, type TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { canonicalJson } from "#knowledge/core/vocabulary/json.ts";
import { type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import type { Call } from "#knowledge/core/vocabulary/principal.ts";
import { MINUTE_MS } from "#knowledge/core/vocabulary/time.ts";
import { textOfBytes } from "./decode.ts";
import type { Door } from "./door.ts";
import { gatewayOf } from "./gateway-of.ts";
import { cluesOf, type Home, handIn, homeOf, homeOfOurs, isOfOurCompany, isOurs, keepRaw } from "./hand-in.ts";
import { oneLine } from "./mail/text.ts";
import { misfitOf, recordOfConversation, recordOfWords, type Sender } from "./record.ts";

type Asked = {
	/** Tells a repeat: the caller's own name for it, unique to its door; `null` where it has none. */
	readonly key: string | null;
	/** All that was handed in, and at which door. */
	readonly content: unknown;
	readonly deal: DealId | null;
	readonly contact: Sender | null;
	readonly subject: string | null;
};

export type Words = Asked & {
	readonly kind: Exclude<SignalKind, "email" | "transcript" | "chat" | "calendar">;
	readonly author: IncomingSignal["author"];
	readonly text: string;
};

/** Without a key, this long: who sends a request again does it sooner, and who says the same again later means it. */
const SAME_WITHOUT_KEY_MS = 10 * MINUTE_MS;

/** Text that is not a mail: a note, notes of a meeting or call, a change in another CRM. */
export async function acceptWords(door: Door, call: Call, words: Words): Promise<Outcome<SignalReceipt>> {
	const home = await homeOf(door, call.principal.tenant, []);
	const { kind, author } = words;
	const record = recordOfWords(words);
	// A change in another CRM is told by its name; anything else is its words.
	if (kind !== "crm" && record.text.trim() === "") return refused("invalid", "there is no word in it");
	return acceptRecord(door, call, { ...words, kind, author, record, raw: null, home });
}

export type Transcript = Asked & {
	/** Its media type. */
	readonly type: string;
	readonly bytes: Uint8Array;
	readonly heldAt: number | null;
};

/** What was said in a call, from a file of captions or labelled lines. */
export async function acceptTranscript(door: Door, call: Call, asked: Transcript): Promise<Outcome<SignalReceipt>> {
	const text = textOfBytes(asked.bytes);
	const read = readTranscript(text, formatOf(asked.type, text));
	if (read.type === "refused") return refused("invalid", `line ${read.line}: ${read.reason}`);
	const home = await homeOf(door, call.principal.tenant, []);
	const { record, author } = recordOfConversation(read.utterances, {
		...asked,
		ours: oursOf(home),
		sentAt: asked.heldAt,
	});
	const raw = { bytes: asked.bytes, type: asked.type };
	return acceptRecord(door, call, { ...asked, kind: "transcript", author, record, raw, home });
}

/** Captions that are sent as plain text are still captions. */
function formatOf(type: string, text: string): TranscriptFormat {
	if (type === "text/vtt") return "vtt";
	if (type === "application/x-subrip") return "srt";
	if (/^\uFEFF?\s*WEBVTT(?:\s|$)/.test(text)) return "vtt";
	return /^\uFEFF?\s*(?:\d{1,6}\s+)?[\d:.,]{4,12}\s*-->/.test(text) ? "srt" : "text";
}

export type ChatMessage = {
	readonly from: { readonly name: string; readonly address: string | null };
	readonly at: number;
	readonly text: string;
};
export type Chat = Asked & { readonly messages: readonly ChatMessage[] };

/** What was written in a chat, one turn a message. Its contact is, unless named, the first on the other side with an address. */
export async function acceptChat(door: Door, call: Call, asked: Chat): Promise<Outcome<SignalReceipt>> {
	const home = await homeOf(door, call.principal.tenant, []);
	const said = asked.messages.map(({ from, text }): Utterance => {
		const side = from.address === null ? {} : { side: sideOf(home, from.address) };
		return { speaker: oneLine(from.name, NAME_CHARS_MAX) || from.address, words: text, ...side };
	});
	const first = asked.messages.find(
		({ from }) => from.address !== null && sideOf(home, from.address) === "buyer",
	)?.from;
	const contact = asked.contact ?? (first?.address ? { address: first.address, name: first.name } : null);
	const { record, author } = recordOfConversation(said, {
		subject: asked.subject,
		contact,
		ours: oursOf(home),
		sentAt: asked.messages[0]?.at ?? null,
	});
	if (record.text === "") return refused("invalid", "nobody writes a word");
	return acceptRecord(door, call, { ...asked, contact, kind: "chat", author, record, raw: null, home });
}

/** As the contract has it. */
const NAME_CHARS_MAX = 200;
const sideOf = (home: Home, address: string): Side =>
	isOurs(home, address) || isOfOurCompany(home, address) ? "us" : "buyer";

const oursOf = ({ people, mailboxes }: Home) => [...people, ...mailboxes];

type Handed = Asked & {
	readonly kind: SignalKind;
	readonly author: IncomingSignal["author"];
	readonly record: SignalRecord;
	readonly raw: { readonly bytes: Uint8Array; readonly type: string } | null;
	readonly home: Home;
};

async function acceptRecord(door: Door, call: Call, handed: Handed): Promise<Outcome<SignalReceipt>> {
	const { tenant } = call.principal;
	const { record, home, raw } = handed;
	const misfit = misfitOf(record);
	if (misfit !== null) return refused("invalid", misfit);
	const sender = handed.contact?.address ?? null;
	const identified = expectDone(
		await gatewayOf(door.ctx, tenant).identify({ addresses: [], sender, messageId: null, threads: [] }),
	);
	const outcome = await handIn(
		door,
		{ call, home },
		{
			...nameOf(tenant, handed),
			kind: handed.kind,
			author: handed.author,
			contact: identified.contact,
			record,
			refusal: null,
			clues: cluesOf({ ...identified, deal: handed.deal }, { isAddressedToUs: true, isAnswer: false }),
			home: homeOfOurs(home, { names: ourSpeakers(record) }),
		},
	);
	// Only now is it known which signal this is. A repeat has the same bytes, and mends what broke off here.
	if (raw && outcome.type === "done") await keepRaw(door, { tenant, signal: outcome.value.signal }, raw);
	return outcome;
}

const ourSpeakers = ({ turns = [] }: SignalRecord): readonly string[] => [
	...new Set(turns.filter(({ side }) => side === "us").map(({ speaker }) => speaker)),
];

/** A key names the signal, whatever it holds: the inbox compares the content. Without one each is named anew. */
function nameOf(
	tenant: TenantId,
	{ key, content }: Asked,
): Pick<IncomingSignal, "signal" | "content" | "sameWithinMs"> {
	const hash = sha256(canonicalJson(content));
	if (key !== null) return { signal: signalIdOf(sha256, tenant, "words", `key:${sha256(key)}`), content: hash };
	const signal = signalIdOf(sha256, tenant, "words", `once:${crypto.randomUUID()}`);
	return { signal, content: hash, sameWithinMs: SAME_WITHOUT_KEY_MS };
}
