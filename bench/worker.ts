import { WorkerEntrypoint } from "cloudflare:workers";
import type { Answer } from "#durable-objects/platform/answer.ts";
import type { Delivery } from "#durable-objects/platform/outside.ts";
import type { Settings } from "#durable-objects/platform/settings.ts";
import type { DataKeys } from "#durable-objects/platform/vault.ts";
import type { DeliverAnswer } from "#knowledge/core/deal/outbox.ts";
import { dealAgentName, RunId, TenantId } from "#knowledge/core/vocabulary/ids.ts";
import { parseMail } from "#workers/ingress/mail/parse.ts";
import type { BenchEnv, ModelDeal } from "./objects/deals.ts";
import { callOf, DATA_KEYS, deliveryOf, settingsOf, TENANT, type Words } from "./objects/job.ts";
import { type RawDeal, templateOf, templates } from "./objects/raw-deal.ts";

export { ModelDeal, RosterDeal, RulesDeal } from "./objects/deals.ts";
export { RawDeal } from "./objects/raw-deal.ts";

/** In the product's place, under its name: answers at once, and the outside does not exist. */
export class TenantGateway extends WorkerEntrypoint<BenchEnv, { readonly tenant?: unknown }> {
	async settings(): Promise<Answer<Settings>> {
		const tenant: unknown = this.ctx.props?.tenant;
		return { type: "done", value: settingsOf(TenantId.parse(tenant)) };
	}
	async dataKeys(): Promise<Answer<DataKeys>> {
		return { type: "done", value: DATA_KEYS };
	}
	async registerDeal(): Promise<Answer<null>> {
		return { type: "done", value: null };
	}
	async memory(): Promise<Answer<readonly []>> {
		return { type: "done", value: [] };
	}
	async project(): Promise<Answer<null>> {
		return { type: "done", value: null };
	}
	async deliver(_delivery: Delivery): Promise<DeliverAnswer> {
		return { type: "accepted", reference: null };
	}
}

type WorkerEnv = BenchEnv & { readonly RAW_DEAL: DurableObjectNamespace<RawDeal> };

export default {
	/** `/WHAT/KIND/DEAL/N`: the driver's wishes, one object each. */
	async fetch(request, env) {
		const { pathname, searchParams } = new URL(request.url);
		const [, what = "", kind = "", deal = "", n = "0"] = pathname.split("/");
		const tenant = TenantId.parse(searchParams.get("tenant") ?? TENANT);
		const call = callOf(deal, tenant);
		const name = dealAgentName(call.principal.tenant, call.deal);
		if (kind === "raw" || kind === "raw-rules") {
			const raw = env.RAW_DEAL.getByName(`${kind}:${name}`);
			if (what === "quiet") return Response.json(await raw.quiet());
			const options = { modelMs: modelMsOf(searchParams), template: searchParams.get("template") ?? "" };
			return new Response(await raw.job(call, deliveryOf(deal, Number(n)), { ...options, forced: kind === "raw" }));
		}
		const product = productStub(env, kind, name);
		switch (what) {
			case "quiet":
				return Response.json(await product.quiet());
			case "template": {
				const written = await product.written();
				templates.set(searchParams.get("template") ?? "", templateOf(written));
				return Response.json(written);
			}
			case "runs":
				return Response.json(await product.runs(call, Number(searchParams.get("limit") ?? 200)));
			case "read":
				return Response.json(await product.read(call));
			case "run":
				return Response.json(await product.run(call, RunId.parse(n)));
			case "events":
				return Response.json(await product.events(call, 0, 500));
			case "start":
				return Response.json(await product.receive(call, deliveryOf(deal, Number(n))));
			case "record":
				return new Response(await product.recordedJob(call, deliveryOf(deal, Number(n)), { modelMs: 0 }));
			default:
				return new Response(
					await product.job(call, deliveryOf(deal, Number(n), await wordsOf(request, tenant)), {
						modelMs: modelMsOf(searchParams),
					}),
				);
		}
	},

	/** Bells that are heard by nobody. */
	async queue() {},
} satisfies ExportedHandler<WorkerEnv>;

const modelMsOf = (params: URLSearchParams): number => Number(params.get("model-ms") ?? 0);

/** The words of a raw mail that came with the request, read as the product reads mail. */
async function wordsOf(request: Request, tenant: TenantId): Promise<Words | undefined> {
	if (request.method !== "POST") return undefined;
	const mail = await parseMail(new Uint8Array(await request.arrayBuffer()));
	if (mail.type !== "mail") throw new Error("a sample mail can be read");
	const { subject, text, from } = mail;
	return { subject, text, from, author: from?.address.endsWith(`@${tenant}.example`) ? "us" : "buyer" };
}

type ProductStub = Pick<
	DurableObjectStub<ModelDeal>,
	"job" | "recordedJob" | "quiet" | "written" | "runs" | "run" | "read" | "events" | "receive"
>;

function productStub(env: WorkerEnv, kind: string, name: string): ProductStub {
	if (kind === "rules") return env.RULES_DEAL.getByName(name);
	if (kind === "roster") return env.ROSTER_DEAL.getByName(name);
	return (env.DEAL_AGENT as unknown as DurableObjectNamespace<ModelDeal>).getByName(name);
}
