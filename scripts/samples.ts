import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { JIGTREE_PEOPLE } from "#knowledge/samples/jigtree/people.ts";
import type { SamplePerson } from "#knowledge/samples/person.ts";
import { SKYVERA_PEOPLE } from "#knowledge/samples/skyvera/people.ts";
import { TOTOGI_PEOPLE } from "#knowledge/samples/totogi/people.ts";
import type { SeedPerson, SeedTenant } from "./seed.ts";

/** A tenant with a human per region, and a mailbox for each and for every rep of its sample thread. */
function sampleTenant(
	name: string,
	organisation: string,
	humans: readonly [string, string, string],
	people: readonly SamplePerson[],
): SeedTenant {
	const regions = ["apac", "emea", "amer"] as const;
	const leads = regions.map((region, i): SeedPerson => {
		const id = `${region}.lead`;
		const roles = region === "emea" ? (["tenant-admin", "regional-human"] as const) : (["regional-human"] as const);
		return { id, name: humans[i] ?? organisation, address: `${id}@${name}.example`, roles, region };
	});
	const reps = people
		.filter((person) => person.side === "us")
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
	sampleTenant("skyvera", "Skyvera", ["Mei Tanaka", "Nadia Brandt", "Carlos Ruiz"], SKYVERA_PEOPLE),
	sampleTenant("jigtree", "Jigtree", ["Arjun Patel", "Elin Sand", "Dana Whitfield"], JIGTREE_PEOPLE),
	sampleTenant("totogi", "Totogi", ["Grace Lim", "Tomás Vidal", "Renee Clark"], TOTOGI_PEOPLE),
];

/** The raw mails of a tenant's sample thread, in the order in which they were written. */
export function sampleMails(tenant: string): readonly { readonly file: string; readonly raw: Buffer }[] {
	const folder = join("knowledge/samples", tenant, "thread");
	return readdirSync(folder)
		.filter((file) => file.endsWith(".eml"))
		.sort()
		.map((file) => ({ file: join(folder, file), raw: readFileSync(join(folder, file)) }));
}
