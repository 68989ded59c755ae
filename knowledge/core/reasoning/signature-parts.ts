/** What a line of a signature says: a name, a title, a company or a telephone number. Each is a piece of the line itself. */

export type Sender = { readonly name: string; readonly address: string };

const TITLES =
	/(?<!\p{L})(?:c[efortimps]o|cmo|ciso|cpo|cso|chief(?:\s\p{L}+){0,3}\sofficer|(?:s|e)?vp|(?:senior |executive |assistant )?vice[\s-]president|president|chair(?:man|woman)?|managing (?:director|partner)|director|manager|head of|head|lead|engineer|developer|architect|analyst|officer|(?:co-?)?founder|owner|partner|consultant|advis[eo]r|specialist|coordinator|administrator|assistant|associate|representative|executive|buyer|procurement|purchasing|counsel|attorney|professor|secretary|accountant|controller|editor|designer|technician|supervisor|intern|geschäftsführer(?:in)?|geschäftsleit\p{L}+|vorstand(?:svorsitzende[rn]?|smitglied)?|prokurist(?:in)?|\p{L}*leiter(?:in)?|leitung|einkäufer(?:in)?|einkauf|vertrieb\p{L}*|referent(?:in)?|berater(?:in)?|assistenz|sachbearbeiter(?:in)?|ingenieur(?:in)?|entwickler(?:in)?|directeur|directrice|pdg|dg|daf|dsi|gérante?|responsable|chef(?:fe)? de \p{L}+|chargée? d\p{L}*|acheteu(?:r|se)|ingénieure?|associée?|présidente?|conseill(?:er|ère)|director[a]?|gerente|jef[ea] de \p{L}+|encargad[oa]|responsable de \p{L}+|ingenier[oa]|abogad[oa]|presidente|comercial|direttore|direttrice|amministratore(?: delegato)?|responsabile|ingegnere|titolare|socio|diretora?|coordenador[a]?|sócio|analista|directeur|hoofd|inkoper|verkoopleider|adviseur|bestuurder|eigenaar|vd|chef|inköpare|ansvarig|direktör|säljare|leder|sjef|daglig leder|direktør|innkjøper|toimitusjohtaja|johtaja|päällikkö|ostaja|dyrektor|kierownik|prezes|specjalista|właściciel|ředitel(?:ka)?|jednatel|vedoucí|nákupčí|директор|менеджер|руководитель|начальник|инженер|специалист|müdür[ü]?|uzman[ıi]?|yönetici(?:si)?|giám đốc|trưởng phòng)(?!\p{L})/iu;
const TITLES_CJK =
	/代表取締役|取締役|社長|部長|課長|係長|主任|室長|本部長|担当|マネージャー?|エンジニア|ディレクター|경영자|대표|이사|부장|과장|차장|팀장|매니저|总经理|經理|经理|總監|总监|主管|工程师|工程師|采购|採購|董事/u;

const COMPANY_FORMS =
	/(?<![\p{L}.])(?:inc|ltd|limited|llc|llp|plc|corp(?:oration)?|company|gmbh(?: & co\.? kg)?|ag|kg|ug|se|e\.\s?v|sarl|sas|sa|s\.a(?:\.s?)?|s\.a\.r\.l|sl|s\.l(?:\.u)?|srl|s\.r\.l|spa|s\.p\.a|b\.?v|n\.?v|ab|aps|a\/s|asa?|oyj?|sp\. z o\.\s?o|s\.r\.o|kft|zrt|ооо|оао|зао|тов|a\.ş|ltd\. şti|group|holdings?|gruppe|groupe|university|universität|bank|pte|pty|co)\.?(?!\p{L})/iu;
const COMPANY_CJK = /株式会社|有限会社|合同会社|有限公司|股份|集团|集團|주식회사|\(주\)/u;

