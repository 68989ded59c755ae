import { ACTIVE_PACKS_MAX, Pack } from "../core/methodology/pack.ts";
import bant from "./bant.json" with { type: "json" };
import challenger from "./challenger.json" with { type: "json" };
import chrisVoss from "./chris-voss.json" with { type: "json" };
import meddic from "./meddic.json" with { type: "json" };
import meddpicc from "./meddpicc.json" with { type: "json" };
import qbs from "./qbs.json" with { type: "json" };
import sandler from "./sandler.json" with { type: "json" };
import spin from "./spin.json" with { type: "json" };
import targetAccountSelling from "./target-account-selling.json" with { type: "json" };

/** The methods that every tenant has. Those that are active come first where two ask alike. */
export const BUILT_IN_PACKS: readonly Pack[] = [
	bant,
	meddic,
	qbs,
	meddpicc,
	chrisVoss,
	challenger,
	spin,
	targetAccountSelling,
	sandler,
].map((pack) => Pack.parse(pack));

/** What a tenant has: its own packs, each in the place of the built-in one of its id or behind all of them. */
export const packsWith = (own: readonly Pack[]): readonly Pack[] => [
	...BUILT_IN_PACKS.map((pack) => own.find(({ id }) => id === pack.id) ?? pack),
	...own.filter(({ id }) => !BUILT_IN_PACKS.some((pack) => pack.id === id)),
];

/** Those by which the crew asks: a tenant's own come first, since somebody chose them, and no more than a turn can bear. */
export function activeOf(own: readonly Pack[]): readonly Pack[] {
	const isOwn = (pack: Pack): boolean => own.includes(pack);
	const active = packsWith(own).filter((pack) => pack.active);
	return [...active.filter(isOwn), ...active.filter((pack) => !isOwn(pack))].slice(0, ACTIVE_PACKS_MAX);
}

/** The packs of whoever has said nothing about them. */
export const DEFAULT_PACKS: readonly Pack[] = activeOf([]);
