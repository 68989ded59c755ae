import * as z from "zod";

/** What somebody is to this deal. */
export const StakeholderRole = z.enum(["decides", "signs-off", "champions", "influences", "uses", "blocks", "unknown"]);
export type StakeholderRole = z.infer<typeof StakeholderRole>;

/** Where they stand on buying from us. */
export const Stance = z.enum(["for", "against", "neutral", "unknown"]);
export type Stance = z.infer<typeof Stance>;
