import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { htmlToText } from "./html-text.ts";

const text = (html: string): string => htmlToText(html, 10_000).text;

describe("HTML as text", () => {
	test.each([
		["blocks are lines", "<div>a</div><div>b</div>c", "a\nb\nc"],
		["paragraphs are set apart", "<p>a</p><p>b</p>", "a\n\nb"],
		["Outlook's are not", '<p class="MsoNormal">a</p><p class=MsoNormal>b</p>', "a\nb"],
		["breaks are lines, and two of them an empty one", "a<br>b<br/><br>c<br><br><br><br>d", "a\nb\n\nc\n\nd"],
		["white space collapses", "  a \n\t b&nbsp;&nbsp; c  ", "a b c"],
		["inline tags join nothing and part nothing", "<b>bold</b>ness and <i>so </i>on", "boldness and so on"],
		["lists have bullets", "<ul><li>a<li><p>b</p><ol><li>c</ol></ul>d", "- a\n- b\n  - c\n\nd"],
		[
			"rows stay lines",
			"<table><tr><th>Plan<th>Price</tr><tr><td><p>Pro</p></td><td><p>9</p></td></tr></table>",
			"Plan | Price\nPro | 9",
		],
		["empty cells leave no mark", "<table><tr><td></td><td>a</td><td> </td></tr></table>", "a"],
		["preformatted text keeps its lines", "<pre>a  b\n  c</pre>d", "a  b\n  c\n\nd"],
		["a rule is drawn", "a<hr>b", `a\n${"_".repeat(32)}\nb`],
		[
			"quotes are marked",
			"yes<blockquote>are you?<blockquote>why</blockquote></blockquote>no",
			"yes\n\n> are you?\n>\n> > why\n\nno",
		],
		["lines in quotes are marked", "<blockquote>a<br>b<p>c</p></blockquote>", "> a\n> b\n>\n> c"],
	])("%s", (_rule, html, expected) => {
		expect(text(html)).toBe(expected);
	});

	test.each([
		["Outlook", '<p>Yes.</p><hr><div id="divRplyFwdMsg"><b>Frá:</b> Bo<br></div><div>When?</div>'],
		[
			"Outlook on the desktop",
			"<p>Yes.</p><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p>Frá: Bo</p></div><p>When?</p>",
		],
		[
			"Outlook for the Mac",
			'<p>Yes.</p><div id="mail-editor-reference-message-container"><p>Frá: Bo</p></div><p>When?</p>',
		],
		["Outlook of old", '<p>Yes.</p><span id="OLK_SRC_BODY_SECTION"><div>Frá: Bo</div><div>When?</div></span>'],
		["Yahoo", '<p>Yes.</p><div id="x" class="yahoo_quoted"><div>Bo skrifaði:</div><div>When?</div></div>'],
		["Thunderbird", '<p>Yes.</p><div class="moz-forward-container"><p>Frá: Bo</p><p>When?</p></div>'],
	])("[RE1] the earlier mail is marked where %s says that it begins, in every language", (_program, html) => {
		const words = text(html);
		expect(words).toMatch(/^> When\?$/mu);
		expect(words).toMatch(/^Yes\.$/mu);
		expect(words).not.toMatch(/^(?:Frá|Bo)/mu);
	});

	test.each([
		[
			"where it differs from its words",
			'<a href="https://x.example/p?a=1&amp;b=2">our page</a>',
			"our page (https://x.example/p?a=1&b=2)",
		],
		["not where it does not", '<a href="https://www.x.example/">x.example</a>', "x.example"],
		["not for the address that it shows", '<a href="mailto:a@x.example?subject=hi">a@x.example</a>', "a@x.example"],
		["for an address behind a name", "<a href=mailto:a@x.example>Ana</a>", "Ana (a@x.example)"],
		[
			"beside its words, whatever blocks they stand in",
			'<a href="http://x.example/y"><p>buy</p></a>more',
			"buy (http://x.example/y)\nmore",
		],
		[
			"without the length of its tracking",
			`<a href="https://x.example/${"t".repeat(300)}">go</a>`,
			"go (https://x.example/…)",
		],
		["never if it runs a script", '<a href="javascript:x()">go</a>', "go"],
		["never without words", '<a href="https://x.example/pixel"><img src=x></a>', ""],
	])("a link shows its target %s", (_rule, html, expected) => {
		expect(text(html)).toBe(expected);
	});

	test.each([
		["<head><title>t</title><style>p{}</style></head><body>a<script>if (1<2) '</b>'</script>b</body>", "ab"],
		["a<!-- <p>hidden</p> -->b<!DOCTYPE html><?xml version='1'?>c", "abc"],
		["a<!--[if mso]><p>only in Outlook</p><![endif]-->b<![if !mso]>c<![endif]>", "abc"],
		['<div style="DISPLAY : none">one<div>two</div></div>seen', "seen"],
		["<span hidden>no</span><p hidden>no<p>seen", "seen"],
		['<table><tr><td style="visibility:hidden"><p>no</p></td><td>seen</td></tr></table>', "seen"],
		['<table><tr style="display:none"><td>no</td><td>no</td></tr><tr><td>seen</td></tr></table>', "seen"],
		['<p style="display:block">seen</p>', "seen"],
		["<template>no</template><select><option>no</select>seen", "seen"],
		["before<script>never closed", "before"],
		["before<!-- never closed", "before"],
	])("[T9] what a reader does not see is left out: %s", (html, expected) => {
		expect(text(html)).toBe(expected);
	});

	test.each([
		["&lt;b&gt; &amp;amp; &quot;&#39;&apos;", "<b> &amp; \"''"],
		["&euro;1&nbsp;000 &copy &eacute &#8364; &#x20AC;", "€1 000 © é € €"],
		["&#150; &#x1F600; &#0; &#xD800; &#99999999;", "– 😀 \uFFFD \uFFFD \uFFFD"],
		["&unknown; &euro & AT&T a&b=1", "&unknown; &euro & AT&T a&b=1"],
		["x < 5 and y > 3 <3", "x < 5 and y > 3 <3"],
		['a<a title="x > y">b</a>', "ab"],
		["<p title=it's>a</p><p title='b", "a"],
	])("%s reads %s", (html, expected) => {
		expect(text(html)).toBe(expected);
	});

	test.each([
		["30,000 open elements", "<div>".repeat(30_000)],
		["as many quotes, each with a word", "<blockquote>x<br>".repeat(30_000)],
		["as many lists", "<ul><li>x".repeat(30_000)],
		["ends of what never began", "</div></blockquote></ul></a></td>".repeat(30_000)],
		["quotes that nothing closes", '<a href="'.repeat(100_000)],
		["comments that nothing closes", "<!--".repeat(200_000)],
		["titles that nothing closes", `<title>${"</title".repeat(100_000)}`],
		["hidden elements", "<div hidden>".repeat(50_000)],
		["a sea of ampersands", "&".repeat(1_000_000)],
		["a sea of brackets", "<".repeat(1_000_000)],
		["a sea of spaces", `a${" ".repeat(1_000_000)}b`],
	])("[T31] %s take no more than their length", (_what, html) => {
		const before = Date.now();
		const { text: result } = htmlToText(html, 200_000);
		expect(result.length).toBeLessThanOrEqual(200_000);
		expect(Date.now() - before).toBeLessThan(2_000);
	});

	test("is cut at its limit, and says so", () => {
		expect(htmlToText("<p>abc</p>", 3)).toEqual({ text: "abc", truncated: false });
		expect(htmlToText("<p>abcd</p>", 3)).toEqual({ text: "abc", truncated: true });
		expect(htmlToText("<p>a</p><p>b</p>", 4)).toEqual({ text: "a\n\nb", truncated: false });
		expect(htmlToText("<p>a</p><p>bc</p>", 4)).toEqual({ text: "a\n\nb", truncated: true });
	});

	test("[property] never throws, never exceeds its limit, and text without markup stays", () => {
		const piece = fc.constantFrom(
			"<",
			">",
			"</",
			"<a href=",
			"'",
			'"',
			"<blockquote>",
			"</td>",
			"<!--",
			"-->",
			"&#",
			";",
			" ",
			"x",
			"<pre>",
			"\n",
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 60 }), fc.integer({ min: 1, max: 80 }), (pieces, max) => {
				expect(htmlToText(pieces.join(""), max).text.length).toBeLessThanOrEqual(max);
			}),
		);
		fc.assert(
			fc.property(fc.array(fc.stringMatching(/^[a-z0-9.,]{1,8}$/), { minLength: 1 }), (words) => {
				expect(text(words.join(" "))).toBe(words.join(" "));
			}),
		);
	});
});
