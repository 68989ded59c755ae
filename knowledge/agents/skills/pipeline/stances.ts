/**
 * What a sentence says of buying from us, by words that stand together in it, in English, German, French, Dutch, Italian,
 * Portuguese and Spanish. Word groups and not phrases: there are many ways to say no, and few words to say it with.
 */
const words = (...of: readonly string[]): RegExp => new RegExp(`(?<![\\p{L}])(?:${of.join("|")})(?![\\p{L}])`, "iu");

const NOT = words(
	"not?|n['’]t|never|none|nothing|nobody|cannot|neither|stop|\\p{L}+n['’]t",
	"nicht|kein\\p{L}*|nichts|nie|niemand",
	"ne|pas|plus|aucun\\p{L}*|jamais|rien|cesse\\p{L}*|arrête\\p{L}*",
	"niet|geen|nooit|niets|niemand",
	"non|nessun\\p{L}*|mai|niente",
	"não|nunca|nada|nenhum\\p{L}*|deixe\\p{L}*",
	"no|nunca|nada|ning\\p{L}*",
);
const APOSTROPHE_NOT = /(?<!\p{L})n['’]|n['’]t(?!\p{L})/iu;
/** Whether anything in it is denied. */
export const denies = (text: string): boolean => NOT.test(text) || APOSTROPHE_NOT.test(text);

