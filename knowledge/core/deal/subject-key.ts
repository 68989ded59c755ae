/** Whether a subject says that its mail answers or passes on another one. */
export const isAnswering = (subject: string): boolean =>
	ANSWERING.test(withoutTags(tidy(subject)).replace(EXTERNAL, ""));

/** [RS7] A subject as people see it: without what mail programs, lists and help desks put around it. */
export function bareSubject(subject: string): string {
	let line = tidy(subject);
	for (let i = 0; i < PREFIXES_MAX; i++) {
		const shorter = withoutTags(line).replace(EXTERNAL, "").replace(PREFIX, "").trim();
		if (shorter === line) break;
		line = shorter;
	}
	return line;
}

/** [RS5] What tells one subject from others, or `null` where it could be anybody's: empty, short, or of words that all use. */
export function subjectKey(subject: string): string | null {
	const words = bareSubject(subject)
		.normalize("NFKC")
		.toLowerCase()
		.replace(TICKET, " ")
		.split(/[^\p{L}\p{M}\p{N}]+/u)
		.filter((word) => word !== "");
	const telling = words.filter((word) => !COMMON.has(word) && (isIdeographic(word) || word.length >= 3));
	const isTelling =
		telling.filter((word) => /\p{L}/u.test(word)).length >= 2 ||
		(telling.length >= 1 && words.length >= 3 && telling.some((word) => /\p{L}/u.test(word) && word.length >= 4)) ||
		telling.some((word) => isIdeographic(word) && [...word].length >= 5);
	return isTelling ? words.join(" ").slice(0, KEY_CHARS_MAX) : null;
}

const KEY_CHARS_MAX = 300;
/** A thread in which two programs each add a prefix of their own has a dozen. */
const PREFIXES_MAX = 40;

const tidy = (text: string): string => text.slice(0, 2_000).replace(/\s+/gu, " ").trim();
const withoutTags = (line: string): string =>
	line
		.replace(/[[【〔][^[\]【】〔〕]{0,80}[\]】〕]/gu, " ")
		.replace(/\s+/gu, " ")
		.trim();

const EXTERNAL = /^(?:\(?ext(?:ern(?:al|e|o)?)?\)?|caution|achtung)\s?[:：-]\s?/iu;

/** Answered, passed on, or told by a calendar, in the languages of our regions. */
const ANSWER =
	"re|fwd?|fw|forward|reply|aw|antw|antwort|wg|sv|vs|vb|vl|vá|ang|svar|videresendt|ynt|ilt|i̇lt|yan|tr|rép|ref|réf|rv|res|enc|resp|r|i|rif|inoltro|betr|doorst|odp|pd|dot|előzm|továbbítás|απ|πρθ|σχετ|отв|ответ|пер|на|ha|fs|pr|回复|回覆|答复|答覆|转发|轉寄|轉發|返信|転送|회신|답장|전달|trả lời|tl|chuyển tiếp|bls|trs|răsp|redir|תגובה|השב|הועבר|رد|الرد|إعادة توجيه|accepted|declined|tentative|cancell?ed|new time proposed|zusage|angenommen|abgelehnt|aceptado|rechazado|accepté|refusé|accettato|geaccepteerd|aceito";
const INVITATION = "(?:updated )?invitation|einladung|termin|invitación|convite|convocatoria|invito|uitnodiging";
const prefixOf = (words: string): RegExp =>
	new RegExp(String.raw`^[\s>*-]{0,5}(?:${words})(?:\s?[[(^*]?\s?\d{1,3}\s?[\])]?)?\s?[:：]\s?`, "iu");
const ANSWERING = prefixOf(ANSWER);
const PREFIX = prefixOf(`${ANSWER}|${INVITATION}`);

/** Numbers that a help desk gives, with or without brackets. */
const TICKET =
	/\(?(?:ticket|case|request|incident|req|inc|sr|vorgang|fall|anfrage|dossier|caso|chamado|zaak|sak|sag)(?:[ -]?(?:id|no|nr|number|nummer))?[ .:]{0,2}#?\s?-?\d{3,}\)?|#\s?\d{3,}/giu;

const isIdeographic = (word: string): boolean =>
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u.test(word);

/** Words of subjects that say nothing about which deal it is. */
const COMMON: ReadonlySet<string> = new Set(
	(
		"a an the and or of for to from in on at by with about after before re your our my this that it is are be new next last first " +
		"hello hi hey dear good morning afternoon greetings question questions query queries enquiry inquiry request requests info information " +
		"meeting meetings call calls chat catch up follow following followup up update updates quick short reminder invitation invite minutes notes agenda " +
		"offer offers proposal proposals quote quotes quotation price prices pricing cost costs invoice invoices order orders contract contracts agreement document documents " +
		"file files attachment attached details detail introduction intro thanks thank you please help support issue problem urgent important test demo trial " +
		"subject none no yes ok okay steps step plan today tomorrow yesterday week monday tuesday wednesday thursday friday contact reply message mail email formal draft final version " +
		"hallo guten tag frage fragen anfrage angebot angebote preis preise termin treffen besprechung rückfrage nachfrage rechnung vertrag bestellung danke bitte info unterlagen ihr ihre unser zu zum zur der die das und für von mit wegen nach " +
		"bonjour question demande devis offre prix réunion facture contrat commande merci votre notre le la les de du des et pour sur suite " +
		"hola buenos días consulta pregunta oferta presupuesto precio precios reunión factura contrato pedido gracias su nuestra nuestro el los las y para sobre " +
		"ciao buongiorno domanda richiesta informazioni offerta preventivo prezzo riunione fattura contratto ordine grazie vostra nostra il lo gli di e per su " +
		"olá pergunta pedido proposta orçamento preço reunião fatura obrigado sua nossa o os as do da em para sobre " +
		"vraag aanvraag offerte prijs afspraak factuur bedankt fråga förfrågan offert pris möte faktura tack spørgsmål tilbud møde spørsmål møte pytanie oferta cena spotkanie faktura вопрос запрос предложение цена встреча счет договор " +
		"您好 你好 问题 咨询 询价 报价 会议 お問い合わせ ご質問 質問 見積もり 見積書 会議 打ち合わせ 문의 질문 견적 회의 안녕하세요"
	).split(" "),
);