const PHONE = /(?<![\w@/.-])(?:\+|00)?\(?\d[\d\s()./\u00a0-]{5,22}\d(?:\s?(?:x|ext\.?|#)\s?\d{1,6})?(?![\w@]|[.-]\w)/i;
const PHONE_LABEL =
	/(?:tel|phone|mobile?|mob|cell|direct|office|fon|telefon|téléphone|móvil|cel|portable|gsm|puh|tlf|тел|моб|電話|电话|手机|携帯|전화|휴대폰|^\s*[tmcdpo])\s?[.:：)]{0,2}\s{0,3}$/iu;
const FAX = /fax|télécopie|факс|ファックス|传真|팩스|^\s*f\s?[.:]/iu;
/** A date or a number of a register has digits and separators too. */
const NOT_A_PHONE = /^\d{4}[-./]\d{1,2}[-./]\d{1,2}$|^\d{1,2}[-./]\d{1,2}[-./]\d{4}$|^\d{4}\s?[-–]\s?\d{4}$/;
const REGISTER =
	/(?:hrb|hra|ust|vat|tva|siret|siren|iban|bic|reg\.?|registration|register|cif|nif|kvk|org\.?\s?nr|инн|company no)[^+]{0,20}$/i;

const NAME_WORD =
	/^(?:\p{Lu}[\p{L}'’-]{0,24}\.?|\p{Lu}\.|de|da|di|du|van|von|der|den|del|della|la|le|el|al|bin|ten|ter|zu|dos|das|y)$/u;
const HONORIFIC = /^(?:dr|prof|mr|mrs|ms|dipl\p{L}*|ing|mag|herr|frau|m|mme|sr|sra|dott|ir)\.?[\s-]+/iu;
const DECORATION = /^[\s*_~/\\|•·–—-]+|[\s*_~|•·,;–—-]+$/gu;
/** Where a line holds several parts. */
const BETWEEN_PARTS = /\s*(?:\||｜|•|·|●|\s\/\s|\s[–—-]\s|\t|\s{3,})\s*/u;

const piecesOf = (line: string): readonly string[] =>
	line
		.split(BETWEEN_PARTS)
		.map((piece) => piece.replace(DECORATION, ""))
		.filter((piece) => piece !== "");

const hasTitle = (text: string): boolean => TITLES.test(text) || TITLES_CJK.test(text);
/** "Group CFO" and "Company Secretary" say how far a title reaches, and name no company. */
const REACH = new RegExp(
	`(?<!\\p{L})(?:group|company|corporate|bank|holding)\\s(?=(?:deputy |senior )?${TITLES.source})`,
	"giu",
);
const hasForm = (text: string): boolean => COMPANY_FORMS.test(text.replace(REACH, "")) || COMPANY_CJK.test(text);
const isContact = (text: string): boolean =>
	/@|https?:|www\.|\d{4,}|\.(?:com|org|net|io|example|[a-z]{2})(?:\/|$)/iu.test(text);

const lettersOf = (text: string): readonly string[] =>
	text
		.normalize("NFD")
		.replace(/\p{M}/gu, "")
		.toLowerCase()
		.match(/\p{L}+/gu) ?? [];

/** The line's piece that says the sender's name: as From says it, or as their address spells it. */
function sendersName(piece: string, sender: Sender | null): boolean {
	if (sender === null || piece.length > 60) return false;
	const words = lettersOf(piece.replace(HONORIFIC, "")).filter((word) => word.length > 1);
	if (words.length === 0 || words.length > 5) return false;
	const known = lettersOf(sender.name);
	const local = (sender.address.split("@", 1)[0] ?? "").toLowerCase();
	const matches = words.filter((word) => known.includes(word) || (word.length >= 3 && local.includes(word)));
	return matches.length === words.length || (matches.length >= 2 && words.length <= matches.length + 1);
}

function looksLikeName(piece: string): boolean {
	const bare = piece.replace(HONORIFIC, "");
	const words = bare.split(/\s+/u);
	if (hasTitle(piece) || hasForm(piece) || isContact(piece) || words.length > 4) return false;
	if (/^\p{Lo}{1,4}[\s\u3000]?\p{Lo}{1,4}$/u.test(bare)) return true;
	return (
		words.length >= 2 &&
		words.every((word) => NAME_WORD.test(word)) &&
		/^\p{Lu}/u.test(bare) &&
		!/^\p{Lu}{4,}$/u.test(words[0] ?? "")
	);
}

/** Whether a line begins with the sender's name, alone or with parts behind it. */
export function isNamePart(line: string, sender: Sender | null): boolean {
	const piece = headOf(piecesOf(line)[0] ?? "");
	return sendersName(piece, sender) && /^\p{Lu}|^\p{Lo}/u.test(piece);
}

/** "Jane Wu, CFO": what stands before the comma. */
const headOf = (piece: string): string => (piece.split(/,\s/u, 1)[0] ?? "").replace(DECORATION, "");

/** The sender's own name where the block has it, and else the first thing in its first lines that looks like one. */
export function nameOf(lines: readonly string[], sender: Sender | null): string | null {
	const senders = lines.flatMap((line) =>
		piecesOf(line)
			.filter((piece) => !isContact(piece))
			.flatMap((piece) => [headOf(piece), piece].filter((each) => sendersName(each, sender)).slice(0, 1)),
	);
	// "Jane", and then "Jane Wu" above the title: the fuller one is the name.
	const words = (name: string): number => name.split(/\s+/u).length;
	const fullest = senders.reduce<string | null>((a, b) => (a !== null && words(a) >= words(b) ? a : b), null);
	if (fullest !== null) return fullest.replace(/\s\((?:ms|mrs?|mr|she\/her|he\/him|they\/them)\)$/iu, "");
	for (const line of lines.slice(0, 2)) {
		const candidate = headOf(piecesOf(line)[0] ?? "");
		if (looksLikeName(candidate)) return candidate;
	}
	return null;
}

const TITLE_CHARS_MAX = 90;

export function titleIn(lines: readonly string[], name: string | null, sender: Sender | null): string | null {
	for (const line of lines) {
		for (const piece of piecesOf(line)) {
			const rest = name !== null && piece.startsWith(name) ? piece.slice(name.length).replace(/^[\s,]+/u, "") : piece;
			if (rest === "" || rest.length > TITLE_CHARS_MAX || isContact(rest) || /[.!?]\s|[?!]$/u.test(rest)) continue;
			const title = withoutCompany(rest, domainOf(sender));
			if (hasTitle(title) && !(hasForm(title) && !title.includes(","))) return withArea(line, title);
		}
	}
	return null;
}

/** "General Manager - Procurement": the area behind the dash is a part of the title, where a company is not. */
function withArea(line: string, title: string): string {
	const at = line.indexOf(title) + title.length;
	const area = AREA.exec(line.slice(at))?.[0] ?? "";
	return title.length + area.length <= TITLE_CHARS_MAX ? `${title}${area}` : title;
}
const AREA_WORD =
	"(?:procurement|purchasing|sourcing|finance|accounts|accounting|controlling|treasury|tax|legal|compliance|risk|audit|operations|production|planning|logistics|supply chain|quality|engineering|maintenance|architecture|technology|digital|data|infrastructure|networks?|charging|billing|it|software|hardware|services?|sales|marketing|products?|support|customer (?:care|service|operations|experience)|security|information security|hr|people|facilities|research|development|emea|apac|dach|nordics|europe)";
const AREA = new RegExp(
	`^\\s[–—-]\\s${AREA_WORD}(?:(?:\\s(?:and|&)\\s|,\\s|\\s)${AREA_WORD}){0,3}(?=\\s*(?:$|[|•·]|\\t|\\s{3}))`,
	"iu",
);

const AT = /\s(?:at|@|bei|chez|en|presso|bij|hos|w)\s(?=\p{Lu})/u;

/** "CFO at Northwind Ltd" and "CFO, Northwind Ltd": the title without its company, which its form or the sender's domain tells. */
function withoutCompany(piece: string, domain: string | null): string {
	const [before = "", after] = piece.split(AT, 2);
	if (after !== undefined && hasTitle(before)) return before.replace(DECORATION, "");
	const comma = piece.lastIndexOf(", ");
	const last = piece.slice(comma + 2);
	if (comma <= 0 || hasTitle(last)) return piece;
	const isCompany = hasForm(last) || (domain !== null && hasTitle(piece.slice(0, comma)) && isOfDomain(last, domain));
	return isCompany ? piece.slice(0, comma) : piece;
}

export function phoneIn(lines: readonly string[]): string | null {
	let plain: string | null = null;
	for (const line of lines) {
		for (const part of line.split(/\||•|·|,(?!\d)|(?=\b[fF]ax)/u)) {
			const found = PHONE.exec(part);
			if (!found || NOT_A_PHONE.test(found[0])) continue;
			const before = part.slice(0, found.index);
			const digits = found[0].replace(/\D/gu, "").length;
			if (FAX.test(before) || REGISTER.test(before) || digits < 7 || digits > 17) continue;
			if (PHONE_LABEL.test(before) || /^\+|^00|^\(/u.test(found[0])) return found[0].trim();
			// Without a label or a country it must stand alone: a post code and a street have digits too.
			if (/^\W*$/u.test(before) && /^\W*$/u.test(part.slice(found.index + found[0].length))) plain ??= found[0].trim();
		}
	}
	return plain;
}

type Known = { readonly name: string | null; readonly title: string | null; readonly sender: Sender | null };

/** By its legal form, by the sender's domain, behind the title, or as the line right below name and title. */
export function companyIn(lines: readonly string[], known: Known): string | null {
	const pieces = lines.flatMap((line) => piecesOf(line).map((piece) => restOf(piece, known)));
	const candidates = pieces
		.flatMap((piece) => [piece, ...piece.split(/,\s/u)])
		.filter((piece) => isCompanyShaped(piece, known));
	const domain = domainOf(known.sender);
	const byDomain = candidates.filter((piece) => domain !== null && isOfDomain(piece, domain));
	const byForm = candidates.filter((piece) => hasForm(piece));
	return (
		shortest(byDomain.filter((piece) => hasForm(piece))) ??
		shortest(byDomain) ??
		byForm[0] ??
		behindTitle(lines, known) ??
		belowTitle(lines, known)
	);
}

/** What a piece holds besides the name and the title. */
function restOf(piece: string, { name, title }: Known): string {
	let rest = piece;
	for (const part of [name, title])
		if (part !== null && rest.startsWith(part)) rest = rest.slice(part.length).replace(/^[\s,]+/u, "");
	return rest.replace(/^(?:at|@|bei|chez|presso|bij|hos)\s/giu, "").replace(DECORATION, "");
}

const isCompanyShaped = (piece: string, { name, title }: Known): boolean =>
	piece !== "" &&
	piece.length <= 60 &&
	piece !== name &&
	piece !== title &&
	!/@|https?:|www\.|[?!:]|\d{5}/u.test(piece) &&
	!/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/u.test(piece) &&
	/^[\p{Lu}\p{Lo}\d(]/u.test(piece) &&
	piece.split(/\s+/u).length <= 7;

const shortest = (pieces: readonly string[]): string | null =>
	[...pieces].sort((a, b) => a.length - b.length)[0] ?? null;

/** Where everybody has an address the domain names nobody's company. */
const PUBLIC =
	/^(?:gmail|googlemail|outlook|hotmail|live|yahoo|icloud|me|aol|gmx|web|proton|protonmail|mail|t-online|orange|free|laposte|qq|163|126|naver|yandex|wanadoo|msn|comcast)$/;
const SUFFIXES = new Set(["co", "com", "org", "net", "ac", "gov", "edu", "or", "ne"]);

function domainOf(sender: Sender | null): string | null {
	const labels = (sender?.address.split("@")[1] ?? "").toLowerCase().split(".").slice(0, -1);
	while (labels.length > 1 && SUFFIXES.has(labels.at(-1) ?? "")) labels.pop();
	const label = labels.at(-1);
	return label === undefined || label.length < 3 || PUBLIC.test(label) ? null : label.replace(/[^a-z0-9]/gu, "");
}

function isOfDomain(piece: string, domain: string): boolean {
	const letters = lettersOf(piece.replace(COMPANY_FORMS, "")).join("");
	return letters.length >= 3 && (domain.includes(letters) || letters.includes(domain));
}

function behindTitle(lines: readonly string[], { title }: Known): string | null {
	if (title === null) return null;
	for (const line of lines) {
		const at = line.indexOf(title);
		const after = at < 0 ? null : AT.exec(line.slice(at + title.length));
		if (!after || after.index > 1) continue;
		const company = piecesOf(line.slice(at + title.length + after.index + after[0].length))[0];
		if (company !== undefined) return headOf(company);
	}
	return null;
}

function belowTitle(lines: readonly string[], known: Known): string | null {
	const at = known.title === null ? -1 : lines.findIndex((line) => line.includes(known.title ?? ""));
	const own = at < 0 ? [] : piecesOf(lines[at] ?? "");
	const beside = own[own.findIndex((piece) => piece.endsWith(known.title ?? "")) + 1];
	for (const candidate of [beside, at < 0 ? undefined : lines[at + 1]?.replace(DECORATION, "")]) {
		if (candidate === undefined || !isCompanyShaped(candidate, known)) continue;
		const isOther =
			hasTitle(candidate) || isContact(candidate) || /\d|,/u.test(candidate) || candidate.split(/\s+/u).length > 5;
		if (!isOther && candidate !== known.name) return candidate;
	}
	return null;
}
