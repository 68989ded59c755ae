import { type Ref, useEffect, useImperativeHandle, useRef, useState } from "react";
import type { ApprovalView, DealView } from "#knowledge/core/contract/deal.ts";
import { Ago } from "../parts/ago.tsx";
import { Button } from "../parts/button.tsx";
import { AgentMark, Chip } from "../parts/chip.tsx";
import { Erasable } from "../parts/empty.tsx";
import { useFrozen } from "../parts/frozen.ts";
import { Icon, type IconName } from "../parts/icon.tsx";
import { useSession } from "../session.tsx";
import { actionName, approverName, byName, regionName } from "../text/labels.ts";
import { Artefact } from "./artefact.tsx";
import { type Decide, useDecide } from "./decide.ts";
import { Grounds } from "./grounds.tsx";
import { MailEditor } from "./mail-editor.tsx";
import { mayDecide } from "./may-decide.ts";
import { RejectForm } from "./reject-form.tsx";

export type CardHandle = { approve(): void; edit(): void; reject(): void };
type Mode = "read" | "edit" | "reject" | "confirm";

type Props = {
	id: string;
	ref: Ref<CardHandle>;
	approval: ApprovalView;
	deal: DealView;
	isCurrent: boolean;
	refresh(): Promise<void>;
	onFocus(): void;
	onDecided(leavesAt: string | null): void;
};

export function ApprovalCard({ id, ref, approval, deal, isCurrent, refresh, onFocus, onDecided }: Props) {
	const { tenant } = useSession();
	const frozen = useFrozen();
	const [chosen, setMode] = useState<Mode>("read");
	const mode = frozen ? "read" : chosen;
	const card = useRef<HTMLElement>(null);
	const decide = useDecide({ approval, isFork: deal.fork !== null, refresh, onDecided });
	const allowed = tenant === null || mayDecide(approval, deal, tenant.you);
	const isMail = approval.artefact?.type === "send-email";
	const back = () => {
		setMode("read");
		card.current?.focus();
	};
	// A mail waits before it leaves; nothing else can be taken back, so that it is asked for twice.
	const approve = () => {
		if (!allowed || approval.artefact === null || decide.busy) return;
		if (isMail || mode === "confirm") void decide.approve();
		else setMode("confirm");
	};
	const handle = {
		approve,
		edit: () => allowed && isMail && setMode("edit"),
		reject: () => allowed && setMode("reject"),
	};
	useImperativeHandle(ref, () => handle);
	return (
		<article
			ref={card}
			id={id}
			className={`card ${isCurrent ? "card-current" : ""}`}
			tabIndex={-1}
			aria-label={`${actionName(approval.action.type)}, asked for by ${byName(approval.by, tenant?.you.id ?? null)}`}
			onFocus={onFocus}
		>
			<CardHead approval={approval} you={tenant?.you.id ?? null} />
			<p className="why">
				<span className="why-word">Why</span>
				<Erasable text={approval.why} />
			</p>
			{decide.refusal && (
				<p className="note tone-warn" role="alert">
					<Icon name="again" />
					<span className="note-text">{decide.refusal}</span>
				</p>
			)}
			{mode === "edit" && approval.artefact?.type === "send-email" ? (
				<MailEditor mail={approval.artefact} digest={approval.digest} decide={decide} onClose={back} />
			) : (
				<Artefact approval={approval} deal={deal} />
			)}
			<Grounds approval={approval} />
			{mode === "reject" && <RejectForm busy={decide.busy} onReject={decide.reject} onCancel={back} />}
			{(mode === "read" || mode === "confirm") && (
				<Actions
					approval={approval}
					deal={deal}
					allowed={allowed}
					decide={decide}
					mode={mode}
					handle={handle}
					isCurrent={isCurrent}
					onCancel={back}
				/>
			)}
		</article>
	);
}

const ICONS: Record<ApprovalView["action"]["type"], IconName> = {
	"send-email": "mail",
	"move-stage": "stage",
	"arbitrate-fact": "fact",
};

function CardHead({ approval, you }: { approval: ApprovalView; you: string | null }) {
	const by = byName(approval.by, you);
	return (
		<header className="card-head">
			<h3>
				<span className="card-head-icon">
					<Icon name={ICONS[approval.action.type]} />
				</span>
				{actionName(approval.action.type)}
			</h3>
			{approval.by.type === "agent" ? <AgentMark name={by} /> : <Chip icon="person">{by}</Chip>}
			{approval.version > 1 && <Chip title="This draft was edited">Version {approval.version}</Chip>}
			<Ago at={approval.requestedAt} />
		</header>
	);
}

type ActionProps = {
	approval: ApprovalView;
	deal: DealView;
	allowed: boolean;
	decide: Decide;
	mode: "read" | "confirm";
	handle: { approve(): void; edit(): void; reject(): void };
	isCurrent: boolean;
	onCancel(): void;
};

function Actions({ approval, deal, allowed, decide, mode, handle, isCurrent, onCancel }: ActionProps) {
	const frozen = useFrozen();
	const confirm = useRef<HTMLButtonElement>(null);
	useEffect(() => {
		if (mode === "confirm") confirm.current?.focus();
	}, [mode]);
	const hint = (key: string) => (isCurrent && !frozen ? { hint: key } : {});
	const busy = decide.busy || frozen;
	if (!allowed) {
		return (
			<p className="card-foot muted">
				This takes {approval.approvers.map(approverName).join(" or ")} of this deal ({regionName(deal.region)}).
			</p>
		);
	}
	if (mode === "confirm") {
		return (
			// biome-ignore lint/a11y/noStaticElementInteractions: Esc is a shortcut for the button inside.
			<div className="card-foot" onKeyDown={(event) => event.key === "Escape" && onCancel()}>
				<span className="confirm-text">This takes effect at once and cannot be undone here.</span>
				<button
					ref={confirm}
					type="button"
					className="button button-primary"
					disabled={decide.busy}
					onClick={handle.approve}
				>
					<Icon name="check" />
					Confirm
				</button>
				<Button look="quiet" onClick={onCancel}>
					Cancel
				</Button>
			</div>
		);
	}
	return (
		<div className="card-foot">
			<Button
				look="primary"
				icon="check"
				{...hint("A")}
				disabled={busy || approval.artefact === null}
				onClick={handle.approve}
			>
				Approve
			</Button>
			{approval.artefact?.type === "send-email" && (
				<Button icon="edit" {...hint("E")} disabled={busy} onClick={handle.edit}>
					Edit
				</Button>
			)}
			<Button icon="cross" {...hint("R")} disabled={busy} onClick={handle.reject}>
				Reject
			</Button>
			{!frozen && (
				<span className="expires">
					closes <Ago at={approval.expiresAt} />
				</span>
			)}
		</div>
	);
}
