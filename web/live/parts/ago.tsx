import { ago, clock, fullTime } from "../text/time.ts";
import { useAsOf } from "./frozen.ts";
import { useNow } from "./now.ts";

export function Ago({ at }: { at: string }) {
	const now = useNow(10_000);
	const asOf = useAsOf();
	return (
		<time className="ago" dateTime={at} title={fullTime(at)}>
			{ago(at, asOf ?? Math.max(now, Date.now()))}
		</time>
	);
}

/** Within one run all is equally long ago: there the seconds tell something. */
export const At = ({ at }: { at: string }) => (
	<time className="ago" dateTime={at} title={fullTime(at)}>
		{clock(at)}
	</time>
);
