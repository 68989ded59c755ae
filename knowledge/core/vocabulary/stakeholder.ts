import * as z from "zod";

/** What somebody is to this deal. */
export const StakeholderRole = z.enum(["decides", "signs-off", "champions", "influences", "uses", "blocks", "unknown"]);
export type StakeholderRole = z.infer<typeof StakeholderRole>;

/** Where they stand on buying from us. */
export const Stance = z.enum(["for", "against", "neutral", "unknown"]);
export type Stance = z.infer<typeof Stance>;

/** `high`: can say yes or no alone, or holds the money. `medium`: has to agree, or is listened to. `low`: neither. */
export const Power = z.enum(["high", "medium", "low", "unknown"]);
export type Power = z.infer<typeof Power>;

/** Whether they wrote or spoke to us themselves, or one of us met them. */
export const Heard = z.enum(["spoke", "met", "unknown"]);
export type Heard = z.infer<typeof Heard>;
