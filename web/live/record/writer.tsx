import type { CrmFieldView } from "#knowledge/core/contract/deal.ts";
import { Icon } from "../parts/icon.tsx";
import { useSession } from "../session.tsx";
import { byName } from "../text/labels.ts";

/** Who wrote a field: violet, an icon and the word for an agent, as everywhere. */
export function Writer({ by }: { by: CrmFieldView["by"] }) {
	const { tenant } = useSession();
	const name = byName(by, tenant?.you.id ?? null);
	if (by.type !== "agent")
		return (
			<span className="writer">
				<Icon name={by.type === "human" ? "person" : "shield"} size={12} /> {name}
			</span>
		);
	return (
		<span className="writer ink-agent">
			<Icon name="spark" size={12} /> {name}
			<span className="hidden">, an agent</span>
		</span>
	);
}
