import { sha256 } from "#durable-objects/platform/hash.ts";
import type { Catalogue } from "#knowledge/core/facts/offering.ts";
import { canonicalJson } from "#knowledge/core/vocabulary/json.ts";
import { done, type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import type { Principal } from "#knowledge/core/vocabulary/principal.ts";
import { DecisionAnswer, type InjectCall } from "./calls.ts";
import type { Commit } from "./commit.ts";
import { injectMail } from "./decide.ts";
import type { Work } from "./run-turn.ts";
import type { DealStore } from "./store.ts";

export type InjectRequest = {
	readonly mail: InjectCall;
	/** The caller's own name of this request. */
	readonly request: string;
	readonly principal: Principal;
	readonly undoWindowMs: number;
	readonly catalogue: Catalogue;
};

/** The same request sent twice is one mail and one answer; another mail under the same name is declined. */
export function injectOnce(
	work: Work,
	store: DealStore,
	{ mail, request, ...deps }: InjectRequest,
	commit: (more: Partial<Commit>) => void,
): Outcome<DecisionAnswer> {
	const asked = sha256(canonicalJson(mail));
	const before = store.request(request);
	if (before && before.asked !== asked) return refused("conflict", "this key was used for another mail");
	if (before) return done(DecisionAnswer.parse(JSON.parse(before.answer)));
	const outcome = injectMail(work, mail, deps);
	if (outcome.type === "done") commit({ request: { key: request, asked, answer: canonicalJson(outcome.value) } });
	return outcome;
}
