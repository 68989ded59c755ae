import {
	civilOf,
	type Day,
	dayFrom,
	dayOf,
	isDate,
	mondayOf,
	weekdayOf,
} from "#knowledge/core/reasoning/entities/calendar.ts";
import type { Instant } from "#knowledge/core/vocabulary/time.ts";

/**
 * As much of German, French, Dutch, Italian, Portuguese and Spanish as tells what a mail does: who reads the facts reads
 * English. A sentence in another language, or in other words, does nothing that is seen here.
 */
const word = (words: string): RegExp => new RegExp(`(?<![\\p{L}])(?:${words})(?![\\p{L}])`, "iu");

/** They take it, or want to sign. */
export const YES = word(
	[
		"(?:wir |ich )?(?:nehmen|nehme) (?:ihr|das|dieses|euer) angebot an|angebot (?:hiermit )?an(?:genommen|nehmen)|hiermit (?:bestellen|beauftragen) wir|(?:wir )?(?:möchten|wollen|können|würden gerne?) (?:jetzt |gerne? |nun )?(?:den vertrag )?(?:unterschreiben|unterzeichnen|bestellen|beauftragen)|freigegeben|vertrag (?:zur unterschrift|zu(?:senden|schicken))|grünes licht",
		"(?:haben|hat)[^.?!]{0,40} ja gesagt|legen wir los|on part là-dessus|on y va|c['’]est (?:parti|oui)|(?:a|ont) (?:dit oui|voté pour)|ja gezegd|laten we (?:beginnen|starten)|(?:detto|dice) (?:di )?sì|procediamo|diss\\p{L}+ (?:que )?sim|vamos em frente|avançamos",
		"(?:nous )?acceptons (?:votre|l['’])\\s?\\p{L}+|bon pour accord|(?:pouvons|souhaitons|voulons|prêts? à|voudrions) signer|feu vert|(?:envoyer|envoyez|transmettre|adresser)[^.?!]{0,30} (?:le|un) contrat|nous avons (?:décidé de vous (?:choisir|retenir)|choisi votre)|votre (?:offre|proposition) (?:a été|est) (?:retenue|acceptée|validée)",
		"(?:wij |we |ik )?(?:gaan|ga) (?:graag )?akkoord|akkoord met (?:uw|de|jullie)|(?:wij |we )?(?:kunnen|willen|gaan) (?:graag )?(?:tekenen|ondertekenen|bestellen)|groen licht|(?:stuur|sturen)[^.?!]{0,30} (?:het|de) (?:contract|overeenkomst)|wij kiezen voor (?:u|jullie)",
		"accettiamo|(?:siamo pronti a|vogliamo|possiamo|vorremmo) (?:firmare|procedere)|via libera|(?:mandare|inviare|mandi|invii|inviarci|mandateci)[^.?!]{0,30} (?:il|un) contratto|abbiamo (?:scelto|deciso per) (?:voi|la vostra)",
		"aceitamos|(?:queremos|podemos|prontos? (?:a|para)|gostaríamos de) (?:assinar|avançar|fechar)|luz verde|(?:enviar|envie|mandar|envia)[^.?!]{0,30} (?:o )?contrato|escolhemos (?:a )?vossa",
		"aceptamos|(?:queremos|podemos|listos para|quisiéramos) (?:firmar|avanzar|seguir adelante|cerrar)|adelante con (?:su|la)|visto bueno|(?:enviar|envíe|mandar|envíenos)[^.?!]{0,30} (?:el )?contrato",
	].join("|"),
);

