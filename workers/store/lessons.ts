import * as z from "zod";
import type { LessonView } from "#knowledge/core/contract/judgement.ts";
import { FeedbackAbout } from "#knowledge/core/events/deal.ts";
import { LessonsPending, NO_LESSONS_PENDING, readLessons, wilsonLow } from "#knowledge/core/facts/lessons.ts";
import { type Learned, worthOf } from "#knowledge/core/learning/learned.ts";
import { type DealId, SkillName } from "#knowledge/core/vocabulary/ids.ts";
import type { Pull } from "./activities.ts";
import { type Counter, followCounts } from "./counting.ts";
import type { TenantDb } from "./tenant-db.ts";

const INTO = "INSERT INTO lessons (tenant, deal, skill, about, subject, verdict, amount)";
const ADDED =
	"ON CONFLICT (tenant, deal, skill, about, subject, verdict) DO UPDATE SET amount = amount + excluded.amount";
const FIELDS = "value ->> 'skill', value ->> 'about', value ->> 'subject', value ->> 'verdict', value ->> 'amount'";

/** The subscriber «lessons». A deal's counts and the account's sums, under the deal '', move together. */
const COUNTER: Counter<LessonsPending> = {
	subscriber: "lessons",
	schema: LessonsPending,
	begin: NO_LESSONS_PENDING,
	read: readLessons,
	clear: (here) => [
		`${INTO} SELECT l.tenant, '', l.skill, l.about, l.subject, l.verdict, -l.amount FROM lessons AS l
			WHERE l.tenant = ?1 AND l.deal = ?2 AND ${here} ${ADDED}`,
		`DELETE FROM lessons WHERE tenant = ?1 AND deal = ?2 AND ${here}`,
	],
	add: (here) => [
		`${INTO} SELECT ?1, ?2, ${FIELDS} FROM json_each(?4) WHERE ${here} ${ADDED}`,
		`${INTO} SELECT ?1, '', ${FIELDS} FROM json_each(?4) WHERE ${here} ${ADDED}`,
	],
};

/** Counts what people said in a deal, from where that was counted last. What is said in a fork teaches nothing: it is a sandbox. */
export const followLessons = (
	db: TenantDb,
	deal: DealId,
	log: { pull: Pull; end: number; size?: number },
): Promise<void> => followCounts(db, deal, { counter: COUNTER, ...log });

const Sum = z.object({
	skill: SkillName,
	about: z.enum(["fact", ...FeedbackAbout.options]),
	subject: z.string(),
	right: z.int(),
	edited: z.int(),
	wrong: z.int(),
	agreed: z.int(),
	disagreed: z.int(),
});
type Sum = z.infer<typeof Sum>;

const of = (verdict: string, name: string): string =>
	`SUM(CASE verdict WHEN '${verdict}' THEN amount ELSE 0 END) AS ${name}`;
const SUMS = [
	of("validated", "right"),
	of("edited", "edited"),
	of("contradicted", "wrong"),
	of("agree", "agreed"),
	of("disagree", "disagreed"),
].join(", ");

const sums = async (db: TenantDb): Promise<readonly Sum[]> =>
	z.array(Sum).parse(
		await db.all(
			`SELECT skill, about, subject, ${SUMS} FROM lessons WHERE tenant = ?1 AND deal = ''
					GROUP BY skill, about, subject HAVING SUM(ABS(amount)) > 0 ORDER BY skill, about, subject`,
		),
	);

/** How sure a skill is that is sure. */
const SURE = 0.9;

/** All that people said so far, by skill and subject. */
export const readLessonSums = async (db: TenantDb, { calibration }: Learned): Promise<readonly LessonView[]> =>
	(await sums(db)).map((sum) => {
		const { about, right, edited, wrong, agreed, disagreed } = sum;
		const [hits, n] = about === "fact" ? [right, right + edited + wrong] : [agreed, agreed + disagreed];
		return {
			...sum,
			share: n === 0 ? null : hits / n,
			shareLow: n === 0 ? null : wilsonLow(hits, n),
			worth: about === "fact" ? worthOf(calibration, { skill: sum.skill, key: sum.subject, confidence: SURE }) : null,
		};
	});
