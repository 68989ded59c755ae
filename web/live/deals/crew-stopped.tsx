import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { Ago } from "../parts/ago.tsx";
import { Button } from "../parts/button.tsx";
import { Icon } from "../parts/icon.tsx";
import { useSession } from "../session.tsx";
import { sentence, words } from "../text/labels.ts";

/** Nobody works on any deal: that is the first thing to know on every page. */
export function CrewStopped() {
	const { tenant, ask, account, reloadTenant, notify } = useSession();
	if (tenant === null || (tenant.automation === "active" && tenant.stop === null)) return null;
	const resume = async () => {
		const answer = await ask(OPERATIONS.resumeTenant, { params: { account }, body: {} });
		notify(answer.ok ? "The crew goes on." : answer.trouble.message);
		await reloadTenant();
	};
	return (
		<div className="note tone-warn crew-stopped" role="status">
			<Icon name="pause" />
			<span className="note-text">
				The whole crew is stopped.{" "}
				{tenant.stop && (
					<>
						{sentence(words(tenant.stop.reason))}, <Ago at={tenant.stop.since} />.
					</>
				)}
			</span>
			<Button icon="play" onClick={() => void resume()}>
				Resume the crew
			</Button>
		</div>
	);
}
