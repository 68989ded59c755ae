import { decodeEntities } from "./entities.ts";
import { attribute, scanTags } from "./html-tags.ts";
import { type HtmlWriter, htmlWriter } from "./html-writer.ts";
import { cut } from "./text.ts";

/** HTML as a reader would copy it from the screen: what is hidden there is left out here. Linear in the length of the HTML. */
export function htmlToText(html: string, max: number): { text: string; truncated: boolean } {
	const writer = htmlWriter(max);
	const hiding = hidingPlace();
	const link = linkReader(writer);
	let pre = 0;
	let lists = 0;
	let earlier = false;

	const text = (raw: string): void => {
		if (hiding.active()) return;
		const decoded = decodeEntities(raw);
		link.seen(decoded);
		if (pre > 0) writer.writePreformatted(decoded);
		else writer.write(decoded);
	};
	const open = (name: string, attributes: string): void => {
		if (hiding.open(name, attributes)) return;
		if (!earlier && startsEarlierMail(name, attributes)) {
			// The earlier mail follows the element that announces it, and nothing marks where it ends.
			earlier = true;
			writer.quote(1);
		}
		if (name === "a") link.open(attributes);
		else if (name === "blockquote") writer.quote(1);
		else if (name === "li") writer.bullet(Math.max(lists, 1));
		else if (name === "hr") rule(writer);
		else {
			if (name === "pre") pre++;
			if (LISTS.has(name) && lists++ > 0) writer.edge(1);
			else layout(writer, name, attributes);
		}
	};
	const close = (name: string): void => {
		if (hiding.close(name)) return;
		if (name === "a") link.close();
		else if (name === "blockquote") writer.quote(-1);
		else if (name === "li") writer.endItem();
		else {
			if (name === "pre" && pre > 0) pre--;
			if (LISTS.has(name) && lists > 0 && --lists > 0) writer.edge(1);
			else layoutEnd(writer, name);
		}
	};
	scanTags(html, { text, open, close, full: () => writer.full() });
	link.close();
	return writer.finish();
}

/** How Outlook, Yahoo and Thunderbird mark where the mail that is answered or forwarded begins, in every language. */
const EARLIER_IDS =
	/^(?:x_)*(?:divRplyFwdMsg|OLK_SRC_BODY_SECTION|mail-editor-reference-message-container|isForwardContent|isReplyContent)$/u;
const EARLIER_CLASSES =
	/(?:^|\s)(?:yahoo_quoted|moz-forward-container|OutlookMessageHeader|ms-outlook-mobile-reference-message)(?:\s|$)/u;
const EARLIER_STYLE = /border:\s?none;\s?border-top:\s?solid #(?:B5C4DF|E1E1E1|E5E5E5|ABABAB)/iu;

function startsEarlierMail(name: string, attributes: string): boolean {
	if (attributes === "" || (name !== "div" && name !== "span" && name !== "table")) return false;
	return (
		EARLIER_IDS.test(attribute(attributes, "id") ?? "") ||
		EARLIER_CLASSES.test(attribute(attributes, "class") ?? "") ||
		EARLIER_STYLE.test(attribute(attributes, "style") ?? "")
	);
}

