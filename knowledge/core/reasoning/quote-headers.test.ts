import { describe, expect, test } from "vitest";
import { MAIL_WORDS } from "./mail-words.ts";
import { visibleSpans } from "./visible.ts";

const visible = (text: string) => visibleSpans(text).map((span) => text.slice(span.start, span.end));

const OWN = "We have a budget.";
const QUOTED = "Our budget is EUR 1.\n\nMore of it.";

/** As the programs write them: Gmail, Apple Mail, Outlook, Thunderbird and webmails, in their own languages. */
const ATTRIBUTIONS = [
	"On Mon, Mar 2, 2026 at 5:21 PM Jane Wu <jane@x.example> wrote:",
	"On 2 Mar 2026, at 17:21, Jane Wu <jane@x.example> wrote:",
	"On 02/03/2026 17:21, Jane Wu wrote:",
	"On Mon, Mar 2, 2026, 5:21 PM Jane Wu via Board <\nboard@x.example> wrote:",
	"On Mon, 2 Mar 2026 at 17:21 Jane Wu\n\n<\nmailto:jane@x.example\n> wrote:",
	'At 2026-03-02 17:21:00, "Jane Wu" <jane@x.example> wrote:',
	"In message <abc.123@x.example> of 2 Mar 2026, Jane Wu writes:",
	'11:00 AM, March 2, 2026, "Jane - Northwind" <jane@x.example>:',
	"Am Mo., 2. März 2026 um 17:21 Uhr schrieb Jane Wu <jane@x.example>:",
	"Am 02.03.26 um 17:21 schrieb Jane Wu:",
	"Jane Wu <jane@x.example> schrieb am Mo., 2. März\n2026 um 17:21:",
	"Le lun. 2 mars 2026 à 17:21, Jane Wu <jane@x.example> a écrit :",
	"Le 2 mars 2026 à 17:21, Jane Wu a écrit :",
	"El lun, 2 mar 2026 a las 17:21, Jane Wu (<jane@x.example>) escribió:",
	"Il giorno lun 2 mar 2026 alle ore 17:21 Jane Wu <jane@x.example> ha scritto:",
	'In data 2 marzo 2026 17:21:31 "Jane Wu" <jane@x.example> ha scritto:',
	"Op ma 2 mrt 2026 om 17:21 schreef Jane Wu <jane@x.example>:",
	"Op 2 mrt. 2026 om 17:21 heeft Jane Wu <jane@x.example> het volgende geschreven:",
	"Em seg., 2 de mar. de 2026 às 17:21, Jane Wu <jane@x.example> escreveu:",
	"Den mån 2 mars 2026 kl 17:21 skrev Jane Wu <jane@x.example>:",
	"2 mars 2026 kl. 17:21 skrev Jane Wu <jane@x.example>:",
	"man. 2. mar. 2026 kl. 17:21 skrev Jane Wu <jane@x.example>:",
	"Den 2. mar. 2026 kl. 17.21 skrev Jane Wu <jane@x.example>:",
	"ma 2. maalisk. 2026 klo 17.21 Jane Wu (jane@x.example) kirjoitti:",
	"pon., 2 mar 2026 o 17:21 Jane Wu <jane@x.example> napisał(a):",
	"W dniu 2.03.2026 o 17:21, Jane Wu pisze:",
	"Dnia 2 marca 2026 17:21 Jane Wu <jane@x.example> napisał(a):",
	"po 2. 3. 2026 v 17:21 odesílatel Jane Wu <jane@x.example> napsal:",
	"Dne 2.3.2026 v 17:21 Jane Wu napsal(a):",
	"Jane Wu <jane@x.example> ezt írta (időpont: 2026. márc. 2., H, 17:21):",
	"lun., 2 mar. 2026 la 17:21, Jane Wu <jane@x.example> a scris:",
	"Στις Δευ 2 Μαρ 2026 στις 5:21 μ.μ., ο χρήστης Jane Wu <jane@x.example> έγραψε:",
	"пн, 2 мар. 2026 г. в 17:21, Jane Wu <jane@x.example>:",
	"2 марта 2026 г., в 17:21, Jane Wu <jane@x.example> написал(а):",
	"02.03.2026 17:21, Jane Wu пишет:",
	"пн, 2 бер. 2026 р. о 17:21 Jane Wu <jane@x.example> пише:",
	"Jane Wu <jane@x.example>, 2 Mar 2026 Pzt, 17:21 tarihinde şunu yazdı:",
	"Vào Th 2, 2 thg 3, 2026 vào lúc 17:21 Jane Wu <jane@x.example> đã viết:",
	"在 2026年3月2日，下午5:21，Jane Wu <jane@x.example> 写道：",
	"Jane Wu <jane@x.example> 於 2026年3月2日 週一 下午5:21寫道：",
	"2026-03-02 17:21 GMT+08:00 Jane Wu <jane@x.example>:",
	"2026-03-02 17:21 GMT+01:00 Jane Wu",
	"2026-03-02 17:21 GMT+01:00 Jane Wu <\njane@x.example>:",
	"---- On Mon, 02 Mar 2026 17:21:00 +0100 Jane Wu <jane@x.example> wrote ----",
	"2026年3月2日(月) 17:21 Jane Wu <jane@x.example>:",
	"2026/03/02 17:21、Jane Wu <jane@x.example>のメール:",
	"2026년 3월 2일 (월) 오후 5:21, Jane Wu <jane@x.example>님이 작성:",
	"\u202bבתאריך יום ב׳, 2 במרץ 2026 ב-17:21 מאת \u202aJane Wu\u202c\u200f <\u202ajane@x.example\u202c\u200f>:\u202c",
	"في الاثنين، 2 مارس 2026 في 5:21 م تمت كتابة ما يلي بواسطة Jane Wu <\u202ajane@x.example\u202c>:",
];

