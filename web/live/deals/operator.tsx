import { CopyButton } from "../parts/copy.tsx";
import { Empty } from "../parts/empty.tsx";

/** What those who run the platform see: they make accounts and end them by the API, and look into none. */
export function Operator() {
	const command = [`curl ${location.origin}/v1/accounts \\`, `  -H "Authorization: Bearer $KEY"`].join("\n");
	return (
		<div className="page">
			<Empty icon="help" title="Accounts are run by the API">
				<p>
					You make accounts, suspend them, hand out their data and end them with your key. What is in their deals you do
					not see.
				</p>
				<div className="command">
					<pre>{command}</pre>
					<CopyButton text={command} label="Copy the command" />
				</div>
				<p>
					<a href="/docs#accounts">Every operation on accounts</a>
				</p>
			</Empty>
		</div>
	);
}
