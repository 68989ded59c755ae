import { type IRequest, Router } from "itty-router";
import { expectDone, faultOf } from "#durable-objects/platform/answer.ts";
import { log } from "#durable-objects/platform/log.ts";
import { systemCall } from "#durable-objects/platform/system.ts";
import { PROBLEM_TYPE } from "#knowledge/core/contract/problem.ts";
import { ConnectionId, TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { JSON_BODY_BYTES_MAX } from "#knowledge/core/vocabulary/limits.ts";
import type { Refusal } from "#knowledge/core/vocabulary/outcome.ts";
import { parseCrmWebhook } from "#workers/adapters/crm-webhook/adapter.ts";
import { acceptWords } from "./accept-words.ts";
import type { Door } from "./door.ts";
import { gatewayOf } from "./gateway-of.ts";
import { readBody } from "./read-body.ts";

/*
 * Webhooks in: `/hooks/{provider}/{tenant}.{connection}`. Raw bytes are verified before anything reads them; then they
 * are parsed, stored in the inbox, and acknowledged. Until a signature holds there is one answer to everything, so that
 * nobody is told who our tenants are or what they connected; from then on the sender is told what is wrong.
 */
const router = Router<IRequest, [Door]>();

router.post("/hooks/crm/:connection", (request, door) => receiveCrmWebhook(request, door));
router.all("*", () => problem(404, "not-found", "Not found"));

export async function receiveWebhook(request: Request, door: Door): Promise<Response> {
	try {
		return await router.fetch(request, door);
	} catch (error) {
		const fault = faultOf("webhook", error);
		return problem(503, fault.code, "Temporarily unavailable");
	}
}

async function receiveCrmWebhook(request: IRequest, door: Door): Promise<Response> {
	const [tenantText, connectionText] = String(request.params.connection).split(".");
	const tenant = TenantId.safeParse(tenantText);
	const connection = ConnectionId.safeParse(connectionText);
	const body = await readBody(request as unknown as Request, JSON_BODY_BYTES_MAX);
	if (!body) return problem(413, "too-large", "Too large");
	const headers = ["webhook-id", "webhook-timestamp", "webhook-signature"].map(
		(name) => [name, request.headers.get(name) ?? ""] as const,
	);
	if (!tenant.success || !connection.success) return unsigned();
	const verdict = expectDone(await gatewayOf(door.ctx, tenant.data).verifyWebhook(connection.data, headers, body));
	if (verdict?.type !== "ok") {
		const reason = verdict?.reason ?? "no-such-connection";
		log.warn("webhook refused", { tenant: tenant.data, connection: connection.data, reason });
		return unsigned();
	}
	const json = parseJson(body);
	const parsed = json === undefined ? null : parseCrmWebhook(json);
	if (json === undefined || !parsed)
		return problem(400, "malformed-json", "Malformed JSON", [{ path: "/body", detail: "is not JSON in UTF-8" }]);
	if (parsed.type === "refused") return problem(400, "invalid-input", "Invalid input", parsed.problems);
	const { change } = parsed;
	const call = systemCall(tenant.data, "webhook", { now: Date.now(), settingsVersion: 0 });
	const outcome = await acceptWords(door, call, {
		kind: "crm",
		key: `webhook:${connection.data}:${verdict.id}`,
		content: ["webhook", change],
		author: "us",
		deal: null,
		contact: change.contact,
		subject: change.dealName ?? `${change.event} ${change.externalId}`,
		text: change.text,
	});
	if (outcome.type === "refused") return declined(outcome.refusal);
	return Response.json(outcome.value, { status: 202 });
}

/** A suspended account, or one over its quota, takes it later: the sender keeps it until then. */
function declined({ code }: Refusal): Response {
	if (code !== "not-allowed" && code !== "too-many") return problem(code === "conflict" ? 409 : 422, code, "Declined");
	const later = problem(code === "too-many" ? 429 : 503, code, "Not taken at the moment");
	later.headers.set("retry-after", String(LATER_S));
	return later;
}
const LATER_S = 600;

const unsigned = (): Response => problem(401, "signature", "The signature does not hold");

function parseJson(body: Uint8Array): unknown {
	try {
		return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(body));
	} catch {
		return undefined;
	}
}

const problem = (
	status: number,
	code: string,
	title: string,
	errors?: readonly { path: string; detail: string }[],
): Response =>
	new Response(
		JSON.stringify({
			type: `${PROBLEM_TYPE}${code}`,
			title,
			status,
			requestId: crypto.randomUUID(),
			...(errors ? { errors } : {}),
		}),
		{
			status,
			headers: { "content-type": "application/problem+json" },
		},
	);
