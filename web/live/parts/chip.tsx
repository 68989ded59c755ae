import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

export type ChipTone = "plain" | "ok" | "warn" | "bad" | "agent" | "info" | "accent";

export function Chip({
	tone = "plain",
	icon,
	title,
	children,
}: {
	tone?: ChipTone;
	icon?: IconName;
	title?: string;
	children: ReactNode;
}) {
	return (
		<span className={`chip tone-${tone}`} title={title}>
			{icon && <Icon name={icon} size={12} />}
			{children}
		</span>
	);
}

/** Violet says that an agent made it; the icon and the word say so to those who do not see violet. */
export const AgentMark = ({ name }: { name: string }) => (
	<Chip tone="agent" icon="spark">
		{name} · agent
	</Chip>
);
