import { text } from "drizzle-orm/sqlite-core";

/** Columns that many tables have alike. */
export const tenant = () => text("tenant").notNull();
export const automation = () => text("automation_state", { enum: ["active", "paused"] }).notNull();
