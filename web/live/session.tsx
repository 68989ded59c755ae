import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from "react";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { type Ask, ask } from "./api/ask.ts";
import { usePoll } from "./api/use-poll.ts";
import { Empty } from "./parts/empty.tsx";

export type Tenant = (typeof OPERATIONS.getTenant)["answer"]["_zod"]["output"];

export type Session = {
	readonly account: string;
	/** `null` until the server has said who is asking. */
	readonly tenant: Tenant | null;
	readonly ask: Ask;
	reloadTenant(): Promise<void>;
	/** Shown for a moment, and read out. */
	notify(text: string): void;
	/** Only read out: what the screen shows by itself. */
	announce(text: string): void;
};

const Context = createContext<Session | null>(null);

export function useSession(): Session {
	const session = useContext(Context);
	if (session === null) throw new Error("useSession needs a SessionProvider above it");
	return session;
}

const TENANT_EVERY_MS = 30_000;
const TOAST_MS = 6_000;

export function SessionProvider({ account, children }: { account: string; children: ReactNode }) {
	const [ended, setEnded] = useState(false);
	const [toast, setToast] = useState("");
	const [spoken, setSpoken] = useState("");
	const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
	const guarded: Ask = useCallback(async (operation, input) => {
		const answer = await ask(operation, input);
		if (!answer.ok && answer.trouble.status === 401) setEnded(true);
		return answer;
	}, []);
	const load = useCallback(() => guarded(OPERATIONS.getTenant, { params: { account } }), [guarded, account]);
	const { value: tenant, reload } = usePoll(load, TENANT_EVERY_MS);
	const notify = useCallback((text: string) => {
		setToast(text);
		setSpoken(text);
		clearTimeout(timer.current);
		timer.current = setTimeout(() => setToast(""), TOAST_MS);
	}, []);
	const session = useMemo(
		() => ({ account, tenant, ask: guarded, reloadTenant: reload, notify, announce: setSpoken }),
		[account, tenant, guarded, reload, notify],
	);
	if (ended) return <SessionEnded />;
	return (
		<Context value={session}>
			{children}
			<div className="hidden" role="status" aria-live="polite">
				{spoken}
			</div>
			{toast !== "" && (
				<div className="toast" aria-hidden="true">
					{toast}
				</div>
			)}
		</Context>
	);
}

const SessionEnded = () => (
	<main className="alone">
		<Empty icon="hand" title="Your session has ended">
			<p>
				<a href="/sign-in">Sign in again</a>.
			</p>
		</Empty>
	</main>
);
