import { isQuoted, isRule, nextNonBlank } from "./quote-headers.ts";
import type { Line } from "./span.ts";
import { anyOf, wordsOf } from "./word-patterns.ts";

/** How signatures, footers and closings of mails look: what its author did not write here and now. */

const DEVICE = new RegExp(`^\\s{0,3}(?:${anyOf(wordsOf("device"))})`, "iu");
const DEVICE_END = new RegExp(`(?:${anyOf(wordsOf("deviceEnd"))})[.。]?\\s{0,3}$`, "iu");
const PROGRAM = /iphone|ipad|android|galaxy|outlook|huawei|samsung|xperia|thunderbird|gmail|携帯/i;

/** "Sent from my desk, is easier" is prose: what a telephone adds is a few words without punctuation. */
function isDevice(line: string): boolean {
	if (line.length > 250) return false;
	const words = line
		.replace(/[([<]?\b(?:https?:|mailto:)[^\s<>]{1,200}[)\]>]?/gi, "")
		.replace(/[\]>]/g, "")
		.trimEnd();
	if (words.length > 90) return false;
	if (DEVICE.test(words)) return !/[,;?!]/.test(words) && words.split(/\s/).length <= 10;
	return DEVICE_END.test(words) && PROGRAM.test(words);
}

/** "-- ", the line that mail programs agree on, or what a telephone adds. */
export const isSignatureMark = (line: string): boolean =>
	/^\s?(?:--|—|––|__)[\s\u00a0]{0,3}$/.test(line) || isDevice(line);

/** What a newsletter says of itself is not here: it tells who has to read the mail that it is one. */
const FOOTER =
	/^\s{0,3}(?:you (?:received|are receiving) this (?:message|e-?mail) because you(?:'re| are) (?:subscribed to|a member of) the|to post to this (?:group|list)|reply to this e-?mail directly|to respond, reply to this|(?:visit|view) (?:this )?(?:message|topic|group|discussion) (?:in|at|on) |this message was scanned|virus-free|think before you print|please consider the environment|denken sie an die umwelt|pensez à l['’]environnement)/i;
const DISCLAIMER =
	/^\s{0,3}[*_]{0,2}(?:confidentiality (?:notice|note)|privileged and confidential|legal (?:notice|disclaimer)|disclaimer\s?[:*]|this (?:e-?mail|message|communication|transmission)|the (?:information|contents?) (?:contained )?(?:in|of) this (?:e-?mail|message)|diese (?:e-?mail|nachricht)|ce (?:message|courriel|mail)|este (?:mensaje|correo|mensagem|e-?mail)|esta mensagem|questo messaggio|questa e-?mail|dit (?:e-?mail)?bericht|deze e-?mail|denna e-post|ta wiadomość|niniejsza wiadomość|данное (?:сообщение|письмо))/i;
const DISCLAIMED =
	/confidential|intended (?:only|solely|for)|intended recipient|attachments?|privileged|unauthori[sz]ed|vertraulich|adressat|bestimmt|confidentiel|destinataire|confidencial|destinatari|privileg|riservat|vertrouwelijk|geadresseerde|konfidenti|mottagare|poufn|adresat|конфиденциальн|получател/gi;

/** Lines that a list, a scanner or a lawyer adds; the words of law need two signs, for anybody may call a mail confidential. */
export function isFooter(lines: readonly Line[], index: number): boolean {
	const line = lines[index]?.text ?? "";
	if (FOOTER.test(line)) return true;
	if (!DISCLAIMER.test(line)) return false;
	const text = lines
		.slice(index, index + 4)
		.map((each) => each.text.slice(0, 600))
		.join(" ");
	return new Set(text.match(DISCLAIMED)?.map((word) => word.toLowerCase())).size >= 2;
}

const TAIL_LINES_MAX = 8;
const TAIL_CHARS_MAX = 90;

/** A drawn line with nothing below it but a few short lines and then the end, or what was quoted. */
export function isRuledSignature(lines: readonly Line[], index: number): boolean {
	const line = lines[index]?.text ?? "";
	if (!isRule(line) && !/^\s{0,3}_{2}\s*$/.test(line)) return false;
	const underscores = /^[\s_]*$/.test(line);
	// Below dashes stands a table as often as not, right below its heading; a signature is set apart from the text.
	if (!underscores && (lines[index - 1]?.text.trim() ?? "") !== "") return false;
	let contact = underscores;
	let tail = 0;
	for (let i = index + 1; i < lines.length && i < index + 3 * TAIL_LINES_MAX; i++) {
		const text = lines[i]?.text ?? "";
		if (text.trim() === "") continue;
		if (isQuoted(text)) break;
		if (text.length > TAIL_CHARS_MAX || ++tail > TAIL_LINES_MAX) return false;
		contact ||= isContactLine(text) || isNameLine(text);
	}
	return contact && tail > 0;
}

