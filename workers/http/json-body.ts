/** What is deeper is no message of ours: whatever walks a value afterwards may do so without a guard of its own. */
const JSON_DEPTH_MAX = 32;
/** Enough for somebody to see the pattern of what they do wrong. */
const ERRORS_MAX = 20;

type Wrong = { readonly path: string; readonly detail: string };
export type ReadJson =
	| { readonly type: "read"; readonly value: unknown }
	| { readonly type: "malformed"; readonly detail: string }
	| { readonly type: "wrong"; readonly errors: readonly Wrong[] };

/**
 * JSON as it may be handed in. Beyond its grammar: a field is given once, because which of two was meant nobody can know
 * and another reader may take the other; and text is text, without a NUL or half a character, which stores would cut or change.
 */
export function readJson(bytes: Uint8Array): ReadJson {
	let text: string;
	let value: unknown;
	try {
		text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
		value = JSON.parse(text);
	} catch {
		return { type: "malformed", detail: "is not JSON in UTF-8" };
	}
	const errors = wrongIn(text);
	return errors.length === 0 ? { type: "read", value } : { type: "wrong", errors };
}

/** Whether it can be stored and shown as it is. */
export const isText = (text: string): boolean => !text.includes("\0") && text.isWellFormed();
export const NO_TEXT = "holds a NUL or half a character";

type Frame = { readonly names: Set<string> | null; at: string | number; isNameNext: boolean };

/** Walks a text that is JSON for certain, with a stack of its own: the depth is the sender's choice. */
function wrongIn(text: string): readonly Wrong[] {
	const frames: Frame[] = [];
	const errors: Wrong[] = [];
	const report = (detail: string): void => {
		const path = `/${["body", ...frames.map(({ at }) => at)].join("/")}`;
		// Shown as any store or screen would show it.
		errors.push({ path: path.toWellFormed(), detail });
	};
	for (let i = 0; i < text.length && errors.length < ERRORS_MAX; i += 1) {
		const top = frames.at(-1);
		switch (text[i]) {
			case "{":
			case "[": {
				const isObject = text[i] === "{";
				frames.push({ names: isObject ? new Set() : null, at: isObject ? "" : 0, isNameNext: isObject });
				if (frames.length > JSON_DEPTH_MAX)
					return [{ path: "/body", detail: `is nested in more than ${JSON_DEPTH_MAX} levels` }];
				break;
			}
			case "}":
			case "]":
				frames.pop();
				break;
			case ",":
				if (top?.names) top.isNameNext = true;
				else if (top) top.at = Number(top.at) + 1;
				break;
			case '"': {
				const end = endOfString(text, i);
				const string = textOf(text.slice(i, end + 1));
				i = end;
				if (top?.names && top.isNameNext) {
					top.at = string;
					top.isNameNext = false;
					if (top.names.has(string)) report("is given more than once");
					top.names.add(string);
				}
				if (!isText(string)) report(NO_TEXT);
				break;
			}
			default:
		}
	}
	return errors;
}

function endOfString(text: string, start: number): number {
	let end = start + 1;
	while (text[end] !== '"') end += text[end] === "\\" ? 2 : 1;
	return end;
}

/** Only an escape can stand for something that the bytes do not show. */
const textOf = (literal: string): string =>
	literal.includes("\\") ? String(JSON.parse(literal)) : literal.slice(1, -1);
