import type { TitleKind } from "./people.ts";
import type { Power, Role, Stance } from "./types.ts";

/** [sentence with its quote in brackets, role, stance, power, kind of title]. {n} the name, {T} the title, {w} the writer's first name. */
export interface Voice {
	readonly say: string;
	readonly role: Role;
	readonly stance: Stance;
	readonly power: Power;
	readonly title: TitleKind;
	readonly boss?: true;
	readonly met?: true;
	readonly copied?: true;
}

function voices(
	role: Role,
	stance: Stance,
	power: Power,
	title: TitleKind,
	lines: readonly string[],
	extra: { boss?: true; met?: true; copied?: true } = {},
): readonly Voice[] {
	return lines.map((say) => ({ say, role, stance, power, title, ...extra }));
}

export const selves: readonly Voice[] = [
	...voices("decides", "unknown", "high", "decides", [
		"[I'm {n}, {T} here, and the decision on this is mine.]",
		"Let me introduce myself: [{n}, {T}, I decide about such purchases alone.]",
		"[My name is {n}. As {T} I choose what we buy and I sign it too.]",
		"[{n} here, {T}; whatever we take, I'm the one who says yes or no.]",
		"We have not met, [I am {n}, {T} of this company, and the call is mine to make.]",
	]),
	...voices("signs-off", "unknown", "high", "money", [
		"[I'm {n}, the {T}, and I release the money for this.]",
		"For those who don't know me: [{n}, {T}. The budget in question is mine.]",
		"[{n}, {T}. Nothing is paid here unless I sign it.]",
		"[As {T} I hold the purse for this project, {n} by name.]",
	]),
	...voices("influences", "unknown", "medium", "writer", [
		"[I'm {n}, {T}. I write the recommendation, and it's usually followed.]",
		"[{n}, {T}: my opinion is asked for and weighs something, no more.]",
		"By way of introduction, [my name is {n}, I'm {T} and I advise our management on this choice.]",
	]),
	...voices("signs-off", "unknown", "medium", "agrees", [
		"[I'm {n}, {T}, and I have to agree before anything gets connected.]",
		"[{n}, {T}. Mine is one of the two signatures that this takes.]",
	]),
	...voices("unknown", "unknown", "low", "writer", [
		"[I'm {n}, {T}; I only gather the information and have no vote.]",
		"Just so expectations are right: [{n}, {T}, I've been asked to collect offers and don't get a say.]",
	]),
	...voices("uses", "unknown", "low", "writer", [
		"[I'm {n}, {T}, and would work with the thing every day, others decide.]",
		"[{n} is my name, {T}. I'm merely one of the future users.]",
	]),
	...voices("champions", "for", "unknown", "champions", [
		"[I'm {n}, {T}, and I'm doing what I can to get you in here.]",
		"[{n}, {T}: I want you to win this and I'm talking to everyone here about it.]",
	]),
	...voices("blocks", "against", "unknown", "agrees", [
		"[I'm {n}, {T}, and I'll be frank: I am going to oppose this purchase.]",
		"[{n}, {T}. I'm against buying this and will say so at the meeting.]",
	]),
];

