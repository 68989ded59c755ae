import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef, useState } from "react";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { type Ask, ask } from "./api/ask.ts";
import { usePoll } from "./api/use-poll.ts";
import { NotTheirs, SignedOut } from "./parts/outside.tsx";

export type Tenant = (typeof OPERATIONS.getTenant)["answer"]["_zod"]["output"];

export type Session = {
	readonly account: string;
	/** `null` until the server has said who is asking. */
	readonly tenant: Tenant | null;
	readonly ask: Ask;
	reloadTenant(): Promise<void>;
	/** Shown for a moment, and read out; with what can be done about it at once, where there is such a thing. */
	notify(text: string, act?: Act): void;
	/** Only read out: what the screen shows by itself. */
	announce(text: string): void;
};

export type Act = { readonly label: string; run(): void };
type Toast = { readonly text: string; readonly act: Act | null };

const Context = createContext<Session | null>(null);

export function useSession(): Session {
	const session = useContext(Context);
	if (session === null) throw new Error("useSession needs a SessionProvider above it");
	return session;
}

const TENANT_EVERY_MS = 30_000;
const TOAST_MS = 6_000;

export function SessionProvider({ account, children }: { account: string; children: ReactNode }) {
	const [isOut, setOut] = useState(false);
	const [toast, setToast] = useState<Toast | null>(null);
	const [spoken, setSpoken] = useState("");
	const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
	const guarded: Ask = useCallback(async (operation, input) => {
		const answer = await ask(operation, input);
		if (!answer.ok && answer.trouble.status === 401) setOut(true);
		return answer;
	}, []);
	const load = useCallback(() => guarded(OPERATIONS.getTenant, { params: { account } }), [guarded, account]);
	const { value: tenant, trouble, reload } = usePoll(load, TENANT_EVERY_MS);
	const notify = useCallback((text: string, act?: Act) => {
		setToast({ text, act: act ?? null });
		setSpoken(text);
		clearTimeout(timer.current);
		timer.current = setTimeout(() => setToast(null), TOAST_MS);
	}, []);
	const session = useMemo(
		() => ({ account, tenant, ask: guarded, reloadTenant: reload, notify, announce: setSpoken }),
		[account, tenant, guarded, reload, notify],
	);
	if (isOut) return <SignedOut wasIn={tenant !== null} />;
	if (tenant === null && (trouble?.status === 404 || trouble?.status === 403))
		return <NotTheirs account={account} trouble={trouble} />;
	return (
		<Context value={session}>
			{children}
			<div className="hidden" role="status" aria-live="polite">
				{spoken}
			</div>
			{toast && <ToastView toast={toast} onOver={() => setToast(null)} />}
		</Context>
	);
}

/** The words are read out elsewhere; what can be pressed is there for everybody. */
const ToastView = ({ toast: { text, act }, onOver }: { toast: Toast; onOver(): void }) => (
	<div className="toast">
		<span aria-hidden="true">{text}</span>
		{act && (
			<button
				type="button"
				className="toast-act"
				onClick={() => {
					onOver();
					act.run();
				}}
			>
				{act.label}
			</button>
		)}
	</div>
);
