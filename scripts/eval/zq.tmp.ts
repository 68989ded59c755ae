import { readFileSync, readdirSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
registerHooks({ load(url, c, n) { return url.endsWith(".md") ? { format: "module", source: `export default ${JSON.stringify(readFileSync(fileURLToPath(url), "utf8"))};`, shortCircuit: true } : n(url, c); } });
const { playThread } = await import("./crew-play.ts");
const { signalsOf, ThreadFile } = await import("./crew-mail.ts");
const C: any = { skyvera: (await import("#knowledge/samples/skyvera/catalogue.ts")).SKYVERA_CATALOGUE, jigtree: (await import("#knowledge/samples/jigtree/catalogue.ts")).JIGTREE_CATALOGUE, totogi: (await import("#knowledge/samples/totogi/catalogue.ts")).TOTOGI_CATALOGUE };
const R: any = { skyvera: "Sam Okafor", jigtree: "Lena Fischer", totogi: "Diego Salas" };
const re = new RegExp(process.argv[2] ?? "."), only = process.argv[3] ?? "";
for (const t of ["skyvera", "jigtree", "totogi"]) for (const th of readdirSync(`knowledge/samples/${t}/threads`)) {
 const f = `knowledge/samples/${t}/threads/${th}`; if (!f.includes(only)) continue;
 const { name, signals } = ThreadFile.parse(JSON.parse(readFileSync(join(f, "thread.json"), "utf8")));
 const read: any[] = []; for (const s of signals) read.push(...(await signalsOf(f, s, { domain: `@${t}.example`, people: Object.values(R) as any })));
 const p = playThread(name, read, { seller: { tenant: t, rep: R[t], organisation: t }, catalogue: C[t] });
 console.log("########", f);
 for (const c of p.read) if (re.test(c.key)) console.log(p.signals.get(c.evidence[0]!.signal)!.file.slice(0, 2), c.key, c.confidence, "|", c.value, "|", c.evidence[0]!.quote.replace(/\s+/g, " ").slice(0, 170));
 console.log("  HELD", p.held.filter((c) => re.test(c.key)).map((c) => `${c.key}=${c.value}`).filter((x) => /bant.budget|authority|timeline|econ|champion/.test(x)).join(" ; "));
 console.log("  ", p.companies.join("; "));
}
