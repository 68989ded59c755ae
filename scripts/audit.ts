import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { type FileVerdict, verifyFile } from "#knowledge/core/audit/file.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { Sha256 } from "#knowledge/core/vocabulary/hash.ts";
import { readArgs, run } from "./run.ts";

const HELP = `npm run audit -- verify FILE [--head HASH] [--json]
npm run audit -- export --url URL --account ACCOUNT [--key KEY] FILE
  verify   tells whether an exported chain is whole, and where it is not; ends with 0 or 1
  --head   the hash of the last entry as it was noted elsewhere, such as from an earlier export
  export   fetches the whole chain of an account with an admin's key, and verifies what it fetched
  --key    without it: AUDIT_KEY of the environment, which no list of processes shows
  --json   one line for programs`;

const { values, positionals } = readArgs(HELP, {
	allowPositionals: true,
	options: {
		head: { type: "string" },
		json: { type: "boolean", default: false },
		url: { type: "string" },
		account: { type: "string" },
		key: { type: "string" },
		help: { type: "boolean", default: false },
	},
});

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const sha256 = (text: string): Sha256 => Sha256.parse(createHash("sha256").update(text, "utf8").digest("hex"));

function verify(file: string, head: string | undefined): FileVerdict {
	const expected = head === undefined ? undefined : Sha256.safeParse(head.trim().toLowerCase());
	if (expected?.success === false) throw new Error("--head must be 64 hex digits");
	if (!existsSync(file)) throw new Error(`there is no file ${file}`);
	if (!statSync(file).isFile()) throw new Error(`${file} is no file: verify takes the file of one exported chain`);
	const bytes = readFileSync(file);
	try {
		const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
		return verifyFile(sha256, text, expected?.data);
	} catch {
		return {
			ok: false,
			line: 1,
			reason: "unreadable",
			says: "the file is not text in UTF-8: this is no exported chain",
		};
	}
}

function tell(file: string, verdict: FileVerdict): void {
	if (values.json) say(JSON.stringify(verdict));
	else if (verdict.ok && verdict.head === null) say(`${file}: whole. ${verdict.tenant} has no entries yet`);
	else if (verdict.ok) say(`${file}: whole. ${verdict.tenant}, ${verdict.entries} entries, head ${verdict.head}`);
	else say(`${file}: ${verdict.says.startsWith("the ") ? "" : `line ${verdict.line} `}${verdict.says}`);
	process.exitCode = verdict.ok ? 0 : 1;
}

async function fetchChain(file: string): Promise<void> {
	const { url, account, key = process.env.AUDIT_KEY } = values;
	if (!url || !account || !key) throw new Error(`export takes --url, --account and a key\n\n${HELP}`);
	if (!/^https?:$/.test(URL.parse(url)?.protocol ?? ""))
		throw new Error(`--url takes an address such as https://sales.example, not «${url}»`);
	const path = OPERATIONS.exportAudit.path.replace("{account}", encodeURIComponent(account));
	const asked = fetch(new URL(path, url), { headers: { authorization: `Bearer ${key}` } });
	const answered = await asked.catch((error: unknown) => {
		throw new Error(
			`nobody answers at ${url} (${Object(Object(error).cause).code ?? Object(Object(error).cause).message ?? String(error)})`,
		);
	});
	const body = Buffer.from(await answered.arrayBuffer());
	if (!answered.ok) throw new Error(`the export was answered with ${answered.status}: ${reasonIn(body)}`);
	// A list of who did what, from where: for whoever fetched it.
	writeFileSync(file, body, { mode: 0o600 });
	tell(file, verify(file, values.head));
}

function reasonIn(body: Buffer): string {
	try {
		const { title, detail } = Object(JSON.parse(body.toString("utf8")));
		return [title, detail].filter((text) => typeof text === "string").join(". ");
	} catch {
		return "no reason given";
	}
}

async function main(): Promise<void> {
	const [command, file, ...more] = positionals;
	if (values.help) return say(HELP);
	if (!file || more.length > 0 || (command !== "verify" && command !== "export")) throw new Error(HELP);
	if (command === "export") return fetchChain(file);
	tell(file, verify(file, values.head));
}

await run(main);
