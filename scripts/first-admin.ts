import { writeFileSync } from "node:fs";
import * as z from "zod";
import type { Database } from "./platform.ts";
import { readArgs, run } from "./run.ts";
import { issueSignIn, PLATFORM, seedPlatform } from "./seed.ts";

const HELP = `MASTER_KEYS=… npm run first-admin -- --address A --name N --mailbox M --url U --out FILE
  Writes the SQL that makes the platform's own account with its first admin, and prints that person's sign-in link (one day,
  one use). Run the SQL once: npx wrangler d1 execute DB --remote --config wrangler.production.toml --file FILE
  --address  whose account it is       --name  their name
  --mailbox  where sign-in mails of the platform's own people come from
  --url      where people reach the platform, such as https://sales.example
  MASTER_KEYS in the environment is the secret that the deployment has`;

async function main(): Promise<void> {
	const text = { type: "string" } as const;
	const { values } = readArgs(HELP, {
		options: { address: text, name: text, mailbox: text, url: text, out: text, help: { type: "boolean" } },
	});
	if (values.help) {
		process.stdout.write(`${HELP}\n`);
		return;
	}
	const Given = z.object({
		address: z.email("takes an address"),
		name: z.string("is missing").min(1, "is missing"),
		mailbox: z.email("takes an address"),
		url: z.url({ protocol: /^https$/, error: "takes an https address" }),
		out: z.string("is missing").min(1, "is missing"),
		masterKeys: z.string("is missing from the environment").min(1),
	});
	const given = Given.safeParse({ ...values, masterKeys: process.env.MASTER_KEYS });
	if (!given.success) {
		const wrong = given.error.issues.map((issue) => `${nameOf(String(issue.path[0]))}: ${issue.message}`);
		throw new Error(`${wrong.join("\n")}\n\n${HELP}`);
	}
	const { sql, link } = await firstAdmin(given.data);
	writeFileSync(given.data.out, sql, { mode: 0o600 });
	process.stdout.write(
		`${given.data.out} is written. Once it was run: ${new URL(`/sign-in/${link}`, given.data.url)}\n`,
	);
}

const nameOf = (field: string): string => (field === "masterKeys" ? "MASTER_KEYS" : `--${field}`);

export type FirstAdmin = {
	readonly address: string;
	readonly name: string;
	readonly mailbox: string;
	readonly masterKeys: string;
};

/** The platform's account with one admin, as statements, and the secret of the link that lets them in. */
export async function firstAdmin(of: FirstAdmin): Promise<{ readonly sql: string; readonly link: string }> {
	const statements: string[] = [];
	const db = recording(statements);
	const admin = { ...PLATFORM.admin, address: of.address, name: of.name };
	const [mailbox] = PLATFORM.mailboxes;
	const platform = {
		...PLATFORM,
		people: [admin],
		mailboxes: mailbox ? [{ ...mailbox, address: of.mailbox }] : [],
	};
	await seedPlatform({ db, masterKeys: of.masterKeys }, { mail: { provider: "mail" } }, platform);
	const link = await issueSignIn(db, platform.tenant, admin);
	return { sql: `${statements.join(";\n")};\n`, link };
}

type Value = string | number | null;

/** A database that holds nothing and notes what it is told. */
function recording(into: string[]): Database {
	const prepare = (sql: string) => ({
		bind: (...values: Value[]) => {
			const text = literally(sql, values);
			return {
				text,
				first: async () => null,
				run: async () => {
					into.push(text);
				},
			};
		},
	});
	const batch = async (all: readonly { text: string }[]) => {
		into.push(...all.map(({ text }) => text));
		return [];
	};
	return { prepare, batch } as unknown as Database;
}

/** `?` takes the values in order, `?2` the second. */
function literally(sql: string, values: readonly Value[]): string {
	let next = 0;
	return sql.replace(/\?(\d*)/g, (_, number: string) => {
		const value = values[number === "" ? next++ : Number(number) - 1] ?? null;
		return typeof value === "string" ? `'${value.replaceAll("'", "''")}'` : String(value ?? "NULL");
	});
}

// Last, so that everything above is there when it runs.
if (import.meta.main) await run(main);
