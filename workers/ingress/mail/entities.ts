/** Named references of HTML 4, numeric ones of any kind. A name that is not here stays as it was written. */
export function decodeEntities(text: string): string {
	if (!text.includes("&")) return text;
	return text.replace(REFERENCE, (whole, decimal, hex, name) => {
		if (typeof name === "string") return named(whole, name);
		const code = typeof hex === "string" ? Number.parseInt(hex, 16) : Number.parseInt(decimal, 10);
		return character(code);
	});
}

const REFERENCE = /&(?:#(\d{1,8})|#[xX]([0-9a-fA-F]{1,8})|([A-Za-z][A-Za-z0-9]{1,9}));?/gu;

/** Code points 160 to 255, in order. Browsers read these without their semicolon too, and mail is written that way. */
const LATIN =
	"nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

/** Name and hexadecimal code point. */
const OTHERS =
	"apos 27 OElig 152 oelig 153 Scaron 160 scaron 161 Yuml 178 fnof 192 circ 2c6 tilde 2dc Alpha 391 Beta 392 Gamma 393 Delta 394 Epsilon 395 Zeta 396 Eta 397 Theta 398 Iota 399 Kappa 39a Lambda 39b Mu 39c Nu 39d Xi 39e Omicron 39f Pi 3a0 Rho 3a1 Sigma 3a3 Tau 3a4 Upsilon 3a5 Phi 3a6 Chi 3a7 Psi 3a8 Omega 3a9 alpha 3b1 beta 3b2 gamma 3b3 delta 3b4 epsilon 3b5 zeta 3b6 eta 3b7 theta 3b8 iota 3b9 kappa 3ba lambda 3bb mu 3bc nu 3bd xi 3be omicron 3bf pi 3c0 rho 3c1 sigmaf 3c2 sigma 3c3 tau 3c4 upsilon 3c5 phi 3c6 chi 3c7 psi 3c8 omega 3c9 ensp 2002 emsp 2003 thinsp 2009 zwnj 200c zwj 200d lrm 200e rlm 200f ndash 2013 mdash 2014 lsquo 2018 rsquo 2019 sbquo 201a ldquo 201c rdquo 201d bdquo 201e dagger 2020 Dagger 2021 bull 2022 hellip 2026 permil 2030 prime 2032 Prime 2033 lsaquo 2039 rsaquo 203a oline 203e frasl 2044 euro 20ac trade 2122 larr 2190 uarr 2191 rarr 2192 darr 2193 harr 2194 lArr 21d0 rArr 21d2 hArr 21d4 forall 2200 part 2202 exist 2203 empty 2205 isin 2208 sum 2211 minus 2212 radic 221a infin 221e cap 2229 cup 222a int 222b asymp 2248 ne 2260 equiv 2261 le 2264 ge 2265 sdot 22c5 check 2713 lsquor 201a starf 2605 star 2606";

const BARE = new Map<string, string>([
	["amp", "&"],
	["lt", "<"],
	["gt", ">"],
	["quot", '"'],
	["AMP", "&"],
	["LT", "<"],
	["GT", ">"],
	["QUOT", '"'],
	...LATIN.split(" ").map((name, index): [string, string] => [name, String.fromCharCode(160 + index)]),
]);

const CLOSED = new Map<string, string>(
	[...OTHERS.matchAll(/(\S+) ([0-9a-f]+)/gu)].map(([, name = "", code = ""]) => [
		name,
		String.fromCodePoint(Number.parseInt(code, 16)),
	]),
);

function named(whole: string, name: string): string {
	const bare = BARE.get(name);
	if (bare !== undefined) return bare;
	return (whole.endsWith(";") ? CLOSED.get(name) : undefined) ?? whole;
}

/** Numbers 128 to 159 mean windows-1252 in every browser, whatever the standard of characters says. */
const WINDOWS = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

function character(code: number): string {
	if (code >= 128 && code <= 159) return WINDOWS.charAt(code - 128);
	if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return "\uFFFD";
	return String.fromCodePoint(code);
}
