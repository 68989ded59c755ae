import { readdirSync, readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { JIGTREE_CATALOGUE } from "#knowledge/samples/jigtree/catalogue.ts";
import { SKYVERA_CATALOGUE } from "#knowledge/samples/skyvera/catalogue.ts";
import { TOTOGI_CATALOGUE } from "#knowledge/samples/totogi/catalogue.ts";
import { signalsOf, ThreadFile } from "./crew-mail.ts";
registerHooks({ load(url, context, next) { if (!url.endsWith(".md")) return next(url, context);
 return { format: "module", source: `export default ${JSON.stringify(readFileSync(fileURLToPath(url), "utf8"))};`, shortCircuit: true }; } });
const S = [["skyvera","Sam Okafor","Skyvera",SKYVERA_CATALOGUE],["jigtree","Lena Fischer","Jigtree",JIGTREE_CATALOGUE],["totogi","Diego Salas","Totogi",TOTOGI_CATALOGUE]] as any[];
const KEYS = new RegExp(process.argv[2] ?? "^bant");
const { playThread } = await import("./zc-play.tmp.ts");
for (const [tenant, rep, organisation, catalogue] of S) for (const t of readdirSync(join("knowledge/samples", tenant, "threads")).sort()) {
  const folder = join("knowledge/samples", tenant, "threads", t);
  const { name, signals } = ThreadFile.parse(JSON.parse(readFileSync(join(folder, "thread.json"), "utf8")));
  const us = { domain: `@${tenant}.example`, people: S.map((e) => e[1]) };
  const read: any[] = []; for (const e of signals) read.push(...(await signalsOf(folder, e, us)));
  const p: any = playThread(name, read, { seller: { tenant, rep, organisation }, catalogue });
  console.log(`######## ${tenant}/${t}`);
  for (const c of p.read) if (KEYS.test(c.key)) console.log(`  ${p.signals.get(c.evidence[0].signal)?.file.slice(0, 2)} ${c.key} ${c.confidence} = ${c.value}   «${c.evidence[0].quote.replace(/\s+/g, " ").slice(0, 200)}»`);
}
