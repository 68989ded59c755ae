import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import type { Catalogue } from "#knowledge/core/facts/offering.ts";
import { FactKey } from "#knowledge/core/vocabulary/fact-key.ts";
import { Stage } from "#knowledge/core/vocabulary/stage.ts";
import { JIGTREE_CATALOGUE } from "#knowledge/samples/jigtree/catalogue.ts";
import { JIGTREE_PEOPLE } from "#knowledge/samples/jigtree/people.ts";
import type { SamplePerson } from "#knowledge/samples/person.ts";
import { SKYVERA_CATALOGUE } from "#knowledge/samples/skyvera/catalogue.ts";
import { SKYVERA_PEOPLE } from "#knowledge/samples/skyvera/people.ts";
import { TOTOGI_CATALOGUE } from "#knowledge/samples/totogi/catalogue.ts";
import { TOTOGI_PEOPLE } from "#knowledge/samples/totogi/people.ts";
import { packsIn } from "./methodologies.ts";
import type { SeedPerson, SeedTenant } from "./seed.ts";

/** A tenant with a human per region, and a mailbox for each and for every rep of its sample threads. */
function sampleTenant(
	name: string,
	organisation: string,
	of: {
		readonly humans: readonly [string, string, string];
		readonly people: readonly SamplePerson[];
		readonly catalogue: Catalogue;
	},
): SeedTenant {
	const regions = ["apac", "emea", "amer"] as const;
	const leads = regions.map((region, i): SeedPerson => {
		const id = `${region}.lead`;
		const roles = region === "emea" ? (["tenant-admin", "regional-human"] as const) : (["regional-human"] as const);
		return { id, name: of.humans[i] ?? organisation, address: `${id}@${name}.example`, roles, region };
	});
	const reps = of.people
		.filter((person) => person.side === "us" && person.title !== "")
		.map(
			(person): SeedPerson => ({
				id: person.address.split("@")[0] ?? name,
				name: person.name,
				address: person.address,
				roles: ["rep"],
				region: "emea",
			}),
		);
	return {
		tenant: name,
		organisation,
		region: "emea",
		people: [...leads, ...reps],
		catalogue: of.catalogue,
		methodologies: packsIn(join("knowledge/samples", name, "methodologies")),
		mailboxes: [
			...regions.map((region) => ({
				address: `${region === "emea" ? "sales" : `sales-${region}`}@${name}.example`,
				name: `${organisation} Sales`,
				region,
				rep: null,
			})),
			...reps.map((rep) => ({ address: rep.address, name: rep.name, region: "emea" as const, rep: rep.id })),
		],
	};
}

/** Fictional, like everything in `knowledge/samples`. */
export const SAMPLE_TENANTS: readonly SeedTenant[] = [
	sampleTenant("skyvera", "Skyvera", {
		humans: ["Mei Tanaka", "Nadia Brandt", "Carlos Ruiz"],
		people: SKYVERA_PEOPLE,
		catalogue: SKYVERA_CATALOGUE,
	}),
	sampleTenant("jigtree", "Jigtree", {
		humans: ["Arjun Patel", "Elin Sand", "Dana Whitfield"],
		people: JIGTREE_PEOPLE,
		catalogue: JIGTREE_CATALOGUE,
	}),
	sampleTenant("totogi", "Totogi", {
		humans: ["Grace Lim", "Tomás Vidal", "Renee Clark"],
		people: TOTOGI_PEOPLE,
		catalogue: TOTOGI_CATALOGUE,
	}),
];

const ThreadFile = z.strictObject({
	name: z.string(),
	signals: z.array(
		z.strictObject({
			file: z.string(),
			contact: z.string().optional(),
			subject: z.string().optional(),
			heldAt: z.string().optional(),
		}),
	),
});

/** What a reader expects of a thread's end, whoever reasons. */
const Expected = z.strictObject({
	stage: Stage,
	/** Kinds of facts that stand on the board. */
	facts: z.array(FactKey),
	/** Where a person has to close it: the crew may only ask. */
	closedByPerson: z.enum(["CLOSED_LOST"]).optional(),
	why: z.string(),
});
export type Expected = z.infer<typeof Expected>;

export type SampleSignal = {
	readonly file: string;
	readonly kind: "email" | "transcript" | "chat";
	readonly raw: Buffer;
	readonly about: {
		readonly contact?: string | undefined;
		readonly subject?: string | undefined;
		readonly heldAt?: string | undefined;
	};
};

export type SampleThread = {
	readonly tenant: string;
	readonly folder: string;
	readonly title: string;
	readonly signals: readonly SampleSignal[];
	readonly expected: Expected;
};

/** The first thread of each tenant, which `npm start` tells step by step. */
const FIRST = new Set(["brightfen", "harrow-lane", "lumara"]);

/** A tenant's threads, its first one first; signals in the order in which they came. */
export function sampleThreads(tenant: string): readonly SampleThread[] {
	const root = join("knowledge/samples", tenant, "threads");
	return readdirSync(root)
		.sort((a, b) => Number(FIRST.has(b)) - Number(FIRST.has(a)) || a.localeCompare(b))
		.map((folder) => readThread(tenant, join(root, folder)));
}

export const isFirst = ({ folder }: SampleThread): boolean => FIRST.has(folder.split("/").at(-1) ?? "");

function readThread(tenant: string, folder: string): SampleThread {
	const json = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), "utf8"));
	const { name, signals } = ThreadFile.parse(json("thread.json"));
	return {
		tenant,
		folder,
		title: name,
		expected: Expected.parse(json("expected.json")),
		signals: signals.map(({ file, ...about }) => ({
			file: join(folder, file),
			kind: kindOf(file),
			raw: readFileSync(join(folder, file)),
			about,
		})),
	};
}

function kindOf(file: string): SampleSignal["kind"] {
	if (file.endsWith(".eml")) return "email";
	if (/\.(?:vtt|srt)$/.test(file)) return "transcript";
	if (file.endsWith(".chat.json")) return "chat";
	throw new Error(`${file}: a sample is a .eml, .vtt, .srt or .chat.json`);
}
