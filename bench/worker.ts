import { WorkerEntrypoint } from "cloudflare:workers";
import type { Answer } from "#durable-objects/platform/answer.ts";
import type { Delivery } from "#durable-objects/platform/outside.ts";
import type { Settings } from "#durable-objects/platform/settings.ts";
import type { DeliverAnswer } from "#knowledge/core/deal/outbox.ts";
import { dealAgentName } from "#knowledge/core/vocabulary/ids.ts";
import type { BenchEnv, ModelDeal, RosterDeal, RulesDeal } from "./objects/deals.ts";
import { callOf, deliveryOf, SETTINGS } from "./objects/job.ts";
import { type RawDeal, type Template, templateOf } from "./objects/raw-deal.ts";

export { ModelDeal, RosterDeal, RulesDeal } from "./objects/deals.ts";
export { RawDeal } from "./objects/raw-deal.ts";

/** In the product's place, under its name: answers at once, and the outside does not exist. */
export class TenantGateway extends WorkerEntrypoint {
	async settings(): Promise<Answer<Settings>> {
		return { type: "done", value: SETTINGS };
	}
	async registerDeal(): Promise<Answer<null>> {
		return { type: "done", value: null };
	}
	async project(): Promise<Answer<null>> {
		return { type: "done", value: null };
	}
	async deliver(_delivery: Delivery): Promise<DeliverAnswer> {
		return { type: "accepted", reference: null };
	}
}

type WorkerEnv = BenchEnv & { readonly RAW_DEAL: DurableObjectNamespace<RawDeal> };

/** Kept by this Worker's life: what the plain object has to write, by the name that the driver gave it. */
const templates = new Map<string, Template>();

export default {
	async fetch(request, env) {
		const [, what = "", kind = "", deal = "", n = "0"] = new URL(request.url).pathname.split("/");
		const options = { modelMs: Number(new URL(request.url).searchParams.get("model-ms") ?? 0) };
		const call = callOf(deal);
		const name = dealAgentName(call.principal.tenant, call.deal);
		const stub = stubOf(env, kind, name);
		if (what === "template") {
			const written = await (stub as ProductStub).written();
			templates.set(n, templateOf(written));
			return Response.json(written);
		}
		if (what === "quiet") {
			await stub.quiet();
			return new Response(null, { status: 204 });
		}
		if (what === "runs") return Response.json(await (stub as ProductStub).runs(call, 50));
		if (what === "events") return Response.json(await (stub as ProductStub).events(call, 0, 500));
		const words = request.method === "POST" ? ((await request.json()) as { subject: string; text: string }) : undefined;
		const delivery = deliveryOf(deal, Number(n), words);
		if (kind !== "raw" && kind !== "raw-rules") return new Response(await (stub as ProductStub).job(call, delivery, options));
		const template = templates.get(new URL(request.url).searchParams.get("template") ?? "");
		if (!template) return new Response("no template", { status: 400 });
		return new Response(await (stub as RawStub).job(call, delivery, { ...options, template, forced: kind === "raw" }));
	},

	/** Bells that are heard by nobody. */
	async queue() {},
} satisfies ExportedHandler<WorkerEnv>;

type ProductStub = DurableObjectStub<ModelDeal>;
type RawStub = DurableObjectStub<RawDeal>;

function stubOf(env: WorkerEnv, kind: string, name: string): ProductStub | RawStub {
	if (kind === "raw" || kind === "raw-rules") return env.RAW_DEAL.getByName(`${kind}:${name}`);
	if (kind === "rules") return env.RULES_DEAL.getByName(name) as unknown as ProductStub;
	if (kind === "roster") return env.ROSTER_DEAL.getByName(name) as unknown as ProductStub;
	return (env.DEAL_AGENT as unknown as DurableObjectNamespace<ModelDeal>).getByName(name);
}
