import { createBreakers } from "#durable-objects/platform/model/breaker.ts";
import { NO_MONTH } from "#durable-objects/platform/model/budget-port.ts";
import { systemClock } from "#durable-objects/platform/model/clock.ts";
import { providerOf } from "#durable-objects/platform/model/providers.ts";
import { modelReasoner } from "#durable-objects/platform/model/reasoner.ts";
import { createSlots } from "#durable-objects/platform/model/slots.ts";
import type { Reasoner } from "#durable-objects/platform/run-skill.ts";
import { competentAnswer } from "#durable-objects/testing/competent-model.setup.ts";
import { always, type Mode, scriptedModel } from "#durable-objects/testing/scripted-model.setup.ts";
import type { Proposal, Skill, SkillInput } from "#knowledge/core/deal/skill.ts";
import { commitmentText, isCommitmentKey } from "#knowledge/core/facts/commitment.ts";
import { stakeholderText } from "#knowledge/core/facts/stakeholder.ts";
import { placeOf } from "./score.ts";
import { KEY_OF, type Label, type Person } from "./sets.ts";

/** Who answers the wire: one that knows the labels, one that finds a little in its prompt by rough rules, and those that are of no use. */
export const SCRIPTS = ["labels", "crude", "silent", "nonsense", "foreign"] as const;
export type ScriptName = (typeof SCRIPTS)[number];

/** What is to be known of one text, for who answers by its labels. */
export type Known = {
	readonly labels?: readonly Label[];
	readonly people?: readonly Person[];
	/** Of what several skills may claim, which of them reads it, by kind of signal and key: told by two it would be two claims. */
	readonly tellers?: ReadonlyMap<string, string>;
};

export type CountingModel = {
	readonly reason: Reasoner;
	/** Requests, by question. A mended answer is a second request of its question. */
	readonly asked: () => ReadonlyMap<string, number>;
	readonly total: () => number;
};

/** A model over the real gateway, and the real wire of chat completions up to the fetch. */
export function evaluatedModel(script: ScriptName, known: Known): CountingModel {
	const answers = new Map<string, string>();
	const counts = new Map<string, number>();
	const wire = scriptedModel({
		next: always(MODES[script]),
		answer: ({ user }) => {
			counts.set(user, (counts.get(user) ?? 0) + 1);
			if (script === "crude") return competentAnswer({ user });
			return answers.get(user) ?? EMPTY;
		},
	});
	const settings = {
		provider: "openai-compatible",
		baseUrl: "http://model.invalid/v1",
		apiKey: null,
		gateway: null,
		models: { small: "s", mid: "s", frontier: "s" },
	} as const;
	const provider = providerOf(settings, { fetch: wire.fetch, ai: undefined });
	if (!provider) throw new Error("a provider with an address is one");
	const gateway = modelReasoner({
		chain: [provider],
		budget: NO_MONTH,
		breakers: createBreakers(systemClock.now),
		slots: createSlots(5),
		forms: new Map(),
		clock: systemClock,
		random: () => 0,
		timeoutMs: 5_000,
		stepMs: 10_000,
	});
	return {
		asked: () => counts,
		total: () => wire.asked.length,
		reason: (skill, input, prompt, asking) => {
			if (script === "labels") answers.set(prompt.suffix, answerByLabels(skill, input, known));
			return gateway(skill, input, prompt, asking);
		},
	};
}

const MODES: Readonly<Record<ScriptName, Mode>> = {
	labels: "good",
	crude: "good",
	silent: "good",
	nonsense: "malformed",
	foreign: "foreign",
};

const EMPTY = JSON.stringify({ proposals: [], summary: "Nothing more than what is known." });

/** Each label that its skill may claim, with its quote where it stands. */
function answerByLabels(
	{ name, factKeys, mayPropose }: Skill,
	{ signal }: SkillInput,
	{ labels = [], people = [], tellers }: Known,
): string {
	if (!signal || !mayPropose.includes("learn-fact")) return EMPTY;
	const claim = (key: (typeof factKeys)[number], value: string, quote: string): Proposal[] => {
		const place = placeOf(signal.text, quote);
		const teller = tellers?.get(`${signal.kind} ${key}`) ?? name;
		if (!place || !factKeys.includes(key) || teller !== name) return [];
		const evidence = [{ signal: signal.id, quote: signal.text.slice(place.start, place.end), ...place }];
		return [{ type: "learn-fact", claim: { key, value: value.slice(0, 390), confidence: 0.9, evidence } }];
	};
	const proposals = [
		...labels.flatMap((label) => claim(KEY_OF[label.kind], claimedValue(label), label.quote)),
		...people.flatMap((person) =>
			person.quote ? claim("discovery.stakeholder", personText(person), person.quote) : [],
		),
	];
	return JSON.stringify({ proposals, summary: proposals.length === 0 ? "Nothing in it." : "Read." });
}

function claimedValue({ kind, quote, value, owner, date }: Label): string {
	const key = KEY_OF[kind];
	const what = value || quote;
	if (!isCommitmentKey(key)) return what;
	return commitmentText({ what, owner: owner ?? (kind === "ask" ? "us" : "them"), who: null, due: date ?? null });
}

const personText = ({ name, title, role, stance, power, reportsTo }: Person): string =>
	stakeholderText({ name, title, role, stance, power, reportsTo, heard: "unknown" });
