import { useEffect, useState } from "react";
import { OPERATIONS } from "#knowledge/core/contract/operations.ts";
import { useSession } from "../session.tsx";

/** How somebody is called here. Who is not among the account's people any more stays their id. */
export type NameOf = (user: string) => string;

export function usePeople(): NameOf {
	const { ask, account, tenant } = useSession();
	const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
	useEffect(() => {
		let current = true;
		void ask(OPERATIONS.listUsers, { params: { account }, query: { limit: 200 } }).then((answer) => {
			if (answer.ok && current) setNames(new Map(answer.value.items.map(({ id, name }) => [id, name])));
		});
		return () => {
			current = false;
		};
	}, [ask, account]);
	return (user) => (user === tenant?.you.id ? "You" : (names.get(user) ?? user));
}
