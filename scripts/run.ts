import { type ParseArgsConfig, parseArgs } from "node:util";

/** A command's options. What it does not know is answered with its help. */
export function readArgs<const T extends ParseArgsConfig>(help: string, config: T): ReturnType<typeof parseArgs<T>> {
	try {
		return parseArgs(config);
	} catch (error) {
		process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${help}\n`);
		process.exit(2);
	}
}

/** Runs a command. What goes wrong is told in a sentence; the stack is for whoever asks with DEBUG=1. */
export async function run(main: () => Promise<void>): Promise<void> {
	try {
		await main();
	} catch (error) {
		const text = error instanceof Error ? (process.env.DEBUG ? error.stack : error.message) : String(error);
		process.stderr.write(`${text}\n`);
		process.exit(1);
	}
}