/** Contract terms, discounts, complaints, tenders and threats: what a person decides. */
export const FOR_A_PERSON = word(
	[
		"\\d{1,2} ?% (?:eraf|weniger|günstiger|de moins|in meno|a menos|korting)|(?:teken|unterschreibe|unterzeichne) (?:ik|ich)|je signe|(?:am|beim) preis[^.?!]{0,20} (?:machen|tun)|(?:doen )?aan de prijs|geste commercial|venir(?:ci|e) incontro|melhorar o preço|entgegenkommen",
		"rabatt|nachlass|skonto|preisnachlass|remise|rabais|ristourne|korting|sconto|ribasso|desconto|descuento|rebaja",
		"vertragsentwurf|vertragsklausel\\p{L}*|haftung\\p{L}*|kündigungsfrist\\p{L}*|zahlungsziel\\p{L}*|zahlungsbedingungen|auftragsverarbeitung\\p{L}*|projet de contrat|clauses?|responsabilité|résiliation|délai de paiement|conditions de paiement|conceptcontract|aansprakelijkheid|opzegtermijn|betalingstermijn|verwerkersovereenkomst|bozza (?:di|del) contratto|clausol[ae]|responsabilità|recesso|termini di pagamento|minuta|cláusulas?|responsabilidade|rescisão|prazo de pagamento|responsabilidad|rescisión|plazo de pago",
		"ausschreibung|vergabeverfahren|appel d['’]offres|aanbesteding|gara d['’]appalto|bando|licitación|licitação|concurso público|cahier des charges|caderno de encargos",
		"beschwerde|beschweren|reklamation|rechtsanwalt|anwalt|rechtliche schritte|anwälte|réclamation|avocats?|mise en demeure|inacceptable|klacht|advocaat|onacceptabel|reclamo|avvocat[oi]|inaccettabile|reclamação|advogad[oa]s?|inaceitável|reclamación|abogad[oa]s?|inaceptable|unzumutbar|inakzeptabel",
	].join("|"),
);

/** What something costs, or an offer. */
export const PRICE = word(
	"größenordnung|hausnummer|kostenpunkt|wie ?viel (?:kostet|würde|wäre|müss\\p{L}*|zahl\\p{L}*)|combien (?:ça|cela|coût\\p{L}*|faut|faudrait|ce serait|est-ce|serait|pour)|ordre de grandeur|budget à prévoir|chiffr\\p{L}*|hoeveel (?:kost|gaat|zou|moet)|prijskaartje|richtprijs|orde van grootte|quanto (?:cost\\p{L}*|vien\\p{L}*|verrebbe|sarebbe|cust\\p{L}*|fica\\p{L}*|seria|sai|cuest\\p{L}*)|que valores?|zahl|durchrechnen|rechnen sie|kommt (?:da|das) auf uns zu|offert[ae]|proposition|proposta|(?:zou|gaat) (?:dat|het)[^.?!]{0,20} worden|angebot|preis(?:e|en|liste|angebot)?|kosten(?:voranschlag)?|kostet|devis|prix|coûte(?:r|rait|nt)?|tarifs?|chiffrage|offerte|prijs(?:opgave)?|prijzen|kost(?:en)?|preventivo|prezz[oi]|costo|costerebbe|quotazione|orçamento|preços?|custa(?:ria)?|cotação|proposta de preço|presupuesto|precios?|cuesta|cotización|offre (?:de prix|chiffrée|commerciale)",
);

/** To sit or speak together. */
/** Time that somebody has. */
export const AVAILABLE = word(
	"how about|what about|wie wäre|que diriez|che ne dice|que tal|hoe zit|wat dacht|free|available|would work|works|suits?|slot|half an hour|an hour|first thing|any good|morning|afternoon|lunch(?:time)?|evening|zeit|frei|vormittags?|nachmittags?|früh|mittag|passen|passt|libre|disponible|dispo|matin|après-midi|convien\\p{L}*|convenir|vrij|beschikbaar|ochtend|middag|schikt|gelegen|past|liber[oa]|disponibil[ei]|mattin[ao]|pomeriggio|va bene|livre|disponível|manhã|tarde|dá-me jeito",
);

export const MEETING = word(
	"termin(?:e|vorschlag)?|gespräch|besprechung|telefonat|telefonieren|sprechen|vorführung|präsentation|treffen|rendez-vous|réunion|appel|échange|visio(?:conférence)?|rencontr\\p{L}+|démo(?:nstration)?|afspraak|overleg|bellen|gesprek|bijeenkomst|langskomen|vergadering|riunione|incontr\\p{L}+|chiamata|telefonata|sentir(?:ci|e)|videochiamata|dimostrazione|reunião|chamada|encontro|demonstração|videochamada|reunión|llamada|encuentro|demostración|demo|call|teams|zoom",
);

