/** A string or template in a source, from its opening quote to after its closing one. Each hole of a template reads as HOLE. */
export type Literal = { readonly start: number; readonly end: number; readonly text: string };

export const HOLE = "…";

/** What a module asks for. `unreadable`: an import whose name is worked out while running. */
export type Import = { readonly at: number } & (
	| { readonly type: "named"; readonly specifier: string }
	| { readonly type: "unreadable" }
);

export type Scan = {
	/** The source, character for character, with comments, regular expressions and the insides of literals blanked. */
	readonly code: string;
	readonly literals: readonly Literal[];
	readonly imports: readonly Import[];
};

/**
 * Reads TypeScript as far as the rules need it: what is code, what is text, what is imported. It is not a parser:
 * where JSX text confuses it, it recovers at the end of the line.
 */
export function scan(source: string): Scan {
	const { code, literals } = split(source);
	return { code, literals, imports: findImports(code, literals) };
}

/** Adjacent literals joined by `+` are one text to a reader, and to a rule. */
export function texts({ code, literals }: Scan): readonly Literal[] {
	const joined: Literal[] = [];
	for (const literal of literals) {
		const last = joined.at(-1);
		if (last && code.slice(last.end, literal.start).trim() === "+") {
			joined[joined.length - 1] = { start: last.start, end: literal.end, text: last.text + literal.text };
		} else joined.push(literal);
	}
	return joined;
}

export const lineAt = (source: string, at: number): number => source.slice(0, at).split("\n").length;

type Template = { readonly start: number; text: string; braces: number };

function split(source: string): { code: string; literals: readonly Literal[] } {
	const out: string[] = [];
	const literals: Literal[] = [];
	const open: Template[] = [];
	let at = 0;
	const keep = (): void => void out.push(source[at++] ?? "");
	const blankTo = (end: number): void => {
		for (; at < end; at++) out.push(source[at] === "\n" ? "\n" : " ");
	};
	const template = (draft: Template): void => {
		const from = at;
		while (at < source.length && source[at] !== "`" && !source.startsWith("${", at)) at += source[at] === "\\" ? 2 : 1;
		const to = Math.min(at, source.length);
		draft.text += source.slice(from, to);
		at = from;
		blankTo(to);
		if (source.startsWith("${", at)) {
			draft.text += HOLE;
			open.push({ ...draft, braces: 0 });
			keep();
			keep();
			return;
		}
		keep();
		literals.push({ start: draft.start, end: at, text: draft.text });
	};
	while (at < source.length) {
		const char = source[at] ?? "";
		const hole = open.at(-1);
		if (source.startsWith("//", at)) blankTo(endOf(source, "\n", at));
		else if (source.startsWith("/*", at)) blankTo(endOf(source, "*/", at + 2, 2));
		else if (char === "`") {
			const start = at;
			keep();
			template({ start, text: "", braces: 0 });
		} else if (hole && char === "}" && hole.braces === 0) {
			open.pop();
			keep();
			template(hole);
		} else if (hole && (char === "{" || char === "}")) {
			hole.braces += char === "{" ? 1 : -1;
			keep();
		} else if (char === '"' || char === "'") {
			const end = endOfLine(source, at + 1, char);
			if (end === null) keep();
			else {
				const start = at;
				keep();
				blankTo(end - 1);
				keep();
				literals.push({ start, end, text: source.slice(start + 1, end - 1) });
			}
		} else if (char === "/" && startsRegex(out, source[at + 1])) {
			const end = endOfRegex(source, at + 1);
			if (end === null) keep();
			else {
				keep();
				blankTo(end);
			}
		} else keep();
	}
	return { code: out.join("").padEnd(source.length), literals: literals.sort((a, b) => a.start - b.start) };
}

function endOf(source: string, mark: string, from: number, width = 0): number {
	const found = source.indexOf(mark, from);
	return found < 0 ? source.length : found + width;
}

/** After the closing quote, or `null` when the line ends first: an apostrophe in JSX text, not a string. */
function endOfLine(source: string, from: number, quote: string): number | null {
	for (let at = from; at < source.length && source[at] !== "\n"; at++) {
		if (source[at] === "\\") at++;
		else if (source[at] === quote) return at + 1;
	}
	return null;
}

function endOfRegex(source: string, from: number): number | null {
	let inClass = false;
	for (let at = from; at < source.length && source[at] !== "\n"; at++) {
		const char = source[at];
		if (char === "\\") at++;
		else if (char === "[") inClass = true;
		else if (char === "]") inClass = false;
		else if (char === "/" && !inClass) return at;
	}
	return null;
}

const BEFORE_REGEX = /(?:^|[(,=:[!&|?{;+\-*%~^]|=>|(?<![\w$.])(?:return|typeof|case|in|of|void|throw|else|do))$/;

/** A slash after a value divides; a slash where a value is due opens a regular expression. `/>` closes a tag. */
function startsRegex(out: readonly string[], next: string | undefined): boolean {
	if (next === ">") return false;
	let end = out.length;
	while (end > 0 && /\s/.test(out[end - 1] ?? "")) end--;
	return BEFORE_REGEX.test(out.slice(Math.max(0, end - 12), end).join(""));
}

/** In code without comments and texts, `from "` occurs in imports and re-exports alone. */
const FROM = /\b(?:from|import)\s*(?=["'])/g;
const CALL = /(?<![\w$.])(?:import|require)\s*\(\s*/g;

function findImports(code: string, literals: readonly Literal[]): readonly Import[] {
	const byStart = new Map(literals.map((literal) => [literal.start, literal]));
	const found: Import[] = [];
	for (const match of code.matchAll(FROM)) {
		const literal = byStart.get(match.index + match[0].length);
		if (literal) found.push({ type: "named", specifier: literal.text, at: match.index });
	}
	for (const match of code.matchAll(CALL)) {
		const literal = byStart.get(match.index + match[0].length);
		const whole = literal && !literal.text.includes(HOLE) && /^\s*[,)]/.test(code.slice(literal.end, literal.end + 80));
		found.push(
			whole ? { type: "named", specifier: literal.text, at: match.index } : { type: "unreadable", at: match.index },
		);
	}
	return found.sort((a, b) => a.at - b.at);
}
