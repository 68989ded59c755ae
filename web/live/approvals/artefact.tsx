import type { ReactNode } from "react";
import type { ApprovalView, DealView } from "#knowledge/core/contract/deal.ts";
import { Chip } from "../parts/chip.tsx";
import { Erasable } from "../parts/empty.tsx";
import { Icon } from "../parts/icon.tsx";
import { factName, stageName } from "../text/labels.ts";

type Mailbox = { readonly address: string; readonly name: string };

/** Exactly what would happen: this is what the digest covers. */
export function Artefact({ approval, deal }: { approval: ApprovalView; deal: DealView }) {
	const { artefact } = approval;
	if (artefact === null)
		return <p className="artefact muted">Its text was erased on request: it can only be rejected.</p>;
	switch (artefact.type) {
		case "send-email":
			return (
				<div className="artefact mail">
					<dl className="mail-head">
						<Line name="To">
							<People people={artefact.to} />
						</Line>
						{artefact.cc.length > 0 && (
							<Line name="Cc">
								<People people={artefact.cc} />
							</Line>
						)}
						<Line name="Subject">
							<strong>{artefact.subject}</strong>
							{artefact.inReplyTo && <Chip title="It answers a mail and stays in its thread">answer</Chip>}
						</Line>
					</dl>
					<div className="mail-body">{artefact.body}</div>
				</div>
			);
		case "move-stage":
			return (
				<div className="artefact move">
					<Chip>{stageName(artefact.from)}</Chip>
					<Icon name="arrow" />
					<Chip tone="accent">{stageName(artefact.to)}</Chip>
					{artefact.from !== deal.stage && <span className="muted">The deal is in {stageName(deal.stage)} now.</span>}
				</div>
			);
		case "arbitrate-fact":
			return (
				<div className="artefact versus">
					<div>
						<span className="versus-word">Now</span>
						<p>{artefact.standing === null ? <span className="muted">nothing, or erased</span> : artefact.standing}</p>
					</div>
					<Icon name="arrow" />
					<div>
						<span className="versus-word">New {factName(artefact.key).toLowerCase()}</span>
						<p>
							<Erasable text={artefact.value} />
						</p>
					</div>
				</div>
			);
	}
}

const Line = ({ name, children }: { name: string; children: ReactNode }) => (
	<div>
		<dt>{name}</dt>
		<dd>{children}</dd>
	</div>
);

export const People = ({ people }: { people: readonly Mailbox[] }) => (
	<>
		{people.map((each) => (
			<span key={each.address} className="person">
				{each.name || each.address}
				{each.name && <span className="person-address">{each.address}</span>}
			</span>
		))}
	</>
);
