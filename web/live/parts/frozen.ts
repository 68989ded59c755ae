import { createContext, useContext } from "react";

/** Whether the page shows a moment of the past: everything can be read there, and nothing can be changed. */
export const Frozen = createContext(false);
export const useFrozen = (): boolean => useContext(Frozen);
