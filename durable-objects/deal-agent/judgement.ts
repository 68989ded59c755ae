import { whyOf } from "#knowledge/agents/why.ts";
import type {
	BattlecardView,
	LedgerView,
	OpportunityPlanView,
	PoliticalMapView,
	PriceGuidanceView,
	RunWhyView,
	WhyView,
} from "#knowledge/core/contract/judgement.ts";
import { type PriceAsk, priceGuidance } from "#knowledge/core/deal/price-guidance.ts";
import type { Envelope } from "#knowledge/core/events/envelope.ts";
import { battlecardsFor } from "#knowledge/core/facts/battlecards.ts";
import type { Blackboard } from "#knowledge/core/facts/blackboard.ts";
import type { ReadFact } from "#knowledge/core/facts/fact.ts";
import { concessionLedger, promiseLedger } from "#knowledge/core/facts/ledger.ts";
import type { Catalogue } from "#knowledge/core/facts/offering.ts";
import { opportunityPlan, type PlanLine, planChanges } from "#knowledge/core/facts/plan.ts";
import { politicalMap } from "#knowledge/core/facts/political-map.ts";
import type { Lookup } from "#knowledge/core/vocabulary/hash.ts";
import type { RunId } from "#knowledge/core/vocabulary/ids.ts";
import { done, type Outcome, refused } from "#knowledge/core/vocabulary/outcome.ts";
import { hasRole, isHuman, type Principal } from "#knowledge/core/vocabulary/principal.ts";
import type { Instant } from "#knowledge/core/vocabulary/time.ts";
import { laterTexts } from "./later-texts.ts";
import { maySteer } from "./may-steer.ts";
import type { Past } from "./moment.ts";
import { factsOf, readCrm, readFact } from "./skill-input.ts";
import type { DealStore } from "./store.ts";
import { time } from "./time.ts";

/** What a run held back and why, with what people said of it; `null`: there is no such run. */
export function whyView(run: RunId, log: readonly Envelope[], lookup: Lookup): RunWhyView | null {
	if (!log.some(({ event }) => event.type === "deal.run-requested")) return null;
	const said = log.flatMap(({ event, at }) => (event.type === "deal.feedback-given" ? [{ ...event, at }] : []));
	const items = whyOf(log, lookup).map((why): WhyView => {
		const ofIt = said.filter(
			({ skill, about, rule }) => skill === why.skill && about === why.about && (rule === null || rule === why.rule),
		);
		// The latest word of each person.
		const latest = ofIt.filter((each, i) => !ofIt.slice(i + 1).some(({ by }) => by === each.by));
		const feedback = latest.map(({ verdict, by, at, note }) => ({
			verdict,
			by,
			at: time(at),
			note: note === null ? null : lookup(note),
		}));
		return { ...why, feedback };
	});
	return { run, items };
}

const readFacts = (board: Blackboard, lookup: Lookup): readonly ReadFact[] =>
	factsOf(board).map((fact) => readFact(fact, lookup));

export function mapView(board: Blackboard, lookup: Lookup): PoliticalMapView {
	const { people, reporting, coverage, alarm } = politicalMap(board.stage, readFacts(board, lookup));
	return {
		people: people.map((person) => ({ ...person })),
		reporting: reporting.map((each) => ({ ...each })),
		coverage: { score: coverage.score, missing: [...coverage.missing] },
		alarm,
	};
}

type Asked = { readonly board: Blackboard; readonly now: Instant; readonly since: number | null };

/** The plan of now, and with `since` the one of then, folded from the log up to that event. */
export function planView({ store, boards }: Past, { board, now, since }: Asked): Outcome<OpportunityPlanView> {
	const lines = planOf(board, now, store);
	const plan = { at: time(now), lines: lines.map(lineView) };
	if (since === null) return done({ ...plan, since: null });
	const [last] = store.events(since - 1, 1);
	if (last?.seq !== since) return refused("not-found", "the deal has no such event yet");
	const before = planOf(boards(since), last.at, store);
	const changes = planChanges(before, lines).map((change) => ({ ...change, facts: [...change.facts] }));
	return done({ ...plan, since: { seq: since, at: time(last.at), lines: before.map(lineView), changes } });
}

const planOf = (board: Blackboard, at: Instant, store: DealStore): readonly PlanLine[] =>
	opportunityPlan({
		stage: board.stage,
		today: dayOf(at),
		facts: readFacts(board, store.lookup),
		later: laterTexts(store, at),
		crm: readCrm(board, store.lookup),
	});

/** The ISO day of a moment, UTC. */
const dayOf = (at: Instant): string => time(at).slice(0, 10);

const lineView = ({ section, about, text, facts }: PlanLine) => ({ section, about, text, facts: [...facts] });

/** What was promised and given so far. */
export function ledgerView(store: DealStore, { board, now }: Pick<Asked, "board" | "now">): LedgerView {
	const facts = readFacts(board, store.lookup);
	return {
		promises: promiseLedger(facts, laterTexts(store, now), dayOf(now)).map((line) => ({
			...line,
			since: time(line.since),
			quotes: [...line.quotes],
		})),
		concessions: concessionLedger(facts).map((line) => ({
			...line,
			since: time(line.since),
			quotes: [...line.quotes],
		})),
	};
}

type Selling = { readonly catalogue: Catalogue; readonly now: Instant };

export const battlecardViews = (
	board: Blackboard,
	lookup: Lookup,
	{ catalogue, now }: Selling,
): readonly BattlecardView[] =>
	battlecardsFor(readFacts(board, lookup), catalogue, now).map((card) => ({
		...card,
		strong: [...card.strong],
		ours: [...card.ours],
		mentions: [...card.mentions],
	}));

type Priced = { readonly principal: Principal; readonly catalogue: Catalogue; readonly ask: PriceAsk };

/** Floors are for whoever answers for the deal, and for those who make the price list. */
export function guidanceView(
	board: Blackboard,
	lookup: Lookup,
	{ principal, catalogue, ask }: Priced,
): Outcome<PriceGuidanceView> {
	const isAdmin = isHuman(principal) && hasRole(principal, "tenant-admin");
	if (!isAdmin && !maySteer(board, principal))
		return refused("not-allowed", "this takes the deal's rep, the region's human or a tenant admin");
	const ledger = concessionLedger(readFacts(board, lookup)).map(({ who, give, get, isUnmatched }) => ({
		who,
		give,
		// What stands against a give of the other side is paid by that.
		get: get ?? (isUnmatched ? null : "a give of the other side"),
	}));
	const found = priceGuidance(catalogue, { region: board.region, ask, ledger });
	if (!found) return refused("not-found", "no price list of this region has such a price");
	return done({ ...found, steps: [...found.steps], unpaid: [...found.unpaid] });
}
