type Crash = (name: string) => void;

let crash: Crash | null = null;

/**
 * Names a point at which the process may die with something half done: before and after each commit and each request to
 * the outside. Does nothing but in tests, which put a crash there for every point that a flow passes.
 */
export function boundary(name: string): void {
	crash?.(name);
}

/** For tests: called at every boundary until it is taken back by passing `null`. */
export function crashAt(next: Crash | null): void {
	crash = next;
}
