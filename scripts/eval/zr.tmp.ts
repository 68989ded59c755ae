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
const mode = process.argv[2] ?? "drafts"; const only = process.argv[3];
(globalThis as any).__hook = (each: any, skill: any, input: any, out: any, judged: any[]) => {
  if (skill.name !== "reply-handler" || each.author !== "buyer") return;
  if (only && !`${input.deal.name} ${each.file}`.includes(only)) return;
  const { signal } = input;
  console.log(`\n########## ${input.deal.name} | ${each.file} | ${signal.kind} | stage ${input.deal.stage} | from ${input.contacts.find((c: any) => c.id === signal.from)?.name}`);
  if (mode !== "drafts") { console.log(signal.visible.map((s: any) => signal.text.slice(s.start, s.end)).join("\n~~\n")); }
  if (mode === "mails") return;
  if (mode === "facts") for (const f of input.facts) console.log("   F", f.key, f.state, "=", f.value);
  console.log("SUMMARY", out.summary);
  out.proposals.forEach((p: any, i: number) => { 
    if (p.type === "learn-fact") { if (mode === "facts") console.log("  +", p.claim.key, p.claim.value); }
    else if (p.type === "draft-email") console.log(`SUBJECT ${p.subject}\nWHY ${p.why}\n${p.body.split("\n").map((l: string) => "  | " + l).join("\n")}`);
    else console.log(JSON.stringify(p));
    if (judged[i].type !== "pass") console.log("  !!!!! JUDGE", JSON.stringify(judged[i]));
  });
};
const { playThread } = await import("./zr-play.tmp.ts");
for (const [tenant, rep, organisation, catalogue] of S) for (const t of readdirSync(join("knowledge/samples", tenant, "threads")).sort()) {
  const folder = join("knowledge/samples", tenant, "threads", t);
  const { name, signals } = ThreadFile.parse(JSON.parse(readFileSync(join(folder, "thread.json"), "utf8")));
  const us = { domain: `@${tenant}.example`, people: S.map((e) => e[1]) };
  const read: any[] = []; for (const e of signals) read.push(...(await signalsOf(folder, e, us)));
  playThread(name, read, { seller: { tenant, rep, organisation }, catalogue });
}
