import * as z from "zod";

export const Region = z.enum(["apac", "emea", "amer"]);
export type Region = z.infer<typeof Region>;
