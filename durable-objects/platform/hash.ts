import { createHash } from "node:crypto";
import type { Sha256 } from "#knowledge/core/vocabulary/hash.ts";

/** Synchronous, so that it can run inside a commit: 4 µs a kilobyte. */
export const sha256 = (text: string): Sha256 => createHash("sha256").update(text, "utf8").digest("hex") as Sha256;

/** Two digits a byte, in lower case. */
export const hexOf = (bytes: Uint8Array): string =>
	[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** 122 random bits, so that a short text cannot be guessed back from its hash once the salt is gone. */
export const newSalt = (): string => crypto.randomUUID();
