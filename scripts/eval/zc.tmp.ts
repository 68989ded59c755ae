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
const KEYS = new RegExp(process.argv[2] ?? "^bant|^meddic|conversation.date"); const only = process.argv[3] ?? ""; const quotes = process.argv[4] !== "no";
const { playThread } = await import("./zc-play.tmp.ts");
for (const [tenant, rep, organisation, catalogue] of S) for (const t of readdirSync(join("knowledge/samples", tenant, "threads")).sort()) {
  const folder = join("knowledge/samples", tenant, "threads", t);
  if (!folder.includes(only)) continue;
  const { name, signals } = ThreadFile.parse(JSON.parse(readFileSync(join(folder, "thread.json"), "utf8")));
  const us = { domain: `@${tenant}.example`, people: S.map((e) => e[1]) };
  const read: any[] = []; for (const e of signals) read.push(...(await signalsOf(folder, e, us)));
  const p: any = playThread(name, read, { seller: { tenant, rep, organisation }, catalogue });
  console.log(`\n######## ${tenant}/${t}`);
  const file = (id: any) => p.signals.get(id)?.file.slice(0, 2);
  for (const c of [...p.held].sort((a: any, b: any) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0)) if (KEYS.test(c.key)) {
    console.log(`${c.key} ${c.confidence} = ${c.value}`);
    if (quotes) for (const e of c.evidence) console.log(`        ${file(e.signal)} «${e.quote.replace(/\s+/g, " ").slice(0, 260)}»`);
  }
  for (const a of Object.values(p.board.approvals) as any[]) if (a.action.type !== "move-stage") {
    const s = JSON.stringify(a.action); 
    if (/arbitrat|fact/.test(a.action.type)) console.log("CONFLICT", s.replace(/"([0-9a-f]{64})"/g, (_: any, h: any) => JSON.stringify(p.lookup(h))).slice(0, 1500));
  }
  if (process.argv[5]) console.log(JSON.stringify(Object.values(p.board.approvals).map((a: any) => a.action.type)));
}