const CLOSING =
	/^(?:(?:with )?(?:my )?(?:very )?(?:best|kind|kindest|warm|warmest|many|friendly)?\s?(?:regards|wishes|greetings)|(?:all the |my )?best|(?:many |warm )?thanks(?: (?:again|so much|a lot|a bunch|in advance|very much|and (?:best |kind )?regards|& regards))?(?: for (?:all )?your (?:help|time|support))?|thank you(?: (?:again|so much|in advance|very much|and regards))?|thx|tks|cheers|ta|(?:yours )?(?:sincerely|truly|faithfully)(?: yours)?|respectfully(?: yours)?|take care|talk soon|speak soon|looking forward|br|rgds|kr|(?:mit )?(?:freundlichen?|vielen?|besten?|lieben?|herzliche[rn]?|schönen?|viele|beste|liebe) gr(?:ü|ue)(?:ß|ss)e?n?(?: aus \p{Lu}\p{L}{1,20})?|hochachtungsvoll|mfg|vg|lg|(?:vielen |besten |herzlichen )?dank|(?:bien )?(?:très )?cordialement|bien à (?:vous|toi)|(?:meilleures |sincères |cordiales )?salutations(?: distinguées)?|amicalement|merci(?: d['’]avance| beaucoup)?|(?:un |muchos )?(?:cordial )?saludos?(?: cordial(?:es)?)?|atentamente|gracias(?: de antemano)?|(?:cordiali |distinti |cari )?saluti|cordialmente|grazie(?: mille)?|(?:met )?(?:vriendelijke|hartelijke|beste) groet(?:en)?|groet(?:en|jes)?|mvg|bedankt|atenciosamente|com os melhores cumprimentos|(?:melhores )?cumprimentos|(?:um )?abraços?|obrigad[oa]|(?:med )?(?:vänlig(?:a)? |bästa )?hälsning(?:ar)?|mvh|hälsningar|tack(?: på förhand)?|(?:med )?(?:vennlig|venlig|beste|bedste) hils(?:en|ner)|hilsen|takk|tak|(?:ystävällisin )?terveisin|t\.|kiitos|(?:z )?(?:poważaniem|wyrazami szacunku)|pozdrawiam|pozdrowienia|dziękuję|s (?:pozdravem|přáním hezkého dne)|s pozdravom|díky|děkuji|(?:üdvözlettel|tisztelettel|köszönettel)|cu (?:stimă|respect)|με εκτίμηση|с уважением|с наилучшими пожеланиями|спасибо|з повагою|дякую|saygılar(?:ımla|ımızla)?|iyi çalışmalar|teşekkürler|trân trọng|cảm ơn|此致|敬上|谢谢|謝謝|祝好|よろしくお願い(?:いた|致)?します|以上|감사합니다|בברכה|תודה|مع (?:خالص )?(?:تحياتي|التحية)|شكرا)\s?[,.!،，。–-]{0,3}$/iu;

export const isClosing = (line: string): boolean => line.length <= 60 && CLOSING.test(line.trim());

const DECORATED = /^[\s*_/\\~–—-]{0,6}|[\s*_.,]{0,4}$/g;
const NAME_WORD =
	/^(?:\p{Lu}[\p{L}'’.-]{0,24}|\p{Lo}{1,8}|(?:de|da|di|du|van|von|der|den|del|la|le|el|al|bin|ten|ter|zu)|&|\/)$/u;

/** What stands below a closing: a name, a title, a company. A line that reads like a sentence is not. */
export function isSignatureLine(line: string): boolean {
	const text = line.replace(DECORATED, "");
	if (text === "" || text.length > 60 || /[?!:;]$/.test(line.trim())) return false;
	if (isContactLine(line) && !/^(?:i|we|please|can|could|the)\s/i.test(text)) return true;
	const words = text.split(/[\s,|]+/);
	if (words.length <= 5 && words.every((word) => word === "" || NAME_WORD.test(word))) return true;
	return words.length === 1 && /^\p{Ll}{1,12}$/u.test(text);
}

export const isPostscript = (line: string): boolean =>
	/^\s{0,3}(?:p\.?\s?p?\.?s|n\.b|nb|post scriptum|z\. ?ы|пс|追伸)\.?[\s:–-]/i.test(line);

/** Below a signature that nothing marked, somebody who asks, or starts again, writes on. */
export const resumes = (line: string): boolean =>
	/^\s{0,3}(?:oh|also|one more|another thing|btw|by the way|edit|update)[\s,:]/i.test(line) ||
	(line.length <= 300 && /\?\s{0,3}$/.test(line) && line.trim().split(/\s+/).length >= 4);

const CONTACT_LINE =
	/@|https?:|www\.|\+?\d[\d\s().-]{7,20}\d|\b(?:ceo|cfo|cto|coo|cio|vp|president|director|manager|head of|engineer|analyst|officer|founder|consultant|lead|geschäftsführer(?:in)?|leiter(?:in)?|directeur|directrice|responsable|directora?|gerente|inc\.?|ltd\.?|gmbh|llc|s\.a\.)(?:\b|$)/iu;
export const isContactLine = (line: string): boolean => line.length <= 90 && CONTACT_LINE.test(line);
export const isNameLine = (line: string): boolean =>
	/^\s{0,3}[*_]?\p{Lu}[\p{L}'’.-]{0,20}(?:\s\p{Lu}[\p{L}'’.-]{0,20}){1,3}[*_]?(?:\s?[|,–-].{0,60})?\s{0,3}$/u.test(
		line.slice(0, 160),
	);

/** A closing with a name right below it, and not with the next thought. */
export const closesWithName = (lines: readonly Line[], index: number): boolean =>
	isClosing(lines[index]?.text ?? "") && isSignatureLine(nextNonBlank(lines, index + 1));
