import { fact, type LookItem } from "./look-item.ts";

/** Written after the rules were repaired by the first look, and measured before they were touched again. */
export const SECOND_LOOK: readonly LookItem[] = [
	{
		name: "brewery, direct",
		text: `Sam, our bottling line stands still about 40 minutes a day because nobody sees the faults in time. We've put 25k pounds aside. I decide this myself, no committee. Can you show it to my shift leads on Thursday next week, and would it run on the tablets we already have?

Callum`,
		expected: [
			fact(
				"meddic.pain",
				"40 minutes",
				"our bottling line stands still about 40 minutes a day because nobody sees the faults in time",
			),
			fact("meddic.metrics", "40 minutes", "our bottling line stands still about 40 minutes a day"),
			fact("bant.budget", "25000", "We've put 25k pounds aside"),
			fact("bant.authority", "", "I decide this myself"),
			fact("conversation.ask", "shift leads", "Can you show it to my shift leads on Thursday next week"),
			fact("conversation.ask", "tablets", "would it run on the tablets we already have?"),
			fact("conversation.date", "2026-09-24", "on Thursday next week"),
		],
		either: [fact("meddic.economic-buyer", "", "I decide this myself")],
	},
	{
		name: "bank, cautious",
		text: `Dear Mr Okafor,

we thank you for the documents. Before we continue, our outsourcing committee has to rate the arrangement as material or not; this takes around five weeks. Our regulator expects an exit plan and audit rights, so both are non-negotiable. I cannot name a figure today, the budget will only be fixed in November.

Yours sincerely,
Dr Annette Voss`,
		expected: [
			fact(
				"meddic.decision-process",
				"committee",
				"our outsourcing committee has to rate the arrangement as material or not",
			),
			fact(
				"meddic.decision-criteria",
				"exit plan",
				"Our regulator expects an exit plan and audit rights, so both are non-negotiable",
			),
		],
		either: [
			fact("bant.budget", "none", "the budget will only be fixed in November"),
			fact("conversation.date", "2026-11", "in November"),
			fact("bant.timeline", "2026-11", "in November"),
			fact("bant.need", "exit plan", "Our regulator expects an exit plan and audit rights"),
			fact("bant.authority", "committee", "our outsourcing committee has to rate the arrangement"),
		],
	},
	{
		name: "start-up, breezy",
		text: `hey! loved the demo. we're 12 ppl now, 30 by summer hopefully. atm we track everything in notion and it's a mess, deals fall through the cracks every week. what's the cheapest way to start? and do you do monthly billing? no procurement or anything, me + cofounder just say yes :)`,
		expected: [
			fact("meddic.pain", "fall through the cracks", "deals fall through the cracks every week"),
			fact("conversation.ask", "cheapest", "what's the cheapest way to start?"),
			fact("conversation.ask", "monthly billing", "do you do monthly billing?"),
			fact("bant.authority", "", "me + cofounder just say yes"),
		],
		either: [
			fact("meddic.decision-process", "", "no procurement or anything"),
			fact("meddic.metrics", "", "deals fall through the cracks every week"),
			fact("meddic.metrics", "30", "we're 12 ppl now, 30 by summer hopefully"),
			fact("bant.timeline", "summer", "30 by summer hopefully"),
		],
	},
	{
		name: "rejected for missing function",
		text: `Hello Sam, short and honest: without offline mode this is a non-starter for our field engineers. I have asked three times and never got a straight answer. Unless that changes we will stay with Plumline for another year.`,
		expected: [
			fact("conversation.objection", "offline", "without offline mode this is a non-starter for our field engineers"),
			fact("conversation.objection", "Plumline", "Unless that changes we will stay with Plumline for another year."),
		],
		either: [
			fact("meddic.decision-criteria", "offline", "without offline mode this is a non-starter"),
			fact("bant.need", "offline", "without offline mode this is a non-starter"),
			fact("conversation.objection", "", "I have asked three times and never got a straight answer."),
		],
	},
	{
		name: "promise with two parts",
		text: `Thanks Sam. I'll have the signed NDA back to you by Monday and will introduce you to Terje, who runs our data centre. He needs the network diagram first.`,
		expected: [
			fact("conversation.promise", "NDA", "I'll have the signed NDA back to you by Monday"),
			fact("conversation.date", "2026-09-21", "by Monday"),
		],
		either: [
			fact("conversation.promise", "Terje", "will introduce you to Terje"),
			fact("conversation.ask", "network diagram", "He needs the network diagram first."),
			fact("bant.need", "network diagram", "He needs the network diagram first."),
			fact("meddic.decision-process", "", "He needs the network diagram first."),
		],
	},
	{
		name: "retailer, month-end habits",
		text: `Month end is chaos for us: the close takes nine working days and two of my accountants do nothing but reconcile vouchers. Every quarter the auditors find something. I'd want that down to four days. Head office in Lyon has to release the money, that is Mr Delacourt, the group CFO.`,
		expected: [
			fact(
				"meddic.pain",
				"close takes nine",
				"the close takes nine working days and two of my accountants do nothing but reconcile vouchers",
			),
			fact("meddic.metrics", "nine working days", "the close takes nine working days"),
			fact("meddic.metrics", "four days", "I'd want that down to four days"),
			fact(
				"bant.authority",
				"Delacourt",
				"Head office in Lyon has to release the money, that is Mr Delacourt, the group CFO",
			),
		],
		either: [
			fact("meddic.economic-buyer", "Delacourt", "that is Mr Delacourt, the group CFO"),
			fact("bant.need", "four days", "I'd want that down to four days"),
			fact("meddic.pain", "chaos", "Month end is chaos for us"),
			fact("meddic.pain", "auditors", "Every quarter the auditors find something"),
			fact("meddic.decision-process", "", "Head office in Lyon has to release the money"),
		],
	},
	{
		name: "german, objection",
		text: `Hallo Sam, danke für das Angebot. Für uns ist das leider zu teuer, wir hatten mit maximal 20.000 Euro gerechnet. Gibt es eine kleinere Variante? Bis zum 15. Oktober müsste ich Bescheid geben.

Viele Grüße
Jana`,
		expected: [
			fact("conversation.objection", "teuer", "Für uns ist das leider zu teuer"),
			fact("bant.budget", "20000", "wir hatten mit maximal 20.000 Euro gerechnet"),
			fact("conversation.ask", "Variante", "Gibt es eine kleinere Variante?"),
			fact("conversation.date", "2026-10-15", "Bis zum 15. Oktober"),
		],
		either: [fact("bant.timeline", "2026-10-15", "Bis zum 15. Oktober müsste ich Bescheid geben.")],
	},
	{
		name: "partner pitches to us",
		text: `Hi Sam,

Hope you're doing well! At BrightLeads we work with over 200 software companies and fill their pipelines with qualified meetings. I noticed your company is hiring two account executives, so growth is clearly on the agenda. We typically get clients 15 meetings a month, and our plans start from $2,000. Would Tuesday or Wednesday be better for a quick chat?

Kyle`,
		expected: [],
	},
	{
		name: "receipt",
		signal: { subject: "Your receipt" },
		text: `Thank you for your order #88213. Total: EUR 1,249.00. Your parcel will be delivered by 18 September. Track your shipment in your account. This is an automated message, please do not reply.`,
		expected: [],
	},
	{
		name: "thumbs up with signature",
		text: `👍

--
Ola Brandvik
CTO, Fjellvarme`,
		expected: [],
	},
	{
		name: "meeting cancelled",
		text: `Sorry Sam, I have to cancel tomorrow, my daughter is ill. Could we try the same time on 29 September?`,
		expected: [
			fact("conversation.ask", "29 September", "Could we try the same time on 29 September?"),
			fact("conversation.date", "2026-09-29", "on 29 September"),
		],
		either: [fact("conversation.date", "2026-09-17", "I have to cancel tomorrow")],
	},
	{
		name: "airline, formal criteria",
		text: `Dear Sam,

The evaluation team will score the bids on availability (40%), total cost of ownership (35%) and references in aviation (25%). The contract will be signed by the Chief Procurement Officer, Ms. Ingrid Holm, no later than 18 December 2026. Bids above USD 600,000 are excluded. Kindly acknowledge receipt.`,
		expected: [
			fact(
				"meddic.decision-criteria",
				"availability",
				"score the bids on availability (40%), total cost of ownership (35%) and references in aviation (25%)",
			),
			fact("bant.authority", "Ingrid Holm", "signed by the Chief Procurement Officer, Ms. Ingrid Holm"),
			fact("bant.timeline", "2026-12-18", "no later than 18 December 2026"),
			fact("bant.budget", "600000", "Bids above USD 600,000 are excluded"),
			fact("conversation.date", "2026-12-18", "no later than 18 December 2026"),
			fact("conversation.ask", "receipt", "Kindly acknowledge receipt."),
		],
		either: [
			fact("meddic.economic-buyer", "Ingrid Holm", "the Chief Procurement Officer, Ms. Ingrid Holm"),
			fact("meddic.decision-process", "", "The evaluation team will score the bids"),
			fact("meddic.decision-process", "", "The contract will be signed by the Chief Procurement Officer"),
		],
	},
];
