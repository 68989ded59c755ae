import type { Operation } from "#knowledge/core/contract/operation.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";

export type Matched = { readonly operation: Operation; readonly params: Readonly<Record<string, string>> };

type Pattern = { readonly operation: Operation; readonly path: RegExp; readonly literals: number };

const patterns: readonly Pattern[] = Object.values<Operation>(OPERATIONS)
	.map((operation) => ({
		operation,
		path: new RegExp(`^${operation.path.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`),
		literals: operation.path.split("/").filter((part) => !part.startsWith("{")).length,
	}))
	// «/people/me» before «/people/{person}», whatever their order in the contract.
	.sort((a, b) => b.literals - a.literals);

/** Which operation a request asks for, and the ids of its path that are of their form. For what stands round the routes. */
export function operationOf(method: string, pathname: string): Matched | null {
	for (const { operation, path } of patterns) {
		if (operation.method !== method.toLowerCase()) continue;
		const found = path.exec(pathname);
		if (found) return { operation, params: wellFormed(operation, found.groups ?? {}) };
	}
	return null;
}

/** The methods that a path takes, where every id in it is of its form; none where there is no such path. */
export function methodsOf(pathname: string): readonly string[] {
	const found = patterns.flatMap(({ operation, path }) => {
		const match = path.exec(pathname);
		return match && operation.params.safeParse(match.groups ?? {}).success ? [operation.method.toUpperCase()] : [];
	});
	return found.includes("GET") ? [...found, "HEAD"] : found;
}

/** What is not of its form may be anything, somebody's address with it. */
function wellFormed({ params }: Operation, named: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
	const wrong = new Set(params.safeParse(named).error?.issues.map((issue) => issue.path[0]));
	return Object.fromEntries(Object.entries(named).filter(([name]) => !wrong.has(name)));
}
