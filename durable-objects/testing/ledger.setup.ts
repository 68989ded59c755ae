import { vi } from "vitest";
import { TenantLedger } from "#durable-objects/tenant-ledger/tenant-ledger.ts";

/** No ledger answers this method, until the spy is restored. */
export function failLedgers(method: "audit" | "lease") {
	const fault = { code: "internal", retry: { when: "later", afterMs: 1 }, summary: "the object was reset" } as const;
	return vi.spyOn(TenantLedger.prototype, method).mockResolvedValue({ type: "fault", fault });
}

type AuditPaged = Awaited<ReturnType<TenantLedger["auditPage"]>>;

/** Whoever asks any ledger for its chain is answered with this, until the spy is restored. */
export const answerAuditPages = (answer: AuditPaged) =>
	vi.spyOn(TenantLedger.prototype, "auditPage").mockResolvedValue(answer);

/** The chain is told by two entries a page; from the second page on this is answered. */
export function breakAuditPages(answer: AuditPaged) {
	const { auditPage } = TenantLedger.prototype;
	return vi.spyOn(TenantLedger.prototype, "auditPage").mockImplementation(async function (
		this: TenantLedger,
		call,
		after,
	) {
		return after === 0 ? auditPage.call(this, call, 0, 2) : answer;
	});
}
