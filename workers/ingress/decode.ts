/** Bytes as text: as their mark says, else UTF-8, else what older programs of the West write. */
export function textOfBytes(bytes: Uint8Array): string {
	const [a, b] = bytes;
	if (a === 0xff && b === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
	if (a === 0xfe && b === 0xff) return new TextDecoder("utf-16be").decode(bytes);
	try {
		return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
	} catch {
		return new TextDecoder("windows-1252").decode(bytes);
	}
}