/** From, date, to and subject, as the Outlook of each language names them. */
const BLOCKS = [
	"From: Jane Wu\nSent: Monday, 2 March 2026 17:21\nTo: Sam Lee\nSubject: Offer",
	"*From:* Jane Wu [mailto:jane@x.example]\n*Sent:* Monday, March 02, 2026 5:21 PM\n*To:* sam@y.example\n*Subject:* Offer",
	"Subject: Offer\nFrom: jane@x.example\nDate: Mon, 2 Mar 2026 17:21:00 +0000\nTo: sam@y.example",
	"From: Jane Wu <jane@x.example>\nDate: 02/03/2026 17:21 (GMT+01:00)",
	"Von: Jane Wu\nGesendet: Montag, 2. März 2026 17:21\nAn: Sam Lee\nBetreff: Angebot",
	"De : Jane Wu\nEnvoyé : lundi 2 mars 2026 17:21\nÀ : Sam Lee\nObjet : Offre",
	'====\n\nMessage du : 02/03/2026 17:21\nDe : "Jane Wu" <jane@x.example>\nA : sam@y.example\nSujet : Offre',
	"De: Jane Wu\nEnviado el: lunes, 2 de marzo de 2026 17:21\nPara: Sam Lee\nAsunto: Oferta",
	"Da: Jane Wu\nInviato: lunedì 2 marzo 2026 17:21\nA: Sam Lee\nOggetto: Offerta",
	"Van: Jane Wu\nVerzonden: maandag 2 maart 2026 17:21\nAan: Sam Lee\nOnderwerp: Offerte",
	"De: Jane Wu\nEnviada em: segunda-feira, 2 de março de 2026 17:21\nPara: Sam Lee\nAssunto: Oferta",
	"Från: Jane Wu\nSkickat: den 2 mars 2026 17:21\nTill: Sam Lee\nÄmne: Offert",
	"Fra: Jane Wu\nSendt: mandag 2. mars 2026 17:21\nTil: Sam Lee\nEmne: Tilbud",
	"Lähettäjä: Jane Wu\nLähetetty: maanantai 2. maaliskuuta 2026 17.21\nVastaanottaja: Sam Lee\nAihe: Tarjous",
	"Od: Jane Wu\nWysłano: poniedziałek, 2 marca 2026 17:21\nDo: Sam Lee\nTemat: Oferta",
	"Od: Jane Wu\nOdesláno: pondělí 2. března 2026 17:21\nKomu: Sam Lee\nPředmět: Nabídka",
	"Feladó: Jane Wu\nElküldve: 2026. március 2., hétfő 17:21\nCímzett: Sam Lee\nTárgy: Ajánlat",
	"От: Jane Wu\nОтправлено: понедельник, 2 марта 2026 г. 17:21\nКому: Sam Lee\nТема: Предложение",
	"Від: Jane Wu\nНадіслано: понеділок, 2 березня 2026 р. 17:21\nКому: Sam Lee\nТема: Пропозиція",
	"Kimden: Jane Wu\nGönderildi: 2 Mart 2026 Pazartesi 17:21\nKime: Sam Lee\nKonu: Teklif",
	"Từ: Jane Wu\nĐã gửi: Thứ Hai, 2 Tháng Ba 2026 17:21\nĐến: Sam Lee\nChủ đề: Báo giá",
	"发件人: Jane Wu\n发送时间: 2026年3月2日 17:21\n收件人: Sam Lee\n主题: 报价",
	"寄件者： Jane Wu\n寄件日期： 2026年3月2日 17:21\n收件者： Sam Lee\n主旨： 報價",
	"差出人: Jane Wu\n送信日時: 2026年3月2日 17:21\n宛先: Sam Lee\n件名: 見積",
	"보낸 사람: Jane Wu\n보낸 날짜: 2026년 3월 2일 월요일 오후 5:21\n받는 사람: Sam Lee\n제목: 견적",
	"מאת: Jane Wu\nנשלח: יום שני 2 מרץ 2026 17:21\nאל: Sam Lee\nנושא: הצעה",
	"من: Jane Wu\nتم الإرسال: الاثنين، 2 مارس 2026 17:21\nإلى: Sam Lee\nالموضوع: عرض",
];

