/** The n-th mail of a buyer who writes again and again, each time with another question. Fictional. */
export function crashMail(n: number, buyer: number): Buffer {
	const domain = `buyer${buyer}.example`;
	return Buffer.from(
		[
			`From: Buyer ${buyer} <buyer@${domain}>`,
			"To: Crash Test Sales <sales@crashes.example>",
			`Subject: Question ${n}`,
			`Message-ID: <${n}.${buyer}@${domain}>`,
			`Date: ${new Date().toUTCString()}`,
			"Content-Type: text/plain; charset=utf-8",
			"",
			"Hello,",
			"",
			`we need to replace our ticket tool because agents copy data by hand. We have a budget of EUR ${10 + buyer},000.`,
			`What would ${20 + n} seats cost?`,
			"",
			`Buyer ${buyer}`,
			"",
		].join("\r\n"),
	);
}
