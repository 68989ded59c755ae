import { fact, type LookItem } from "./look-item.ts";

export const BUYING: readonly LookItem[] = [
	{
		name: "logistics, detailed",
		text: `Hi Sam,

Thanks for the walkthrough on Tuesday. Our dispatchers still key every delivery note by hand, and that costs us roughly 30 hours a week across the three depots. We have set aside EUR 85,000 for this in the current fiscal year, and it has to be live before the Christmas peak starts on 23 November.

Two things I could not find on your site: do you support offline scanning in the yard, and what happens to the data if we leave?

Best,
Henrik Aasland
Director Operations, Nordfrakt AS`,
		expected: [
			fact("meddic.pain", "delivery note hand", "Our dispatchers still key every delivery note by hand"),
			fact("meddic.metrics", "30 hours", "that costs us roughly 30 hours a week"),
			fact("bant.budget", "85000", "We have set aside EUR 85,000 for this"),
			fact("bant.timeline", "2026-11-23", "it has to be live before the Christmas peak starts on 23 November"),
			fact("conversation.date", "2026-11-23", "starts on 23 November"),
			fact("conversation.ask", "offline scanning", "do you support offline scanning in the yard"),
			fact("conversation.ask", "data leave", "what happens to the data if we leave?"),
		],
		either: [
			fact("bant.need", "live", "it has to be live before the Christmas peak"),
			fact("meddic.pain", "30 hours", "that costs us roughly 30 hours a week"),
		],
	},
	{
		name: "hospital, non-native",
		text: `Dear Mr Sam,

we are small hospital in Katowice, we have problem with the appointment, patients is not coming and we do not know before. About 18% of visit are lost. How much cost the reminder system for 4 doctor? Also it must be GDPR.

With regards
Dr Malgorzata Wrona`,
		expected: [
			fact("meddic.pain", "appointment", "we have problem with the appointment, patients is not coming"),
			fact("meddic.metrics", "18%", "About 18% of visit are lost"),
			fact("conversation.ask", "cost reminder", "How much cost the reminder system for 4 doctor?"),
			fact("meddic.decision-criteria", "GDPR", "it must be GDPR"),
		],
		either: [fact("bant.need", "GDPR", "it must be GDPR"), fact("meddic.pain", "18%", "About 18% of visit are lost")],
	},
	{
		name: "insurer, tender by bullets",
		text: `Dear vendors,

Please find below our must-haves:
- SSO via Azure AD
- hosting in Switzerland
- audit log kept for 10 years

Process: vendors answer in writing by 2 October, two are invited to present in the week of 12 October, board decision on 29 October.

Please confirm that you take part.

Kind regards
Category Management IT`,
		expected: [
			fact("meddic.decision-criteria", "SSO", "SSO via Azure AD"),
			fact("meddic.decision-criteria", "Switzerland", "hosting in Switzerland"),
			fact("meddic.decision-criteria", "audit log", "audit log kept for 10 years"),
			fact("meddic.decision-process", "board", "board decision on 29 October"),
			fact("conversation.date", "2026-10-02", "by 2 October"),
			fact("conversation.date", "2026-10-29", "on 29 October"),
			fact("conversation.ask", "confirm", "Please confirm that you take part."),
		],
		either: [
			fact("bant.need", "SSO", "SSO via Azure AD"),
			fact("bant.need", "Switzerland", "hosting in Switzerland"),
			fact("bant.need", "audit", "audit log kept for 10 years"),
			fact("bant.timeline", "2026-10", "board decision on 29 October"),
			fact("conversation.date", "2026-10-12", "in the week of 12 October"),
			fact("meddic.decision-criteria", "must-haves", "Please find below our must-haves"),
			fact("conversation.ask", "must-haves", "Please find below our must-haves"),
			fact("conversation.ask", "answer", "vendors answer in writing by 2 October"),
		],
	},
	{
		name: "trades firm, typos",
		text: `hi sam, sry for the late replay. we wud need abt 200 licences, our currrent tool is end of life in march so we hav to switch befor that. boss (Tony G) signs everythng above 10k. whats the price??`,
		expected: [
			fact("bant.need", "200", "we wud need abt 200 licences"),
			fact("bant.timeline", "2027-03", "end of life in march so we hav to switch befor that"),
			fact("bant.authority", "Tony", "boss (Tony G) signs everythng above 10k"),
			fact("conversation.ask", "price", "whats the price??"),
		],
		either: [
			fact("meddic.pain", "end of life", "our currrent tool is end of life in march"),
			fact("conversation.date", "2027-03", "in march"),
			fact("meddic.economic-buyer", "Tony", "boss (Tony G) signs everythng above 10k"),
			fact("meddic.decision-process", "signs", "boss (Tony G) signs everythng above 10k"),
			fact("bant.need", "switch", "we hav to switch befor that"),
		],
	},
	{
		name: "city, public procurement",
		text: `Dear Mr Okafor,

The city council approved CHF 240'000 for the digital parking permit project on 9 September. Under our procurement law anything above CHF 150'000 has to be tendered publicly, so I can't simply place an order with you. The tender will be published on 19 October and the contract awarded in January 2027. Citizens today wait up to three weeks for a permit.

Yours sincerely,
Lukas Amstutz, Stadt Aarwil`,
		expected: [
			fact("bant.budget", "240000", "The city council approved CHF 240'000"),
			fact("meddic.decision-process", "tender", "anything above CHF 150'000 has to be tendered publicly"),
			fact("conversation.date", "2026-10-19", "published on 19 October"),
			fact("bant.timeline", "2027-01", "the contract awarded in January 2027"),
			fact("meddic.pain", "wait", "Citizens today wait up to three weeks for a permit"),
			fact("meddic.metrics", "three weeks", "wait up to three weeks for a permit"),
		],
		either: [
			fact("conversation.date", "2026-09-09", "on 9 September"),
			fact("conversation.date", "2027-01", "in January 2027"),
			fact("conversation.objection", "order", "so I can't simply place an order with you"),
			fact("bant.authority", "council", "The city council approved CHF 240'000"),
			fact("meddic.economic-buyer", "council", "The city council approved CHF 240'000"),
		],
	},
	{
		name: "university, small budget",
		text: `Hi Sam, we are a department of 14 people, so the enterprise tier makes no sense for us. Is there an academic discount? If it's above 3,000 € a year I need the dean's approval, below that I can decide by myself.

Thanks
Ilse`,
		expected: [
			fact("conversation.objection", "enterprise tier", "the enterprise tier makes no sense for us"),
			fact("conversation.ask", "academic discount", "Is there an academic discount?"),
			fact("bant.authority", "decide", "below that I can decide by myself"),
			fact("meddic.decision-process", "dean approval", "I need the dean's approval"),
		],
		either: [
			fact("bant.authority", "dean", "I need the dean's approval"),
			fact("meddic.economic-buyer", "dean", "I need the dean's approval"),
			fact("meddic.economic-buyer", "writer", "I can decide by myself"),
			fact("meddic.decision-process", "decide", "below that I can decide by myself"),
		],
	},
	{
		name: "shop owner, rambling",
		text: `Hello Sam, sorry it took me a while, we had inventory week and you know how that goes. So I talked to my brother-in-law who runs two bakeries, he paid 90,000 for his till system and regrets it to this day, so forgive me if I'm careful. What bugs us is that every Monday somebody has to retype the weekend sales into the accounting, and half the time the VAT codes are wrong. My accountant says we lose about 400 euros a month to corrections. I was thinking of something around 12k for the first year, maybe a bit more if it includes training. There's no rush, although it'd be nice to have it running before the summer season. My wife has to agree too, she does the books. What would you suggest we look at first?

Greetings from Faro, Nuno`,
		expected: [
			fact("meddic.pain", "retype", "every Monday somebody has to retype the weekend sales into the accounting"),
			fact("meddic.metrics", "400 euros", "we lose about 400 euros a month to corrections"),
			fact("bant.budget", "12", "something around 12k for the first year"),
			fact("bant.timeline", "summer", "it'd be nice to have it running before the summer season"),
			fact("bant.authority", "wife", "My wife has to agree too"),
			fact("conversation.ask", "look at first", "What would you suggest we look at first?"),
		],
		either: [
			fact("meddic.decision-process", "wife", "My wife has to agree too"),
			fact("meddic.pain", "VAT codes", "half the time the VAT codes are wrong"),
			fact("meddic.pain", "400", "we lose about 400 euros a month to corrections"),
		],
	},
	{
		name: "customer, second site",
		text: `Hey Sam, we've been live for four months and the warehouse team loves it. Now our Malmö site (35 users) wants in as well. What's the per-seat price at 150+ seats, is there a migration service, and can invoices go to the Swedish entity?

/Linnea`,
		expected: [
			fact("bant.need", "Malmö", "our Malmö site (35 users) wants in as well"),
			fact("conversation.ask", "per-seat price", "What's the per-seat price at 150+ seats"),
			fact("conversation.ask", "migration", "is there a migration service"),
			fact("conversation.ask", "invoices", "can invoices go to the Swedish entity?"),
		],
	},
	{
		name: "champion before a committee",
		text: `Sam,

I presented your platform to our steering committee yesterday and three of five members are convinced. I will push for a decision at the next meeting on October 7th. It would help me a lot to have a one-page comparison with Zentry.

Cheers, Farida`,
		expected: [
			fact("meddic.champion", "", "I presented your platform to our steering committee yesterday"),
			fact("meddic.decision-process", "October 7th", "a decision at the next meeting on October 7th"),
			fact("conversation.promise", "push for a decision", "I will push for a decision at the next meeting"),
			fact("conversation.date", "2026-10-07", "on October 7th"),
			fact("conversation.ask", "comparison Zentry", "have a one-page comparison with Zentry"),
		],
		either: [
			fact("bant.timeline", "2026-10-07", "a decision at the next meeting on October 7th"),
			fact("bant.authority", "committee", "our steering committee"),
			fact("meddic.champion", "", "I will push for a decision"),
		],
	},
	{
		name: "call note, telegraphic",
		signal: { kind: "note", author: "us", subject: null },
		text: `Call w/ Anjali (Head of Claims, Meridian Mutual). Adjusters wait 9 days on avg for estimates, they want under 4. No budget line yet, she needs to build the case for Q1. COO Pete Marsh decides. Competing w/ in-house build. Next: I send ROI sheet Thu.`,
		expected: [
			fact("meddic.pain", "wait", "Adjusters wait 9 days on avg for estimates"),
			fact("meddic.metrics", "9 days", "wait 9 days on avg for estimates, they want under 4"),
			fact("bant.budget", "none", "No budget line yet"),
			fact("bant.authority", "Pete Marsh", "COO Pete Marsh decides"),
		],
		either: [
			fact("meddic.economic-buyer", "Pete Marsh", "COO Pete Marsh decides"),
			fact("bant.timeline", "Q1", "she needs to build the case for Q1"),
			fact("conversation.date", "2026-09-17", "I send ROI sheet Thu"),
			fact("conversation.objection", "in-house", "Competing w/ in-house build"),
			fact("bant.need", "under 4", "they want under 4"),
			fact("meddic.decision-criteria", "under 4", "they want under 4"),
		],
	},
];
