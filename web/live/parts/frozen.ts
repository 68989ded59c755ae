import { createContext, useContext } from "react";

/** Whether the page shows a moment of the past: everything can be read there, and nothing can be changed. */
export const Frozen = createContext(false);
export const useFrozen = (): boolean => useContext(Frozen);

/** Milliseconds since 1970: the moment that «3 minutes ago» is counted from. `null`: now. */
export const AsOf = createContext<number | null>(null);
export const useAsOf = (): number | null => useContext(AsOf);
