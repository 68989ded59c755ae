import type { EventView } from "#knowledge/core/contract/deal.ts";
import { Ago, At } from "../parts/ago.tsx";
import { Icon } from "../parts/icon.tsx";
import { type Names, say } from "./sentences.ts";

export function EventLine({ entry, names, inRun = false }: { entry: EventView; names: Names; inRun?: boolean }) {
	const { icon, tone, text, detail } = say(entry, names);
	return (
		<div className="line">
			<span className={`line-icon ink-${tone}`}>
				<Icon name={icon} size={14} />
			</span>
			<div className="line-text">
				<p>{text}</p>
				{detail && <p className="line-detail">{detail}</p>}
			</div>
			{inRun ? <At at={entry.at} /> : <Ago at={entry.at} />}
		</div>
	);
}
