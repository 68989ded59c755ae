declare global {
	/** Set by the build: `[define]` in wrangler.toml, and «false» in wrangler.production.toml. */
	const DEVELOPMENT: boolean | undefined;
}

/**
 * Whether this is a build for one machine; a build that does not say is none. What must be absent from a deployed bundle
 * stands behind the constant itself, as here: a bundler drops code behind a constant, not behind a call.
 */
export const isDevelopment = (): boolean => typeof DEVELOPMENT !== "undefined" && DEVELOPMENT === true;
