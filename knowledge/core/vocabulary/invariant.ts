/** A broken promise of our own code. Never caught to continue: the turn that met it is rolled back. */
export class InvariantError extends Error {
	override readonly name = "InvariantError";
}

export function invariant(condition: unknown, message: string): asserts condition {
	if (!condition) throw new InvariantError(message);
}

/** Ends every switch over a union, so that a new case is a compile error where it matters. */
export function assertNever(value: never): never {
	throw new InvariantError(`unhandled case: ${JSON.stringify(value)}`);
}
