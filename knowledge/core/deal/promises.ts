import type { Sentence } from "../reasoning/sentences.ts";
import { figuresIn } from "../reasoning/support/figures.ts";
import { ANSWERED_WITHIN } from "./answer-time.ts";
import {
	ACT_SHARE,
	ALL_OF_THEM,
	act,
	type Backing,
	type Beside,
	CLAIM_SHARE,
	claim,
	type Index,
	indexOf,
	isBacked,
	isDeniedThing,
	isLimit,
	isSaidBeside,
	isTimed,
	NEARLY_ALL,
	NEVER,
	type Reason,
} from "./backed.ts";
import {
	ABLE,
	AMONG,
	ASSENTS,
	BARE_YES,
	BECOMES,
	BUYERS_THINGS,
	BY_ITSELF,
	BY_PEOPLE,
	CAN_BE_DONE,
	DATED,
	DONE_BY_OURS,
	EFFECT,
	FIRST,
	IS_DONE,
	IT_DOES,
	KEPT_BY_THEM,
	LEVEL,
	MILD,
	NAME_CAN,
	NAMED,
	OTHERS,
	OTHERS_DO,
	OURS_ARE,
	TAKES,
	THEIR_DOING,
	THEIR_SIDE,
	THEIRS_ALONE,
	THEIRS_GET,
	THERE_IS,
	THEY_WILL,
	TO_DO_FOR_YOU,
	WE_DO,
	WE_HAVE,
	YOU_GET,
} from "./claim-words.ts";
import { grainIn, isOfProduct, novelIn } from "./claimed.ts";
import {
	ABOUT,
	ANSWERS,
	AS_THEY_REQUIRE,
	ASKS,
	clausesOf,
	DENIES,
	HELD,
	isToldAgain,
	plain,
	STATE,
} from "./clauses.ts";
import { isDenied, isPending, isToldOrOpen, RETOLD as TOLD } from "./commercial.ts";
import {
	ABSOLUTE,
	AS_REQUIRED,
	BINDING,
	COURTESIES,
	COURTESIES_OF_OTHERS,
	DOING,
	DONE_BY_US,
	FORBEARANCE,
	WE_ALWAYS,
} from "./promise-words.ts";

export type Promised = { readonly text: string; readonly why: string };

/**
 * [JU18] An undertaking of ours that nothing backs, in a sentence of ours: what we, ours or the product will do, do or hold
 * ready. A verb that is on no list of courtesies commits us.
 */
export function promisedIn(sentences: readonly Sentence[], backing: Backing): Promised | null {
	const index = indexOf(backing);
	const items = backing.items.filter((each) => each.length >= 3).toSorted((a, b) => b.length - a.length);
	for (const [i, sentence] of sentences.entries()) {
		const named = items.reduce((left, each) => left.replaceAll(each, "the item"), sentence.text);
		const text = ANSWERS.test(named) ? named.replaceAll(ANSWERED_WITHIN, "soon") : named;
		if (/\?\W{0,3}$/.test(text)) continue;
		const beside = (at: number): string =>
			sentences[at]?.paragraph === sentence.paragraph ? (sentences[at]?.text ?? "") : "";
		const found =
			judgeSentence(text, { before: beside(i - 1), after: beside(i + 1) }, index) ?? novelClaim(text, index);
		if (found) return found;
	}
	return null;
}

