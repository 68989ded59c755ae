import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { MAIL_BODY_CHARS_MAX } from "#knowledge/core/vocabulary/limits.ts";
import { Button } from "../parts/button.tsx";
import type { Decide } from "./decide.ts";

type Props = { mail: { subject: string; body: string }; digest: string; decide: Decide; onClose(): void };

/** A draft as fields. What one wrote is kept when somebody else's edit comes first. */
export function MailEditor({ mail, digest, decide, onClose }: Props) {
	const id = useId();
	const [subject, setSubject] = useState(mail.subject);
	const [body, setBody] = useState(mail.body);
	const [seen] = useState(digest);
	const first = useRef<HTMLTextAreaElement>(null);
	useEffect(() => {
		first.current?.focus({ preventScroll: true });
		first.current?.form?.scrollIntoView({ block: "nearest" });
	}, []);
	const overtaken = seen !== digest;
	const saveOver = async (shown: string) => {
		if (subject.trim() === "" || body.trim() === "" || decide.busy) return;
		if (await decide.edit(shown, { subject, body })) onClose();
	};
	const save = (event: FormEvent) => {
		event.preventDefault();
		void saveOver(seen);
	};
	const onKey = (event: KeyboardEvent) => {
		if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !overtaken) void saveOver(seen);
		// Esc throws nothing away: with changes it only leaves the field.
		if (event.key !== "Escape") return;
		if (subject === mail.subject && body === mail.body) onClose();
		else if (event.target instanceof HTMLElement) event.target.blur();
	};
	return (
		<form className="artefact editor" onSubmit={save} onKeyDown={onKey}>
			<label htmlFor={`${id}-subject`}>Subject</label>
			<input
				id={`${id}-subject`}
				value={subject}
				maxLength={250}
				required
				onChange={(event) => setSubject(event.target.value)}
			/>
			<label htmlFor={`${id}-body`}>Text</label>
			<textarea
				ref={first}
				id={`${id}-body`}
				value={body}
				maxLength={MAIL_BODY_CHARS_MAX}
				required
				rows={Math.min(20, Math.max(8, body.split("\n").length + 1))}
				onChange={(event) => setBody(event.target.value)}
			/>
			{overtaken && (
				<p className="note tone-warn" role="alert">
					<span className="note-text">Somebody changed this draft while you were writing. Your text is kept.</span>
					<Button look="quiet" onClick={() => void saveOver(digest)}>
						Save mine over it
					</Button>
				</p>
			)}
			<div className="card-foot">
				<Button submit look="primary" icon="check" disabled={decide.busy || overtaken}>
					Save draft
				</Button>
				<Button look="quiet" onClick={onClose}>
					Cancel
				</Button>
			</div>
		</form>
	);
}
