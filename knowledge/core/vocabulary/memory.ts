import * as z from "zod";

/** S3-06: what a company's memory holds. */
export const MemoryKind = z.enum([
	"decisions",
	"meetings",
	"context",
	"people",
	"goals",
	"issues",
	"contracts",
	"progress",
]);
export type MemoryKind = z.infer<typeof MemoryKind>;

/** S3-09 to S3-11, K11: how near something is. Another thing than its lifetime: a fact of the session can be cold. */
export const Layer = z.enum(["hot", "warm", "cold"]);
export type Layer = z.infer<typeof Layer>;

/** Why something known is told: it is young, it weighs much, it is of the task's work, or it holds words of what is asked. */
export const MemoryReason = z.enum(["recent", "important", "of-this-task", "answers"]);
export type MemoryReason = z.infer<typeof MemoryReason>;

/** Where a line of what is known comes from: this deal's facts, the company's memory, our catalogue, the customer record, a sales method. */
export const KnownFrom = z.enum(["fact", "company", "catalogue", "record", "method"]);
export type KnownFrom = z.infer<typeof KnownFrom>;

/** The parts of a prompt (S0-51); the material is part of its fifth. */
export const PromptPart = z.enum(["instructions", "identity", "memory", "history", "task", "material", "tools"]);
export type PromptPart = z.infer<typeof PromptPart>;
