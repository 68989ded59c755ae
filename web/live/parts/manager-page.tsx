import { type ReactNode, useEffect } from "react";
import type { Polled } from "../api/use-poll.ts";
import { isManager } from "../may.ts";
import { dealsPath } from "../route.ts";
import { useSession } from "../session.tsx";
import { Empty, Loading, TroubleNote } from "./empty.tsx";
import { Icon } from "./icon.tsx";
import { Link } from "./link.tsx";

/** A page for those who answer for the account; everybody else is told whose it is, and not that it is missing. */
export function ManagerPage({ title, about, children }: { title: string; about: string; children: ReactNode }) {
	const { account, tenant } = useSession();
	useEffect(() => {
		document.title = `${title} · Agent Army`;
		return () => {
			document.title = "Agent Army";
		};
	}, [title]);
	return (
		<div className="page">
			<header className="page-head">
				<Link className="back" to={dealsPath(account)}>
					<Icon name="back" size={14} />
					Deals
				</Link>
				<h1>{title}</h1>
				<p className="page-about">{about}</p>
			</header>
			{tenant === null && <Loading rows={6} label="The page is loading" />}
			{tenant && !isManager(tenant) && (
				<Empty icon="hand" title="This page is for those who answer for the account">
					<p>A tenant admin or a regional human can open it.</p>
				</Empty>
			)}
			{isManager(tenant) && children}
		</div>
	);
}

/** What was asked for, or that it is on its way, or why it did not come. The last good answer stays through an error. */
export function Asked<T>({
	of,
	rows,
	label,
	children,
}: {
	of: Polled<T>;
	rows: number;
	label: string;
	children(value: T): ReactNode;
}) {
	const { value, trouble, reload } = of;
	if (value === null)
		return trouble ? (
			<TroubleNote trouble={trouble} onRetry={() => void reload()} />
		) : (
			<Loading rows={rows} label={label} />
		);
	return (
		<>
			{trouble && <TroubleNote trouble={trouble} onRetry={() => void reload()} />}
			{children(value)}
		</>
	);
}
