import * as z from "zod";

/** Characters that hide what is written, or break its line. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the point.
export const UNSEEN = /[\u0000-\u001f\u007f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/** A day that exists, of this century or the next: nobody closes a deal in the year 1. */
export const isDay = (text: string): boolean => /^2[01]/.test(text) && z.iso.date().safeParse(text).success;
