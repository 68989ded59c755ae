import { useSyncExternalStore } from "react";
import { DealId, TenantId } from "#knowledge/core/vocabulary/ids.ts";

export type Route =
	| { readonly type: "deals"; readonly account: TenantId }
	| { readonly type: "deal"; readonly account: TenantId; readonly deal: DealId }
	| { readonly type: "signals" | "budget" | "learning"; readonly account: TenantId }
	| { readonly type: "lost" };

const LOST: Route = { type: "lost" };
const PAGES = ["signals", "budget", "learning"] as const;

export function parseRoute(path: string): Route {
	const [app, name, section, id, ...rest] = path.split("/").filter((part) => part !== "");
	const account = TenantId.safeParse(name);
	if (app !== "app" || !account.success || rest.length > 0) return LOST;
	if (section === undefined) return { type: "deals", account: account.data };
	const page = PAGES.find((each) => each === section);
	if (page && id === undefined) return { type: page, account: account.data };
	const deal = DealId.safeParse(id);
	return section === "deals" && deal.success ? { type: "deal", account: account.data, deal: deal.data } : LOST;
}

export const dealsPath = (account: string): string => `/app/${account}`;
export const dealPath = (account: string, deal: string): string => `/app/${account}/deals/${deal}`;
export const pagePath = (account: string, page: (typeof PAGES)[number]): string => `/app/${account}/${page}`;

const listeners = new Set<() => void>();

export function go(path: string): void {
	if (path === location.pathname) return;
	history.pushState(null, "", path);
	for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
	listeners.add(listener);
	addEventListener("popstate", listener);
	return () => {
		listeners.delete(listener);
		removeEventListener("popstate", listener);
	};
}

export const usePath = (): string => useSyncExternalStore(subscribe, () => location.pathname);