/** That suits us too. */
export const AGREES = word(
	"passt|sehen uns|bis (?:dann|montag|dienstag|mittwoch|donnerstag|freitag)|à (?:lundi|mardi|mercredi|jeudi|vendredi|bientôt)|tot (?:dan|maandag|dinsdag|woensdag|donderdag|vrijdag)|a (?:lunedì|martedì|mercoledì|giovedì|venerdì)|até (?:lá|segunda|terça|quarta|quinta|sexta)|einverstanden|bestätige(?:n)?|in ordnung|gerne am|nous convient|me convient|convient|c['’]est (?:noté|parfait|bon|d['’]accord)|d['’]accord|confirm\\p{L}+|parfait|komt (?:goed )?uit|past (?:goed|prima|ons|mij)|akkoord|bevestig\\p{L}*|prima|va bene|perfetto|d['’]accordo|ci vediamo|combinado|pode ser|está (?:bem|ótimo|confirmado)|serve-nos|de acuerdo|perfecto|nos viene bien|quedamos",
);

/** They, or we, undertake something. */
export const UNDERTAKES = word(
	[
		"(?:ich|wir) (?:schicken?|senden?|melden?|liefern?|prüfen?|klären?|werden?|kommen?|bereiten?|erstellen?|lassen?|geben?|leite[tn]?|bringen?)|(?:schicke|sende|melde|liefere|kläre|prüfe|bekommen sie|erhalten sie) (?:ich|wir|ihnen|von|bis|die|das|den|am)",
		"je (?:vous|te|lui) (?:envoie|enverrai|transmets|transmettrai|fais|ferai|reviens|reviendrai|confirme|donne|prépare)\\p{L}*|nous (?:vous )?(?:enverrons|transmettrons|reviendrons|ferons|revenons|envoyons|donnerons|préparons)|vous (?:aurez|recevrez)",
		"(?:ik|wij|we) (?:stuur|sturen|kom|komen|laat|laten|zal|zullen|lever|leveren|bel|bellen|geef|geven|bezorg|maak|maken|zoek)|(?:stuur|bezorg|laat|kom|bel) (?:ik|wij|we)|(?:u|je|jullie) (?:krijgt|krijgen|ontvangt|ontvangen|hoort|horen)",
		"(?:vi|le|ti|gliel[oa]|ve l[oa]) (?:invio|invierò|invieremo|mando|manderò|manderemo|faccio|farò|faremo|confermo|darò|facciamo|preparo)|(?:invieremo|manderemo|risponderemo|invierò|manderò|riceverà|riceverete)",
		"(?:envio|enviarei|enviaremos|mando|mandarei|respondo|responderemos|confirmarei|vou (?:enviar|mandar|confirmar|preparar)|vamos (?:enviar|mandar|confirmar|preparar)|receberá|dou-?(?:lhe|vos))(?:-lhe|-vos|-te)?|(?:envio|envia|mando)-(?:lhe|vos|te)",
		"(?:le|les|te) (?:envío|enviaré|enviaremos|mando|mandaré|confirmo|confirmaré)|enviaremos|responderemos|recibirá",
	].join("|"),
);

/** To hand over, answer or ring up: with a day in the same sentence, whoever says it undertakes it. */
export const DELIVERS = word(
	[
		"(?:nach|weiter|zu|vor)?(?:schick|send|meld|liefer|bring|geb|gib|mach|ruf|prüf|klär|kümmer|reich|leit|besorg|bekomm|erhalt|erhäl|hör|antwort|bestätig|bereit|stell)\\p{L}*",
		"(?:l['’])?(?:envoi|envoy|enverr|transme|donn|ferai|fais|ferons|parvenir|revien|reviendr|confirm|appel|rappel|prépar|aur[eai]|recev|répond|finali)\\p{L}*",
		"(?:na|door|op|toe)?(?:stuur|stur|lever|bel|geef|gev|bezorg|laat|lat|krijg|ontvang|hoor|hor|antwoord|bevestig|maak|mak|regel)\\p{L}*",
		"(?:invi|mand|dar[òàe]|facci|far[òe]|conferm|chiam|rispond|prepar|ricev|avr[àòe]|sentir)\\p{L}*",
		"(?:envi|mand|dou|darei|faç|farei|confirm|lig|respond|prepar|receb|terá|fic)\\p{L}*(?:-\\p{L}+)?",
		"(?:enví|envi|mand|confirm|llam|respond|prepar|recib)\\p{L}*",
	].join("|"),
);

