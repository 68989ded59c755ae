import { occurrences } from "./markup.ts";
import { address, drawBuyer, drawHumans, drawOther, drawRivals, drawSeller, type Human, title } from "./people.ts";
import { type Rng, seeded } from "./random.ts";
import { plus } from "./slots.ts";
import { advisers, fillers, ourTexts, selves, strangers, thirds, type Voice } from "./thread-phrases.ts";
import { type GeneratedThread, type Person, type Power, type Stage, stages, type ThreadMessage } from "./types.ts";

const late: readonly Stage[] = ["SOLUTION", "PROPOSAL", "NEGOTIATION"];

interface Member {
	readonly human: Human;
	title: string;
	person: Person | null;
	spoke: boolean;
	met: boolean;
	signed: boolean;
}

function inSentence(voice: Voice, member: Member): { text: string; quote: string } {
	const filled = voice.say.replace(/\{n\}/g, member.human.name).replace("{T}", member.title);
	const quote = filled.slice(filled.indexOf("[") + 1, filled.indexOf("]"));
	return { text: filled.replace("[", "").replace("]", ""), quote };
}

function note(member: Member, voice: Voice, quote: string): void {
	member.person = {
		name: member.human.name,
		title: member.title,
		role: voice.role,
		stance: voice.stance,
		quote,
		power: voice.power,
	};
	if (voice.met === true) member.met = true;
}

