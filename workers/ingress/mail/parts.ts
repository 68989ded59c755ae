import type { Attachment } from "postal-mime";
import { oneLine } from "./text.ts";

/** A part that is not the mail's body. */
export type MailPart = {
	/** As the sender wrote it; `null` where nobody named it. */
	readonly name: string | null;
	/** In lower case, without parameters. */
	readonly type: string;
	readonly content: Uint8Array;
	/** Of a calendar, what its sender wants. */
	readonly method: string | null;
	/** A picture of the mail's own looks, shown inside of its text. */
	readonly isDecoration: boolean;
};

const NAME_CHARS_MAX = 998;
const TYPE_CHARS_MAX = 127;

export function partOf({ content, filename, mimeType, method, contentId, disposition, related }: Attachment): MailPart {
	return {
		name: filename === null ? null : oneLine(filename, NAME_CHARS_MAX) || null,
		type: oneLine(mimeType, TYPE_CHARS_MAX).toLowerCase() || "application/octet-stream",
		content: typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content),
		method: method ?? null,
		isDecoration:
			mimeType.toLowerCase().startsWith("image/") &&
			contentId !== undefined &&
			(related === true || disposition !== "attachment"),
	};
}
