import type { StakeholderRole } from "../../vocabulary/stakeholder.ts";
import { type Cast, isFunctionName, isOurs, type Known, resolved } from "./cast.ts";
import { markedOf, type Somebody } from "./marked.ts";
import type { Mention } from "./mentions.ts";
import { metIn } from "./met.ts";
import { partsIn } from "./parts.ts";
import type { Said } from "./said.ts";
import { type Sight, spanned } from "./sight.ts";

const NAMED = { role: "unknown", stance: "unknown", confidence: 0.45 } as const;
const MET = { ...NAMED, confidence: 0.6 } as const;

/** What the words beside each mark say: of those named, of whom "she" means, and of the speaker. */
export function toldOf(
	said: Said,
	text: string,
	{
		mentions,
		cast,
		carried,
		before,
	}: { mentions: readonly Mention[]; cast: Cast; carried: Mention | null; before: string | null },
): readonly Sight[] {
	const speaker = speakerOf(said, cast);
	const marked = markedOf(text, mentions, { speaker, carried });
	const isPerson = (person: Somebody, role: StakeholderRole): boolean => {
		const mention = mentions.find(({ name }) => name === person.name);
		return !mention?.office || isFunctionName(mention.name, role);
	};
	const met = metIn(marked, said.voice === "buyer" ? "buyer" : "reported").map(
		(person): Sight => ({
			...spanned(said, person, MET),
			heard: "met",
		}),
	);
	return [
		...partsIn(marked, speaker, { words: text, before, isAnswer: said.asked !== null }).flatMap(
			({ person, role, stance, confidence, power, reportsTo, releases, learned, leans }) =>
				isPerson(person, role)
					? [{ ...spanned(said, person, { role, stance, confidence, releases }), power, reportsTo, learned, leans }]
					: [],
		),
		...met.filter(({ name }) => name !== speaker?.name && isPerson({ name, title: null }, "unknown")),
	];
}

/** [DI31] Whom the buyer names as doing, saying or wanting something is somebody in this deal, though no part shows. */
export function takingPart(said: Said, text: string, mentions: readonly Mention[]): readonly Sight[] {
	return mentions.flatMap((mention) => {
		if (mention.group || mention.office) return [];
		const follow = text.slice(mention.end, mention.end + 60);
		// A capital that opens a sentence is somebody only where a person's verb follows: "Delivery is late" is no person.
		const acts = mention.guessed && mention.start === 0 && !mention.name.includes(" ") ? FEELS : ACTS;
		if (!acts.test(follow)) return [];
		return [spanned(said, mention, NAMED)];
	});
}
const FEELS =
	/^(?:\s\([^()]{1,40}\))?(?:,[^,.]{2,50},)?\s(?:(?:who|also|still|already|always|just|really|probably|even|then|himself|herself)\s){0,2}(?:wants?|thinks?|says?|said|asked|told|knows?|hates?|likes?|loves?|loved|liked|feels?|prefers?|worries|hopes?|tried|wrote|suggested|mentioned|agrees?|disagrees?|insists?|does not (?:mind|care|want|like)|doesn['’]t (?:mind|care|want|like))\b/iu;
const ACTS =
	/^(?:\s\([^()]{1,40}\))?(?:,[^,.]{2,50},)?\s(?:(?:who|also|still|already|always|just|really|probably|even|then|himself|herself)\s){0,2}(?:is|was|has|had|will|would|can|could|must|wants?|thinks?|says?|said|asks?|asked|told|knows?|does|runs?|uses?|works?|looks?|sits?|needs?|hates?|likes?|loves?|likes|takes?|keeps?|does|did|doesn['’]t|isn['’]t|won['’]t|wasn['’]t|can['’]t|feels?|prefers?|worries|hopes?|came|saw|tried|tested|read|wrote|suggested|mentioned|agrees?|disagrees?|insists?)\b/iu;

const speakerOf = (said: Said, cast: Cast): Known | null =>
	said.voice !== "buyer" || said.speaker === null || isOurs(said.speaker, cast)
		? null
		: (resolved(said.speaker, cast) ?? { name: said.speaker, title: null });
