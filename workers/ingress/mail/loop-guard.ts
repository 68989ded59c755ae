import { addressParser } from "postal-mime";
import { decodedLine, firstOf, type MailHeader, messageIdOf, valuesOf } from "./headers.ts";

export type AutomaticRule = {
	readonly rule:
		| "own"
		| "null-sender"
		| "report"
		| "mailer-daemon"
		| "auto-submitted"
		| "auto-reply"
		| "precedence"
		| "bulk";
};

export type GuardedMail = {
	readonly headers: readonly MailHeader[];
	/** The sender of the envelope: "" or "<>" is how mail systems speak. Absent where only the message is known. */
	readonly envelopeFrom?: string | null;
	readonly ownMessageId?: (id: string) => boolean;
};

/** Why no person wrote this mail, or `null`. An answer to such a mail is how two machines talk all night. */
export function automaticRule(mail: GuardedMail): AutomaticRule | null {
	const checks: readonly [AutomaticRule["rule"], (mail: GuardedMail) => boolean][] = [
		["own", isOwn],
		["report", isReport],
		["null-sender", hasNullSender],
		["mailer-daemon", isFromMailSystem],
		["auto-submitted", isAutoSubmitted],
		["auto-reply", isAutoReply],
		["precedence", hasBulkPrecedence],
		["bulk", isListMail],
	];
	const found = checks.find(([, holds]) => holds(mail));
	return found === undefined ? null : { rule: found[0] };
}

function isOwn({ headers, ownMessageId }: GuardedMail): boolean {
	if (present(headers, "x-agent-army") || present(headers, "x-loop")) return true;
	const id = messageIdOf(firstOf(headers, "message-id"));
	return id !== null && (ownMessageId?.(id) ?? false);
}

function isReport({ headers }: GuardedMail): boolean {
	const type = bare(firstOf(headers, "content-type") ?? "");
	return REPORTS.has(type);
}

const REPORTS = new Set([
	"multipart/report",
	"message/delivery-status",
	"message/global-delivery-status",
	"message/feedback-report",
	"message/disposition-notification",
	"message/global-disposition-notification",
]);

function hasNullSender({ headers, envelopeFrom }: GuardedMail): boolean {
	if (envelopeFrom !== undefined && envelopeFrom !== null && isNullPath(envelopeFrom)) return true;
	const returnPath = firstOf(headers, "return-path");
	return returnPath !== null && returnPath.trim() !== "" && isNullPath(returnPath);
}

const isNullPath = (path: string): boolean => /^(?:<\s*>)?$/u.test(path.trim());

function isFromMailSystem({ headers }: GuardedMail): boolean {
	const from = addressParser(firstOf(headers, "from") ?? "", { flatten: true })[0];
	if (from === undefined) return false;
	// Some systems write their name with no domain, which is not an address at all.
	const local = (from.address || from.name).split("@", 1)[0] ?? "";
	return /^(?:mailer-daemon|postmaster)$/iu.test(local.trim());
}

/** RFC 3834: `no` is what a person's mail may say, with parameters or a comment behind it. */
function isAutoSubmitted({ headers }: GuardedMail): boolean {
	return valuesOf(headers, "auto-submitted").some((value) => bare(value) !== "" && bare(value) !== "no");
}

function isAutoReply({ headers }: GuardedMail): boolean {
	const says = (key: string): boolean =>
		valuesOf(headers, key).some((value) => bare(value) !== "" && bare(value) !== "no");
	if (AUTO_REPLY_HEADERS.some(says)) return true;
	// This header asks others not to answer by machine; help desks set it on what people wrote. It only supports a subject.
	const suppresses = valuesOf(headers, "x-auto-response-suppress").some((value) =>
		/\b(?:all|oof|autoreply)\b/iu.test(value),
	);
	return suppresses && ABSENCE.test(decodedLine(firstOf(headers, "subject"), 998) ?? "");
}

const AUTO_REPLY_HEADERS = ["x-autoreply", "x-autorespond", "x-mail-autoreply", "x-autoreply-from"];

/** What mail systems put before the subject they answer, in the languages of our regions. */
const ABSENCE =
	/^(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)|out of (?:the )?office|automatische antwort|abwesenheits(?:notiz|assistent)|r[ée]ponse automatique|absence du bureau|respuesta autom[áa]tica|fuera de (?:la )?oficina|resposta autom[áa]tica|risposta automatica|automatisch antwoord|autosvar|automatiskt svar|自動応答|自動返信|自动回复|自動回覆|자동 ?회신)/iu;

function hasBulkPrecedence({ headers }: GuardedMail): boolean {
	return valuesOf(headers, "precedence").some((value) => /^(?:bulk|junk|list|auto_reply)$/u.test(bare(value)));
}

function isListMail({ headers }: GuardedMail): boolean {
	return present(headers, "list-id") || present(headers, "list-unsubscribe");
}

const present = (headers: readonly MailHeader[], key: string): boolean =>
	valuesOf(headers, key).some((value) => value.trim() !== "");

/** A value without comments and parameters, in lower case. */
const bare = (value: string): string =>
	(value.replace(/\([^()]*\)/gu, " ").split(";", 1)[0] ?? "").trim().toLowerCase();
