import { expect, test } from "vitest";
import { type Tally, walkDeal } from "../testing/walk/walk.ts";

/** `WALK=1` walks the whole way; `WALK_SEED` takes another one, or the one that a failure named. */
const IS_LONG = process.env.WALK !== undefined;
const PROPOSALS = IS_LONG ? 100_000 : 2_000;
const SEED = Number(process.env.WALK_SEED ?? 1);
const PROPOSALS_PER_DEAL = 100;

/** Each seed is the life of one deal, so that a failure is had again at once. */
function walk(): Tally {
	const tally: Tally = new Map();
	const made = () => tally.get("proposals") ?? 0;
	for (let seed = SEED; made() < PROPOSALS; seed++) {
		const before = made();
		try {
			walkDeal(seed, Math.min(PROPOSALS_PER_DEAL, PROPOSALS - before), tally);
		} catch (error) {
			const where = `WALK_SEED=${seed}, proposal ${made() - before} of its deal`;
			throw new Error(`${where}: ${error instanceof Error ? error.message : error}`, { cause: error });
		}
	}
	return tally;
}

const NAME =
	"[WA1] S2-78: whatever agents propose and people try, no agent passes NEGOTIATION and nothing leaves unapproved";

test(NAME, { timeout: 900_000 }, () => {
	const tally = walk();
	const seen = (what: string): number => tally.get(what) ?? 0;
	if (IS_LONG) console.log(Object.fromEntries([...tally].sort(([a], [b]) => (a < b ? -1 : 1))));
	// A walk that never came near a ceiling would have shown nothing. Another short way may miss some of the sights.
	const sights = IS_LONG ? [...SIGHTS, ...RARE_SIGHTS] : SEED === 1 ? SIGHTS : [];
	expect(sights.filter((what) => seen(what) === 0)).toEqual([]);
	for (const stage of ["NEGOTIATION", "CLOSED_WON", "CLOSED_LOST", "ONBOARDING", "ADOPTION", "RENEWAL"])
		expect(seen(`moved by agent to ${stage}`)).toBe(0);
	expect(seen("deal.effect-queued")).toBe(seen("approved send-email"));
});

const SIGHTS = [
	"settled",
	"answers that were nonsense",
	"refused by JU1",
	"refused by JU2",
	"refused by JU3",
	"refused by JU4",
	"refused by JU5",
	"refused by JU6",
	"deal.crm-changed",
	"deal.coaching-noted",
	"refused by PO2",
	"refused by PO3",
	"refused by no-proof",
	"approved send-email",
	"approved move-stage",
	"rejected send-email",
	"replaced send-email",
	"expired move-stage",
	"deal.approval-edited",
	"deal.effect-queued",
	"deal.effect-settled",
	"deal.effect-held",
	"deal.fact-learned",
	"deal.flag-raised",
	"hand-off delivered",
	"hand-off refused-repeat",
	"hand-off refused-unknown-skill",
	"moved by agent to DISCOVERY",
	"moved by agent to PROPOSAL",
	"moved by human to CLOSED_LOST",
	"act refused: not-allowed",
	"act refused: not-found",
	"act refused: already-decided",
	"act refused: stale-digest",
	"act refused: expired",
	"act refused: conflict",
	"act refused: too-late",
	"act refused: invalid",
	"forgeries refused",
	"flag closed-deal-mail",
	"closed send-email",
	"replays",
];

const RARE_SIGHTS = [
	"refused by PO7",
	"approved arbitrate-fact",
	"replaced move-stage",
	"hand-off refused-hops",
	"moved by human to NEGOTIATION",
	"moved by human to CLOSED_WON",
	"moved by human to RENEWAL",
];