function composeThread(rng: Rng, id: string): GeneratedThread | null {
	const stage = rng.pick(stages);
	const organisation = drawBuyer(rng);
	const ourOrganisation = drawSeller(rng);
	const [one, two, three, four, rep, helper, ...outside] = drawHumans(rng, 10);
	if (!one || !two || !three || !four || !rep || !helper) throw new Error("too few people");
	const rivals = drawRivals(rng);
	const other = drawOther(rng);
	const member = (human: Human): Member => ({
		human,
		title: title(rng, "writer"),
		person: null,
		spoke: false,
		met: false,
		signed: false,
	});
	const writer = member(one);
	const second = member(two);
	const mentioned = [member(three), member(four)];
	const everybody = [writer, second, ...mentioned];
	const bosses = new Map<string, string>();
	let stranger = 0;
	const loose = (line: string): string => {
		const x = outside[stranger % outside.length]?.name ?? "";
		stranger += 1;
		return line
			.replace(/\{x\}/g, x)
			.replace(/\{rival\}/g, rivals[0])
			.replace(/\{other\}/g, other);
	};
	const fillerLines = rng.shuffle(fillers);
	const strangerLines = rng.shuffle(strangers);
	const thirdVoices = rng.shuffle(thirds);
	const taken = new Set<string>();
	let at = new Date(Date.UTC(2026, 8, rng.int(7, 10), rng.int(7, 15), rng.int(0, 59)));

	const introduce = (who: Member, from: Member, allowMet: boolean): { text: string; copied: boolean } | null => {
		const voice = thirdVoices.find((candidate) => !taken.has(candidate.role) && (allowMet || candidate.met !== true));
		if (voice === undefined) return null;
		taken.add(voice.role);
		who.title = title(rng, voice.title);
		const drawn = inSentence(voice, who);
		note(who, voice, drawn.quote);
		if (voice.boss === true) bosses.set(from.human.name, who.human.name);
		return { text: drawn.text, copied: voice.copied === true };
	};

	const write = (who: Member, intro: boolean, others: readonly Member[]): ThreadMessage => {
		const kind = intro || who.signed ? rng.pick(["email", "email", "email", "chat"] as const) : "email";
		const lines: string[] = [];
		const copies: string[] = [];
		if (intro && who.person === null) {
			const voice = rng.pick(selves.filter((candidate) => !taken.has(candidate.role)));
			if (voice.role !== "unknown") taken.add(voice.role);
			who.title = title(rng, voice.title);
			const drawn = inSentence(voice, who);
			note(who, voice, drawn.quote);
			lines.push(drawn.text);
		}
		for (const colleague of others) {
			const told = introduce(colleague, who, !colleague.spoke);
			if (told === null) continue;
			lines.splice(rng.int(Math.min(1, lines.length), lines.length), 0, told.text);
			if (told.copied) copies.push(`${colleague.human.name} <${address(colleague.human, organisation)}>`);
		}
		for (let index = rng.int(1, 3); index > 0; index -= 1)
			lines.splice(rng.int(0, lines.length), 0, fillerLines.pop() ?? "Thank you.");
		if (rng.chance(0.4)) lines.push(loose(strangerLines.pop() ?? "Thanks again."));
		if (rng.chance(0.15)) copies.push(`${helper.name} <${address(helper, ourOrganisation)}>`);
		if (who.person === null && who.signed) throw new Error("a writer without a person");
		let text =
			kind === "chat"
				? lines.join("\n")
				: `${rng.pick([`Hello ${rep.first},`, `Dear ${rep.name},`, `Hi ${rep.first}`, "Good morning,", `${rep.first},`])}\n\n${lines.join(rng.chance(0.3) ? "\n\n" : " ")}`;
		if (kind === "email") {
			const full = who.signed
				? who.human.first
				: rng.pick([
						`${who.human.name}\n${who.title}`,
						`${who.human.name}, ${who.title}`,
						`${who.human.name} – ${who.title}`,
					]);
			const named = !who.signed && who.person !== null && rng.chance(0.4) ? who.human.name : full;
			text += `\n\n${rng.pick(["Best regards", "Kind regards,", "Thanks", "Best,", "Regards", "Greetings from the office,"])}\n${named}${rng.chance(0.4) ? `\n${organisation}` : ""}`;
			if (who.person === null)
				who.person = {
					name: who.human.name,
					title: who.title,
					role: "unknown",
					stance: "unknown",
					quote: full,
					power: "unknown",
				};
			who.signed = true;
			if (copies.length > 0) text = `Cc: ${copies.join(", ")}\n\n${text}`;
		}
		who.spoke = true;
		return {
			sentAt: at.toISOString(),
			from: { name: who.human.name, address: address(who.human, organisation) },
			kind,
			text,
		};
	};

	const call = (): ThreadMessage => {
		const turns = [
			`${rep.first}: Hello, can everybody hear me?`,
			`${writer.human.first}: Yes, hello. ${fillerLines.pop() ?? ""}`,
		];
		if (second.person === null) {
			const voice = rng.pick(selves.filter((candidate) => !taken.has(candidate.role)));
			second.title = title(rng, voice.title);
			const drawn = inSentence(voice, second);
			note(second, voice, drawn.quote);
			if (voice.role !== "unknown") taken.add(voice.role);
			turns.push(`${second.human.first}: ${drawn.text}`);
		} else turns.push(`${second.human.first}: Hello, ${second.human.first} here. ${fillerLines.pop() ?? ""}`);
		second.spoke = true;
		writer.spoke = true;
		turns.push(
			`${rep.first}: Thank you. Good to have you both.`,
			`${second.human.first}: ${fillerLines.pop() ?? "Sure."}`,
			`${writer.human.first}: ${fillerLines.pop() ?? "Right."}`,
		);
		return {
			sentAt: at.toISOString(),
			from: { name: writer.human.name, address: address(writer.human, organisation) },
			kind: "call",
			text: turns.join("\n"),
		};
	};

	const messages: ThreadMessage[] = [];
	const count = rng.int(2, 5);
	const ours = (): void => {
		messages.push({
			sentAt: at.toISOString(),
			from: null,
			kind: "email",
			text: rng
				.pick(ourTexts)
				.replace("{w}", writer.human.first)
				.replace(/\{x\}/g, rep.name)
				.replace("{y}", helper.name),
		});
	};
	const withSecond = rng.chance(0.55);
	const secondByCall = withSecond && rng.chance(0.3);
	const secondToldFirst = withSecond && rng.chance(0.5);
	const secondAt = rng.int(1, count - 1);
	if (rng.chance(0.15) && count > 2 && secondAt > 1) ours();
	while (messages.length < count) {
		const step = messages.length;
		if (step > 0) at = new Date(plus(at, rng.int(0, 2)).getTime() + (rng.int(1, 5) * 3_600_000) / 2);
		while (at.getUTCDay() === 0 || at.getUTCDay() === 6) at = plus(at, 1);
		if (!writer.spoke) {
			const told = [...(secondToldFirst ? [second] : []), ...(rng.chance(0.4) ? mentioned.splice(0, 1) : [])];
			messages.push(write(writer, rng.chance(0.6), told));
		} else if (withSecond && step === secondAt)
			messages.push(
				secondByCall ? call() : write(second, rng.chance(0.7), rng.chance(0.2) ? mentioned.splice(0, 1) : []),
			);
		else if (rng.chance(0.05)) {
			const text = loose(rng.pick(advisers));
			const outsider = outside[(stranger - 1) % outside.length];
			if (outsider === undefined) return null;
			messages.push({
				sentAt: at.toISOString(),
				from: { name: outsider.name, address: address(outsider, text.includes(other) ? other : rivals[0]) },
				kind: "email",
				text,
			});
		} else if (messages[messages.length - 1]?.from !== null && rng.chance(0.55)) ours();
		else
			messages.push(
				write(
					withSecond && second.spoke && second.signed && rng.chance(0.3) ? second : writer,
					false,
					rng.chance(0.5) ? mentioned.splice(0, 1) : [],
				),
			);
	}
	return finish(id, stage, messages, everybody, bosses);
}

function finish(
	id: string,
	stage: Stage,
	messages: readonly ThreadMessage[],
	members: readonly Member[],
	bosses: ReadonlyMap<string, string>,
): GeneratedThread | null {
	const people: Person[] = [];
	for (const one of members) {
		if (one.person === null) continue;
		const boss = bosses.get(one.human.name);
		people.push(boss === undefined ? one.person : { ...one.person, reportsTo: boss });
	}
	const all = messages.map((message) => message.text).join("\n\n");
	if (people.some((person) => occurrences(all, person.quote) !== 1)) return null;
	const spoke = members.filter((one) => one.spoke);
	const power = (one: Member): Power => one.person?.power ?? "unknown";
	const single = spoke.length < 2;
	const noPower = late.includes(stage) && !members.some((one) => (one.spoke || one.met) && power(one) === "high");
	return { id, stage, messages, people, alarm: stage !== "PROSPECTING" && (single || noPower) };
}

/** The same seed gives the same threads. */
export function generateThreads(seed: number, count: number): readonly GeneratedThread[] {
	const rng = seeded(seed ^ 0x5eed);
	const threads: GeneratedThread[] = [];
	while (threads.length < count) {
		const thread = composeThread(rng, `thread-${String(seed)}-${String(threads.length + 1)}`);
		if (thread !== null) threads.push(thread);
	}
	return threads;
}
