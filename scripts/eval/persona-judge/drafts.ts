import { judgePersona } from "./judge.ts";
import { countWords } from "./mail-parts.ts";
import type { Reader, Region, Situation, Stage } from "./rank.ts";

export const SENDER = "Mara Ellingsen";
export const MAIL = "Hello Mara,\n\nCan agents see bills and tickets together on a single screen?\n\nJonas Weber";

export interface Over {
	stage?: Stage;
	region?: Region;
	mail?: string | null;
	title?: string | null;
	name?: string;
	subject?: string;
	greeting?: string;
	closing?: string;
	sign?: string;
}

export const rulesOf = (text: string, over: Over = {}): readonly string[] => {
	const region = over.region ?? "emea";
	const name = over.name ?? "Jonas Weber";
	const greeting = over.greeting ?? `Hello ${name.split(" ")[0] ?? name},`;
	const closing = over.closing ?? "Best regards,";
	const reader: Reader = { name, title: over.title === undefined ? "Support Engineer" : over.title };
	const situation: Situation = {
		stage: over.stage ?? "SOLUTION",
		region,
		sender: SENDER,
		mail: over.mail === undefined ? MAIL : over.mail,
	};
	const body = [greeting, "", text, "", closing, over.sign ?? SENDER].join("\n");
	return judgePersona({ subject: over.subject ?? "Re: One screen", body }, reader, situation).map((v) => v.rule);
};

export const ANSWER = "Yes, agents see the bills and tickets of a customer on one screen.";
export const filled = (n: number): string =>
	`${ANSWER} ${Array.from({ length: n - countWords(ANSWER) }, () => "bill").join(" ")}.`;
export const points =
	"Hello Mara,\n1. Where is the customer data hosted?\n2. Are closed tickets imported?\n3. Does sign-in go through our provider?\nJonas";
export const answers =
	"Customer data is hosted in the European Union. Closed tickets of the last three years are imported. Your agents sign in once through your own provider.";
