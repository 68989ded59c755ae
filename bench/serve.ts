import { startPlatform, stopWithParent } from "../scripts/platform.ts";

/*
 * The bench's Worker as a process of its own, for the bench that kills it. Reads where and how from its environment, and
 * says «ready URL» on a line of its own.
 */
const { BENCH_STATE: state = ".state/bench", BENCH_MODEL = "" } = process.env;

const platform = await startPlatform({
	bundle: "dist/bench",
	config: "bench/wrangler.toml",
	state,
	vars: { BENCH_MODEL },
});
stopWithParent(platform.stop);
process.stdout.write(`ready ${platform.url.origin}\n`);
