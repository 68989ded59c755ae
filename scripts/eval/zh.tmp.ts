import { readFileSync, readdirSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
registerHooks({ load(url, c, n) { return url.endsWith(".md") ? { format: "module", source: `export default ${JSON.stringify(readFileSync(fileURLToPath(url), "utf8"))};`, shortCircuit: true } : n(url, c); } });
const { playThread } = await import("./crew-play.ts");
const { ROSTER } = await import("#knowledge/agents/roster.ts");
for (const k of ROSTER as any[]) if (k.name === "qualifier") { const old = k.reason; k.reason = (i: any) => { const o = old(i); for (const h of o.proposals) if (h.type === "hand-off") console.log("   HANDOFF", i.signal.kind, h.task); return o; }; }
const { signalsOf, ThreadFile } = await import("./crew-mail.ts");
const C: any = { skyvera: (await import("#knowledge/samples/skyvera/catalogue.ts")).SKYVERA_CATALOGUE, jigtree: (await import("#knowledge/samples/jigtree/catalogue.ts")).JIGTREE_CATALOGUE, totogi: (await import("#knowledge/samples/totogi/catalogue.ts")).TOTOGI_CATALOGUE };
const R: any = { skyvera: "Sam Okafor", jigtree: "Lena Fischer", totogi: "Diego Salas" };
const only = process.argv[2] ?? "";
for (const t of ["skyvera", "jigtree", "totogi"]) for (const th of readdirSync(`knowledge/samples/${t}/threads`)) {
 const f = `knowledge/samples/${t}/threads/${th}`; if (!f.includes(only)) continue;
 const { name, signals } = ThreadFile.parse(JSON.parse(readFileSync(join(f, "thread.json"), "utf8")));
 const read: any[] = []; for (const s of signals) read.push(...(await signalsOf(f, s, { domain: `@${t}.example`, people: Object.values(R) as any })));
 const p = playThread(name, read, { seller: { tenant: t, rep: R[t], organisation: t }, catalogue: C[t] });
 console.log("########", f);
}
