/**
 * What a person keeps of each mail of the public collections, written down from reading the mails and before our own cut
 * was looked at. The mails stay where they are: only the first and the last words of each kept stretch stand here.
 * `orTo`: a name below the last line may be kept or left out; both are as good as a person.
 */
export type PersonCut = { readonly keep: readonly Stretch[]; readonly why: string };
type Stretch = { readonly from: string; readonly to: string; readonly orTo?: string };

const one = (from: string, to: string, why: string, orTo?: string): PersonCut => ({
	keep: [orTo === undefined ? { from, to } : { from, to, orTo }],
	why,
});

const LOREM = { from: "Fusce bibendum", to: "nec nec nibh." };
const lorem = (why: string): PersonCut => ({ keep: [LOREM], why });
const phone = one("Here is another email", "Here is another email", "a telephone's line is none of the author's words");
const riak = (why: string): PersonCut => one("Hi folks", "the Java HTTP API.", why, "-Abhishek Kona");
const outlook = (why: string): PersonCut => one("Hi. I am fine.", "Thanks,", why, "Alex");
const hello = (why: string): PersonCut => one("Hello", "Hello", why);

export const PERSON_CUTS: Readonly<Record<string, PersonCut>> = {
	"crisp_reply_parser/correct_sig.txt": one("this is an", "correct -- signature.", "a signature mark"),
	"crisp_reply_parser/email_1.txt": riak("the footer of a mailing list"),
	"crisp_reply_parser/email_12.txt": lorem("Dutch headers"),
	"crisp_reply_parser/email_14.txt": lorem("a Polish header"),
	"crisp_reply_parser/email_16.txt": lorem("a Polish header"),
	"crisp_reply_parser/email_17.txt": lorem("a Polish header"),
	"crisp_reply_parser/email_19.txt": one("On Thursday,", "proper rendering.", "a signature and a wrapped header"),
	"crisp_reply_parser/email_23.txt": lorem("a header without a verb"),
	"crisp_reply_parser/email_25.txt": lorem("a header that begins with the time"),
	"crisp_reply_parser/email_26.txt": lorem("a header that begins with the weekday"),
	"crisp_reply_parser/email_2_1.txt": one("Outlook with", "a reply", "headers in bold"),
	"crisp_reply_parser/email_4.txt": one("Awesome!", "with it.", "an English header"),
	"crisp_reply_parser/email_5.txt": one("One: Here's", "for a while.", "bullets, nothing to cut"),
	"crisp_reply_parser/email_8.txt": lorem("a Dutch header in two lines, a quote that lost its marks"),
	"crisp_reply_parser/email_9.txt": lorem("the headers of a French webmail below a drawn line"),
	"crisp_reply_parser/email_blackberry.txt": phone,
	"crisp_reply_parser/email_bullets.txt": one("test 2 this", "and another", "a header without a name, and a signature"),
	"crisp_reply_parser/email_iphone.txt": phone,
	"crisp_reply_parser/email_italian.txt": lorem("an Italian header"),
	"crisp_reply_parser/email_multi_word_sent_from_my_mobile_device.txt": phone,
	"crisp_reply_parser/email_not_a_signature.txt": one(
		"Dear XXXXX:",
		"Sincerely,",
		"a table is no signature",
		"Name Manager",
	),
	"crisp_reply_parser/email_one_is_not_on.txt": one("Thank, this", "when I run...", "prose that begins like a header"),
	"crisp_reply_parser/email_original_message.txt": lorem("a divider"),
	"crisp_reply_parser/email_original_message_2.txt": lorem("a divider"),
	"crisp_reply_parser/email_russian.txt": lorem("a Russian header without a verb"),
	"crisp_reply_parser/email_sent_from_my_not_signature.txt": one("Here is", "mobile phone.", "prose about a telephone"),
	"crisp_reply_parser/email_tricky_11_double_signature.txt": one(
		"Thanks for",
		"Best regards,",
		"two signatures",
		"John",
	),
	"crisp_reply_parser/email_tricky_15_original_message_variations.txt": lorem("a divider and headers"),
	"crisp_reply_parser/email_unquoted_reply.txt": one("This is my", "my reply.", "a quote without marks"),
	"email_reply_parser/correct_sig.txt": one("this is an", "correct -- signature.", "a signature mark"),
	"email_reply_parser/email_1_1.txt": riak("the footer of a mailing list"),
	"email_reply_parser/email_1_2.txt": {
		keep: [
			{ from: "Hi,", to: "Hi," },
			{ from: "You can list", to: 'all individually."' },
		],
		why: "an answer between quoted lines, with code",
	},
	"email_reply_parser/email_1_3.txt": one(
		"Oh thanks.",
		"would be great.",
		"a name, a header, a footer",
		"-Abhishek Kona",
	),
	"email_reply_parser/email_1_4.txt": one("Awesome!", "with it.", "an English header"),
	"email_reply_parser/email_1_5.txt": one("One: Here's", "for a while.", "bullets, nothing to cut"),
	"email_reply_parser/email_1_6.txt": one("I get", "as well.", "a signature and a wrapped header"),
	"email_reply_parser/email_1_7.txt": one(":+1:", ":+1:", "a header whose verb is glued to the address"),
	"email_reply_parser/email_1_8.txt": {
		keep: [
			{ from: "I will reply", to: "this one" },
			{ from: "and under", to: "under this." },
		],
		why: "answers between quoted lines, then a signature",
	},
	"email_reply_parser/email_2_1.txt": one("Outlook with", "a reply", "headers in bold"),
	"email_reply_parser/email_2_2.txt": one("Outlook with", "above line", "headers right below the answer"),
	"email_reply_parser/email_2_3.txt": one("Outlook with", "above line", "headers above quoted lines"),
	"email_reply_parser/email_BlackBerry.txt": phone,
	"email_reply_parser/email_bullets.txt": one("test 2 this", "and another", "a header without a name, and a signature"),
	"email_reply_parser/email_iPhone.txt": phone,
	"email_reply_parser/email_long_quote.txt.gz": {
		keep: [
			{ from: "Hi folks", to: "a test?" },
			{ from: "asdf", to: "asdf" },
			{ from: "I am currently", to: "HTTP API.", orTo: "-Abhishek Kona" },
		],
		why: "lines of hundreds of thousands of marks",
	},
	"email_reply_parser/email_multi_word_sent_from_my_mobile_device.txt": phone,
	"email_reply_parser/email_one_is_not_on.txt": one("Thank, this", "when I run...", "prose that begins like a header"),
	"email_reply_parser/email_sent_from_my_not_signature.txt": one("Here is", "mobile phone.", "prose about a telephone"),
	"email_reply_parser/email_sig_delimiter_in_middle_of_line.txt": one(
		"Hi there!",
		"kthxbai",
		"dashes inside of a line",
	),
	"email_reply_parser/greedy_on.txt": one("On your remote", "not working.", "prose that begins like a header"),
	"email_reply_parser/pathological.txt": one("I think", "a computer.", "very long quoted lines"),
	"talon/standard_replies/android.eml": hello("a Russian header"),
	"talon/standard_replies/comcast.eml": hello("a divider and headers"),
	"talon/standard_replies/gmail.eml": hello("an English header"),
	"talon/standard_replies/sparrow.eml": hello("a signature, then a header"),
	"talon/standard_replies/sparrow_reply_text": hello("a signature"),
	"talon/html_replies/ms_outlook_2003.html": outlook("a ruled line and headers, in HTML"),
	"talon/html_replies/ms_outlook_2007.html": outlook("a border and headers, in HTML"),
	"talon/html_replies/ms_outlook_2010.html": outlook("headers with nothing above them, in HTML"),
	"talon/reply-separated-by-hr.html": one("Hi", "there", "a ruled line and headers, in HTML", "Bob"),
	"talon/signature/emails/stripped/camel_case_body": one("Martin, can", "cool shirts!", "nothing to cut"),
	"talon/signature/emails/stripped/short_url_body": one("Simone,", "Thank you,", "a closing and a name", "Noam"),
};
