import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { headOf, seal } from "#knowledge/core/audit/chain.ts";
import { type AuditEntry, AuditFact } from "#knowledge/core/audit/entry.ts";
import { Sha256 } from "#knowledge/core/vocabulary/hash.ts";
import { TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { canonicalJson } from "#knowledge/core/vocabulary/json.ts";

const folder = mkdtempSync(join(tmpdir(), "agent-army-audit-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const tenant = TenantId.parse("skyvera");
const sha256 = (text: string): Sha256 => Sha256.parse(createHash("sha256").update(text, "utf8").digest("hex"));

function exported(length: number): { text: string; head: string } {
	const entries: AuditEntry[] = [];
	for (let n = 1; n <= length; n++) {
		const fact = AuditFact.parse({
			at: new Date(Date.UTC(2026, 9, 6, 12, 0, n)).toISOString(),
			actor: { kind: "user", id: "nadia", token: null },
			right: "link",
			action: "sign-in",
			target: [],
			address: null,
			requestId: `request-${n}`,
			result: "done",
			status: 303,
		});
		const last = entries.at(-1);
		entries.push(seal(sha256, fact, { tenant, head: last ? headOf(last) : null }));
	}
	const head = entries.at(-1)?.hash ?? "";
	const lines = [...entries, { tenant, entries: length, head }];
	return { text: lines.map((line) => `${canonicalJson(line)}\n`).join(""), head };
}

function audit(...args: readonly string[]) {
	const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/audit.ts", ...args], { encoding: "utf8" });
	return { status, says: `${stdout}${stderr}`.trim() };
}

test("[S0-28] npm run audit -- verify says in one sentence whether a file is whole, and ends with 0 or 1", () => {
	const { text, head } = exported(4);
	const file = join(folder, "chain.ndjson");
	writeFileSync(file, text);
	expect(audit("verify", file)).toEqual({ status: 0, says: `${file}: whole. skyvera, 4 entries, head ${head}` });
	expect(audit("verify", file, "--head", head, "--json")).toEqual({
		status: 0,
		says: JSON.stringify({ ok: true, tenant, entries: 4, head }),
	});
	writeFileSync(file, text.replace('"request-3"', '"request-8"'));
	const changed = audit("verify", file);
	expect(changed).toEqual({ status: 1, says: expect.stringMatching(/line 3 was changed: its hash/) });
	expect(changed.says).not.toContain("\n");
	writeFileSync(file, Buffer.from([0xff, 0xfe, 0x00]));
	expect(audit("verify", file)).toEqual({ status: 1, says: expect.stringMatching(/: the file is not text in UTF-8/) });
	expect(audit("verify", join(folder, "none"))).toEqual({
		status: 1,
		says: expect.stringMatching(/^there is no file/),
	});
}, 30_000);
