import { fact, type LookItem } from "./look-item.ts";

/** Written after the rules were repaired by the second look, and measured before they were touched again. */
export const THIRD_LOOK: readonly LookItem[] = [
	{
		name: "law firm, billing",
		text: `Sam, thanks for coming by. As discussed, our associates lose roughly six hours each month on time sheets, and partners hate chasing them. We would spend up to $60,000 a year if it really fixes that. The managing partner, Helen Burke, wants to see a security whitepaper first. Target is to be live on January 4. Do you have a plug-in for Outlook?

Regards,
Tobias`,
		expected: [
			fact("meddic.pain", "time sheets", "our associates lose roughly six hours each month on time sheets"),
			fact("meddic.metrics", "six hours", "lose roughly six hours each month"),
			fact("bant.budget", "60000", "We would spend up to $60,000 a year"),
			fact("bant.timeline", "2027-01-04", "Target is to be live on January 4"),
			fact("conversation.date", "2027-01-04", "on January 4"),
			fact("conversation.ask", "Outlook", "Do you have a plug-in for Outlook?"),
		],
		either: [
			fact(
				"bant.authority",
				"Helen Burke",
				"The managing partner, Helen Burke, wants to see a security whitepaper first",
			),
			fact("meddic.decision-process", "whitepaper", "wants to see a security whitepaper first"),
			fact("conversation.ask", "whitepaper", "wants to see a security whitepaper first"),
			fact("meddic.decision-criteria", "security", "wants to see a security whitepaper first"),
		],
	},
	{
		name: "NGO, grant money",
		text: `Dear Sam,

Our donors gave us 18,000 euros for tools this year and every cent has to be spent by 31 December, otherwise it goes back. We must have an interface in Arabic. Field staff often work without a connection, so whatever we buy has to work offline. Is there an NGO price?

Warmly,
Samira`,
		expected: [
			fact("bant.budget", "18000", "Our donors gave us 18,000 euros for tools this year"),
			fact("bant.timeline", "2026-12-31", "every cent has to be spent by 31 December"),
			fact("bant.need", "Arabic", "We must have an interface in Arabic"),
			fact("bant.need", "offline", "whatever we buy has to work offline"),
			fact("conversation.ask", "NGO price", "Is there an NGO price?"),
			fact("conversation.date", "2026-12-31", "by 31 December"),
		],
		either: [
			fact("meddic.decision-criteria", "Arabic", "We must have an interface in Arabic"),
			fact("meddic.decision-criteria", "offline", "whatever we buy has to work offline"),
			fact("meddic.pain", "connection", "Field staff often work without a connection"),
		],
	},
	{
		name: "IT manager, questions in a list",
		text: `Hi,

before I take this to our CIO I need answers on:

1. Where is the data stored?
2. Can we bring our own encryption keys?
3. What is your uptime over the last 12 months?

We are worried about vendor lock-in as we got burned by Cronulla last year.

Thx
Piet`,
		expected: [
			fact("conversation.ask", "data stored", "Where is the data stored?"),
			fact("conversation.ask", "encryption keys", "Can we bring our own encryption keys?"),
			fact("conversation.ask", "uptime", "What is your uptime over the last 12 months?"),
			fact("conversation.objection", "lock-in", "We are worried about vendor lock-in"),
		],
		either: [
			fact("bant.authority", "CIO", "before I take this to our CIO"),
			fact("meddic.decision-process", "CIO", "before I take this to our CIO"),
			fact("conversation.ask", "answers", "I need answers on:"),
		],
	},
	{
		name: "yes to the offer",
		text: `Good news, the board said yes this morning. Please send the contract to our legal team (legal@orlund.example), they turn things around in about ten days. We'd like to kick off in the first week of November.`,
		expected: [
			fact("conversation.ask", "contract", "Please send the contract to our legal team"),
			fact(
				"meddic.decision-process",
				"legal",
				"our legal team (legal@orlund.example), they turn things around in about ten days",
			),
			fact("bant.timeline", "2026-11", "We'd like to kick off in the first week of November"),
			fact("conversation.date", "2026-11", "in the first week of November"),
		],
		either: [
			fact("bant.authority", "board", "the board said yes this morning"),
			fact("meddic.economic-buyer", "board", "the board said yes this morning"),
			fact("bant.budget", "approved", "the board said yes this morning"),
		],
	},
	{
		name: "french refusal",
		text: `Bonjour Sam, après réflexion nous avons décidé de rester avec notre prestataire actuel. Le prix est trop élevé pour nous cette année. Merci pour votre temps. Bien à vous, Émilie`,
		expected: [
			fact("conversation.objection", "rester", "nous avons décidé de rester avec notre prestataire actuel"),
			fact("conversation.objection", "prix", "Le prix est trop élevé pour nous cette année"),
		],
	},
	{
		name: "small talk",
		text: `Hi Sam, happy birthday! Hope you get to spend the weekend with the kids. See you around.`,
		expected: [],
	},
	{
		name: "webinar invitation",
		text: `Join us live on October 6: how finance leaders cut close time by 40%. Register now, seats are limited! Speakers include the CFO of Tranquil Foods. Can't make it? Register anyway and we'll send you the recording.`,
		expected: [],
	},
	{
		name: "status of a ticket",
		text: `Ticket 55121 has been updated. Status: waiting for customer. Assigned to: Level 2. We will close this ticket automatically on 20 September if we do not hear from you.`,
		expected: [],
	},
];
