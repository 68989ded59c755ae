import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SeedPerson, SeedTenant } from "./seed.ts";

const person = (
	id: string,
	name: string,
	domain: string,
	roles: SeedPerson["roles"],
	region: SeedPerson["region"],
): SeedPerson => ({
	id,
	name,
	address: `${id}@${domain}`,
	roles,
	region,
});

const tenant = (name: string, organisation: string, people: readonly [string, string, string]): SeedTenant => {
	const domain = `${name}.example`;
	const regions = ["apac", "emea", "amer"] as const;
	return {
		tenant: name,
		organisation,
		region: "emea",
		people: [
			person("ops", `${organisation} Operations`, domain, ["tenant-admin", "regional-human"], "emea"),
			...regions.map((region, i) =>
				person(`${region}.lead`, people[i] ?? organisation, domain, ["regional-human"], region),
			),
		],
		mailboxes: regions.map((region) => ({
			address: region === "emea" ? `sales@in.${domain}` : `sales-${region}@in.${domain}`,
			name: `${organisation} Sales`,
			region,
			rep: null,
		})),
	};
};

/** Fictional, like everything in `knowledge/samples`. */
export const SAMPLE_TENANTS: readonly SeedTenant[] = [
	tenant("skyvera", "Skyvera", ["Mei Tanaka", "Nadia Brandt", "Carlos Ruiz"]),
	tenant("jigtree", "Jigtree", ["Arjun Patel", "Elin Sand", "Dana Whitfield"]),
	tenant("totogi", "Totogi", ["Grace Lim", "Tomás Vidal", "Renee Clark"]),
];

/** The raw mails of a sample tenant, in the order in which they were written. */
export function sampleMails(name: string): readonly { readonly file: string; readonly raw: Buffer }[] {
	const folder = join("knowledge/samples", name);
	return readdirSync(folder, { recursive: true, encoding: "utf8" })
		.filter((file) => file.endsWith(".eml"))
		.sort()
		.map((file) => ({ file: join(folder, file), raw: readFileSync(join(folder, file)) }));
}
