import { CopyButton } from "../parts/copy.tsx";
import { Empty } from "../parts/empty.tsx";
import { useSession } from "../session.tsx";
import { HandIn } from "../signals/hand-in.tsx";

export const PickADeal = () => (
	<Empty icon="deals" title="Pick a deal">
		<p>
			<kbd>J</kbd> and <kbd>K</kbd> walk through the list.
		</p>
	</Empty>
);

export function NoDealYet({ onHandedIn }: { onHandedIn(): Promise<void> }) {
	const { account } = useSession();
	const command = [
		`curl -X POST ${location.origin}/v1/accounts/${account}/signals/email \\`,
		`  -H "Authorization: Bearer $KEY" \\`,
		`  -H "Content-Type: message/rfc822" \\`,
		"  --data-binary @mail.eml",
	].join("\n");
	return (
		<div className="page">
			<Empty icon="mail" title="No deal yet">
				<p>A deal opens with the first mail of a buyer. Hand one in:</p>
				<div className="command">
					<pre>{command}</pre>
					<CopyButton text={command} label="Copy the command" />
				</div>
				<HandIn onDone={onHandedIn} />
			</Empty>
		</div>
	);
}
