import * as z from "zod";

export const AccountState = z.enum(["active", "suspended", "closing"]);
export type AccountState = z.infer<typeof AccountState>;

export const PersonState = z.enum(["invited", "active", "suspended"]);
export type PersonState = z.infer<typeof PersonState>;
