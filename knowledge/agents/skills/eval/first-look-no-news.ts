import type { LookItem } from "./look-item.ts";

export const NO_NEWS: readonly LookItem[] = [
	{ name: "one word", text: "Yes.", expected: [] },
	{
		name: "recruiter",
		text: `Hi Sam,

I came across your profile and think you would be a great fit for an Enterprise Account Executive role at a Series C company. The budget for this position is up to $180,000 OTE and they need someone who starts before 1 November. Are you open to a 15 minute call next week?

Best,
Jess | Talent Partner, HireLoop`,
		expected: [],
	},
	{
		name: "newsletter",
		text: `RetailTech Weekly | Issue 212

This week: five signs that your stock planning needs an upgrade, and how Corvo Foods cut waste by 22%.

Save 50% on passes for RetailTech Summit until September 30! We look forward to seeing you in Lisbon on 4 November.

You are receiving this email because you subscribed at retailtechweekly.example. Unsubscribe | View in browser`,
		expected: [],
	},
	{
		name: "out of office",
		signal: { subject: "Automatic reply: Pricing" },
		text: `Hello,

I am out of the office until 28 September with limited access to email. For urgent matters please contact Ben Sato (ben.sato@brightfen.example), who can approve orders up to 5,000 EUR in my absence. I will answer your message after my return.

Mara`,
		expected: [],
	},
	{
		name: "credit line for you",
		text: `CONGRATULATIONS! Your business has been selected for an unsecured credit line of $250,000. No collateral needed and funds arrive within 48 hours. Reply YES before Friday to claim your offer.`,
		expected: [],
	},
	{
		name: "search ranking pitch",
		text: `Hi there,

I was checking your website and noticed you're missing out on 3,400 visitors per month. We help SaaS companies rank on page one. Our packages start at $499/month and we need only two weeks to show results. Can I send you a free audit?

Regards
Dev, RankRocket`,
		expected: [],
	},
	{
		name: "monitoring mail in markup",
		text: `<p><b>nightly-sync</b> 2026-09-14 02:10:11 +0000</p><p>job failed with exit code 137, retry in 300s. Last good run 2026-09-13 02:10:09 +0000.</p>`,
		expected: [],
	},
	{
		name: "a fortune abroad, run on",
		text: `Good day Dear,I am Mrs.Elizabeth from Ivory Coast.I have the sum of $8.5 million USD which i want to invest in your country,you will take 30% and I will send you all the details once you reply me urgently.God bless you`,
		expected: [],
	},
];
