/**
 * The words that mail programs put around a quoted mail, one row for each language, as the programs write them. Only data
 * stands here: a language is added by adding its row.
 */
export type MailWords = {
	/** What an attribution ("On 2 May Jane wrote:") begins with. */
	readonly opens: string;
	/** What stands at or near its end. */
	readonly wrote: string;
	/** The names of the lines of a header block. */
	readonly from: string;
	readonly date: string;
	readonly to: string;
	readonly subject: string;
	readonly other?: string;
	/** What stands between the dashes above an earlier mail, or alone with a colon. */
	readonly divider: string;
	/** How a telephone signs: what its line begins with, or ends with. */
	readonly device?: string;
	readonly deviceEnd?: string;
};

/** Words of one kind are parted by bars. */
export const MAIL_WORDS: Readonly<Record<string, MailWords>> = {
	en: {
		opens: "on|at|in message|in article",
		wrote: "wrote|writes|said|says",
		from: "from",
		date: "sent|date",
		to: "to",
		subject: "subject",
		other: "cc|bcc|reply-to|sent by|importance|attachments|organization",
		divider:
			"original message|original appointment|forwarded message|begin forwarded message|forwarded by|reply message|reply above this line|please reply above this line|please type your reply above this line|type your reply above this line|forwarded conversation",
		device: "sent from|sent with|sent via|sent using|get outlook for",
	},
	de: {
		opens: "am|on",
		wrote: "schrieb|hat geschrieben|schreibt|geschrieben",
		from: "von",
		date: "gesendet|datum",
		to: "an",
		subject: "betreff",
		other: "kopie|antwort an|anlagen|wichtigkeit",
		divider:
			"ursprüngliche nachricht|originalnachricht|original-nachricht|weitergeleitete nachricht|anfang der weitergeleiteten nachricht|weitergeleitet von",
		device:
			"gesendet von|gesendet mit|gesendet über|von meinem|von iphone gesendet|von samsung|von ipad|von huawei|von android|diese nachricht wurde von",
	},
	fr: {
		opens: "le",
		wrote: "a écrit|a ecrit|écrivait|écrit",
		from: "de|expéditeur|message du",
		date: "envoyé|date|envoyé le",
		to: "à|a|destinataire",
		subject: "objet|sujet",
		other: "copie à|copie|répondre à|pièces jointes",
		divider:
			"message d'origine|message original|message initial|message transféré|début du message transféré|début du message réexpédié|transféré par|courriel original",
		device: "envoyé de|envoyé depuis|envoyé à partir d|envoyé avec|télécharger outlook",
	},
	es: {
		opens: "el",
		wrote: "escribió|escribio|ha escrito",
		from: "de",
		date: "enviado|enviado el|fecha|enviados",
		to: "para",
		subject: "asunto",
		other: "responder a|adjuntos|copia",
		divider: "mensaje original|mensaje reenviado|inicio del mensaje reenviado|mensaje enviado|reenviado por",
		device: "enviado desde|enviado con|enviado de mi|obtener outlook",
	},
	it: {
		opens: "il|in data|il giorno",
		wrote: "ha scritto|scrisse|scrive",
		from: "da|mittente",
		date: "inviato|data|inviata",
		to: "a|destinatario",
		subject: "oggetto",
		other: "rispondi a|risposta|allegati",
		divider: "messaggio originale|messaggio inoltrato|inizio messaggio inoltrato|inoltrato da",
		device: "inviato da|inviato con|inviato dal|ottieni outlook",
	},
	nl: {
		opens: "op",
		wrote: "schreef|het volgende geschreven|geschreven",
		from: "van",
		date: "verzonden|datum",
		to: "aan",
		subject: "onderwerp",
		other: "bijlagen|antwoord aan|beantwoorden",
		divider: "oorspronkelijk bericht|origineel bericht|doorgestuurd bericht|begin doorgestuurd bericht",
		device: "verzonden vanaf|verzonden met|verstuurd vanaf|verzonden via",
	},
	pt: {
		opens: "em|no dia",
		wrote: "escreveu|escreveram",
		from: "de",
		date: "enviado|enviada|enviado em|enviada em|data",
		to: "para",
		subject: "assunto",
		other: "responder para|anexos",
		divider: "mensagem original|mensagem encaminhada|início da mensagem encaminhada|início da mensagem reencaminhada",
		device: "enviado do|enviado de|enviado pelo|enviado a partir|enviada do",
	},
	sv: {
		opens: "den",
		wrote: "skrev",
		from: "från",
		date: "skickat|datum",
		to: "till",
		subject: "ämne",
		other: "kopia",
		divider:
			"ursprungligt meddelande|originalmeddelande|vidarebefordrat meddelande|vidarebefordrat brev|börjar vidarebefordrat brev",
		device: "skickat från|skickat med|hämta outlook",
	},
	no: {
		opens: "den|på",
		wrote: "skrev|skrev følgende",
		from: "fra",
		date: "sendt|dato",
		to: "til",
		subject: "emne",
		other: "kopi|svar til",
		divider:
			"opprinnelig melding|original melding|videresendt melding|videresendt e-post|start på videresendt melding|oprindelig meddelelse|original meddelelse|videresendt besked|start på videresendt besked",
		device: "sendt fra|sendt med|få outlook|hent outlook",
	},
	fi: {
		opens: "",
		wrote: "kirjoitti",
		from: "lähettäjä",
		date: "lähetetty|päivämäärä|päiväys|pvm",
		to: "vastaanottaja|saaja",
		subject: "aihe|otsikko",
		other: "kopio",
		divider: "alkuperäinen viesti|välitetty viesti|välitetty viesti alkaa|edelleenlähetetty viesti",
		device: "lähetetty",
	},
	pl: {
		opens: "w dniu|dnia",
		wrote: "napisał(a)|napisał|napisała|pisze|użytkownik|napisano",
		from: "od|nadawca",
		date: "wysłano|wysłane|data",
		to: "do|adresat",
		subject: "temat",
		other: "dw|odpowiedz do",
		divider:
			"wiadomość oryginalna|oryginalna wiadomość|treść oryginalna|przekazana wiadomość|początek przekazywanej wiadomości|wiadomość przekazana dalej",
		device: "wysłane z|wysłano z|pobierz outlook",
	},
	cs: {
		opens: "dne|dňa",
		wrote: "napsal(a)|napsal|napsala|napísal(a)|napísal|napísala",
		from: "od|odesílatel|odosielateľ",
		date: "odesláno|odoslané|datum|dátum",
		to: "komu|pro|příjemce",
		subject: "předmět|predmet",
		other: "kopie|kópia",
		divider:
			"původní zpráva|původní e-mail|přeposlaná zpráva|začátek přeposlané zprávy|pôvodná správa|preposlaná správa",
		device: "odesláno z|odoslané z",
	},
	hu: {
		opens: "",
		wrote: "ezt írta|írta",
		from: "feladó|küldő",
		date: "elküldve|dátum|küldve",
		to: "címzett",
		subject: "tárgy",
		other: "másolatot kap",
		divider: "eredeti üzenet|továbbított üzenet",
		device: "elküldve az|iphone-ról küldve",
	},
	ro: {
		opens: "",
		wrote: "a scris",
		from: "de la|expeditor",
		date: "trimis|data",
		to: "către|catre",
		subject: "subiect",
		divider: "mesaj original|mesajul original|mesaj redirecționat",
		device: "trimis de pe|trimis din",
	},
	el: {
		opens: "στις",
		wrote: "έγραψε",
		from: "από",
		date: "στάλθηκε|εστάλη|ημερομηνία",
		to: "προς",
		subject: "θέμα",
		other: "κοιν",
		divider: "αρχικό μήνυμα|προωθημένο μήνυμα",
		device: "στάλθηκε από|εστάλη από",
	},
	ru: {
		opens: "",
		wrote: "написал(а)|написал|написала|пишет|написали",
		from: "от|от кого",
		date: "отправлено|дата|отправлен",
		to: "кому",
		subject: "тема",
		other: "копия|важность",
		divider:
			"исходное сообщение|оригинальное сообщение|пересылаемое сообщение|пересланное сообщение|начало переадресованного сообщения|конец переадресованного сообщения|начало пересылаемого сообщения",
		device: "отправлено с|отправлено из|отправлено от",
	},
	uk: {
		opens: "",
		wrote: "пише|написав|написала|написав(-ла)|написав(ла)",
		from: "від|від кого",
		date: "надіслано|дата",
		to: "кому",
		subject: "тема",
		other: "копія",
		divider: "вихідне повідомлення|оригінальне повідомлення|переслане повідомлення|початок листа, що пересилається",
		device: "надіслано з|відправлено з",
	},
	tr: {
		opens: "",
		wrote: "şunu yazdı|şunları yazdı|yazdı|tarihinde",
		from: "kimden|gönderen",
		date: "gönderildi|gönderilme|tarih|gönderme tarihi",
		to: "kime|alıcı",
		subject: "konu",
		other: "bilgi",
		divider:
			"özgün ileti|orijinal mesaj|orijinal ileti|iletilmiş ileti|iletilen mesaj|yönlendirilmiş ileti|iletilmiş ileti başlangıcı",
		deviceEnd: "gönderildi|gönderilmiştir",
	},
	vi: {
		opens: "vào",
		wrote: "đã viết|viết",
		from: "từ|người gửi",
		date: "đã gửi|ngày|gửi|ngày gửi",
		to: "đến|tới|người nhận",
		subject: "chủ đề|tiêu đề",
		divider: "thư gốc|tin nhắn gốc|thư được chuyển tiếp|thư đã chuyển tiếp",
		device: "gửi từ|đã gửi từ",
	},
	zh: {
		opens: "在|於|于",
		wrote: "写道|寫道|写|寫",
		from: "发件人|發件人|寄件者|寄件人|发信人|發信人",
		date: "发送时间|發送時間|发送日期|日期|时间|時間|寄件日期|傳送時間|发件日期",
		to: "收件人|收件者|收信人",
		subject: "主题|主旨|主題|标题",
		other: "抄送|副本|密送",
		divider:
			"原始邮件|原始郵件|原邮件|转发的邮件|轉寄的郵件|轉發的郵件|转发邮件信息|以下是转发的邮件|邮件原件|回复的原邮件",
		device: "发自我的|發自我的|从我的|從我的|发送自|来自我的",
	},
	ja: {
		opens: "",
		wrote: "のメール|のメッセージ|が書きました|は書きました|wrote",
		from: "差出人|送信者|送信元",
		date: "送信日時|日時|日付|送信日|送信",
		to: "宛先",
		subject: "件名",
		divider:
			"元のメッセージ|元のメール|オリジナルメッセージ|転送メッセージ|転送されたメッセージ|転送された予定|転送メール",
		deviceEnd: "から送信|より送信|から送信されました",
	},
	ko: {
		opens: "",
		wrote: "님이 작성|작성|썼습니다|님의 말",
		from: "보낸 사람|보낸사람|발신",
		date: "보낸 날짜|보낸날짜|날짜|보낸 시간|일시",
		to: "받는 사람|받는사람|수신",
		subject: "제목",
		other: "참조",
		divider: "원본 메일|원본 메시지|원본메세지|전달된 메시지|전달된 메일|원문",
		deviceEnd: "에서 보냄|에서 보냈습니다|에서 발송",
	},
	he: {
		opens: "בתאריך",
		wrote: "כתב/ה|כתב|כתבה|מאת",
		from: "מאת",
		date: "נשלח|תאריך",
		to: "אל|עבור",
		subject: "נושא",
		other: "עותק",
		divider: "הודעה מקורית|הודעה שהועברה",
		device: "נשלח מה|נשלח מ",
	},
	ar: {
		opens: "في",
		wrote: "كتب|كتبت|تمت كتابة ما يلي",
		from: "من",
		date: "تم الإرسال|تاريخ الإرسال|التاريخ|أرسلت",
		to: "إلى|الى",
		subject: "الموضوع",
		other: "نسخة",
		divider: "الرسالة الأصلية|رسالة أصلية|رسالة معاد توجيهها|رسالة محولة",
		device: "أرسلت من|أُرسلت من|تم الإرسال من|مرسل من",
	},
};
