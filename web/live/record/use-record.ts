import { useMemo, useRef, useState } from "react";
import type { CrmChangeView, DealView } from "#knowledge/core/contract/deal.ts";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import type { Answer } from "../api/ask.ts";
import { useSession } from "../session.tsx";
import { type FieldPath, fieldKey, type Pending, withPending } from "./fields.ts";

export type RecordOfDeal = {
	/** The fields that wait for the server's answer, by key. */
	readonly saving: ReadonlySet<string>;
	/** Why the last write of a field was refused, by key. */
	readonly refused: ReadonlyMap<string, string>;
	/** Resolves to whether it was taken. */
	write(path: FieldPath, value: string | null): Promise<boolean>;
	undo(change: CrmChangeView): Promise<boolean>;
};

/**
 * The customer record, written by hand. What was written shows at once; the server's answer takes its place, or the old
 * value comes back with the reason.
 */
export function useRecord(
	live: DealView,
	onAnswer: (deal: DealView) => void,
): { readonly deal: DealView; readonly record: RecordOfDeal } {
	const { ask, account, tenant, notify } = useSession();
	const [pending, setPending] = useState<ReadonlyMap<string, Pending>>(new Map());
	const [refused, setRefused] = useState<ReadonlyMap<string, string>>(new Map());
	const latest = useRef(new Map<string, Pending>());
	const params = { account, deal: live.id };
	const settle = async (own: Pending, send: () => Promise<Answer<DealView>>): Promise<boolean> => {
		const key = fieldKey(own.path);
		latest.current.set(key, own);
		setPending((was) => new Map(was).set(key, own));
		setRefused((was) => without(was, key));
		const answer = await send();
		if (answer.ok) onAnswer(answer.value);
		// A later write of the same field has its own answer to wait for.
		if (latest.current.get(key) === own) {
			setPending((was) => without(was, key));
			if (!answer.ok) setRefused((was) => new Map(was).set(key, answer.trouble.message));
		}
		if (!answer.ok) notify(`Not saved: ${answer.trouble.message}`);
		return answer.ok;
	};
	const record: RecordOfDeal = {
		saving: new Set(pending.keys()),
		refused,
		write: (path, value) =>
			settle({ path, value }, () => ask(OPERATIONS.changeCrm, { params, body: { ...path, value } })),
		undo: async (change) => {
			const taken = await settle({ path: { record: change.record, field: change.field }, value: change.from }, () =>
				ask(OPERATIONS.undoCrm, { params: { ...params, change: change.change }, body: {} }),
			);
			if (taken) notify("Taken back: what stood before stands again.");
			return taken;
		},
	};
	const you = tenant?.you.id ?? "you";
	const deal = useMemo(() => withPending(live, [...pending.values()], you), [live, pending, you]);
	return { deal, record };
}

function without<V>(map: ReadonlyMap<string, V>, key: string): ReadonlyMap<string, V> {
	const next = new Map(map);
	next.delete(key);
	return next;
}
