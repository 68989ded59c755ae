import type { ReactNode } from "react";
import { PLATFORM_TENANT } from "#knowledge/core/vocabulary/ids.ts";
import { isManager } from "./may.ts";
import { Button } from "./parts/button.tsx";
import { Icon, type IconName } from "./parts/icon.tsx";
import { Link } from "./parts/link.tsx";
import { SignOut } from "./parts/outside.tsx";
import { dealsPath, pagePath, type Route } from "./route.ts";
import { useSession } from "./session.tsx";
import { regionName, words } from "./text/labels.ts";

/** What is always at hand: where one is, where one can go, and the deals. */
export function Rail({ route, onHelp, children }: { route: Route["type"]; onHelp(): void; children: ReactNode }) {
	const { account, tenant } = useSession();
	return (
		<div className="rail">
			<header className="brand">
				<span className="brand-mark" aria-hidden="true">
					<svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
						<path d="M3 12.500 8 3l5 9.500M5.400 9.400h5.200" />
					</svg>
				</span>
				<span className="brand-name">
					<strong>{tenant?.organisation ?? account}</strong>
					<span>Agent Army</span>
				</span>
				<Button look="quiet" icon="help" aria-label="Keys" title="Keys (?)" onClick={onHelp} />
			</header>
			{account !== PLATFORM_TENANT && (
				<nav className="nav" aria-label="Pages">
					<NavLink to={dealsPath(account)} icon="deals" on={route === "deals" || route === "deal"}>
						Deals
					</NavLink>
					<NavLink to={pagePath(account, "signals")} icon="inbox" on={route === "signals"}>
						Signals
					</NavLink>
					{isManager(tenant) && (
						<>
							<NavLink to={pagePath(account, "budget")} icon="stage" on={route === "budget"}>
								Budget
							</NavLink>
							<NavLink to={pagePath(account, "learning")} icon="fact" on={route === "learning"}>
								Learned
							</NavLink>
						</>
					)}
				</nav>
			)}
			{children}
			{tenant && (
				<footer className="you">
					<Icon name="person" />
					<span>
						{tenant.you.name ?? tenant.you.id}
						<span className="you-roles">
							{[...tenant.you.roles.map(words), ...(tenant.you.region ? [regionName(tenant.you.region)] : [])].join(
								" · ",
							)}
						</span>
					</span>
					<SignOut />
				</footer>
			)}
		</div>
	);
}

const NavLink = ({ to, icon, on, children }: { to: string; icon: IconName; on: boolean; children: ReactNode }) => (
	<Link className="nav-link" to={to} aria-current={on ? "page" : undefined}>
		<Icon name={icon} />
		{children}
	</Link>
);
