import { bridges, callOpeners, quotedTrailers, secondVoices, sellerLines } from "./distractors.ts";
import { type Body, type Cast, sentenceFill } from "./generate.ts";
import { fillSlots } from "./markup.ts";
import type { Rng } from "./random.ts";
import type { Topic } from "./topics.ts";
import type { Person } from "./types.ts";

export function mailText(
	rng: Rng,
	cast: Cast,
	lines: readonly string[],
	organisation: string,
	topic: Topic,
	sent: Date,
	style: (text: string) => string,
): Body {
	const greeting = rng.pick([
		`Hi ${cast.seller.first},`,
		`Hello ${cast.seller.first},`,
		`Dear ${cast.seller.name},`,
		`${cast.seller.first},`,
		`Good morning ${cast.seller.first},`,
		`Dear ${cast.seller.first}`,
		"Hello,",
		`Hey ${cast.seller.first} -`,
	]);
	let text = greeting;
	const numbered = rng.chance(0.08);
	lines.forEach((line, index) => {
		const gap = index === 0 || rng.chance(0.3) ? "\n\n" : rng.chance(0.12) ? "\n" : " ";
		text += numbered
			? `${index === 0 ? "\n\n" : "\n"}- ${line}`
			: gap + (index > 0 && rng.chance(0.1) ? rng.pick(bridges) : "") + line;
	});
	const closing = rng.pick([
		"Kind regards",
		"Best regards,",
		"Best,",
		"Regards",
		"Thanks,",
		"Many thanks and best wishes,",
		"Cheers,",
		"Sincerely,",
		"With kind regards from the coast,",
		"Greetings,",
	]);
	const signedTitle = rng.chance(0.6);
	const signature = signedTitle
		? rng.pick([
				`${cast.writer.name}\n${cast.writerT}`,
				`${cast.writer.name}, ${cast.writerT}`,
				`${cast.writer.name} | ${cast.writerT}`,
			])
		: `\n${cast.writer.name}`;
	text += `\n\n${closing}\n${signature.trimStart()}${rng.chance(0.6) ? `\n${organisation}` : ""}`;
	if (rng.chance(0.12))
		text += `\n\n${style(fillSlots(rng.pick(quotedTrailers), sentenceFill(rng, cast, topic, sent).fill))}`;
	return { text, signature: signature.trimStart(), signedTitle };
}

export function chatText(rng: Rng, cast: Cast, lines: readonly string[]): Body {
	const opener = rng.pick([
		`hi ${cast.seller.first}`,
		"hello there",
		"hey",
		`${cast.seller.first}, got a sec?`,
		"hi, me again",
	]);
	const intro = rng.pick([
		`this is ${cast.writer.name}`,
		`${cast.writer.name} here`,
		`it's ${cast.writer.name}`,
		`${cast.writer.name} again`,
	]);
	const hello = rng.pick([`${opener}, ${intro}`, `${opener}\n${intro}`, intro]);
	let text = hello;
	for (const line of lines) {
		const broken = rng.chance(0.7);
		text =
			(broken && rng.chance(0.5) && text !== hello ? text.replace(/\.$/, "") : text) +
			(broken || !text.includes("\n") ? "\n" : " ") +
			line;
	}
	text += rng.pick(["\nthx", "\nthanks!", "", "\nbye for now", ` \n${cast.writer.first}`]);
	return { text, signature: intro, signedTitle: false };
}

export function callText(
	rng: Rng,
	cast: Cast,
	lines: readonly string[],
	topic: Topic,
	sent: Date,
	style: (text: string) => string,
): Body {
	const say = (template: string): string => style(fillSlots(template, sentenceFill(rng, cast, topic, sent).fill));
	const mine = `${cast.writer.first}: `;
	const ours = `${cast.seller.first}: `;
	const turns: string[] = [
		mine + say(rng.pick(callOpeners)),
		ours + rng.pick(["Loud and clear, hello.", "Hello, good to have you.", "No problem at all, hello."]),
	];
	const speakers: { name: string; side: "us" | "them" }[] = [
		{ name: cast.seller.name, side: "us" },
		{ name: cast.writer.name, side: "them" },
	];
	const intro = rng.pick([
		`Officially, I'm ${cast.writer.name}, ${cast.writerT}.`,
		`For your notes, ${cast.writer.name}, I'm the ${cast.writerT} here.`,
	]);
	const introduced = rng.chance(0.75);
	if (introduced) turns.push(mine + style(intro));
	let second: Person | undefined;
	if (rng.chance(0.35)) {
		const [line, role] = rng.pick(secondVoices);
		const text = style(line.replace("{fullName}", cast.colleague.name));
		turns.push(`${cast.colleague.first}: ${text}`);
		speakers.push({ name: cast.colleague.name, side: "them" });
		second = {
			name: style(cast.colleague.name) === cast.colleague.name ? cast.colleague.name : cast.colleague.name,
			title: null,
			role,
			stance: "unknown",
			quote: text,
		};
	}
	const used = rng.shuffle(sellerLines);
	lines.forEach((line, index) => {
		const filler = rng.chance(0.2) ? rng.pick(["Well. ", "Right. ", "Hm. ", "Uh. ", "Yeah. ", "Okay. "]) : "";
		const previous = turns[turns.length - 1] ?? "";
		if (index > 0 && previous.startsWith(mine) && rng.chance(0.4)) turns[turns.length - 1] = `${previous} ${line}`;
		else {
			if (previous.startsWith(mine)) turns.push(ours + say(used[index % used.length] ?? "Right."));
			turns.push(mine + filler + line);
		}
	});
	turns.push(
		ours + rng.pick(["Thank you, that was very helpful.", "Great, thanks for your time.", "Perfect. Have a good day."]),
		mine + rng.pick(["Bye now.", "Thanks, bye.", "You too."]),
	);
	return {
		text: turns.join("\n"),
		signature: introduced ? style(intro) : null,
		signedTitle: introduced,
		speakers,
		...(second === undefined ? {} : { second }),
	};
}