const LISTS = new Set(["ul", "ol", "menu", "dir"]);
const PARAGRAPHS = new Set(["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "pre"]);
const BLOCKS = new Set(
	"div section article header footer main nav aside address center fieldset form figure figcaption table thead tbody tfoot caption dt dd body menu dir details summary".split(
		" ",
	),
);

function layout(writer: HtmlWriter, name: string, attributes: string): void {
	if (name === "br") writer.lineBreak();
	else if (name === "tr") writer.row();
	else if (name === "td" || name === "th") writer.cell();
	// Outlook writes every line as a paragraph of this class, with no space between them.
	else if (PARAGRAPHS.has(name)) writer.edge(attribute(attributes, "class")?.startsWith("Mso") ? 1 : 2);
	else if (BLOCKS.has(name)) writer.edge(1);
}

function layoutEnd(writer: HtmlWriter, name: string): void {
	if (name === "br") writer.lineBreak();
	else if (name === "td" || name === "th") writer.endCell();
	else if (name === "tr" || name === "table") {
		writer.endCell();
		writer.row();
	} else if (PARAGRAPHS.has(name) && name !== "p") writer.edge(2);
	else if (name === "p" || BLOCKS.has(name)) writer.edge(1);
}

/** Outlook draws this line above the mail that is answered; in plain mail it is written with underscores. */
function rule(writer: HtmlWriter): void {
	writer.edge(1);
	writer.write("_".repeat(32));
	writer.edge(1);
}

const LINK_CHARS_MAX = 300;

/** Shows where a link leads when its words do not say it. */
function linkReader(writer: HtmlWriter): { open(attributes: string): void; seen(text: string): void; close(): void } {
	let target: string | null = null;
	let words = "";
	const close = (): void => {
		if (target !== null && words.trim() !== "" && !bareLink(words).includes(bareLink(target)))
			writer.suffix(`(${target})`);
		target = null;
	};
	return {
		open(attributes) {
			close();
			words = "";
			target = linkTarget(decodeEntities(attribute(attributes, "href") ?? ""));
		},
		seen(text) {
			if (target !== null && words.length < LINK_CHARS_MAX) words += cut(text, LINK_CHARS_MAX).text;
		},
		close,
	};
}

function linkTarget(href: string): string | null {
	const url = href.replace(/\s+/gu, "");
	if (/^mailto:/iu.test(url)) return cut(url.slice(7).split("?", 1)[0] ?? "", LINK_CHARS_MAX).text || null;
	if (!/^https?:\/\//iu.test(url)) return null;
	if (url.length <= LINK_CHARS_MAX) return url;
	return `${/^https?:\/\/[^/?#]{0,200}/iu.exec(url)?.[0] ?? "https://"}/…`;
}

const bareLink = (text: string): string =>
	text
		.trim()
		.toLowerCase()
		.replace(/^(?:https?:\/\/)?(?:www\.)?/u, "")
		.replace(/\/$/u, "");

/** Elements whose content no reader sees. */
const UNSEEN = new Set([
	"template",
	"svg",
	"math",
	"select",
	"object",
	"audio",
	"video",
	"canvas",
	"noscript",
	"xml",
	"datalist",
]);
/** Elements that must be closed, so that counting them tells when the parent of a hidden element ended. */
const COUNTED = new Set([...UNSEEN, "div", "span", "table", "ul", "ol", "blockquote", "section", "article", "center"]);
/** Which part of a table holds which: the end of the outer one ends what is hidden in it. */
const RANKS = new Map([
	["td", 1],
	["th", 1],
	["tr", 2],
	["tbody", 3],
	["thead", 3],
	["tfoot", 3],
	["body", 4],
]);
const VOID = new Set("area base br col embed hr img input link meta param source track wbr".split(" "));

/** Text that the sender hid is for programs, not for the person who is to be answered: preheaders, or orders to a model. */
function hidingPlace(): {
	active(): boolean;
	/** True: the tag is inside, and means nothing. */
	open(name: string, attributes: string): boolean;
	close(name: string): boolean;
} {
	let hidden: { name: string; inside: number } | null = null;
	return {
		active: () => hidden !== null,
		open(name, attributes) {
			if (hidden === null) {
				if (VOID.has(name) || !(UNSEEN.has(name) || isHidden(attributes))) return false;
				hidden = { name, inside: 0 };
				return true;
			}
			// An element that needs no end tag is ended by its next sibling.
			if (!COUNTED.has(hidden.name) && hidden.name === name && hidden.inside === 0) {
				hidden = isHidden(attributes) ? hidden : null;
				return hidden !== null;
			}
			if (name === "body") hidden = null;
			else if (COUNTED.has(name)) hidden.inside++;
			return hidden !== null;
		},
		close(name) {
			if (hidden === null) return false;
			if (hidden.inside > 0) {
				if (COUNTED.has(name)) hidden.inside--;
				return true;
			}
			if (name === hidden.name) {
				hidden = null;
				return true;
			}
			const rank = RANKS.get(name) ?? 0;
			if (COUNTED.has(name) || rank > (RANKS.get(hidden.name) ?? 0)) hidden = null;
			return hidden !== null;
		},
	};
}

function isHidden(attributes: string): boolean {
	if (attributes === "") return false;
	if (attribute(attributes, "hidden") !== null) return true;
	return /display\s*:\s*none|visibility\s*:\s*hidden/iu.test(attribute(attributes, "style") ?? "");
}