/** What is wanted is asked for without a question mark. */
export const REQUESTS = word(
	"(?:ich )?wüsste|mich interessier\\p{L}*|würde (?:mich|uns) interessieren|(?:j['’]aimerais|nous aimerions|je voudrais|je souhaite\\p{L}*) (?:savoir|comprendre|connaître)|(?:wil|willen|zou) (?:\\p{L}+ )?(?:graag )?weten|benieuwd|vorre\\p{L}* (?:sapere|capire)|(?:mi|ci) serv\\p{L}* (?:sapere|capire)|gostar\\p{L}* de (?:saber|perceber|entender)|quisiér\\p{L}* saber|(?:schicken|senden|machen|nennen|teilen|erklären|melden|geben|lassen|bestätigen|klären|prüfen) sie (?:mir|uns|bitte|die|das)|bitte (?:um|schicken|senden|teilen|nennen)|könn(?:en|ten) sie|(?:pouvez|pourriez|pourrais)-?\\s?(?:vous|tu)|merci de (?:nous|me|bien vouloir|confirmer|préciser)|(?:envoyez|indiquez|confirmez|précisez|dites)-(?:nous|moi)|veuillez|kunt u|kun je|kunnen jullie|zou u|graag (?:ontvang\\p{L}*|hoor\\p{L}*|een antwoord|weten)|(?:può|potete|potrebbe|potreste|puoi)|(?:mandateci|inviateci|ci mandi|ci invii|fateci sapere|mi faccia sapere)|(?:pode|podem|poderia|poderiam|podia)(?: nos)?|(?:enviem|mandem|mande|mandai|digam|envie|diga)-(?:nos|me)|(?:puede|pueden|podría|podrían)|(?:envíenos|díganos|mándenos)",
);

/** Here it is. */
export const HANDS_OVER = word(
	"anbei|im anhang|beigefügt|hier (?:ist|sind|kommt|das|die|der)|ci-joint(?:e|s|es)?|en pièce jointe|ci-dessous|voici|bijgaand|bijgevoegd|in de bijlage|hierbij|in allegato|allego|allegat[oaie]|ecco|em anexo|segue(?:m)?|anexo|aqui (?:está|vai|vão)|adjunt[oa]s?|aquí (?:está|tiene)",
);

/** Not now, but later. */
export const LATER = word(
	"(?:look at|talk about|take|pick|come back to|return to) (?:this|it|that)(?: up)?(?: again)? (?:in|next|after|once|when)|leave (?:it|this) (?:until|till|for now)|auf eis|verschoben|verschieben|zurückgestellt|erst (?:im|in|nächstes|ab)|nächstes jahr|reporté\\p{L}*|repousser|en pause|l['’]année prochaine|uitgesteld|uitstellen|in de wacht|volgend jaar|rimandat[oi]|rinviat[oi]|in pausa|l['’]anno prossimo|adiad[oa]|adiar|em pausa|próximo ano|ano que vem|aplazad[oa]|en pausa|próximo año",
);

