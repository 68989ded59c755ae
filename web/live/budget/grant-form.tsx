import { type FormEvent, useId, useRef, useState } from "react";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { fieldTroubles } from "../api/ask.ts";
import { Button } from "../parts/button.tsx";
import { Field } from "../parts/field.tsx";
import { useSession } from "../session.tsx";
import { count } from "../text/time.ts";
import { type GrantErrors, grantErrors, tokensOf } from "./words.ts";

type Props = { grantable: number; ends: string; onGranted(): Promise<void> };
const NOTHING = { tokens: "", reason: "" };
const NO_ERRORS: GrantErrors = { tokens: null, reason: null };

/** What is wrong is said at its field, and the first wrong field has the focus. */
export function GrantForm({ grantable, ends, onGranted }: Props) {
	const { ask, account, notify } = useSession();
	const id = useId();
	const [typed, setTyped] = useState(NOTHING);
	const [errors, setErrors] = useState(NO_ERRORS);
	const [trouble, setTrouble] = useState<string | null>(null);
	const [busy, setBusy] = useState(false);
	const form = useRef<HTMLFormElement>(null);
	const show = (found: GrantErrors) => {
		setErrors(found);
		const first = found.tokens !== null ? "tokens" : found.reason !== null ? "reason" : null;
		if (first) form.current?.querySelector<HTMLInputElement>(`[name=${first}]`)?.focus();
	};
	const grant = async (event: FormEvent) => {
		event.preventDefault();
		setTrouble(null);
		const found = grantErrors(typed, grantable);
		show(found);
		const tokens = tokensOf(typed.tokens);
		if (tokens === null || found.tokens !== null || found.reason !== null) return;
		setBusy(true);
		const answer = await ask(OPERATIONS.grantTokens, {
			params: { account },
			body: { tokens, reason: typed.reason.trim() },
		});
		setBusy(false);
		if (!answer.ok) {
			const fields = fieldTroubles(answer.trouble);
			show({ tokens: fields.get("tokens") ?? null, reason: fields.get("reason") ?? null });
			if (fields.size === 0) setTrouble(answer.trouble.message);
			return;
		}
		setTyped(NOTHING);
		notify(`${count(answer.value.tokens)} tokens are open until the month ends.`);
		await onGranted();
	};
	return (
		<form ref={form} className="form-box" aria-labelledby={id} noValidate onSubmit={(event) => void grant(event)}>
			<h3 id={id}>Grant emergency tokens</h3>
			<p>
				What somebody waits for then goes on when the base and burst are used up; background work does not. They are
				open until {ends}. At most {count(grantable)} are left to grant.
			</p>
			<Field
				name="tokens"
				label="Tokens"
				value={typed.tokens}
				error={errors.tokens}
				inputMode="numeric"
				placeholder="250,000"
				onChange={(tokens) => setTyped({ ...typed, tokens })}
			/>
			<Field
				name="reason"
				label="Why? Whoever looks at the month reads it: name nobody in it."
				value={typed.reason}
				error={errors.reason}
				placeholder="Three tenders are due this week"
				onChange={(reason) => setTyped({ ...typed, reason })}
			/>
			{trouble && (
				<p className="field-error" role="alert">
					{trouble}
				</p>
			)}
			<Button submit look="primary" icon="hand" disabled={busy}>
				Grant
			</Button>
		</form>
	);
}