const MORE = words(
	"(?:any ?)?more|again|further|ever|longer",
	"mehr|weiter\\p{L}*|nochmals?|künftig",
	"plus|encore|davantage|ultérieur\\p{L}*",
	"meer|verder\\p{L}*|nog",
	"più|ulterior\\p{L}*|ancora",
	"mais|novamente|outra vez",
	"más|otra vez|nuevamente",
);
const CONTACT = words(
	"writ\\p{L}*|e-?mail\\p{L}*|mail(?:s|ing|ed)?|messag\\p{L}*|contact\\p{L}*|call\\p{L}*|hear|reminders?|follow-?ups?|approached",
	"schreib\\p{L}*|anschreib\\p{L}*|nachricht\\p{L}*|kontaktier\\p{L}*|anruf\\p{L}*|(?:zu){0,2}(?:send|schick)\\p{L}*|mails?|meldungen|post",
	"écri\\p{L}*|contact\\p{L}*|relanc\\p{L}*|messag\\p{L}*|courriels?|solliciter|appel\\p{L}*",
	"mailen|bellen|schrijven|bericht\\p{L}*|benader\\p{L}*|mails?|contact",
	"scriv\\p{L}*|contatt\\p{L}*|messagg\\p{L}*|chiam\\p{L}*|email",
	"escrev\\p{L}*|contact\\p{L}*|mensage\\p{L}*|e-?mails?|lig(?:ar|ue|uem)",
	"escrib\\p{L}*|contact\\p{L}*|mensaj\\p{L}*|llam\\p{L}*",
);
const ME = words(
	"me|us|my|our|(?:this|that|my|our) (?:address|inbox|account|number|mailbox)",
	"mich|uns|mir|meine\\p{L}*|unsere\\p{L}*",
	"m['’]\\p{L}*|me|nous|mon|ma|mes|notre|nos",
	"mij|me|ons|mijn|onze",
	"mi|ci|mio|mia|\\p{L}+(?:armi|ermi|irmi|arci|erci|irci)|nostr\\p{L}*",
	"nos|meu|minha|nosso|nossa|\\p{L}+-me|\\p{L}+-nos",
);
const TAKE_OFF = words(
	"remov\\p{L}*|delet\\p{L}*|take|strike|erase\\p{L}*|unsubscribe",
	"streich\\p{L}*|lösch\\p{L}*|entfern\\p{L}*|abmelden",
	"supprim\\p{L}*|retir\\p{L}*|désinscri\\p{L}*|désabonn\\p{L}*|effac\\p{L}*",
	"verwijder\\p{L}*|schrap\\p{L}*|uitschrijv\\p{L}*|afmelden",
	"cancell\\p{L}*|rimuov\\p{L}*|rimoss\\p{L}*|elimin\\p{L}*|tolg\\p{L}*",
	"remov\\p{L}*|apag\\p{L}*|retir\\p{L}*|elimin\\p{L}*",
	"borr\\p{L}*|quit\\p{L}*|dar de baja",
);
const LISTED = words(
	"address|list|pipeline|books|forecast|data|name|details|database|contacts|distribution",
	"verteiler|adresse|liste|daten|datenbank|kontakte",
	"adresse|liste|données|fichier|base",
	"adres|lijst|gegevens|bestand",
	"indirizzo|lista|elenco|dati|contatti",
	"endereço|lista|dados|contactos|contatos",
	"dirección|datos|contactos",
);
const DECIDED = words(
	"deci(?:ded|sion)|chos\\p{L}*|choice|opted|extended|prolonged|switched|moved|selected|picked|went|gone|going|goes|signed|awarded|renewed|signature|stay\\p{L}*|stick\\p{L}*|remain\\p{L}*",
	"entschied\\p{L}*|entscheidung|gewählt|wahl|beauftragt|vergeben|gewechselt|gefallen|ging|geht|zuschlag|bleiben|verlängert",
	"tranché|décid\\p{L}*|décision|choi\\p{L}*|pris|passés|retenu\\p{L}*|opté|signé|attribué|rest(?:er|ons)|renouvelé",
	"besloten|beslissing|gekozen|keuze|gevallen|overgestapt|gegund|geworden|blijven|verlengd|zee",
	"deciso|decisione|scelt\\p{L}*|passat[io]|optato|firmato|affidato|rimaniamo|rimanere|restare|rinnovato",
	"decidi\\p{L}*|decisão|escolh\\p{L}*|opt[aá]\\p{L}*|assin[aá]mos|ficar|ficamos|renov[aá]\\p{L}*",
	"decidi\\p{L}*|decisión|elegi\\p{L}*|optado|firmado|quedarnos|renovado",
);
const ANOTHER = words(
	"another|other|others|else|elsewhere|competitor\\p{L}*|old (?:supplier|vendor|partner|system|one)|current|present|existing|incumbent|in-?house|ourselves|against",
	"ander\\p{L}+|mitbewerb\\p{L}*|wettbewerb\\p{L}*|bisherig\\p{L}*|jetzig\\p{L}*|konkurrenz|selbst|dagegen|gegen",
	"autres?|concurren\\p{L}*|actuel\\p{L}*|ailleurs|interne",
	"ander\\p{L}*|concurren\\p{L}*|huidige|elders|zelf",
	"altr\\p{L}+|concorren\\p{L}*|attuale|altrove|interno",
	"outr\\p{L}+|concorren\\p{L}*|atual|actual|internamente",
	"otr\\p{L}+|competid\\p{L}*|actual",
);
const GO_ON = words(
	"proceed\\p{L}*|pursue|pursuing|continu\\p{L}*|go(?:ing)? (?:on|ahead|further|forward|any further)|mov(?:e|ing) (?:on|ahead|forward)|tak(?:e|ing) (?:this|it) (?:further|forward|any further)|interest\\p{L}*|need for (?:it|this)|use for (?:it|this)|looking for",
	"weiterverfolg\\p{L}*|weitermachen|weitergehen|fortsetzen|fortführen|unternehmen|interess\\p{L}*|bedarf",
	"poursuiv\\p{L}*|(?:donn\\p{L}+ (?:pas )?|sans )suite|continuer|intéress\\p{L}*|besoin",
	"verder|doorga\\p{L}*|voortzetten|interesse|belangstelling|behoefte",
	"proced\\p{L}*|proseg\\p{L}*|continuare|andare avanti|interess\\p{L}*",
	"avanç\\p{L}*|prosseg\\p{L}*|continuar|interess\\p{L}*",
	"seguir|avanzar|continuar|interes\\p{L}*",
);
const PLAN = words(
	"project|plan|purchase|initiative|tender|evaluation",
	"projekt|vorhaben|beschaffung|anschaffung",
	"projet|achat",
	"project|traject|aankoop",
	"progetto|acquisto",
	"projeto|projecto|compra",
	"proyecto",
);
const DEAD = words(
	"cancel+ed|dropped|stopped|scrapped|shelved|called off|dead|abandoned|buried",
	"gestoppt|eingestellt|beendet|abgebrochen|abgesagt|gestorben|begraben",
	"abandonné\\p{L}*|annulé\\p{L}*|arrêté\\p{L}*|enterré\\p{L}*",
	"gestopt|geannuleerd|stopgezet|afgeblazen",
	"annullat\\p{L}*|cancellat\\p{L}*|fermat\\p{L}*|abbandonat\\p{L}*",
	"cancelad\\p{L}*|abandonad\\p{L}*|encerrad\\p{L}*",
);
const SAID_NO =
	/\b(?:said|says|answer is|it['’]s|it is|is|vot\w+|have to say|must say) (?:a )?no\b(?=\s*(?:[.,;!]|$|to (?:you|it|this|us)))|\bno thank(?:s| you)\b|(?<!\p{L})(?:nein danke|non merci|nee bedankt|no grazie|não,? obrigad[oa]|leider (?:absagen|eine absage|ablehnen))(?!\p{L})/iu;
const REJECTED = words(
	"(?:we|they|he|she|owners?|board|management|director) (?:have |has )?(?:bought|ordered|purchased) (?:the|a|an|theirs|from|their)[^.?!]*|(?:close )?second(?: place)?, sorry|(?:you|yours) (?:were|was|came) (?:in )?(?:a )?(?:close )?(?:second|third|fourth|fifth|last)|(?:is|are) closed for us|leave (?:it|things) (?:as (?:it|they)|at that|there)|(?:stay|keep|remain) as (?:we|it)[^.?!]*|pulled the plug|put a stop to (?:it|this)|vot\\p{L}+ (?:it|you|this) down|turn\\p{L}+ (?:it|you|this) down|close (?:the|our|your|my) (?:file|case|matter)|(?:like|want|prefer) (?:it|this) to (?:end|stop)[^.?!]*",
	"abgelehnt|zu den akten|ad acta|nicht durchbekommen|(?:nehmen|nehme) abstand|sehen davon ab|lassen es (?:sein|bleiben|dabei)|(?:leider )?nicht für sie|gegen sie entschieden",
	"rejeté\\p{L}*|refusé\\p{L}*|renonç\\p{L}*|laissons tomber|n['’]ira pas plus loin|pas retenu\\p{L}*",
	"doen het niet|streep door|afgewezen|gaat niet door|zien er(?:van)? af|laten het (?:erbij|hierbij|zo)",
	"bocciat\\p{L}|respint\\p{L}|non se ne fa|lasciamo perdere|rinunciamo",
	"não aprov\\p{L}+|ficou pelo caminho|chumb\\p{L}+|recusad\\p{L}|desistimos|não vamos avançar",
);
const CONDITIONAL = words(
	"if|unless|might|may|could|whether",
	"wenn|falls|ob|bevor|könnte\\p{L}*|würde\\p{L}*",
	"si|avant|pourr\\p{L}*",
	"als|indien|voordat|zou\\p{L}*",
	"se|prima|potrebbe\\p{L}*",
	"se|antes|poderia\\p{L}*",
);
/** Of what stands before it: they have decided, and not only who will. */
const YET = words("yet|still|will|shall|going to decide|noch|encore|nog|ancora|ainda|todavía|werden|wird");

/** No more of our words to them. */
export const leavesUs = (text: string): boolean => text.split(BREAK).some(wantsNoMore);
/** What stands behind a smile or a semicolon is said of something else. */
const BREAK = /\s[:;]-?[()DP](?=\s|$)|[;!]\s/;
const wantsNoMore = (text: string): boolean =>
	!UNTIL.test(text) &&
	((denies(text) &&
		CONTACT.test(text) &&
		(MORE.test(text) || ASKS_TO.test(text)) &&
		ME.test(text) &&
		!OF_OTHERS.test(text)) ||
		(TAKE_OFF.test(text) && LISTED.test(text) && ME.test(text) && !/\?\s*$/.test(text)));
/** They ask for time, and for no answer. */
export const holdsOff = (text: string): boolean =>
	denies(text) && (UNTIL.test(text) || CONTACT.test(text)) && !/\?\s*$/.test(text);
/** Not now is not never. */
const UNTIL = words("before|until|till|bis|vor|avant|jusqu\\p{L}*|tot|fino|prima|até|antes|hasta");
const ASKS_TO = words(
	"please|kindly|want|wish",
	"bitte|möchte\\p{L}*|wünsche\\p{L}*",
	"prie|merci de|veuillez|souhait\\p{L}*|demande",
	"graag|wilt u|wil je|verzoek",
	"prego|chiedo|vorrei",
	"peço|pedimos|favor|gostaria",
);
const OF_OTHERS = words(
	"(?:i|we) (?:cannot|can['’]t|could not|did not|didn['’]t|have not|haven['’]t|will not|won['’]t)|nobody|they|customers|drivers|agents",
);

/** It is over: they chose otherwise, or chose not to. */
export const isOver = (text: string): boolean =>
	!CONDITIONAL.test(text) &&
	((DECIDED.test(text) && ANOTHER.test(text) && (PAST.test(text) || !YET.test(text)) && !IN_PASSING.test(text)) ||
		(denies(text) && GO_ON.test(text) && WE.test(text)) ||
		(PLAN.test(text) && DEAD.test(text)) ||
		REJECTED.test(text) ||
		SAID_NO.test(text));
/** They make it on their own: with the word that it is settled, nobody is bought from. */
export const makesOwn = (text: string): boolean =>
	!CONDITIONAL.test(text) && !/\?\s*$/.test(text) && MAKES.test(text) && ON_OUR_OWN.test(text);
const MAKES = words(
	"buil[dt]\\p{L}*|mak(?:e|es|ing)|made|writ(?:e|es|ing|ten)|develop\\p{L}*|program\\p{L}*|do(?:es|ing)?|cod(?:e|es|ing)|solv\\p{L}*|knock\\p{L}*",
	"bau\\p{L}*|gebaut|mach\\p{L}*|gemacht|entwick\\p{L}*|schreib\\p{L}*|programmier\\p{L}*|lös\\p{L}*",
	"fai\\p{L}*|fer\\p{L}+|constru\\p{L}*|développ\\p{L}*|réalis\\p{L}*|programm\\p{L}*",
	"bouw\\p{L}*|ma(?:ak|ken)|gemaakt|ontwikkel\\p{L}*|schrijv\\p{L}*|programmeren|doen",
	"fa(?:r\\p{L}+|ccia\\p{L}+|tto)|costrui\\p{L}*|svilupp\\p{L}*|realizz\\p{L}*|programm\\p{L}*",
	"faz\\p{L}*|fa(?:r|remos)|constru\\p{L}*|desenvolv\\p{L}*|program\\p{L}*",
	"hac\\p{L}*|haremos|constru\\p{L}*|desarroll\\p{L}*",
);
const ON_OUR_OWN = words(
	"ourselves|myself|in-?house|on our own|internally|(?:our|my) own (?:\\p{L}+ ){0,2}(?:people|team|it|department|developers?|tool|system|solution|version)|(?:our|my) (?:it|developers?|programmers?|apprentices?|students?|sons?|daughters?|nephews?|interns?)",
	"selbst|selber|intern|hauseigene?n?|eigene?n? (?:it|leute\\p{L}*|team|entwickl\\p{L}*|abteilung)|eigenbau|eigenentwicklung",
	"nous-mêmes|en interne|moi-même|notre (?:équipe|service) (?:it|informatique)",
	"zelf|intern|eigen (?:mensen|team|it|ict|ontwikkel\\p{L}*)",
	"da soli|internamente|in casa|per conto nostro|noi stessi",
	"internamente|nós (?:próprios|mesmos)|dentro de casa|por nossa conta|equipa própria",
	"nosotros mismos|internamente|por nuestra cuenta",
);
/** It is settled. */
export const isSettled = (text: string): boolean => SETTLED.test(text) && !YET.test(text) && !denies(text);
const SETTLED = words(
	"decided|decision (?:is|has been|was) (?:made|taken|final)|settled|final|that['’]s that|agreed on|made up (?:our|my|their) minds?|voted",
	"entschieden|beschlossen\\p{L}*|beschluss|steht fest|entscheidung (?:ist|steht)",
	"décidé\\p{L}*|tranché\\p{L}*|(?:décision|choix) (?:est|a été)",
	"besloten|beslist|besluit|beslissing (?:is|staat)",
	"decis[oa]|abbiamo deciso|decisione (?:è|presa)",
	"decidid[oa]|decidimos|decisão (?:está|foi|é)|decisión",
);
const PAST =
	/\b(?:have|has|had|['’]ve|went|chose|decided|signed|was|were|haben|hat|wurde|avons|ont|a été|s['’]est|hebben|heeft|is|abbiamo|ha|è|decidimos|escolhemos|optámos|hemos)\b/iu;
/** Others are in the room, or will be asked: nobody has been chosen for that. */
const IN_PASSING =
	/\b(?:other (?:people|colleagues|sites?|departments?|questions?|things|side|hand|points?|team|half|two|day)|each other|current (?:system|state|process|plan|year)|someone else|something else|everything else|nothing else|who else|what else|anyone else|not (?:yet )?decided|decision[- ]mak\w+|decision (?:process|criteria|is (?:made|taken) by)|go(?:ing|es)? through|goes to|went (?:to|through|well|over)|going to)\b/i;
const WE = words(
	"we|i|board|committee|management|wir|ich|nous|je|on|wij|we|ik|noi|abbiamo|siamo|intendiamo|deciso|nós|vamos|temos|decidimos|nosotros|vamos|ne",
);

const DEAR = words(
	"swallow|burn\\p{L}* (?:a hole|our|my)|double|twice|for less|put\\p{L}* (?:us|me|him|her) off|(?:more|higher) than[^.?!]{0,20}(?:hoped|thought|had in mind|pay)|expensive|dear|pricey|steep|costly|a lot of money|too much|(?:more|higher|dearer) than (?:we|i|what|our|the|planned|budgeted|expected)|(?:above|over|beyond|exceeds?) (?:what|our|my|the budget|budget)|out of (?:reach|our)|can(?:not|['’]t) (?:afford|justify|get (?:it|that|this) (?:past|through))|hard to (?:justify|sell|defend)|cheaper|half the price",
	"mehr als|doppelt\\p{L}*|zu (?:teuer|hoch)|teuer|über (?:dem|unser\\p{L}*|was)|drüber|höher als|sprengt|nicht durch|günstiger|billiger|kein (?:budget|geld)",
	"le double|plus (?:que|cher)|cher|chère|trop (?:élevé|élevée)|élevée?s?|au-dessus|dépasse|hors (?:de )?budget|moins cher",
	"meer dan|het dubbele|flinke hap|duur|te hoog|aan de hoge kant|boven (?:ons|het|wat)|goedkoper|veel geld",
	"il doppio|più (?:di|del) \\p{L}+|spavent\\p{L}*|caro|cara|troppo alt\\p{L}|fuori (?:dal?l?|portata|budget)|oltre (?:il|quello)|supera|elevat\\p{L}|costa troppo",
	"o dobro|mais do que|caro|cara|acima d\\p{L}+|elevado|alto demais|muito dinheiro|fora do",
	"caro|cara|por encima|elevado|demasiado",
);
const MONEY = words(
	"price|prices|pricing|bill|offer|quote|quotation|proposal|amount|sum|figure|cost|costs|money|licen[cs]es?|fee|fees|it|this|that|you|yours?|\\d[\\d.,]*",
	"mehr|preis\\p{L}*|angebot|betrag|summe|kosten|lizenz\\p{L}*|das|es|ihr\\p{L}*",
	"prix|offre|devis|montant|coût|tarifs?|c['’]est|ça|votre",
	"prijs|offerte|bedrag|kosten|het|dat|uw|jullie",
	"prezzo|offerta|preventivo|importo|costo|cifra|è",
	"preço|proposta|valor|orçamento|custo|é",
	"precio|oferta|presupuesto|importe|es",
);
const FEARS = words(
	"afraid|worr\\p{L}+|concern(?:s|ed)?|nervous|uneas\\p{L}+|s[ck]eptic\\p{L}*|doubts?|doubtful|hesita\\p{L}+|reluctan\\p{L}+|unconvinced|reservations?|uncomfortable|misgivings|not (?:convinced|comfortable|persuaded|sold)|(?:does|do)(?:n['’]t| not) (?:see (?:it|why|the|what|how)|trust|believe)|burn(?:ed|t)|bad experience|sits? badly|go(?:es)? down badly|what (?:keeps|holds|stops)|(?:keeps?|holds?|stops?|puts?) (?:me|us|him|her|them) (?:from|back|off)|in (?:our|the) way|obstacle|lock(?:ed)?[- ]in",
	"bauchschmerzen|bauchweh|bedenken|sorgen?|skeptisch|angst|befürcht\\p{L}*|zweif\\p{L}*|nicht überzeugt|vorbehalte?|unwohl|hält (?:mich|uns)|dagegen|schlechte erfahrung\\p{L}*|misstrau\\p{L}*",
	"inqui\\p{L}+|peur|crain\\p{L}*|crainte|réticen\\p{L}*|sceptique|hésit\\p{L}*|pas convaincu\\p{L}*|réserves?|frein\\p{L}*|retient|doutes?|mauvaise expérience|méfian\\p{L}*",
	"bang|zorgen|twijfel\\p{L}*|sceptisch|niet overtuigd|bezwa\\p{L}+|huiverig|terughoudend|zitten niet te wachten|houdt (?:ons|mij|me) tegen|slechte ervaring\\p{L}*|wantrouw\\p{L}*",
	"tem(?:e|ono|o|iamo)|timor\\p{L}*|paura|preoccup\\p{L}*|dubbi\\p{L}?|non (?:è|sono|siamo) (?:convint\\p{L}|sicur\\p{L})|perpless\\p{L}*|scettic\\p{L}*|frena|trattiene|diffident\\p{L}*",
	"medo|rece(?:io|ia|ios|amos|iamos)|preocup\\p{L}*|dúvidas|convencid\\p{L}*|cétic\\p{L}*|desconfi\\p{L}*|hesit\\p{L}*|reticen\\p{L}*",
	"miedo|preocup\\p{L}*|dudas|reacio\\p{L}*|escéptic\\p{L}*",
);
const MOMENT = words(
	"(?:bad|wrong|not (?:a|the) (?:good|right|best)|poor) (?:moment|time|timing)|no (?:time|capacity|room|head|bandwidth|resources) (?:for|to|left)|(?:nobody|no one) has (?:a head|time|room|the time)|hands full|too much on|takes all our|not a priority|other priorities|too (?:early|soon)|up to (?:our|my) (?:neck|ears|eyes)",
	"(?:schlechter|falscher|ungünstiger|nicht der richtige) (?:zeitpunkt|moment)|keine (?:zeit|kapazität\\p{L}*|luft|ressourcen)|zu früh|keine priorität|andere prioritäten",
	"pas le (?:bon )?moment|mauvais moment|pas le temps|pas la priorité|pas une priorité|trop tôt|d['’]autres priorités",
	"geen (?:tijd|capaciteit|ruimte|prioriteit)|niet het (?:juiste )?moment|verkeerde moment|te vroeg|andere prioriteiten|handen vol",
	"non è il momento|momento sbagliato|non abbiamo (?:tempo|risorse)|non è (?:una|la) priorità|troppo presto|altre priorità",
	"não é (?:o|um bom) momento|mau momento|má altura|não temos (?:tempo|recursos|mãos)|não é (?:uma )?prioridade|muito cedo|outras prioridades",
	"no es (?:el|un buen) momento|mal momento|no tenemos (?:tiempo|recursos)|no es prioritario",
);
const PEOPLE = words(
	"people|team|staff|drivers|nurses|operators|colleagues|crew|technicians|works council|union|they|shift|lads",
	"leute|mitarbeiter\\p{L}*|team|kollegen|betriebsrat|belegschaft|fahrer|monteure",
	"équipes?|gens|collaborateurs|salariés|syndicat|chauffeurs|techniciens",
	"mensen|medewerkers|team|collega['’]?s|ondernemingsraad|chauffeurs|monteurs",
	"persone|squadra|colleghi|dipendenti|operai|sindacato|autisti|tecnici",
	"pessoas|equipas?|colegas|trabalhadores|sindicato|motoristas|técnicos",
);
const RESISTS = words(
	"walk out|refuse\\p{L}*|resist\\p{L}*|revolt|rebel|never (?:use|accept|learn|touch)|(?:won['’]t|will not|would not|wouldn['’]t|would never|will never) (?:use|touch|accept|like|learn|want|have)|against|fed up|tired of|had enough",
	"weiger\\p{L}*|sträub\\p{L}*|wehr\\p{L}*|dagegen|nicht (?:benutzen|nutzen|mitmachen|annehmen)|keine lust|müde|die nase voll",
	"refus\\p{L}*|contre|n['’]utiliser\\p{L}*|résist\\p{L}*|lass\\p{L}+|marre",
	"weiger\\p{L}*|tegen|niet gebruiken|moe|zat|geen zin",
	"rifiut\\p{L}*|contrari\\p{L}*|non (?:useranno|vogliono)|resist\\p{L}*|stanch\\p{L}*",
	"recus\\p{L}*|contra|não (?:vão usar|querem)|resist\\p{L}*|cansad\\p{L}*",
);
const POINTLESS = words(
	"(?:not|yet) another|leave us in peace|(?:do|does)(?:n['’]t| not) want (?:our|my|the|to have)|(?:nobody|no one)[^.?!]{0,20} (?:has|have) the (?:stomach|appetite|nerve|energy|patience)|stuck with|tied to|locked into|a lot of money|(?:struggle|hard|difficult) to (?:explain|see|justify)|cannot (?:get past|see)|can['’]t (?:get past|see)|(?:build|make|do|write) (?:it|that|this|one) (?:ourselves|myself|in-house)|never heard of you|made for (?:much )?(?:bigger|larger|smaller)|(?:is|are) (?:not|n['’]t) (?:big|bad|painful) enough|does(?:n['’]t| not) work for us|something that works|do(?:es)? the job|push (?:it|this|that) through|get (?:it|this|that) past|wary|sceptical|stand still|apart on",
	"traue?[^.?!]{0,40} (?:nicht|kein\\p{L}*)|steht und fällt|viel geld|keine nerven|noch (?:gebunden|im vertrag)|(?:sehe|sieht|sehen) (?:keinen|den) (?:sinn|nutzen|mehrwert|vorteil)|nutzen nicht|selbst (?:bauen|machen)|kann mir keiner|stillstand|unbekannt",
	"beaucoup d['’]argent|pas (?:la force|l['’]énergie|envie)|encore (?:engagés|liés)|(?:vois?|voit|voyons|voient) pas|intérêt (?:n['’]|ne)|inconnue?|en interne|le faire nous-mêmes|à l['’]arrêt",
	"bedenk(?:ing|en|ingen)|veel geld|vast aan|geen (?:zin|energie|puf)|ziet? het nut|nut er niet|niet (?:van )?in|zelf (?:bouwen|maken)|onbekend|stilstaan",
	"non (?:lo|la|ne) ved(?:o|e|iamo)|troppi soldi|tanti soldi|ancora (?:vincolati|legati)|non (?:abbiamo|ho|hanno) (?:voglia|le forze)|non (?:vedo|vede|vediamo|vedono)|non ne vede|fermi|sconosciut\\p{L}|per conto nostro|da soli",
	"muito dinheiro|ainda (?:presos|vinculados)|não (?:tenho|temos) (?:vontade|forças)|não (?:vejo|vê|vemos|veem)|parados|desconhecid\\p{L}|sozinhos|por nossa conta",
);
const FRAGILE =
	/\b(?:you(?:['’]re| are) (?:\w+ ){0,2}(?:small|young|new|tiny|unknown)|company of (?:\w+|\d+) (?:people)?|if you(?:['’]re| are| go| were) (?:\w+ )?(?:gone|under|bust|bankrupt|bought|sold|not there)|(?:still be|be still) (?:there|around)|you (?:might|may|could) (?:not )?(?:disappear|vanish|exist))\b/i;
/** Whether we will still be there, asked in another language. */
const LASTS = words(
	"(?:noch|nicht mehr) (?:gibt|geben|da|existier\\p{L}*|am markt)|gibt es (?:sie|euch) (?:noch|dann)|überleb\\p{L}*|insolven\\p{L}*|pleite\\p{L}*|konkurs|kleine[nrs]? (?:firma|anbieter|laden|bude|unternehmen)|junge[nrs]? (?:firma|anbieter|unternehmen)|(?:firma|unternehmen|anbieter) mit (?:nur )?\\p{L}+ (?:leuten|mitarbeitern)|langen? atem|so klein|durchh[aä]l\\p{L}*|durchsteh\\p{L}*|start-?ups?|eintagsflieg\\p{L}*|verschw[iu]nd\\p{L}*|aufgekauft|dicht ?mach\\p{L}*|zusperr\\p{L}*|zu klein|(?:gibt|sind|existier\\p{L}*)[^.?!]{0,20} in [^.?!]{0,15} jahren noch|jahren (?:überhaupt )?noch",
	"(?:serez|existerez|seront|existeront)(?:[- ]vous)? (?:encore|toujours)|pérenn\\p{L}*|faillite|si petite?s?|petite (?:société|structure|entreprise|boîte)|jeune (?:société|entreprise)",
	"(?:nog|niet meer) (?:bestaa\\p{L}*|er (?:zijn|is))|failliet|faillissement|klein bedrijf|kleine (?:firma|leverancier|speler)|jong bedrijf|zo klein",
	"(?:esister\\p{L}*|ci sar\\p{L}+) ancora|fallir\\p{L}*|fallimento|(?:azienda|società|realtà) (?:così |troppo )?(?:piccola|giovane)|così piccol\\p{L}",
	"(?:ainda|continu\\p{L}+ a) exist\\p{L}*|falência|empresa (?:tão |muito )?(?:pequena|jovem|nova)|tão pequen\\p{L}+",
	"(?:seguir\\p{L}+|todavía) exist\\p{L}*|quiebra|empresa (?:tan |muy )?(?:pequeña|joven)",
);
const BEFORE =
	/\b(?:last|previous|earlier|first|third|second|another|two|three) (?:one|time|project|attempt|supplier|vendor|system|change|tool|roll-?out|migration|introduction|changes|systems)\b[^.?!]{0,80}\b(?:cost us|failed|went wrong|went badly|never|disaster|lost|nightmare|chaos|broke|gave up|wrote off|stopped)\b/i;
const TOO_MUCH = words(
	"(?:seems?|looks?|feels?|is|it['’]s|far|simply) too (?:big|complicated|complex|heavy|clever|large) for|overkill|oversized",
	"zu (?:groß|kompliziert|komplex|aufwendig|aufwändig|umständlich|riskant|mächtig)|überdimensioniert",
	"surdimensionné\\p{L}*|trop (?:compliqué|grand|lourd|complexe|gros|risqué)\\p{L}*",
	"te (?:ingewikkeld|groot|zwaar|complex|riskant)|overdreven",
	"tropp[oa] (?:complicat|grand|compless|pesant|rischios)\\p{L}*|sovradimensionat\\p{L}",
	"(?:demasiado|muito) (?:complicad|grande|complex|pesad|arriscad)\\p{L}*",
);
/** Of what we offer, and not of what they have. */
const SEEMS = words(
	"for|overkill|oversized|scheint|wirkt|kommt|für uns|paraît|semble|pour (?:nous|une|notre)|lijkt|voor (?:ons|onze)|sembra|pare|per (?:noi|una|la nostra)|parece|para (?:nós|uma|o nosso)",
);
const FAILED_BEFORE = words(
	"schiffbruch|gescheitert|schiefgegangen|auf die nase|échoué|raté|mal passé|mislukt|misgelopen|fallit\\p{L}|andata male|falhou|correu mal",
);
const ENOUGH =
	/\b(?:works (?:well|fine|good) enough|good enough|(?:we|i) (?:get|are getting) by|(?:we|i) (?:do|manage|are|['’]re) (?:perfectly |quite |just )?(?:fine|happy|well) (?:with|without|as)|see no (?:need|reason|point|benefit|advantage)|(?:do|does)(?:n['’]t| not) need (?:it|this|another|a new|all)|why (?:should|would) (?:we|i))\b|(?<!\p{L})(?:reicht uns|kommen zurecht|sehe keinen|nous suffit|ça nous va|volstaat|voldoet|ci basta|non vediamo|chega-nos|não vemos)(?!\p{L})/iu;

/** Something keeps them from buying. */
export const objects = (text: string): boolean =>
	!/\?["'”)\]]{0,3}\s*$/.test(text) &&
	(FEARS.test(text) ||
		MOMENT.test(text) ||
		(DEAR.test(text) && MONEY.test(text)) ||
		(PEOPLE.test(text) && RESISTS.test(text)) ||
		POINTLESS.test(text) ||
		FRAGILE.test(text) ||
		LASTS.test(text) ||
		BEFORE.test(text) ||
		(TOO_MUCH.test(text) && SEEMS.test(text)) ||
		FAILED_BEFORE.test(text) ||
		ENOUGH.test(text)) &&
	!NO_WORRY.test(text);
/** A price that is called high is not asked for. */
export const isDear = (text: string): boolean => DEAR.test(text);
/** «No worries» and «I have no doubts» hold nobody back. */
const NO_WORRY =
	/\b(?:no|not|without|never|don['’]t|do not|n['’]t|nothing to) (?:\w+ ){0,3}?(?:worr\w+|concern\w*|doubts?|reservations?|afraid|hesita\w+|expensive|objections?)\b|(?<!\p{L})(?:keine? (?:bedenken|sorgen?|zweifel|angst)|pas (?:de )?(?:inquiétude|doute|peur)|geen (?:zorgen|twijfel|bezwa\p{L}*)|senza dubbi\p{L}?|nessun dubbio|sem dúvida|sin duda)(?!\p{L})|\b(?:concerns|concerned|as far as [^.]{0,30} concern\w*)\b(?= (?:the|our|your|this|only))/iu;
