import type { Trouble } from "../api/ask.ts";
import { Button } from "./button.tsx";
import { Empty } from "./empty.tsx";

/** Nobody is signed in. The page that was asked for comes after the sign-in. */
export const SignedOut = ({ wasIn }: { wasIn: boolean }) => (
	<main className="alone">
		<Empty icon="hand" title={wasIn ? "Your session has ended" : "Sign in to see this page"}>
			<p>
				<a href={`/sign-in?next=${encodeURIComponent(location.pathname)}`}>{wasIn ? "Sign in again" : "Sign in"}</a>.
				You come back to this page.
			</p>
		</Empty>
	</main>
);

/** Whoever is signed in is of another account, or may not look into this one: whether it exists stays untold. */
export const NotTheirs = ({ account, trouble }: { account: string; trouble: Trouble }) => (
	<main className="alone">
		<Empty icon="hand" title={trouble.status === 404 ? "This is not your account" : "You cannot look in here"}>
			<p>
				{trouble.status === 404 ? (
					<>
						There is no account <code>{account}</code>, or you are not one of its people.
					</>
				) : (
					<>
						<code>{account}</code>: {trouble.message}.
					</>
				)}
			</p>
			<p>
				<a href="/app">Go to your own account</a>
			</p>
			<SignOut />
		</Empty>
	</main>
);

/** A form, not a request of ours: the answer is the page to go to, with the cookie gone. */
export const SignOut = () => (
	<form method="post" action="/sign-out">
		<Button look="quiet" submit>
			Sign out
		</Button>
	</form>
);
