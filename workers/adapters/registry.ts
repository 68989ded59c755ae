import * as z from "zod";
import { FaultError } from "#knowledge/core/vocabulary/fault.ts";
import { assertNever } from "#knowledge/core/vocabulary/invariant.ts";
import type { Adapter } from "./adapter.ts";
import { type MailPort, mailAdapter } from "./mail/adapter.ts";
import { type Fetch, SinkSettings, sinkAdapter } from "./sink/adapter.ts";

/** Which adapter a connection uses, and what it must know. A row of a database until it is parsed by this. */
export const AdapterSettings = z.discriminatedUnion("name", [
	z.strictObject({ name: z.literal("mail") }),
	SinkSettings.extend({ name: z.literal("sink") }),
]);
export type AdapterSettings = z.infer<typeof AdapterSettings>;

/** What the runtime lends to adapters. `mail` is absent where the binding is. */
export type AdapterPorts<Message> = { readonly mail: MailPort<Message> | null; readonly fetch: Fetch };

export function createAdapter<Message>(settings: AdapterSettings, ports: AdapterPorts<Message>): Adapter {
	switch (settings.name) {
		case "mail":
			if (ports.mail === null) throw missing("the mail binding is not configured");
			return mailAdapter(ports.mail);
		case "sink":
			return sinkAdapter(settings, ports.fetch);
		default:
			return assertNever(settings);
	}
}

const missing = (summary: string): FaultError =>
	new FaultError({ code: "adapter-unconfigured", retry: { when: "after-human" }, summary });