const DIVIDERS = [
	"-----Original Message-----",
	"-----Ursprüngliche Nachricht-----",
	"-----Message d'origine-----",
	"-----Mensaje original-----",
	"-----Messaggio originale-----",
	"-----Oorspronkelijk bericht-----",
	"-----Mensagem Original-----",
	"-----Ursprungligt meddelande-----",
	"-----Opprinnelig melding-----",
	"-----Alkuperäinen viesti-----",
	"-----Oryginalna wiadomość-----",
	"-----Původní zpráva-----",
	"-----Исходное сообщение-----",
	"-----Вихідне повідомлення-----",
	"-----Özgün İleti-----",
	"------------------ 原始邮件 ------------------",
	"----- 元のメッセージ -----",
	"-----원본 메시지-----",
	"---------- Forwarded message ---------",
	"##- Please type your reply above this line -##",
	"Begin forwarded message:",
	"Anfang der weitergeleiteten Nachricht:",
	"Début du message transféré :",
	"以下是转发的邮件：",
];

const DEVICES = [
	"Sent from my iPhone",
	"Sent from Outlook for iOS<https://aka.ms/o0ukef>",
	"Sent with Sparrow (http://www.sparrow.example/?sig)",
	"Get Outlook for Android",
	"Von Samsung Mobile gesendet",
	"Envoyé à partir d’Outlook",
	"Von meinem iPhone gesendet",
	"Envoyé de mon iPhone",
	"Enviado desde mi iPhone",
	"Inviato da iPhone",
	"Verstuurd vanaf mijn iPhone",
	"Enviado do meu iPhone",
	"Skickat från min iPhone",
	"Sendt fra min iPad",
	"Lähetetty iPhonesta",
	"Wysłane z iPhone'a",
	"Odesláno z iPhonu",
	"Отправлено с iPhone",
	"Надіслано з iPhone",
	"iPhone'umdan gönderildi",
	"Gửi từ iPhone của tôi",
	"发自我的 iPhone",
	"iPhoneから送信",
	"나의 iPhone에서 보냄",
	"נשלח מה-iPhone שלי",
];

describe("what was written earlier", () => {
	test.each(ATTRIBUTIONS)("[RE1] begins below %s", (header) => {
		expect(visible(`${OWN}\n\n${header}\n\n${QUOTED}`)).toEqual([OWN]);
		expect(visible(`${OWN}\n\n${header}\n\n> ${QUOTED.replaceAll("\n", "\n> ")}\n\nIn May.`)).toEqual([OWN, "In May."]);
	});

	test.each(BLOCKS)("[RE1] begins with the headers %s", (block) => {
		expect(visible(`${OWN}\n\n${block}\n\n${QUOTED}`)).toEqual([OWN]);
		expect(visible(`${OWN}\n________________________________\n${block}\n\n${QUOTED}`)).toEqual([OWN]);
	});

	test.each(DIVIDERS)("[RE1] begins below %s", (divider) => {
		expect(visible(`${OWN}\n\n${divider}\nJane Wu\n\n${QUOTED}`)).toEqual([OWN]);
	});

	test.each(DEVICES)("[RE1] a telephone's line is no words of its owner: %s", (line) => {
		expect(visible(`${OWN}\n\n${line}\n`)).toEqual([OWN]);
	});

	test("[RE23] every language has its words, and at least fifteen of them are known", () => {
		expect(Object.keys(MAIL_WORDS).length).toBeGreaterThanOrEqual(15);
		for (const row of Object.values(MAIL_WORDS))
			for (const kind of ["wrote", "from", "date", "to", "subject", "divider"] as const) expect(row[kind]).not.toBe("");
	});

	test.each([
		"Jane wrote:\n> When?",
		"Jane Wu <jane@x.example>\nwrote:\n> When?",
		"Jane via Board <board@x.example> schrieb:\n>When?",
		"At 3/2/2026 05:21 PM, you wrote:\n>When?",
		"On 2 March 2026, Jane Wu wrote\n> When?",
		"***** Jane wrote on 2.3.2026 *****\n> When?",
		"JW> When?\nJW> Where?",
	])("[RE1] a header without a date counts where quoted lines follow: %s", (header) => {
		expect(visible(`${OWN}\n\n${header}\n\nIn May.`)).toEqual([OWN, "In May."]);
	});

	test.each([
		"On this day\n\nI wrote something\n\nwhich was of use.",
		"A total of 3 analysts wrote:\nbuy it.",
		"From: Berlin\nTo: Hamburg\nDate: in May\nis the journey that we mean.",
		"To: the point. Date: we need one.",
		"As of 12 May we are at 40 seats, and the CFO says: go on.",
		"The original message of the campaign was too long.",
		"Ich habe die Mail gestern gesendet",
		"From: our side it is fine\nDate: we need one.",
		"We wrote: no.\n\nThey wrote: yes.",
		"Our order 2026-03-02 went to jane@x.example and nobody answered.",
	])("[RE1] prose stays: %s", (text) => {
		expect(visible(text)).toEqual([text]);
	});
});
