import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { nextQuestion } from "#knowledge/agents/writing/next-question.ts";
import { evaluate } from "#knowledge/core/methodology/evaluate.ts";
import { activeOf, BUILT_IN_PACKS, DEFAULT_PACKS } from "#knowledge/methodologies/built-in.ts";
import { factOf, inputOf } from "#knowledge/samples/skill-case.ts";
import { packsIn } from "./methodologies.ts";
import { SAMPLE_TENANTS } from "./samples.ts";

const OWN = "knowledge/samples/totogi/methodologies";
const NOW = { stage: "DISCOVERY", rank: "manager" } as const;
const KNOWN = [factOf("bant.need", "faster launches")];

function folderWith(text: string): string {
	const path = mkdtempSync(join(tmpdir(), "agent-army-packs-"));
	onTestFinished(() => rmSync(path, { recursive: true, force: true }));
	writeFileSync(join(path, "launch-readiness.json"), text);
	return path;
}
const text = readFileSync(join(OWN, "launch-readiness.json"), "utf8");
const asked = (folder: string) =>
	nextQuestion(inputOf("Thanks.", { stage: "DISCOVERY", facts: KNOWN, packs: activeOf(packsIn(folder)) }), [])?.text;
const gapsOf = (folder: string) =>
	activeOf(packsIn(folder)).flatMap((pack) =>
		evaluate(pack, KNOWN, NOW).gaps.map(({ field }) => `${pack.id}/${field.id}`),
	);

test("[S0-127] every file of the built-in methods is one of them", () => {
	const files = packsIn("knowledge/methodologies");
	expect(files.map(({ id }) => id as string)).toEqual(BUILT_IN_PACKS.map(({ id }) => id as string).toSorted());
	for (const pack of files) expect(BUILT_IN_PACKS).toContainEqual(pack);
	for (const file of readdirSync("knowledge/methodologies").filter((each) => each.endsWith(".json")))
		expect(files.map(({ id }) => `${id}.json`)).toContain(file);
});

test("[S2-22] a tenant's own method is a file of its folder, and nothing else", () => {
	for (const { tenant, methodologies = [] } of SAMPLE_TENANTS)
		expect(methodologies).toEqual(packsIn(join("knowledge/samples", tenant, "methodologies")));
	expect(SAMPLE_TENANTS.find(({ tenant }) => tenant === "totogi")?.methodologies).toHaveLength(1);
	expect(packsIn("knowledge/samples/skyvera/methodologies")).toEqual([]);
});

test("[S2-22] with the file there are other gaps and another question, and without it those of before, by no line of code", () => {
	const without = nextQuestion(inputOf("Thanks.", { stage: "DISCOVERY", facts: KNOWN }), [])?.text;
	expect(asked("knowledge/samples/skyvera/methodologies")).toBe(without);
	expect(asked(OWN)).toBe("what is the next offer that you want to launch?");
	expect(asked(OWN)).not.toBe(without);
	expect(gapsOf(OWN)).toContain("launch-readiness/next-launch");
	expect(activeOf(packsIn(OWN)).slice(1)).toEqual(DEFAULT_PACKS);

	const reworded = folderWith(
		text.replace("What is the next offer that you want to launch?", "Which offer comes next?"),
	);
	expect(asked(reworded)).toBe("which offer comes next?");
	expect(asked(folderWith(text.replace('"active": true', '"active": false')))).toBe(without);
});

test("[S2-22] a file that is wrong is refused with its name and the field", () => {
	const wrong = folderWith(text.replace('"weight": 5', '"weight": 50'));
	expect(() => packsIn(wrong)).toThrow(/launch-readiness\.json is no sales method:\n {2}fields\.0\.weight/);
});
