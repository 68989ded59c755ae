import { type ChangeEvent, useRef, useState } from "react";
import { handInMail } from "../api/ask.ts";
import { Button } from "../parts/button.tsx";
import { dealPath, go } from "../route.ts";
import { useSession } from "../session.tsx";
import { words } from "../text/labels.ts";

/** The same door as the command's, for those who have the mail as a file. */
export function HandIn({ onDone }: { onDone(): Promise<void> }) {
	const { account, notify } = useSession();
	const input = useRef<HTMLInputElement>(null);
	const [busy, setBusy] = useState(false);
	const take = async (event: ChangeEvent<HTMLInputElement>) => {
		const file = event.target.files?.[0];
		event.target.value = "";
		if (!file) return;
		setBusy(true);
		const answer = await handInMail(account, file);
		setBusy(false);
		if (!answer.ok) return notify(answer.trouble.message);
		const { duplicate, state, deal, reason } = answer.value;
		notify(
			duplicate
				? "This mail came in before: nothing happens twice."
				: `The mail is ${words(state)}${reason ? `: ${words(reason)}` : ""}.`,
		);
		await onDone();
		if (deal) go(dealPath(account, deal));
	};
	return (
		<>
			<input
				ref={input}
				className="hidden"
				type="file"
				accept=".eml,message/rfc822"
				aria-label="A mail as a file"
				tabIndex={-1}
				onChange={(event) => void take(event)}
			/>
			<Button icon="file" disabled={busy} onClick={() => input.current?.click()}>
				{busy ? "Handing in…" : "Choose a mail file"}
			</Button>
		</>
	);
}
