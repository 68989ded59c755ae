import type { ButtonHTMLAttributes } from "react";
import { Icon, type IconName } from "./icon.tsx";

type Props = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "type"> & {
	look?: "primary" | "plain" | "quiet" | "danger";
	icon?: IconName;
	/** The key that does the same, shown beside the word. */
	hint?: string;
	submit?: boolean;
};

export function Button({ look = "plain", icon, hint, submit = false, className, children, ...rest }: Props) {
	return (
		<button {...rest} type={submit ? "submit" : "button"} className={`button button-${look} ${className ?? ""}`}>
			{icon && <Icon name={icon} />}
			{children}
			{hint && <kbd className="hint">{hint}</kbd>}
		</button>
	);
}
