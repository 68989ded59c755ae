import type { AnchorHTMLAttributes, MouseEvent } from "react";
import { go } from "../route.ts";

/** A real link, so that it can be opened in another tab; within the page it is not loaded anew. */
export function Link({ to, onClick, ...rest }: Omit<AnchorHTMLAttributes<HTMLAnchorElement>, "href"> & { to: string }) {
	const follow = (event: MouseEvent<HTMLAnchorElement>) => {
		onClick?.(event);
		if (
			event.defaultPrevented ||
			event.button !== 0 ||
			event.metaKey ||
			event.ctrlKey ||
			event.shiftKey ||
			event.altKey
		)
			return;
		event.preventDefault();
		go(to);
	};
	return <a {...rest} href={to} onClick={follow} />;
}
