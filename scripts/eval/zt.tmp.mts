import { objectionsIn } from "/work/main/knowledge/core/reasoning/objections.ts";
import { actsIn } from "/work/main/knowledge/core/reasoning/acts.ts";
import { remarkOf } from "/work/main/knowledge/core/reasoning/qualification/remark.ts";
import { moneyRole, budgetIn } from "/work/main/knowledge/core/reasoning/qualification/money.ts";
import { metricsIn } from "/work/main/knowledge/core/reasoning/qualification/metrics.ts";
import { amountsIn } from "/work/main/knowledge/core/reasoning/entities/amounts.ts";
for (const t of ["English law is not acceptable to our Legal department.","I ask the same to Plantakt of Bergamo.", "I will decide on three points."]) console.log(t, objectionsIn(t), actsIn(t).map(a=>a.kind));
const at = { now: Date.parse("2026-09-16T08:00:00Z") as any, voice: "buyer" as const, heading: null, weighted: false, speaker: null };
for (const t of ["In 2025 we paid 212.000 EUR of penalties to our customers for late deliveries.", "And a few lines from the person who has to pay for it.", "we'd have about a hundred and forty to play with", "Our budget is 1,1 Mio. EUR.", "We have Tsd. 45 set aside", "Say one point one million euros at most, that is what we have set aside."]) { const r = remarkOf({ text: t, start: 0, end: t.length, bullet: false, paragraph: 0 }, at)!; console.log(t, r.amounts.map(a => [a.text, moneyRole(t, a)]), budgetIn(r).map(b=>b.value), metricsIn(r).map(b=>b.value)); }
