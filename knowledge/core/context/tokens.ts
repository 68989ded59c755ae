import { estimateTokenCount } from "tokenx";

/** An estimate, within some 5 % for prose; every count of tokens in rules mode and every reservation uses this one. */
export const estimateTokens = (text: string): number => estimateTokenCount(text);
