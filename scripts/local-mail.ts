import { readFileSync } from "node:fs";
import PostalMime from "postal-mime";

/** A mail that stays on this machine, as a line for the terminal: with its sign-in link, where it brings one. */
export async function tellMail(file: string): Promise<string> {
	const mail = await PostalMime.parse(readFileSync(file));
	const to = (mail.to ?? []).map((each) => each.address ?? each.name).join(", ");
	const link = /https?:\/\/\S+\/sign-in\/aa_link_[0-9a-f]{64}/.exec(mail.text ?? "")?.[0];
	const head = `no mail leaves this machine: «${mail.subject ?? "(no subject)"}» to ${to}`;
	return link ? `${head} would bring this link, good for one sign-in: ${link}` : `${head} is in ${file}`;
}
