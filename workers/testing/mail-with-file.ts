type Mail = {
	/** From, To, Subject and Message-ID, and whatever else it needs. */
	readonly headers: Readonly<Record<string, string>>;
	readonly lines: readonly string[];
	readonly file: { readonly name: string; readonly lines: readonly string[] };
};

/** A raw mail with a sheet attached, as a buyer's program would write it. */
export const mailWithFile = ({ headers, lines, file }: Mail): string =>
	[
		...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
		"MIME-Version: 1.0",
		"Content-Type: multipart/mixed; boundary=b",
		"",
		"--b",
		"Content-Type: text/plain; charset=utf-8",
		"",
		...lines,
		"--b",
		`Content-Type: text/csv; name="${file.name}"`,
		`Content-Disposition: attachment; filename="${file.name}"`,
		"",
		...file.lines,
		"--b--",
		"",
	].join("\r\n");