/** How many of what: the one figure without which nobody can price. */
export const COUNTS =
	/(?<![\d.,])\d{1,3}(?:[.,' ]?\d{3}){0,2}\s(?:\p{L}{2,20}\s){0,2}?(?:benutzer\p{L}*|nutzer\p{L}*|anwender\p{L}*|arbeitsplätze\p{L}*|lizenzen|mitarbeiter\p{L}*|standorte\p{L}*|fahrzeuge\p{L}*|personen|leute|utilisateurs?|utilisatrices?|licences?|postes?|collaborateurs?|salariés?|sites?|personnes|véhicules?|agents?|gebruikers?|licenties?|medewerkers?|werkplekken|vestigingen|locaties|mensen|voertuigen|utenti|licenze|postazioni|dipendenti|sedi|persone|addetti|utilizadores|usuários|licenças|postos|colaboradores|trabalhadores|locais|pessoas|lojas|usuarios|licencias|puestos|empleados|sedes|users?|seats?|agents?|people|sites?|locations?|licen[cs]es|technicians?|planners?|drivers?|employees|staff|vehicles?|trucks?|engineers?|stores?|branches|subscribers|lines|devices|machines|beds|rooms|branches|plants?|warehouses?|workplaces|operators?|dispatchers?|nurses?|clerks?|advisers?|advisors?|colleagues)(?!\p{L})/iu;

const WEEKDAYS: readonly string[] = [
	"montag|lundi|maandag|lunedì|segunda(?:-feira)?|lunes",
	"dienstag|mardi|dinsdag|martedì|terça(?:-feira)?|martes",
	"mittwoch|mercredi|woensdag|mercoledì|quarta(?:-feira)?|miércoles",
	"donnerstag|jeudi|donderdag|giovedì|quinta(?:-feira)?|jueves",
	"freitag|vendredi|vrijdag|venerdì|sexta(?:-feira)?|viernes",
];
const MONTHS: readonly string[] = [
	"januar|jänner|janvier|januari|gennaio|janeiro|enero",
	"februar|février|februari|febbraio|fevereiro|febrero",
	"märz|mars|maart|marzo|março",
	"april|avril|aprile|abril",
	"mai|mei|maggio|maio|mayo",
	"juni|juin|giugno|junho|junio",
	"juli|juillet|luglio|julho|julio",
	"august|août|augustus|agosto",
	"september|septembre|settembre|setembro|septiembre",
	"oktober|octobre|ottobre|outubro|octubre",
	"november|novembre|novembro|noviembre",
	"dezember|décembre|december|dicembre|dezembro|diciembre",
];
const DATE = new RegExp(
	`(?<![\\d.])(\\d{1,2})(?:\\.|er|º|°)?\\s(?:de\\s)?(${MONTHS.join("|")})(?!\\p{L})|(?<![\\p{L}])(${WEEKDAYS.join("|")})(?!\\p{L})(?:,? (?:den |dem |le |il |dia |el |de )?(\\d{1,2})(?![\\d.:]|\\s?(?:h|uhr|uur)))?|(?<![\\d.])(\\d{1,2})\\.(\\d{1,2})\\.(?!\\d)|(?<!\\p{L})(morgen|demain|domani|amanhã|mañana)(?!\\p{L})|(?<!\\p{L})(heute|aujourd['’]hui|vandaag|oggi|hoje|hoy)(?!\\p{L})`,
	"giu",
);
const DAYS_MAX = 6;

/** The rest of the sentence. */
export const withoutDays = (text: string): string => text.replace(DATE, " ");

/** The days that a sentence in one of these languages names, counted from when it was written; none that is over. */
export function foreignDays(text: string, from: Instant): readonly Day[] {
	const today = dayOf(from);
	return [...text.matchAll(DATE)].slice(0, DAYS_MAX).flatMap((match): readonly Day[] => {
		const [, day, month, weekday, numbered, dotted, dottedMonth, tomorrow, now] = match;
		if (now !== undefined) return [today];
		if (tomorrow !== undefined) return /^morgen$/i.test(tomorrow) || tomorrow !== "" ? [today + 1] : [];
		if (day !== undefined) return dated(Number(day), indexIn(MONTHS, month ?? "") + 1, today);
		if (dotted !== undefined) return dated(Number(dotted), Number(dottedMonth), today);
		const index = indexIn(WEEKDAYS, weekday ?? "");
		if (index < 0) return [];
		if (numbered !== undefined) return numberedDay(Number(numbered), today);
		const at = mondayOf(today) + index;
		return [at > today ? at : at + 7];
	});
}

const indexIn = (names: readonly string[], name: string): number =>
	names.findIndex((each) => new RegExp(`^(?:${each})$`, "iu").test(name));

function dated(day: number, month: number, today: Day): readonly Day[] {
	const { year } = civilOf(today);
	for (const each of [year, year + 1])
		if (isDate(each, month, day) && dayFrom(each, month, day) >= today) return [dayFrom(each, month, day)];
	return [];
}

function numberedDay(day: number, today: Day): readonly Day[] {
	const { year, month } = civilOf(today);
	for (const ahead of [0, 1]) {
		const [y, m] = month + ahead > 12 ? [year + 1, 1] : [year, month + ahead];
		if (isDate(y, m, day) && dayFrom(y, m, day) >= today) return [dayFrom(y, m, day)];
	}
	return [];
}

/** Monday to Friday. */
export const isWorkday = (day: Day): boolean => weekdayOf(day) < 5;
