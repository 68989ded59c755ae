/** Currencies by the ways that people write them. Keys are lower case. A sign that several share means the commonest. */
const NAMES: Readonly<Record<string, string>> = {
	"€": "EUR",
	eur: "EUR",
	euro: "EUR",
	euros: "EUR",
	$: "USD",
	us$: "USD",
	usd: "USD",
	dollar: "USD",
	dollars: "USD",
	bucks: "USD",
	"£": "GBP",
	gbp: "GBP",
	pound: "GBP",
	pounds: "GBP",
	quid: "GBP",
	"¥": "JPY",
	jpy: "JPY",
	yen: "JPY",
	"₹": "INR",
	inr: "INR",
	rs: "INR",
	rupees: "INR",
	a$: "AUD",
	au$: "AUD",
	aud: "AUD",
	c$: "CAD",
	ca$: "CAD",
	cad: "CAD",
	s$: "SGD",
	sgd: "SGD",
	hk$: "HKD",
	hkd: "HKD",
	nz$: "NZD",
	nzd: "NZD",
	r$: "BRL",
	brl: "BRL",
	chf: "CHF",
	francs: "CHF",
	sek: "SEK",
	nok: "NOK",
	dkk: "DKK",
	pln: "PLN",
	czk: "CZK",
	aed: "AED",
	sar: "SAR",
	zar: "ZAR",
	ils: "ILS",
	mxn: "MXN",
	cny: "CNY",
	rmb: "CNY",
	krw: "KRW",
	won: "KRW",
	yuan: "CNY",
	kr: "SEK",
	kronor: "SEK",
	kroner: "NOK",
	zł: "PLN",
	zloty: "PLN",
	zlotys: "PLN",
	kč: "CZK",
	koruna: "CZK",
	huf: "HUF",
	forint: "HUF",
	try: "TRY",
	tl: "TRY",
	"₺": "TRY",
	lira: "TRY",
	dirham: "AED",
	dirhams: "AED",
	riyal: "SAR",
	riyals: "SAR",
	ngn: "NGN",
	"₦": "NGN",
	naira: "NGN",
	kes: "KES",
	ksh: "KES",
	shillings: "KES",
	shilling: "KES",
	ugx: "UGX",
	tzs: "TZS",
	ghs: "GHS",
	rand: "ZAR",
	reais: "BRL",
	pesos: "MXN",
	php: "PHP",
	thb: "THB",
	baht: "THB",
	myr: "MYR",
	ringgit: "MYR",
	idr: "IDR",
	ron: "RON",
	uah: "UAH",
	egp: "EGP",
	"₪": "ILS",
	shekels: "ILS",
	franken: "CHF",
	r: "ZAR",
	"₮": "MNT",
	"₴": "UAH",
	"₸": "KZT",
	"₾": "GEL",
	"₫": "VND",
	"₱": "PHP",
};
/** Written as their code only. One that is a word besides ("pen", "all", "top") is left out. */
const BY_CODE =
	"clp|cop|ars|uyu|mnt|vnd|rsd|bgn|isk|mad|tnd|dzd|etb|rwf|zmw|bwp|xof|xaf|pkr|bdt|lkr|npr|kzt|gel|amd|azn|byn|qar|omr|kwd|bhd|jod";

/** Currencies without a minor unit. */
const WHOLE: ReadonlySet<string> = new Set(["JPY", "KRW", "CLP", "ISK", "VND", "XOF", "XAF"]);

const BY_CODE_ALONE: ReadonlySet<string> = new Set(BY_CODE.split("|"));
export function currencyOf(written: string): string | null {
	const name = written.trim().toLowerCase().replace(/\.$/, "");
	return NAMES[name] ?? (BY_CODE_ALONE.has(name) ? name.toUpperCase() : null);
}

/** Minor units in one major unit. */
export const minorUnits = (currency: string | null): number => (currency !== null && WHOLE.has(currency) ? 1 : 100);

const CODES = `${BY_CODE}|eur|usd|gbp|jpy|inr|aud|cad|sgd|hkd|nzd|brl|chf|sek|nok|dkk|pln|czk|aed|sar|zar|ils|mxn|cny|rmb|krw|huf|try|ngn|kes|ksh|ugx|tzs|ghs|php|thb|myr|idr|ron|uah|egp`;
/** As regular expressions: what may stand before a number, and after one. */
export const CURRENCY_BEFORE = `(?:us|au|ca|hk|nz|a|c|s|r)?\\$|€|£|¥|₹|₺|₦|₪|₮|₴|₸|₾|₫|₱|\\b(?:${CODES}|rs\\.?|kr\\.?|r(?=\\d{1,3}[\\s,]\\d{3}(?!\\d)))`;
export const CURRENCY_AFTER = `€|\\$|£|₺|₦|₪|₮|₴|₸|₾|₫|₱|zł|kč|(?:${CODES}|euros?|dollars?|bucks|pounds?|quid|yen|rupees|rs|francs|franken|kr(?:onor|oner)?|zlotys?|koruna|forint|lira|tl|dirhams?|riyals?|naira|shillings?|rand|reais|pesos|baht|ringgit|shekels|yuan|won)\\b`;

/** "EUR 40,000", "USD 1,200.50"; without a currency the figure alone. */
export function formatMinor(minor: number, currency: string | null): string {
	const unit = minorUnits(currency);
	const major = Math.floor(minor / unit);
	const rest = minor % unit;
	const figure = `${grouped(major)}${rest > 0 ? `.${String(rest).padStart(2, "0")}` : ""}`;
	return currency === null ? figure : `${currency} ${figure}`;
}

function grouped(value: number): string {
	const digits = String(value);
	let out = "";
	for (let i = 0; i < digits.length; i++) out += (i > 0 && (digits.length - i) % 3 === 0 ? "," : "") + digits.charAt(i);
	return out;
}
