/** A file to write. `path` is from the root, with slashes. */
export type NewFile = { readonly path: string; readonly text: string };

export type NewPart =
	| { readonly type: "write"; readonly files: readonly NewFile[]; readonly next: readonly string[] }
	| { readonly type: "refuse"; readonly reason: string };

/** What the plan needs to know of the tree. */
export type Tree = {
	/** The templates of a part, by path inside it. */
	templates(kind: "agent"): readonly NewFile[];
	has(path: string): boolean;
	/** The names in a folder; none if there is no such folder. */
	list(path: string): readonly string[];
};

const USAGE = "Usage: npm run new -- agent NAME";
/** The shape of a SkillName: a name that passes here can be stored. */
const NAME = /^[a-z]+(?:-[a-z]+)*$/;
const NAME_CHARS_MIN = 2;
const NAME_CHARS_MAX = 31;

export function planPart(args: readonly string[], tree: Tree): NewPart {
	const [kind, name, ...rest] = args;
	if (kind === undefined) return refuse(USAGE);
	if (kind === "adapter") return refuse(guide("adapter", "workers/adapters", "workers/adapters/registry.ts", tree));
	if (kind === "route") return refuse(guide("route", "workers/http/routes", "workers/http/app.ts", tree));
	if (kind !== "agent") return refuse(`There is no part called «${kind}». ${USAGE}`);
	if (name === undefined || rest.length > 0) return refuse(`An agent has one name. ${USAGE}`);
	return planAgent(name, tree);
}

function planAgent(name: string, tree: Tree): NewPart {
	if (!NAME.test(name) || name.length < NAME_CHARS_MIN || name.length > NAME_CHARS_MAX) {
		return refuse(
			`«${name}» is no name for an agent: ${NAME_CHARS_MIN} to ${NAME_CHARS_MAX} lower-case letters, in words joined by single dashes, such as deal-closer.`,
		);
	}
	const folder = `knowledge/agents/skills/${name}`;
	if (tree.has(folder)) return refuse(`${folder} exists already. Nothing was written.`);
	const constant = `${camel(name)}Agent`;
	const words = { name, title: title(name), constant, rule: ruleMark(name) };
	const files = tree.templates("agent").map(({ path, text }) => ({
		path: `${folder}/${path.replace(/\.txt$/, "")}`,
		text: fill(text, words),
	}));
	return {
		type: "write",
		files,
		next: [
			"1. Write who the agent is in SOUL.md, and its rules in SPEC.md, rules.ts and rules.test.ts, whose test fails until then.",
			"2. Enter it in knowledge/agents/roster.ts, with these two lines, the second one into the list:",
			`     import { ${constant} } from "./skills/${name}/definition.ts";`,
			`     ${constant},`,
			"3. Enter its SPEC.md in knowledge/agents/rules.ts, so that people are told what its rules ask for.",
			"4. Name what enforces each line of its prohibitions in definition.ts, and count them in knowledge/agents/prohibitions.test.ts.",
			"5. Say when it is woken by a row of ROUTES in knowledge/core/deal/router.ts.",
		],
	};
}

function guide(kind: string, folder: string, register: string, tree: Tree): string {
	const names = tree.list(folder).filter((name) => !/\.test\.tsx?$/.test(name));
	const examples =
		names.length > 0 ? `There are: ${names.join(", ")}. Start from the nearest one.` : "There is none yet.";
	return `There is no skeleton for a new ${kind}: write it in ${folder}/ and enter it in ${register}. ${examples}\nOnly agents are written by this command. ${USAGE}`;
}

const refuse = (reason: string): NewPart => ({ type: "refuse", reason });

function fill(text: string, words: Readonly<Record<string, string>>): string {
	return text.replace(/\{\{(\w+)\}\}/g, (hole, word: string) => words[word] ?? hole);
}

const upper = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);
const title = (name: string): string => name.split("-").map(upper).join(" ");
const camel = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The start of the agent's rule ids: initials, or the first two letters of a single word. */
function ruleMark(name: string): string {
	const words = name.split("-");
	return (words.length > 1 ? words.map((word) => word.slice(0, 1)).join("") : name.slice(0, 2)).toUpperCase();
}
