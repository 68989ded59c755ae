import * as fc from "fast-check";
import { expect, test } from "vitest";
import { runCost } from "./cost.ts";
import { costOfCall, priceOf } from "./price-of.ts";
import { PRICES, type Prices } from "./prices.ts";

const CENT: Prices = { model: "test", inputMicros: 10_000, cachedMicros: 1_000, outputMicros: 100_000 };
const NONE = { prompt: 0, cached: 0, written: 0, output: 0 };

test.each([
	["claude-sonnet-5-5", "claude-sonnet-5-5"],
	["anthropic/claude-sonnet-5-5", "claude-sonnet-5-5"],
	["claude-sonnet-5-5-20260915", "claude-sonnet-5-5"],
	["@cf/zai-org/glm-5.3-flash", "@cf/zai-org/glm-5.3-flash"],
	["claude-sonnet-5", null],
	["glm-5.3-flash", null],
	["", null],
])("[K8] the model %j is priced as %j", (asked, found) => {
	expect(priceOf(asked)?.model ?? null).toBe(found);
});

test("[K8] a model that no table knows costs nothing, and says that it is not priced", () => {
	const tokens = { ...NONE, prompt: 2_000, output: 300 };
	expect(costOfCall("a-model-of-ones-own", tokens)).toEqual({ costMicros: 0, isPriced: false });
	expect(costOfCall("test", NONE, [CENT])).toEqual({ costMicros: 0, isPriced: true });
});

test.each([
	[{ prompt: 100 }, 1],
	[{ prompt: 101 }, 2],
	[{ prompt: 1_000, cached: 1_000 }, 1],
	[{ prompt: 1_001, cached: 1_001 }, 2],
	[{ prompt: 80, written: 80 }, 1],
	[{ prompt: 81, written: 81 }, 2],
	[{ output: 10 }, 1],
	[{ output: 11 }, 2],
	[{ prompt: 300, cached: 100, written: 100, output: 1 }, 3],
])(
	"[K8] %j at a cent a million is %i: cached, written and fresh each at its rate, rounded up once",
	(tokens, micros) => {
		expect(costOfCall("test", { ...NONE, ...tokens }, [CENT]).costMicros).toBe(micros);
	},
);

test("[K8] without a cache a call costs what a run of that one call costs", () => {
	const count = fc.nat(100_000);
	fc.assert(
		fc.property(count, count, fc.constantFrom(...PRICES), (prompt, output, prices) => {
			const call = costOfCall(prices.model, { ...NONE, prompt, output });
			expect(call).toEqual({ costMicros: runCost({ prompt, output }, prices, { cachedShare: 0 }), isPriced: true });
		}),
	);
});

test("[K8] what cannot be counted is refused, not estimated", () => {
	for (const tokens of [{ prompt: -1 }, { prompt: 0.5 }, { cached: 1 }, { prompt: 1, cached: 1, written: 1 }])
		expect(() => costOfCall("test", { ...NONE, ...tokens }, [CENT])).toThrow();
});
