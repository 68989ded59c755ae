type Fields = Readonly<Record<string, string | number | boolean | null>>;

const write = (level: "info" | "warn" | "error", message: string, fields: Fields): void => {
	console[level](JSON.stringify({ level, message, ...fields }));
};

/** The only way to the console. Messages are constant words; fields are ids, codes and numbers: no text of a mail, prompt or error. */
export const log = {
	info: (message: string, fields: Fields = {}): void => write("info", message, fields),
	warn: (message: string, fields: Fields = {}): void => write("warn", message, fields),
	error: (message: string, fields: Fields = {}): void => write("error", message, fields),
};
