export type MimeVerdict = { readonly right: "ours" | "python" | "both" | "neither"; readonly why: string };

const LATER = "the text goes on in a second part behind the picture, which people see and Python's body leaves out";
const MARK = "the file begins with a byte order mark, for which Python takes all headers to be text";
const PROSE = "one line is no header; Python ends the headers there, other programs read on";
const SPACED = "old headers may have a space before their colon; Python ends the headers there";

/** Disagreements with Python's parser that somebody looked into, by file and field: who is right, and why. */
export const MIME_VERDICTS: Readonly<Record<string, MimeVerdict>> = {
	"flanker/iphone.eml text": { right: "ours", why: LATER },
	"mailparser/nested.eml text": {
		right: "ours",
		why: "the footer is an inline part of its own, which people see",
	},
	"mimekit_messages/feedback-report.txt subject": { right: "ours", why: MARK },
	"mimekit_messages/feedback-report.txt to": { right: "ours", why: MARK },
	"mimekit_messages/feedback-report.txt text": { right: "ours", why: MARK },
	"mimekit_messages/issue1130.txt text": {
		right: "both",
		why: "the mail asks to delete the space before each soft break (RFC 3676 delsp), and then needs it",
	},
	"mimekit_messages/multipart-related-mhtml.txt text": {
		right: "ours",
		why: "the page stands behind the picture that it shows; Python looks at the first part alone",
	},
	"rubymail/attachment_emails__attachment_pdf_non_ascii.eml text": {
		right: "both",
		why: "one stray letter of two bytes, UTF-8 in a part that says it is ISO-8859-1",
	},
	"rubymail/mime_emails__raw_email11.eml to": {
		right: "ours",
		why: "what looks like an address is a name in quotes; the address behind it is none",
	},
	"rubymail/mime_emails__raw_email4.eml text": {
		right: "ours",
		why: "the text goes on in a second part, which people see and Python's body leaves out",
	},
	"rubymail/mime_emails__raw_email_with_illegal_boundary.eml text": {
		right: "ours",
		why: "the boundary lacks its quotes, and every program that people use reads the parts",
	},
	"rubymail/plain_emails__raw_email_incorrect_header.eml subject": { right: "ours", why: PROSE },
	"rubymail/plain_emails__raw_email_incorrect_header.eml from": { right: "ours", why: PROSE },
	"rubymail/plain_emails__raw_email_incorrect_header.eml to": { right: "ours", why: PROSE },
	"rubymail/plain_emails__raw_email_incorrect_header.eml text": { right: "ours", why: PROSE },
	"rubymail/rfc2822__example13.eml subject": { right: "ours", why: SPACED },
	"rubymail/rfc2822__example13.eml text": { right: "ours", why: SPACED },
};
