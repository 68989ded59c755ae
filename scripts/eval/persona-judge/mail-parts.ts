import { fold, type Parts } from "./rank.ts";

export const GREETING =
	/^\s*(dear|hello|hi|hey|good (?:morning|afternoon|evening|day)|greetings|hola|bonjour|ciao|hallo|guten tag|sehr geehrte[rs]?|to whom)\b((?:\b(?:mr|mrs|ms|mx|dr|prof|st|eng|ing|sr|sra|mme|jr|[a-z])\.|[^,:;!.\n—–])*)([,:;!.—–]|$)/i;
const CLOSING =
	/^(with (?:kind|best|warm) regards|(?:kind|best|warm|warmest|kindest|many|with)? ?regards|best|best wishes|all the best|kind wishes|thanks(?: again| and (?:best|kind) regards| so much| in advance)?|many thanks|thank you|sincerely|yours (?:sincerely|faithfully|truly)|sincerely yours|cheers|respectfully|cordially|take care|talk soon|warmly|br|rgds|mit freundlichen grüßen|saludos|cordialement)\b\s*([,.!—–-]*)\s*(.*)$/i;
const LIST_LINE = /^\s*(?:[-*•·▪◦–—]|\(?\d{1,2}[.)]|\(?[a-hA-H]\)|[a-h]\.)\s+(?=\S)/;

