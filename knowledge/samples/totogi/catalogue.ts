import { Catalogue } from "../../core/facts/offering.ts";
import catalogue from "./catalogue.json" with { type: "json" };

/** Fictional, see README.md. */
export const TOTOGI_CATALOGUE: Catalogue = Catalogue.parse(catalogue);
