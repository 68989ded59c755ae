import fc from "fast-check";
import { expect, test } from "vitest";
import { bareSubject, isAnswering, subjectKey } from "./subject-key.ts";

const SUBJECT = "Care desk licences for Brightfen";
const KEY = "care desk licences for brightfen";

test.each([
	"Re:",
	"RE :",
	"Re[2]:",
	"Re(3):",
	"Fwd:",
	"FW:",
	"AW:",
	"WG:",
	"Antw:",
	"SV:",
	"VS:",
	"VB:",
	"TR:",
	"RÉP:",
	"RV:",
	"RES:",
	"ENC:",
	"R:",
	"I:",
	"Odp:",
	"PD:",
	"YNT:",
	"ΑΠ:",
	"Отв:",
	"回复：",
	"答复:",
	"转发:",
	"返信:",
	"회신:",
	"Trả lời:",
	"תגובה:",
	"رد:",
	"Accepted:",
	"Re: AW: Fwd: Re: SV:",
])("[RS7] behind %s stands the same subject, and the mail answers", (prefix) => {
	expect(subjectKey(`${prefix} ${SUBJECT}`)).toBe(KEY);
	expect(isAnswering(`${prefix} ${SUBJECT}`)).toBe(true);
});

test.each([
	["[EXTERNAL] Care desk licences for Brightfen", false],
	["EXTERNAL: Care desk licences for Brightfen", false],
	["[EXT] Re: [sales-list] Care desk licences for Brightfen", true],
	["Invitation: Care desk licences for Brightfen", false],
	["Accepted: Invitation: Care desk licences for Brightfen", true],
	["[Ticket#2026-4711] Care desk licences for Brightfen", false],
	["Re: Care desk licences for Brightfen [#48213]", true],
	["Ticket 48213 Care desk licences for Brightfen", false],
	["Care desk licences for Brightfen (Case ID: 00482131)", false],
	["  Care   desk licences,\tfor «Brightfen» ", false],
	["CARE DESK LICENCES FOR BRIGHTFEN!", false],
])("[RS7] %j is that subject too; an answer: %s", (subject, answers) => {
	expect(subjectKey(subject)).toBe(KEY);
	expect(isAnswering(subject)).toBe(answers);
});

test.each([
	"",
	"Re:",
	"Re: Hello",
	"AW: Angebot",
	"Fwd: Question",
	"Quick question",
	"Next steps",
	"Re: your offer",
	"Formal proposal please",
	"Meeting tomorrow",
	"Pricing",
	"Brightfen",
	"回复：您好",
	"Re: [EXTERNAL] #48213",
	"12345 67890",
	"…",
])("[RS5] %j tells no deal from others", (subject) => {
	expect(subjectKey(subject)).toBeNull();
});

test.each(["Pricing for the support desk", "scheduling software", "关于客服系统采购", "RFQ TM-RFQ-2026-031"])(
	"[RS5] %j does",
	(subject) => {
		expect(subjectKey(subject)).not.toBeNull();
	},
);

test("[RS7] a subject stays itself however often it is passed through, and nothing throws or takes long", () => {
	fc.assert(
		fc.property(fc.string({ unit: "binary", maxLength: 300 }), (subject) => {
			const bare = bareSubject(subject);
			expect(bareSubject(bare)).toBe(bare);
			const key = subjectKey(subject);
			expect(key === null || key.length <= 300).toBe(true);
			isAnswering(subject);
		}),
	);
	const began = performance.now();
	for (const unit of ["Re: ", "[", "[]", "#1", "ticket ", " ", "((", "request no. "]) subjectKey(unit.repeat(100_000));
	expect(performance.now() - began).toBeLessThan(500);
});
