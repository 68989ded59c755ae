import type { ApprovalView, DealView } from "#knowledge/core/contract/deal.ts";
import type { Tenant } from "../session.tsx";

/** What the server will say, so that nobody is shown a button that refuses them. The server decides. */
export function mayDecide(
	approval: Pick<ApprovalView, "approvers">,
	deal: Pick<DealView, "rep" | "region">,
	you: Tenant["you"],
): boolean {
	const asRep = approval.approvers.includes("rep") && you.roles.includes("rep") && deal.rep === you.id;
	const asHuman =
		approval.approvers.includes("regional-human") && you.roles.includes("regional-human") && you.region === deal.region;
	return asRep || asHuman;
}
