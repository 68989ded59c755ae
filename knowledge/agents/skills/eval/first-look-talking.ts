import { fact, type LookItem } from "./look-item.ts";

export const TALKING: readonly LookItem[] = [
	{
		name: "thanks, later",
		text: "ok thx, will look at it tmrw",
		expected: [fact("conversation.promise", "look at it", "will look at it tmrw")],
		either: [fact("conversation.date", "2026-09-17", "tmrw")],
	},
	{
		name: "angry customer",
		text: `This is the third time in two weeks that your export has silently dropped rows. Our finance team closed August on wrong numbers because of it. I want a written explanation by Friday and the name of somebody who owns this. If it happens once more we will terminate.

R. Dunmore`,
		expected: [
			fact("meddic.pain", "dropped rows", "your export has silently dropped rows"),
			fact("conversation.ask", "written explanation", "I want a written explanation by Friday"),
			fact("conversation.date", "2026-09-18", "by Friday"),
			fact("conversation.objection", "terminate", "If it happens once more we will terminate."),
		],
		either: [
			fact("meddic.pain", "wrong numbers", "Our finance team closed August on wrong numbers"),
			fact("conversation.objection", "dropped", "your export has silently dropped rows"),
			fact("conversation.ask", "name", "the name of somebody who owns this"),
		],
	},
	{
		name: "polite rejection",
		text: `Dear Sam,

Thank you for your time and for the proposal. After reviewing it internally we have decided to go with another vendor, mainly because their solution integrates natively with our Workday setup. We will keep your details on file.

Best wishes,
Caroline Mbeki`,
		expected: [fact("conversation.objection", "another vendor", "we have decided to go with another vendor")],
		either: [
			fact("meddic.decision-criteria", "Workday", "their solution integrates natively with our Workday setup"),
			fact("conversation.promise", "details", "We will keep your details on file."),
		],
	},
	{
		name: "negotiation by procurement",
		text: `Sam, procurement has come back. They can sign this month if you drop the setup fee and give us net 60. At 42k per year we are still about 15% above the alternative. Our CFO, Ruth Adeyemi, has the final word on anything over 40k. Can you hold the price until 15 October?`,
		expected: [
			fact("conversation.objection", "15% above", "we are still about 15% above the alternative"),
			fact("bant.authority", "Ruth Adeyemi", "Our CFO, Ruth Adeyemi, has the final word"),
			fact("meddic.economic-buyer", "Ruth Adeyemi", "Our CFO, Ruth Adeyemi, has the final word"),
			fact("conversation.ask", "hold the price", "Can you hold the price until 15 October?"),
			fact("conversation.ask", "setup fee", "if you drop the setup fee and give us net 60"),
			fact("conversation.date", "2026-10-15", "until 15 October"),
		],
		either: [
			fact("bant.timeline", "2026-09", "They can sign this month"),
			fact("conversation.date", "2026-09", "this month"),
			fact("conversation.objection", "setup fee", "if you drop the setup fee and give us net 60"),
			fact("meddic.decision-process", "final word", "has the final word on anything over 40k"),
			fact("meddic.metrics", "15%", "about 15% above the alternative"),
		],
	},
	{
		name: "german, offer wanted",
		text: `Guten Tag Herr Okafor,

vielen Dank für die Unterlagen. Unser Budget für dieses Jahr liegt bei 60.000 Euro. Die Entscheidung trifft unsere Geschäftsführerin Frau Dr. Lenz. Wir müssen bis zum 1. Dezember umgestellt haben. Können Sie uns bitte ein Angebot für 25 Arbeitsplätze schicken?

Mit freundlichen Grüßen
Torsten Wiek`,
		expected: [
			fact("bant.budget", "60000", "Unser Budget für dieses Jahr liegt bei 60.000 Euro"),
			fact("bant.authority", "Lenz", "Die Entscheidung trifft unsere Geschäftsführerin Frau Dr. Lenz"),
			fact("bant.timeline", "2026-12-01", "Wir müssen bis zum 1. Dezember umgestellt haben"),
			fact("conversation.date", "2026-12-01", "bis zum 1. Dezember"),
			fact("conversation.ask", "Angebot", "Können Sie uns bitte ein Angebot für 25 Arbeitsplätze schicken?"),
		],
		either: [
			fact("meddic.economic-buyer", "Lenz", "Die Entscheidung trifft unsere Geschäftsführerin Frau Dr. Lenz"),
			fact("bant.need", "umgestellt", "Wir müssen bis zum 1. Dezember umgestellt haben"),
		],
	},
	{
		name: "french, quote wanted",
		text: `Bonjour,

Suite à notre échange, pourriez-vous nous envoyer un devis pour 120 postes avant le 30 septembre ? Notre budget est de 45 000 € et c'est Mme Roussel, notre directrice financière, qui valide.

Cordialement,
Benoît`,
		expected: [
			fact("conversation.ask", "devis", "pourriez-vous nous envoyer un devis pour 120 postes"),
			fact("conversation.date", "2026-09-30", "avant le 30 septembre"),
			fact("bant.budget", "45000", "Notre budget est de 45 000 €"),
			fact("bant.authority", "Roussel", "c'est Mme Roussel, notre directrice financière, qui valide"),
		],
		either: [
			fact("meddic.economic-buyer", "Roussel", "c'est Mme Roussel, notre directrice financière, qui valide"),
			fact("bant.timeline", "2026-09-30", "avant le 30 septembre"),
		],
	},
	{
		name: "spanish, too dear",
		text: `Buenos días Sam, gracias por la demo. Nos gustó, pero el precio nos parece alto para una empresa de nuestro tamaño. ¿Hay alguna versión más pequeña? Quedamos a la espera.

Un saludo,
Marisol`,
		expected: [
			fact("conversation.objection", "precio alto", "el precio nos parece alto para una empresa de nuestro tamaño"),
			fact("conversation.ask", "versión", "¿Hay alguna versión más pequeña?"),
		],
	},
	{
		name: "a colleague is brought in",
		text: `Adding Priya from IT security. Priya, could you send Sam our vendor questionnaire? She has to clear every cloud tool before procurement opens a PO.`,
		expected: [
			fact(
				"meddic.decision-process",
				"procurement",
				"She has to clear every cloud tool before procurement opens a PO.",
			),
		],
		either: [
			fact("bant.authority", "Priya", "She has to clear every cloud tool"),
			fact("conversation.promise", "questionnaire", "could you send Sam our vendor questionnaire?"),
		],
	},
	{
		name: "spend is frozen",
		text: `Quick update: the board froze all new software spend until January. We still want to do this, but please do not call before then. I'll get back to you once the new budget is approved.`,
		expected: [
			fact("conversation.objection", "froze", "the board froze all new software spend until January"),
			fact("conversation.promise", "get back", "I'll get back to you once the new budget is approved."),
			fact("conversation.ask", "not call", "please do not call before then"),
		],
		either: [
			fact("bant.budget", "none", "the board froze all new software spend until January"),
			fact("bant.timeline", "2027-01", "until January"),
			fact("conversation.date", "2027-01", "until January"),
			fact("bant.budget", "", "once the new budget is approved"),
		],
	},
	{
		name: "a slot for the meeting",
		text: `Thursday at 3pm works for me. Could we make it 45 minutes instead of 30? I'd like my colleague from legal to join.`,
		expected: [
			fact("conversation.date", "2026-09-17", "Thursday at 3pm works for me"),
			fact("conversation.ask", "45 minutes", "Could we make it 45 minutes instead of 30?"),
		],
		either: [fact("conversation.ask", "legal", "I'd like my colleague from legal to join.")],
	},
	{
		name: "redlines",
		text: `Our counsel has two remarks on the MSA. Clause 9.2: liability is capped at 3 months of fees, we need at least 12. Clause 14: we cannot accept Delaware as place of jurisdiction. Once those are settled I can countersign the same day.`,
		expected: [
			fact("conversation.objection", "Delaware", "we cannot accept Delaware as place of jurisdiction"),
			fact("conversation.objection", "liability", "liability is capped at 3 months of fees, we need at least 12"),
		],
		either: [
			fact("bant.need", "12", "we need at least 12"),
			fact("bant.need", "liability", "liability is capped at 3 months of fees, we need at least 12"),
			fact("conversation.promise", "countersign", "Once those are settled I can countersign the same day."),
			fact("meddic.decision-process", "", "Once those are settled I can countersign the same day."),
			fact("bant.authority", "", "I can countersign the same day"),
			fact("meddic.decision-criteria", "Delaware", "we cannot accept Delaware as place of jurisdiction"),
			fact("meddic.decision-criteria", "12", "we need at least 12"),
		],
	},
	{
		name: "one line over a quoted mail",
		text: `can u send the pricing sheet again? link expired

On Mon, 14 Sep 2026 at 10:02, Sam Okafor <sam.okafor@skyvera.example> wrote:
> our list price is $12,000 and the offer is valid until 30 September
> shall we talk on Thursday?`,
		expected: [fact("conversation.ask", "pricing sheet", "can u send the pricing sheet again?")],
	},
];
