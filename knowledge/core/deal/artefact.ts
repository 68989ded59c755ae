import * as z from "zod";
import { SendEmail } from "../effects/effect.ts";
import { FactClaim } from "../facts/fact.ts";
import { canonicalJson } from "../vocabulary/json.ts";
import { Stage } from "../vocabulary/stage.ts";

/** What a person approves, to the letter. Kept as canonical JSON; its salted hash is the digest of the approval. */
export const Artefact = z.discriminatedUnion("type", [
	SendEmail,
	z.strictObject({ type: z.literal("move-stage"), from: Stage, to: Stage }),
	z.strictObject({ type: z.literal("arbitrate-fact"), claim: FactClaim }),
]);
export type Artefact = z.infer<typeof Artefact>;

export const writeArtefact = (artefact: Artefact): string => canonicalJson(Artefact.parse(artefact));
export const readArtefact = (text: string): Artefact => Artefact.parse(JSON.parse(text));
