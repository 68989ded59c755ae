import { type Fault, FaultError } from "#knowledge/core/vocabulary/fault.ts";
import { done, type Outcome, type Refusal } from "#knowledge/core/vocabulary/outcome.ts";
import { log } from "./log.ts";

/** What crosses RPC: a throw would lose its type and be logged as uncaught, so every answer is data. */
export type Answer<T> =
	| { readonly type: "done"; readonly value: T }
	| { readonly type: "refused"; readonly refusal: Refusal }
	| { readonly type: "fault"; readonly fault: Fault };

/** One of the four places that catch. A bug becomes a fault that the caller may try again; its text goes to the log only by class. */
export async function answer<T>(where: string, work: () => Outcome<T> | Promise<Outcome<T>>): Promise<Answer<T>> {
	try {
		return await work();
	} catch (error) {
		return { type: "fault", fault: faultOf(where, error) };
	}
}

export function faultOf(where: string, error: unknown): Fault {
	if (error instanceof FaultError) return error.fault;
	log.error("call failed", { where, error: nameOf(error), at: placeOf(error) });
	return { code: "internal", retry: { when: "later", afterMs: 1_000 }, summary: `${where} failed` };
}

/** A refusal is passed on as it is; a fault is thrown, for the caller's own boundary to turn into an answer. */
export function outcomeOf<T>(answered: Answer<T>): Outcome<T> {
	if (answered.type === "fault") throw new FaultError(answered.fault);
	return answered;
}

export function expectDone<T>(answered: Answer<T>): T {
	const outcome = outcomeOf(answered);
	if (outcome.type === "done") return outcome.value;
	throw new FaultError({ code: "refused", retry: { when: "never" }, summary: outcome.refusal.code });
}

export const ok = (): Outcome<null> => done(null);

const nameOf = (error: unknown): string =>
	error instanceof Error ? `${error.name}: ${error.name === "InvariantError" ? error.message : ""}` : typeof error;

/** The first frame of ours: enough to find a bug by, and free of what was being worked on. */
const placeOf = (error: unknown): string =>
	error instanceof Error
		? (error.stack
				?.split("\n")
				.find((line) => line.includes(" at "))
				?.trim() ?? "")
		: "";