function judgeSentence(text: string, beside: Beside, index: Index): Promised | null {
	// «You ask for a) this, b) that»: what is listed behind it is theirs, until somebody of ours acts.
	if (isDenied(text)) return null;
	if (AS_THEY_REQUIRE.test(text) && !isPending(text) && !DENIES.test(text))
		return { text: text.trim(), why: "it takes over what they require" };
	let isListed = false;
	const isLeft = isToldOrOpen(plain(text));
	const clauses = clausesOf(text);
	for (const [i, clause] of clauses.entries()) {
		const isTold = isToldAgain(clause);
		const isOurs = /\b(?:i|we|our|us|my)\b|['’]ll\b/i.test(clause) || (!isTold && HELD.test(clause));
		if (isTold) isListed = true;
		else if (isOurs) isListed = false;
		// A heading says what is spoken of.
		if (
			/:\s*$/.test(clause) &&
			(/^\W*(?:what|how|where|when)\b/i.test(clause) || !/\b(?:will|can|is|are|we|i)\b/i.test(clause))
		)
			continue;
		if (/^\W*(?:(?:and|but|so) )?(?:whether|if|unless|should|in case|provided)\b/i.test(clause)) {
			// «If you say yes we will have you live»: what follows on it is said all the same.
			const then = /\b(?:i|we)(?:['’]ll| will)\b.*$/is.exec(clause)?.[0];
			const found =
				then === undefined || /\b(?:whether|tell|know)\b/i.test(clause) ? null : reasonIn(` ${then}`, index);
			if (found?.binds && !isBacked(text, clause, { index, ...found })) return { text: clause.trim(), why: found.why };
			continue;
		}
		if (isPending(clause) || DENIES.test(clause)) continue;
		const isOfOurs = !isListed && !isTold;
		if (isOfOurs && isTimed(clause, index)) return { text: clause.trim(), why: "it says within what time" };
		if (isOfOurs && isDeniedThing(clause, index)) return { text: clause.trim(), why: "our own limits say otherwise" };
		if ((isListed || isLeft) && !isOurs) continue;
		if (!isListed && isLimit(clause, index)) return { text: clause.trim(), why: "our own limits say otherwise" };
		if (index.isOffered && figuresIn(clause).some(({ kind }) => kind === "money")) continue;
		const kept = KEPT_BY_THEM.exec(clause)?.[1];
		if (kept !== undefined && (/^\p{Ll}/u.test(kept) || index.theirs.has(kept))) continue;
		if (
			BARE_YES.test(clause) &&
			isSaidBeside(clause, index, {
				before: clauses[i - 1] ?? beside.before,
				after: clauses.slice(i + 1).join(" ") || beside.after,
			})
		)
			continue;
		const found = reasonIn(clause, index);
		if (found !== null && !isBacked(text, clause, { index, ...found })) return { text: clause.trim(), why: found.why };
	}
	return null;
}

/** What they ask was given to somebody. */
const GOES_TO_A_PERSON = /\b(?:handed|passed|forwarded|gone|given|sent|put) (?:on )?to\b|\bcolleagues?\b/i;

/** What a sentence about our product says that nobody has a word for: neither the catalogue nor the buyer. */
function novelClaim(text: string, index: Index): Promised | null {
	if (isDenied(text) || !isOfProduct(text, index.known)) return null;
	for (const clause of clausesOf(text)) {
		if (/^\W*(?:(?:and|but|so) )?(?:whether|if|unless|should|in case|provided)\b/i.test(clause)) continue;
		if (
			isPending(clause) ||
			DENIES.test(clause) ||
			isToldAgain(clause) ||
			GOES_TO_A_PERSON.test(clause) ||
			/\b(?:I|I['’]\w+|my|me)\b/.test(clause)
		)
			continue;
		if (index.isOffered && figuresIn(clause).some(({ kind }) => kind === "money")) continue;
		const grain = grainIn(clause, index.known);
		if (grain !== null) return { text: clause.trim(), why: `it says «${grain}», and the catalogue says otherwise` };
		const word = novelIn(clause, index.known);
		if (word !== null) return { text: clause.trim(), why: `it says «${word}» of what we sell` };
	}
	return null;
}

/** Why a clause binds us, or `null`. */
function reasonIn(said: string, index: Index): Reason | null {
	// What is asked about is not said.
	const clause = said.replace(ABOUT, "");
	if (BINDING.some((pattern) => pattern.test(clause))) return act("it undertakes something for us");
	const isRetold = isToldAgain(clause);
	if (!isRetold && HELD.test(clause)) return claim("it says what is there already");
	if (!isRetold && ABSOLUTE.test(clause)) return act("it says what always or never happens");
	const level = LEVEL.exec(clause);
	if (level && !TOLD.test(clause.slice(0, level.index)) && !ASKS.test(clause.slice(0, level.index)))
		return act("it says how well or how long it runs");
	const mild = MILD.exec(clause);
	if (mild) return DOING.test((mild[1] ?? "").trimStart()) ? act("it says what we would do") : null;
	const first = FIRST.exec(clause);
	if (first) {
		const isNot =
			first[2] !== undefined ||
			/\b(?:not|never)\b|n['’]t\b/i.test(first[0].slice(0, first[0].length - (first[3] ?? "").length));
		return isNot ? withheld(first[3] ?? "") : courteous(first[3] ?? "") ? null : act("it says what we will do");
	}
	const other = OTHERS.exec(clause);
	if (other && !isRetold) {
		const does = (other[2] ?? "").replace(/^(\w+?)(?:s|es)\b/, "$1");
		if (!COURTESIES_OF_OTHERS.test(does) && !COURTESIES_OF_OTHERS.test(other[2] ?? "") && !isState(other[2] ?? ""))
			return act("it says what somebody of ours will do");
		return null;
	}
	const others = isRetold ? null : OTHERS_DO.exec(clause);
	const verb = others?.[1] ?? "";
	if (
		others &&
		(DOING.test(verb) ||
			(OURS_ARE.test(clause) && !COURTESIES_OF_OTHERS.test(verb) && !courteous(verb) && !isState(verb)))
	)
		return act("it says what somebody of ours will do");
	if (!isRetold && DONE_BY_OURS.test(clause)) return act("it says what somebody of ours will do");
	if (
		!isRetold &&
		BY_ITSELF.test(clause) &&
		!/n['’]t\b|\b(?:not|never|nothing)\b/i.test(clause) &&
		!/\b(?:is|are) an? /i.test(clause) &&
		isOfProduct(clause, index.known)
	)
		return claim("it says what happens by itself", ACT_SHARE);
	const done = isRetold || /\b(?:only|neither|nor|no|nothing)\b/i.test(clause) ? null : WE_DO.exec(clause);
	if (done && WE_ALWAYS.test(done[1] ?? "") && !courteous(done[1] ?? "")) return act("it says what we do");
	if (!isRetold && TAKES.test(clause)) {
		const stretch = /\b(?:weekend|afternoon|morning|evening|night)/i
			.exec(TAKES.exec(clause)?.[0] ?? "")?.[0]
			.toLowerCase();
		const isSaid = stretch === undefined || index.does.some((each) => each.has(stretch));
		return claim("it says how long something takes", isSaid ? CLAIM_SHARE : NEVER);
	}
	if (!isRetold && WE_HAVE.test(clause)) return act("it says what we have done");
	if (!isRetold && THEIRS_GET.test(clause)) return act("it says what they will get");
	const get = YOU_GET.exec(clause);
	if (get && !TO_DO_FOR_YOU.test(get[1] ?? "")) return act("it says what they will get");
	if (isRetold) return null;
	const will = THEY_WILL.exec(clause);
	if (
		will &&
		BECOMES.test(will[2] ?? "") &&
		!COURTESIES_OF_OTHERS.test(will[2] ?? "") &&
		!THEIR_SIDE.test(will[1] ?? "") &&
		!NAMED.test(will[1] ?? "") &&
		!BY_PEOPLE.test(clause)
	)
		return claim("it says what will be");
	const kept = /^\W*(?:and )?(\p{Lu}[\p{L}-]{2,20}) is kept\W*$/u.exec(clause)?.[1];
	if (kept !== undefined && index.theirs.has(kept)) return null;
	if (
		IS_DONE.test(clause) &&
		!/\b(?:when|once|until|before|after|if|as soon as|that|which|what|how) (?:\w+ ){0,3}(?:is|are|gets?|can be)\b/i.test(
			clause,
		) &&
		DONE_BY_US.test(clause) &&
		!BY_PEOPLE.test(clause) &&
		!THEIR_DOING.test(clause)
	)
		return claim("it says what is done");
	if (EFFECT.test(clause) && !/^\W*(?:if|when|as|where|unless|once|since|because|that|who)\b/i.test(clause))
		return act("it says what will come of it");
	if (AS_REQUIRED.test(clause) && /\b(?:is|are|has|have|\w+s)\b/.test(clause))
		return act("it takes over what they require");
	if (!isRetold && ALL_OF_THEM.test(clause))
		return { ...claim("it says something of all of them", NEARLY_ALL), isOfAll: true };
	if (index.product.test(clause) && !STATE.test(clause)) return claim("it says what our product does");
	if (
		ABLE.test(clause) &&
		!/\b(?:what|which|how|who) \w+ can\b/i.test(clause) &&
		!NAME_CAN.test(clause) &&
		!index.theirs.has(/\p{L}+/u.exec(clause)?.[0] ?? "")
	)
		return { ...claim("it says what can be done with it", NEARLY_ALL), isOfUse: true };
	if (THERE_IS.test(clause)) return { ...claim("it says what there is", NEARLY_ALL), isOfUse: true };
	if (IT_DOES.test(clause)) return claim("it says what our product does");
	if (CAN_BE_DONE.test(clause) && !/\b(?:you|your|they|their|he|she)\b/i.test(clause))
		return { ...claim("it says what can be done"), isOfUse: true };
	if (AMONG.test(clause) && !index.priced.some((each) => clause.includes(each)))
		return act("it says what is among ours");
	if (
		ASSENTS.test(clause) &&
		!/^\W*(?:perhaps|maybe)\b.*\b(?:should|could|would|might)\b/i.test(clause) &&
		!BUYERS_THINGS.test(clause) &&
		!/\b(?:before|when|until|once|if|that|which|who) \w+ (?:\w+ )?(?:comes?|starts|begins|opens|follows)\b/i.test(
			clause,
		) &&
		!THEIRS_ALONE.test(clause)
	)
		return DATED.test(clause)
			? act("it says that something will be had by a day")
			: claim("it says that something can be had");
	return null;
}

const courteous = (words: string): boolean => {
	const verb = words.toLowerCase().trimStart();
	return COURTESIES.some((pattern) => pattern.test(verb));
};

const withheld = (words: string): Reason | null =>
	FORBEARANCE.test(words.toLowerCase().trimStart()) ? act("it says what we will never do") : null;

/** «Our list is attached»: how something stands with us promises nothing. */
const isState = (words: string): boolean => /^(?:is|are|was|were|has|have|had|does|did|s)\b/i.test(words);