export const thirds: readonly Voice[] = [
	...voices("signs-off", "unknown", "high", "money", [
		"[Our {T}, {n}, signs off on the money.]",
		"The budget sits with somebody else: [{n}, {T}, holds it.]",
		"[Funds are released by {n}, who is our {T}.]",
		"[It's {n} ({T}) who pays for it out of the central budget.]",
	]),
	...voices("decides", "unknown", "high", "decides", [
		"[{n}, our {T}, takes the decision.]",
		"In the end [it's up to {n}, the {T}, alone.]",
		"[The {T}, {n}, has the last word on it.]",
		"You should know that [{n} decides, being the {T}.]",
	]),
	...voices(
		"decides",
		"unknown",
		"high",
		"decides",
		[
			"[I report to {n}, our {T}, who will decide.]",
			"[My boss {n}, the {T}, makes the choice.]",
			"[{n} ({T}) is my manager and it's a decision for that desk.]",
			"[The person above me is {n}, {T}, and that is where this gets decided.]",
			"[As I work for {n}, our {T}, I only prepare what {n} decides.]",
			"[I answer to {n}, {T}, who says yes or no.]",
			"[{n}, the {T} and my direct superior, has the say in this.]",
			"Whatever I find, [my line manager {n}, {T}, decides on it.]",
		],
		{ boss: true },
	),
	...voices("signs-off", "unknown", "medium", "agrees", [
		"[{n}, our {T}, has to agree as well.]",
		"[Without the okay of {n}, {T}, IT won't connect anything.]",
		"There's one more signature, [that of {n}, our {T}.]",
	]),
	...voices(
		"signs-off",
		"unknown",
		"medium",
		"agrees",
		[
			"[I've copied {n}, our {T}, who must agree on the security side.]",
			"[In copy: {n}, {T}, needed for the second signature.]",
		],
		{ copied: true },
	),
	...voices("influences", "unknown", "medium", "champions", [
		"[{n}, our {T}, is listened to in these matters.]",
		"[Management tends to ask {n}, {T}, for advice and follows it.]",
	]),
	...voices("uses", "unknown", "low", "champions", [
		"[{n}, {T}, would be using it from morning to night, without a vote in it.]",
		"[On the floor it's {n}, {T}, who'd work with it, the choice is made elsewhere.]",
	]),
	...voices("champions", "for", "unknown", "champions", [
		"[{n}, our {T}, wants you and is winning people over.]",
		"[You have a supporter in {n}, {T}, who argues for you at every meeting.]",
	]),
	...voices("blocks", "against", "unknown", "agrees", [
		"[{n}, our {T}, is against it and tries to stop it.]",
		"[Expect resistance from {n}, {T}, who doesn't want us to buy from you.]",
	]),
	...voices(
		"decides",
		"unknown",
		"high",
		"decides",
		[
			"[It was good that you could sit down with {n}, our {T}, at your visit on Monday, since that's who decides.]",
			"[Thanks for the talk you had with {n}, the {T}, at our site last week; the decision lies there.]",
		],
		{ met: true },
	),
];

/** Mentions of people who are none of the buyer's. */
export const strangers: readonly string[] = [
	"Your colleague {x} explained it well at the fair.",
	"{x} from {rival} rang again, I didn't pick up.",
	"I had your name from {x}, who runs IT at {other}.",
	"Please say hello to {x} in your support team.",
	"{x}, the account manager at {rival}, left us a folder.",
	"At {other} it's the CFO, {x}, who signs such things, I hear.",
	"{x} on your side said the slides would do.",
	"An old friend of mine, {x}, is managing director at {other} and speaks well of you.",
];

export const fillers: readonly string[] = [
	"Thanks for the material.",
	"The second half of the demo was the useful one.",
	"We looked at it over coffee this morning.",
	"It reads well so far.",
	"We run four depots and a small office.",
	"Mondays are hectic, so forgive the short lines.",
	"I've put the brochure in our folder.",
	"Your example with the dairy was funny.",
	"We're still sorting our papers.",
	"The printouts are on my desk.",
	"It rained through the roof again, so I'm at home today.",
	"Some screens looked familiar.",
	"I have read your message twice.",
	"There's a lot going on at the moment.",
	"The team talked about it at lunch.",
	"Nice to hear from you.",
	"I watched the recording at double speed.",
	"We grew quite a bit in the past years.",
	"That answers what I had in mind.",
	"I'm back from leave.",
	"The tour of the old plant was fun.",
	"Sorry, I overlooked your mail.",
	"Our depot in the south has been repainted.",
	"As for the rest, see above.",
];

export const ourTexts: readonly string[] = [
	"Hello {w},\n\nthank you for the conversation. Attached is the overview we talked about.\n\nBest regards\n{x}",
	"Dear {w},\n\nhappy to help. Who else in your house looks at this?\n\nKind regards\n{x}\nAccount Executive",
	"Hi {w},\n\nmy colleague {y} prepared the example for you.\n\nBest\n{x}",
	"Hello {w}, thanks for your message. How does your team work today?\n\n{x}\nSales Manager\nCc: {y}",
	"Dear {w},\n\nit was good to talk. {y}, our head of product, sends greetings.\n\nBest regards\n{x}",
];

export const advisers: readonly string[] = [
	"Hello,\n\nI'm {x}, an outside consultant at {other}. I help the company with the paperwork and don't work there.\n\nRegards\n{x}",
	"Good day,\n{x} of {rival} writing. I believe you have our cable kit from the fair, could that be?\n{x}",
];
