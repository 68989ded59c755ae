import { registerHooks } from "node:module";
import { pathToFileURL } from "node:url";
import { ABLATIONS } from "./judgement/ablations.ts";

/**
 * Loaded before an evaluation that is to run without one of its reasoners: the module that ABLATE names answers as if it
 * had found nothing, everything else in it stays.
 */
const name = process.env.ABLATE ?? "";
const ablation = ABLATIONS[name];
if (name !== "" && !ablation) throw new Error(`there is no reasoner «${name}» to switch off`);
if (ablation) {
	const target = pathToFileURL(ablation.file).href;
	registerHooks({
		load(url, context, nextLoad) {
			if (url !== target) return nextLoad(url, context);
			const answers = Object.entries(ablation.answers).map(([member, answer]) => `export const ${member} = ${answer};`);
			return {
				format: "module",
				shortCircuit: true,
				source: `export * from ${JSON.stringify(`${target}?real`)};\n${answers.join("\n")}`,
			};
		},
	});
}
