import { readFileSync } from "node:fs";
import * as z from "zod";
import { sha256 } from "#durable-objects/platform/hash.ts";
import { judgeDraft } from "#knowledge/core/deal/judge-draft.ts";
import type { DealContact, SkillInput } from "#knowledge/core/deal/skill.ts";
import type { ReadFact } from "#knowledge/core/facts/fact.ts";
import { Catalogue } from "#knowledge/core/facts/offering.ts";
import { visibleSpans } from "#knowledge/core/reasoning/visible.ts";
import { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import { contactIdOf, dealIdOf, factIdOf, signalIdOf, TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { Region } from "#knowledge/core/vocabulary/region.ts";
import { Stage } from "#knowledge/core/vocabulary/stage.ts";
import { DEFAULT_PACKS } from "#knowledge/methodologies/built-in.ts";
import { type Evaluation, type Figure, rounded } from "../figure.ts";
import { isHidden, isLaterHidden, isSecondHalf, LATER_SETS, laterSet, readSet } from "./sets.ts";
import { Seller } from "./thread.ts";

const Draft = z.object({ subject: z.string(), body: z.string() });
const Plant = z.object({ kind: z.enum(["number", "date", "name", "promise"]), quote: z.string() });

/** Labels name some facts otherwise than we do. To the lock every known fact is a source, whatever its key. */
function keyNamed(name: string): FactKey {
	const kebab = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replace(/criterion$/, "criteria");
	return FactKey.safeParse(kebab).data ?? "bant.need";
}

/** What a draft may rest on, drafts that rest on it, and drafts into which somebody put what nothing supports. */
export const LockCase = z.object({
	id: z.string(),
	tenant: z.enum(["skyvera", "totogi", "jigtree"]),
	now: z.iso.datetime({ offset: true }),
	stage: Stage,
	region: Region,
	sender: Seller,
	contacts: z.array(z.object({ name: z.string(), title: z.string().nullable().default(null), address: z.string() })),
	deal: z.string(),
	signal: z.object({
		sentAt: z.iso.datetime({ offset: true }),
		from: z.object({ name: z.string(), address: z.string() }),
		subject: z.string(),
		text: z.string(),
	}),
	facts: z.array(z.object({ key: z.string().transform(keyNamed), value: z.string(), quote: z.string() })),
	clean: z.array(Draft),
	planted: z.array(Draft.extend({ plants: z.array(Plant).min(1) })),
});
export type LockCase = z.infer<typeof LockCase>;

const TENANT = TenantId.parse("evaluation");
const HERE = dealIdOf(sha256, TENANT, "lock");

/** [JU8] Whether what nothing supports is held, and what is supported is not. */
export const evalLock: Evaluation = async ({ say, misses }) => {
	const cases = readSet("lock", LockCase);
	if (!cases) return null;
	const judged = judgedIn(cases);
	const planted = judged.filter((each) => each.planted !== null);
	const clean = judged.filter((each) => each.planted === null);
	const passed = planted.filter((each) => each.held === null);
	const held = clean.filter((each) => each.held !== null);
	if (misses) tell(judged, isHidden, say);
	const later = LATER_SETS.flatMap((each) => {
		const of = judgedIn(laterSet(each, "lock", LockCase));
		if (misses) tell(of, (id) => isLaterHidden(each, id), say);
		return of.length === 0 ? [] : laterFigures(`${each} set`, of);
	});
	const unseen = <T extends { readonly id: string }>(of: readonly T[]): readonly T[] =>
		of.filter(({ id }) => isSecondHalf(id));
	const kinds = ["number", "date", "name", "promise"] as const;
	const figure = (metric: string, value: number, n: number, goal?: number): Figure => ({
		name: "judge.lock",
		metric,
		value,
		n,
		...(goal === undefined ? {} : { against: { name: "goal", value: goal } }),
	});
	return [
		figure("planted drafts that pass", passed.length, planted.length, 0),
		figure("share of clean drafts that are held", rounded(held.length / clean.length), clean.length, 0.02),
		figure("planted drafts that pass, second half", unseen(passed).length, unseen(planted).length, 0),
		figure(
			"share of clean drafts that are held, second half",
			rounded(unseen(held).length / unseen(clean).length),
			unseen(clean).length,
			0.02,
		),
		...later,
		...kinds.map((kind) => {
			const of = planted.filter((each) => each.planted?.some((plant) => plant.kind === kind));
			return figure(`planted with a ${kind}, passing`, of.filter((each) => each.held === null).length, of.length);
		}),
	];
};

function laterFigures(set: string, judged: readonly Judged[]): readonly Figure[] {
	const planted = judged.filter((each) => each.planted !== null);
	const clean = judged.filter((each) => each.planted === null);
	const passed = planted.filter((each) => each.held === null).length;
	const held = clean.filter((each) => each.held !== null).length;
	return [
		{ name: "judge.lock", metric: `planted drafts that pass, ${set}`, value: passed, n: planted.length },
		{
			name: "judge.lock",
			metric: `share of clean drafts that are held, ${set}`,
			value: rounded(held / Math.max(1, clean.length)),
			n: clean.length,
		},
	];
}

function tell(judged: readonly Judged[], isSecret: (id: string) => boolean, say: (line: string) => void): void {
	const told = judged.filter(({ id }) => !isSecret(id));
	for (const { id, planted, held, body } of told)
		if (planted !== null && held === null)
			say(`  passed: ${id}: ${planted.map(({ kind, quote }) => `${kind} «${around(body, quote)}»`).join("; ")}`);
	for (const { id, planted, held, body } of told)
		if (planted === null && held !== null)
			say(`  held: ${id}: ${held} [${around(body, /"([^"]{8,})"/.exec(held)?.[1] ?? "")}]`);
}

/** A quote with the line that it stands in. */
const around = (body: string, quote: string): string =>
	body
		.split("\n")
		.find((line) => line.includes(quote))
		?.slice(0, LINE_CHARS_MAX) ?? quote;
const LINE_CHARS_MAX = 300;

type Judged = {
	readonly id: string;
	readonly body: string;
	readonly planted: readonly z.infer<typeof Plant>[] | null;
	readonly held: string | null;
};

/** Each draft of each case, with the reason for which it is held. */
function judgedIn(cases: readonly LockCase[]): readonly Judged[] {
	return cases.flatMap((each) => {
		const input = inputOf(each);
		const of = (draft: z.infer<typeof Draft>): string | null => {
			const judgement = judgeDraft(input, {
				type: "draft-email",
				to: [contactOf(each.signal.from.address)],
				...draft,
				why: "evaluation",
			});
			return judgement.type === "pass" ? null : `${judgement.rule}: ${judgement.reason}`;
		};
		return [
			...each.clean.map((draft) => ({ id: each.id, body: draft.body, planted: null, held: of(draft) })),
			...each.planted.map(({ plants, ...draft }) => ({
				id: each.id,
				body: draft.body,
				planted: plants,
				held: of(draft),
			})),
		];
	});
}

const contactOf = (address: string) => contactIdOf(sha256, { tenant: TENANT, pepper: "evaluation", address });

export const catalogueOf = (tenant: string): Catalogue =>
	Catalogue.parse(JSON.parse(readFileSync(`knowledge/samples/${tenant}/catalogue.json`, "utf8")));

export function inputOf(each: LockCase): SkillInput {
	const { signal } = each;
	const earlier = signalIdOf(sha256, TENANT, "evaluation", "earlier");
	const people = [...each.contacts, { ...signal.from, title: null }];
	const contacts = people
		.filter((person, i) => people.findIndex(({ address }) => address === person.address) === i)
		.map(
			({ name, title, address }): DealContact => ({
				id: contactOf(address),
				name,
				address,
				title,
				phone: null,
				company: null,
			}),
		);
	const facts = each.facts.map(
		({ key, value, quote }, i): ReadFact => ({
			id: factIdOf(sha256, HERE, key, [String(i)]),
			key,
			value,
			confidence: 0.9,
			state: "suggested",
			validFrom: Date.parse(signal.sentAt) - 86_400_000,
			supersedes: null,
			evidence: [{ signal: earlier, quote, start: 0, end: quote.length }],
		}),
	);
	return {
		task: "evaluation",
		now: Date.parse(each.now),
		deal: { id: HERE, name: each.deal, stage: each.stage, region: each.region },
		signal: {
			id: signalIdOf(sha256, TENANT, "evaluation", each.id),
			kind: "email",
			author: "buyer",
			receivedAt: Date.parse(signal.sentAt),
			from: contactOf(signal.from.address),
			subject: signal.subject,
			text: signal.text,
			visible: visibleSpans(signal.text),
			signature: null,
			attached: [],
			addressees: [],
			turns: [],
			calendar: null,
		},
		facts,
		contacts,
		sender: each.sender,
		handoff: null,
		catalogue: catalogueOf(each.tenant),
		history: [],
		crm: {},
		packs: DEFAULT_PACKS,
	};
}
