import { LOOPBACK } from "#knowledge/core/vocabulary/loopback.ts";

/** Names that no public host has; the runtime would not reach them either, and nobody should be able to try. */
const NOT_PUBLIC = /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|test|invalid|onion|arpa)$/;
const HOST = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Why we do not ask this address, which somebody of an account wrote; `null`: we may. HTTPS to a public name on its own port,
 * and nothing that could turn out to be a part of our own network. `allowsLoopback`: a build for one machine.
 */
export function misaddressed(text: string, allowsLoopback: boolean): string | null {
	// Where parsers differ an address has two readings.
	if (/[\s\\\p{Cc}]/u.test(text)) return "holds a character that no address has";
	const url = URL.parse(text);
	if (!url) return "is not a URL";
	if (url.username !== "" || url.password !== "") return "must not hold credentials";
	if (url.hash !== "") return "must not have a fragment";
	if (allowsLoopback && url.protocol === "http:" && LOOPBACK.has(url.hostname)) return null;
	if (url.protocol !== "https:") return "must begin with https://";
	if (url.port !== "") return "must use the usual port of https";
	// The parser has written every form of an IPv4 address as four numbers by now, and these do not pass as a name.
	if (!HOST.test(url.hostname) || NOT_PUBLIC.test(url.hostname)) return "must name a public host";
	return null;
}