export const nameTokens = (name: string): readonly string[] => {
	const [head = "", tail] = name
		.replace(/[(<].*$/, "")
		.split(",")
		.map((s) => s.trim());
	const whole = tail !== undefined && !/^(?:jr|sr|ii|iii|phd|mba|ph\.d)/i.test(tail) ? `${tail} ${head}` : head;
	return fold(whole)
		.replace(/\b(?:mr|mrs|ms|mx|miss|dr|prof|ing|eng|sir|jr|iii|phd)\b\.?/g, " ")
		.split(/[\s.]+/)
		.filter((x) => x !== "");
};

export function partsOf(body: string, sender: string): Parts {
	const lines = body.replace(/\r\n?/g, "\n").split("\n");
	const first = lines.findIndex((l) => l.trim() !== "");
	const opening = first < 0 ? null : GREETING.exec(lines[first] ?? "");
	const isGreeting = opening !== null && (opening[2] ?? "").trim().split(/\s+/).length <= 7;
	const who = nameTokens(sender);
	let end = -1;
	for (let i = lines.length - 1; i > first && end < 0; i -= 1) {
		const m = CLOSING.exec((lines[i] ?? "").trim());
		if (m === null) continue;
		const rest = fold(m[3] ?? "")
			.split(/[\s.,]+/)
			.filter((x) => x !== "");
		if (rest.length === 0 || rest.every((r) => who.includes(r)) || ((m[2] ?? "").includes(",") && rest.length <= 3))
			end = i;
	}
	const tailFrom = end < 0 ? signatureStart(lines, who) : end;
	const kept = lines.slice(Math.max(first, 0), tailFrom);
	if (isGreeting) kept[0] = (lines[first] ?? "").slice(opening[0].length);
	const closed = end < 0 ? null : CLOSING.exec((lines[end] ?? "").trim());
	const inLine = closed === null ? "" : (closed[3] ?? "");
	return {
		greeting: isGreeting ? opening[0].trim() : null,
		text: kept.join("\n").trim(),
		closing: closed === null ? null : (closed[1] ?? "").trim() + (/!/.test(closed[2] ?? "") ? "!" : ""),
		signature: [inLine, ...lines.slice(end < 0 ? tailFrom : end + 1)].join("\n").trim(),
	};
}

/** Without a closing line the signature may still stand at the end: a last short block that begins with the sender's name. */
function signatureStart(lines: readonly string[], who: readonly string[]): number {
	for (let i = lines.length - 1; i > 0 && i >= lines.length - 7; i -= 1) {
		const words = fold(lines[i] ?? "")
			.split(/[\s.,]+/)
			.filter((x) => x !== "");
		if (words.length > 0 && words.length <= 4 && words.some((w) => who.includes(w)) && words[0] === who[0]) return i;
	}
	return lines.length;
}

/** Only what the buyer wrote: without the quoted mails below. */
export function ownWords(mail: string): string {
	const lines = mail.replace(/\r\n?/g, "\n").split("\n");
	const cut = lines.findIndex(
		(l) =>
			/^\s*-{2,}\s*(?:original|forwarded) message/i.test(l) ||
			/^\s*On .{6,120}wrote:\s*$/i.test(l) ||
			/^_{10,}$/.test(l.trim()),
	);
	return (cut < 0 ? lines : lines.slice(0, cut)).filter((l) => !/^\s*>/.test(l)).join("\n");
}

export function sentencesOf(text: string): readonly string[] {
	const blocks: string[] = [];
	let joins = false;
	for (const line of text.split("\n")) {
		const bare = line.replace(LIST_LINE, "").trim();
		if (bare === "") {
			joins = false;
			continue;
		}
		if (joins && !LIST_LINE.test(line)) blocks.push(`${blocks.pop() ?? ""} ${bare}`);
		else blocks.push(bare);
		joins = true;
	}
	const masked = (b: string): string =>
		b
			.replace(
				/\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|St|No|Nos|approx|vs|etc|Inc|Ltd|Co|Corp|Sr|Sra|e\.g|i\.e|a\.m|p\.m|[A-Z])\.(?=\s|,)/g,
				(m) => m.replace(/\./g, "\u0001"),
			)
			.replace(/(?:https?:\/\/|www\.)\S+/g, (m) => m.replace(/[.?!]/g, "\u0002"));
	return blocks
		.flatMap((b) => masked(b).split(/(?<=[.?!…][)"”»']?)\s+(?=[\p{Lu}\p{N}("“«'\p{Ll}])/u))
		.map((s) => s.replaceAll("\u0001", ".").replaceAll("\u0002", ".").trim())
		.filter((s) => s !== "");
}

/** The words of a text; list marks and dashes that stand alone are none. */
export function countWords(text: string): number {
	return text
		.split("\n")
		.map((l) => l.replace(LIST_LINE, ""))
		.join(" ")
		.split(/[\s—…]+/)
		.filter((w) => /[\p{L}\p{N}]/u.test(w)).length;
}

export const listLines = (text: string): readonly string[] => text.split("\n").filter((l) => LIST_LINE.test(l));
const inlinePoints = (text: string): number =>
	new Set(text.match(/(?<=^|[\s:;,.])\(?(?:[1-9]|[a-h]|i{1,3})\)(?=\s)/g) ?? []).size;

/** How many points a buyer's mail puts, by its list, its counted points or its questions. */
export function pointsIn(mail: string | null): number {
	if (mail === null) return 0;
	const own = ownWords(mail);
	const ordinals = ["first", "second", "third", "fourth", "fifth"].filter((o) =>
		new RegExp(`(?:^|[.;:?\\n]\\s*)(?:and )?${o}(?:ly)?\\b[,:]?`, "i").test(own),
	).length;
	return Math.max(
		listLines(own).length,
		inlinePoints(own),
		ordinals >= 2 ? ordinals : 0,
		(own.replace(/https?:\/\/\S+/g, "").match(/\?+/g) ?? []).length,
	);
}
export function askedInPoints(mail: string | null): boolean {
	if (mail === null) return false;
	const own = ownWords(mail);
	return (
		listLines(own).length >= 2 ||
		inlinePoints(own) >= 2 ||
		/\b(?:in|as|with) (?:(?:short|brief|a few|three|four|five|numbered|bullet) )*(?:points|bullets|bullet points|a list)\b|\bpoint by point\b|\bbullet(?:ed|s| points?)\b|\bby number\b/i.test(
			own,
		)
	);
}
