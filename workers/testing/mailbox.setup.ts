import { vi } from "vitest";
import { SINK_URL } from "#durable-objects/testing/tenant.setup.ts";

export type Letter = { readonly to: readonly string[]; readonly subject: string; readonly text: string };

export type TestMailbox = {
	/** What came for an address, in order. */
	of(address: string): readonly Letter[];
	/** The paths of the links that came for it. */
	links(address: string): readonly string[];
	/** Until so many have come: they are sent behind the answer. */
	arrived(address: string, count: number): Promise<void>;
	/** From now on the way out declines. */
	decline(): void;
	/** From now on the way out cannot be reached. */
	fail(): void;
};

/** The sink's place on the network, which keeps what people would read. It is everybody's until the test ends. */
export function startMailbox(
	elsewhere: (url: string, init: RequestInit | undefined) => Promise<Response> | Response = () =>
		new Response("blocked: tests have no network", { status: 599 }),
): TestMailbox {
	const letters: Letter[] = [];
	let failing: number | null = null;
	vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
		const url = String(input instanceof Request ? input.url : input);
		if (!url.startsWith(SINK_URL)) return elsewhere(url, init);
		if (failing !== null) return new Response("no", { status: failing });
		const { to, subject, raw }: { to: string[]; subject: string; raw: string } = JSON.parse(String(init?.body));
		const [, body = ""] = atob(raw).split("\r\n\r\n");
		letters.push({ to, subject, text: utf8(atob(body.replaceAll("\r\n", ""))) });
		return Response.json({ reference: "sink" });
	});
	const of = (address: string) => letters.filter(({ to }) => to.includes(address));
	return {
		of,
		links: (address) => of(address).map(({ text }) => /\/sign-in\/aa_link_[0-9a-f]{64}/.exec(text)?.[0] ?? ""),
		arrived: async (address, count) => {
			await vi.waitUntil(() => of(address).length >= count, { interval: 5, timeout: 5_000 });
		},
		decline: () => {
			failing = 400;
		},
		fail: () => {
			failing = 503;
		},
	};
}

const utf8 = (bytes: string): string => new TextDecoder().decode(Uint8Array.from(bytes, (each) => each.charCodeAt(0)));
