import { vi } from "vitest";
import { TenantLedger } from "#durable-objects/tenant-ledger/tenant-ledger.ts";

/** No ledger answers this method, until the spy is restored. */
export function failLedgers(method: "audit" | "lease") {
	const fault = { code: "internal", retry: { when: "later", afterMs: 1 }, summary: "the object was reset" } as const;
	return vi.spyOn(TenantLedger.prototype, method).mockResolvedValue({ type: "fault", fault });
}
