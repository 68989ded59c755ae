import type { DealView } from "#knowledge/core/contract/deal.ts";
import type { CompanyId, DealId } from "#knowledge/core/vocabulary/ids.ts";
import { followActivities, type Pull, verifyActivities } from "./activities.ts";
import { readActivityCursor } from "./cursors.ts";
import { followLearning } from "./learning.ts";
import { followLessons } from "./lessons.ts";
import { followMemory, verifyMemory } from "./memory.ts";
import { differs, forgetVersion, projectDeal, storedStanding } from "./projection.ts";
import { rowsOf } from "./record-rows.ts";
import { reseal } from "./reseal.ts";
import type { TenantDb } from "./tenant-db.ts";
import { followUsage } from "./usage.ts";

export type Follow = {
	readonly pull: Pull;
	/** The id of a company by its domain; `null` without the tenant's secret. */
	readonly companyOf: (domain: string) => CompanyId | null;
};

/** Brings everything that lists show of a deal up to this view: its rows, then its activities. */
export async function followDeal(db: TenantDb, view: DealView, { pull: ask, companyOf }: Follow): Promise<void> {
	const pull = shared(ask);
	await projectDeal(db, rowsOf(view, companyOf));
	await followActivities(db, view.id, { pull });
	await followUsage(db, view.id, usageOf(view, pull));
	await followLessons(db, view.id, { pull, end: view.version });
	await followLearning(db, view.id, { pull, end: view.version });
	await followMemory(db, view.id, { pull, end: view.version });
}

const usageOf = ({ fork, version }: DealView, pull: Pull) => ({ pull, isFork: fork !== null, end: version });

/** Those who read the log stand at the same place of it, as a rule: they are given the same page. */
function shared(pull: Pull): Pull {
	const pages = new Map<string, ReturnType<Pull>>();
	return (after, limit) => {
		const name = `${after}:${limit}`;
		const page = pages.get(name) ?? pull(after, limit);
		pages.set(name, page);
		return page;
	};
}

/** Holds the rows of one deal against the deal itself, and repairs what differs. Answers whether anything did. */
export async function reconcileDeal(
	db: TenantDb,
	deal: DealId,
	source: Follow & { readonly read: () => Promise<DealView | null> },
): Promise<boolean> {
	// Read before the deal is: a deal only grows, so a row that is ahead of it now was never true.
	const stored = (await storedStanding(db, deal))?.version ?? null;
	const view = await source.read();
	if (!view) return false;
	// The cursor of the activities is read before the first page is, so a page may be shared from there on.
	const pull = shared(source.pull);
	// Lists show no fork; what is used in one is used all the same.
	if (view.fork) {
		await followUsage(db, deal, usageOf(view, pull));
		return false;
	}
	if (stored !== null && stored > view.version) await forgetVersion(db, deal, stored);
	const rows = rowsOf(view, source.companyOf);
	const isRowWrong = await differs(db, rows);
	if (isRowWrong) await projectDeal(db, rows);
	const isLogWrong = await verifyActivities(db, deal, { pull });
	const isBehind = ((await readActivityCursor(db, deal))?.seq ?? 0) < view.version;
	if (isBehind) await followActivities(db, deal, { pull });
	await followUsage(db, deal, usageOf(view, pull));
	await followLessons(db, deal, { pull, end: view.version });
	await followLearning(db, deal, { pull, end: view.version });
	const isMemoryWrong = await verifyMemory(db, deal, { pull, end: view.version });
	const isKeyOld = await reseal(db, deal);
	return isRowWrong || isLogWrong || isBehind || isMemoryWrong || isKeyOld;
}
