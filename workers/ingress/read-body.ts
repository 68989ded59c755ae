/** The body's bytes, or `null` as soon as there are more than `max`: what is too large is not even read to its end. */
export async function readBody(request: Pick<Request, "headers" | "body">, max: number): Promise<Uint8Array | null> {
	const declared = Number(request.headers.get("content-length") ?? "0");
	if (declared > max) return null;
	if (!request.body) return new Uint8Array();
	const chunks: Uint8Array[] = [];
	let length = 0;
	for await (const chunk of request.body) {
		length += chunk.byteLength;
		if (length > max) return null;
		chunks.push(chunk);
	}
	const bytes = new Uint8Array(length);
	let at = 0;
	for (const chunk of chunks) {
		bytes.set(chunk, at);
		at += chunk.byteLength;
	}
	return bytes;
}
