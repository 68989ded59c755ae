import * as z from "zod";

type Issue = z.core.$ZodRawIssue;

/**
 * What is wrong with a field, for whoever wrote the request: given to the parser with each request. What a schema says in
 * words of its own stands before this.
 */
export function plainWords(issue: Issue): string | undefined {
	const { code, input } = issue;
	if (input === undefined) return code === "invalid_value" ? `is missing: ${oneOf(issue.values)}` : "is missing";
	switch (code) {
		case "invalid_type":
			return issue.expected === "number" || issue.expected === "int"
				? numberWords(issue)
				: (TYPES[issue.expected] ?? `must be of the type ${issue.expected}`);
		case "invalid_value":
			return `must be ${oneOf(issue.values)}`;
		case "too_small":
			return isNumber(issue.origin) ? numberWords(issue) : sizeWords(issue.origin, "least", Number(issue.minimum));
		case "too_big":
			return isNumber(issue.origin) ? numberWords(issue) : sizeWords(issue.origin, "most", Number(issue.maximum));
		case "invalid_format":
			return FORMATS[issue.format] ?? "is not written as it is taken here";
		case "invalid_union":
			return issue.discriminator === undefined
				? "is none of the forms that are taken here"
				: `has no «${issue.discriminator}» that is taken here`;
		case "invalid_key":
			return "has a name that is not taken here";
		case "custom":
			return "is not taken here";
		default:
			return undefined;
	}
}

const TYPES: Readonly<Record<string, string>> = {
	string: "must be text",
	boolean: "must be true or false",
	array: "must be a list",
	object: "must be an object",
	record: "must be an object",
	null: "must be null",
};

const FORMATS: Readonly<Record<string, string>> = {
	datetime: "must be a time such as 2026-10-06T13:00:00Z",
	date: "must be a day such as 2026-10-06",
	email: "must be an address such as mara@brightfen.example",
	url: "must be an address such as https://www.example.com",
};

const oneOf = (values: readonly unknown[]): string =>
	(values.length === 1 ? "" : "one of ") + values.map(String).join(", ");

const isNumber = (origin: string): boolean => origin === "number" || origin === "int";

/** Both ends at once: whoever is too low today would be too high tomorrow. */
function numberWords(issue: Issue): string {
	const owner: unknown = "schema" in issue ? issue.schema : issue.inst;
	const { minValue = null, maxValue = null } = owner instanceof z.ZodNumber ? owner : {};
	const what = "expected" in issue && issue.expected === "int" ? "a whole number" : "a number";
	// The ends of what a number can be are nobody's limits.
	const from = minValue !== null && minValue > Number.MIN_SAFE_INTEGER ? minValue : null;
	const to = maxValue !== null && maxValue < Number.MAX_SAFE_INTEGER ? maxValue : null;
	if (from !== null && to !== null) return `must be ${what} from ${from} to ${to}`;
	if (from !== null) return `must be ${what}, ${from} or more`;
	return to === null ? `must be ${what}` : `must be ${what}, ${to} or less`;
}

function sizeWords(origin: string, end: "least" | "most", count: number): string {
	if (end === "least" && count === 1) return "must not be empty";
	const [one, many] = origin === "string" ? ["character", "characters"] : ["entry", "entries"];
	return `must have at ${end} ${count} ${count === 1 ? one : many}`;
}
