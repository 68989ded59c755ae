import * as z from "zod";
import { Region } from "#knowledge/core/vocabulary/region.ts";
import { Stage } from "#knowledge/core/vocabulary/stage.ts";
import { type Evaluation, type Figure, rounded } from "../figure.ts";
import { judgePersona } from "../persona-judge/judge.ts";
import { catalogueOf } from "./lock.ts";
import { type PlayedThread, playThread } from "./play.ts";
import { isHidden, isSecondHalf, readSet } from "./sets.ts";
import type { Thread } from "./thread.ts";

/** A mail that deserves an answer, and who wrote it. */
export const PersonaMail = z.object({
	id: z.string(),
	rank: z.enum(["individual contributor", "manager", "executive", "c-suite"]),
	stage: Stage,
	region: Region,
	from: z.object({ name: z.string(), address: z.string(), title: z.string().nullable() }),
	sentAt: z.iso.datetime({ offset: true }),
	subject: z.string(),
	text: z.string(),
	tenant: z.enum(["skyvera", "totogi", "jigtree"]),
});
export type PersonaMail = z.infer<typeof PersonaMail>;

/** In whose name each seller's drafts are written: whom the mails greet. */
const SELLERS = {
	skyvera: { name: "Ingrid Solvang", organisation: "Skyvera" },
	totogi: { name: "Daniel Reyes", organisation: "Totogi" },
	jigtree: { name: "Priya Menon", organisation: "JigTree" },
} as const;

type Drafted = { readonly mail: PersonaMail; readonly rules: readonly string[]; readonly told: readonly string[] };

/** [S2-19, S2-11] Whether drafts are written for their reader's rank, the stage and the region: each mail in its own place, then in every stage and region. */
export const evalPersona: Evaluation = async ({ say, misses }) => {
	const mails = readSet("persona-mails", PersonaMail);
	if (!mails) return null;
	const own = mails.flatMap((mail) => draftsFor(mail) ?? []);
	const everywhere = mails.flatMap((mail) =>
		Region.options.flatMap((region) =>
			Stage.options.slice(0, 6).flatMap((stage) => draftsFor({ ...mail, region, stage }) ?? []),
		),
	);
	const unanswered = mails.filter((mail) => draftsFor(mail) === null);
	if (misses) {
		for (const { id } of unanswered) say(`  no draft: ${id}`);
		for (const { mail, told } of own) if (!isHidden(mail.id)) for (const line of told) say(`  ${mail.id}: ${line}`);
		const seen = new Set<string>();
		for (const { mail, told } of everywhere)
			for (const line of told) {
				const at = `${mail.id}: ${line}`;
				if (!isHidden(mail.id) && !seen.has(at)) say(`  ${mail.stage} ${mail.region} ${at}`);
				seen.add(at);
			}
	}
	const conform = (of: readonly Drafted[]): number =>
		rounded(of.filter(({ rules }) => rules.length === 0).length / Math.max(1, of.length));
	const figure = (metric: string, value: number, n: number, goal?: number): Figure => ({
		name: "judge.persona",
		metric,
		value,
		n,
		...(goal === undefined ? {} : { against: { name: "goal", value: goal } }),
	});
	const unseen = everywhere.filter(({ mail }) => isSecondHalf(mail.id));
	return [
		figure("drafts that break no norm", conform(own), own.length, 0.98),
		figure("the same, in every stage and region", conform(everywhere), everywhere.length, 0.98),
		figure("the same, second half", conform(unseen), unseen.length, 0.98),
		figure("mails without a draft", unanswered.length, mails.length),
		...PersonaMail.shape.rank.options.map((rank) => {
			const of = everywhere.filter(({ mail }) => mail.rank === rank);
			return figure(`${rank}, in every stage and region`, conform(of), of.length);
		}),
		...[...new Set(everywhere.flatMap(({ rules }) => rules))].map((rule) =>
			figure(`breaks ${rule}`, everywhere.filter(({ rules }) => rules.includes(rule)).length, everywhere.length),
		),
	];
};

export const threadOfMail = (mail: PersonaMail): Thread => ({
	stage: mail.stage,
	region: mail.region,
	seller: SELLERS[mail.tenant],
	messages: [
		{
			sentAt: mail.sentAt,
			author: "buyer",
			kind: "email",
			from: mail.from,
			cc: [],
			subject: mail.subject,
			speakers: [],
			text: mail.text,
		},
	],
});

const draftsFor = (mail: PersonaMail): readonly Drafted[] | null =>
	draftsIn(mail, playThread(threadOfMail(mail), { catalogue: catalogueOf(mail.tenant) }));

/** The drafts that the crew wrote to one mail, judged; `null` if there is none. */
export function draftsIn(mail: PersonaMail, { messages }: PlayedThread): readonly Drafted[] | null {
	const drafts = (messages[0]?.proposals ?? []).flatMap(({ proposal }) =>
		proposal.type === "draft-email" ? [proposal] : [],
	);
	if (drafts.length === 0) return null;
	return drafts.map((draft) => {
		const violations = judgePersona(draft, mail.from, {
			stage: mail.stage as never,
			region: mail.region,
			sender: SELLERS[mail.tenant].name,
			mail: mail.text,
		});
		return {
			mail,
			rules: [...new Set(violations.map(({ rule }) => rule))],
			told: violations.map(
				({ rule, reason, quote }) => `${rule}: ${reason}${quote ? ` «${quote.slice(0, 120)}»` : ""}`,
			),
		};
	});
}
