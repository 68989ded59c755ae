import { readFileSync } from "node:fs";
import { test } from "vitest";
import { judge } from "#knowledge/core/deal/judge.ts";
import { Catalogue } from "#knowledge/core/facts/offering.ts";
import { SkillName } from "#knowledge/core/vocabulary/ids.ts";
import { inputOf, MARA } from "#knowledge/samples/skill-case.ts";
import { proposal } from "./definition.ts";
test("show", () => {
	const catalogue = Catalogue.parse(JSON.parse(readFileSync("knowledge/samples/skyvera/catalogue.json", "utf8")));
	for (const [file, name] of [["brightfen/01-pricing-question", "Mara Ellingsen"], ["second/04-request-for-quotation", "Tolan, Gráinne"], ["brightfen/07-proposal-request","Mara Ellingsen"],["brightfen/06-cfo-comparison","Mara Ellingsen"],["second/05-architect-questions","Mara Ellingsen"],["second/08-four-points","Mara Ellingsen"]] as const) {
		const raw = readFileSync(`knowledge/samples/skyvera/threads/${file}.eml`, "utf8").replace(/\r\n/g, "\n");
		const text = raw.slice(raw.indexOf("\n\n") + 2);
		const input = inputOf(text, { catalogue, contacts: [{ ...MARA, name }], stage: "DISCOVERY", handoff: { from: SkillName.parse("reply-handler"), task: "Answer the buyer's mail with a price." } });
		console.log(`##### ${file}`);
		for (const each of proposal.reason(input).proposals) console.log(each.type === "draft-email" ? `${each.body}\n-- ${each.why}` : JSON.stringify(each), JSON.stringify(judge(proposal, input, each)));
	}
});
