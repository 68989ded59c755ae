import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import type { DealView, EventView } from "#knowledge/core/contract/deal.ts";
import { Button } from "../parts/button.tsx";
import { TroubleNote } from "../parts/empty.tsx";
import { Icon } from "../parts/icon.tsx";
import { moment as momentText } from "../text/time.ts";
import { type Names, say } from "../timeline/sentences.ts";
import { CompareWithNow } from "./compare.tsx";
import { ForkFrom } from "./fork-from.tsx";
import { Given } from "./given.tsx";
import { stopFrom, stopsOf, ticksOf } from "./stops.ts";
import type { Travel } from "./use-travel.ts";

type Props = { live: DealView; events: readonly EventView[]; names: Names; travel: Travel };
type Panel = "given" | "compare" | "fork";

/** A slider over everything that happened; the page below shows the moment that it points at. */
export default function TimeMachine({ live, events, names, travel }: Props) {
	const [panel, setPanel] = useState<Panel | null>(null);
	const { shown, trouble } = travel;
	const last = live.version;
	const at = travel.at ?? last;
	const isNow = travel.at === null;
	const toggle = (each: Panel) => setPanel(panel === each ? null : each);
	return (
		<>
			<section className={`travel ${isNow ? "" : "travel-past"}`} aria-label="Time machine">
				<div className="travel-head">
					<Banner travel={travel} last={last} />
					<Button look="quiet" icon="cross" onClick={travel.toggle}>
						{isNow ? "Close" : "Back to now"}
					</Button>
				</div>
				<Slider at={at} last={last} events={events} names={names} travel={travel} />
				<div className="travel-foot">
					<Button aria-expanded={panel === "given"} onClick={() => toggle("given")}>
						What each skill was given
					</Button>
					<Button aria-expanded={panel === "compare"} disabled={isNow} onClick={() => toggle("compare")}>
						Compare with now
					</Button>
					<Button icon="copy" aria-expanded={panel === "fork"} onClick={() => toggle("fork")}>
						Fork from here
					</Button>
				</div>
				{trouble && <TroubleNote trouble={trouble} onRetry={travel.retry} />}
			</section>
			{panel === "given" && <Given deal={live.id} moment={shown} at={at} />}
			{panel === "compare" && !isNow && <CompareWithNow deal={live.id} at={at} version={last} />}
			{panel === "fork" && <ForkFrom deal={live.id} at={isNow ? null : at} onClose={() => setPanel(null)} />}
		</>
	);
}

function Banner({ travel, last }: { travel: Travel; last: number }) {
	const { shown, at, trouble } = travel;
	if (at === null)
		return (
			<p className="travel-text">
				<Icon name="clock" />
				<span>
					<strong>This is now.</strong>{" "}
					<span className="muted">Event {last}. Move the slider to see an earlier moment.</span>
				</span>
			</p>
		);
	return (
		<p className="travel-text" role="status">
			<Icon name="clock" />
			<span>
				{shown ? (
					<>
						<strong>As it stood at {momentText(shown.moment.at)}</strong> (event {shown.moment.seq} of {last})
					</>
				) : (
					<strong>{trouble ? `Event ${at} could not be loaded` : `Going to event ${at}…`}</strong>
				)}
				<span className="travel-note">{noteOf(travel)}</span>
			</span>
		</p>
	);
}

function noteOf({ shown, at, isLoading, trouble }: Travel): string {
	if (trouble) return shown ? `Event ${at} could not be loaded.` : "What stands below is still now.";
	return isLoading && shown ? `Going to event ${at}…` : "Nothing can be changed here.";
}

type SliderProps = { at: number; last: number; events: readonly EventView[]; names: Names; travel: Travel };

function Slider({ at, last, events, names, travel }: SliderProps) {
	const input = useRef<HTMLInputElement>(null);
	useEffect(() => input.current?.focus({ preventScroll: true }), []);
	const stops = useMemo(() => stopsOf(events, last), [events, last]);
	const ticks = useMemo(() => ticksOf(events), [events]);
	const entry = events.find((each) => each.seq === at);
	const said = entry ? say(entry, names) : null;
	const go = (to: number) => travel.go(to >= last ? null : Math.max(1, to));
	const onKey = (event: KeyboardEvent) => {
		if (event.key === "Escape") return travel.at === null ? travel.toggle() : travel.go(null);
		const by = event.key === "PageUp" ? 1 : event.key === "PageDown" ? -1 : null;
		if (by === null) return;
		event.preventDefault();
		go(stopFrom(stops, at, by));
	};
	return (
		<div className="slider">
			<input
				ref={input}
				type="range"
				min={1}
				max={last}
				step={1}
				value={at}
				aria-label="Moment of the deal"
				aria-valuetext={`Event ${at} of ${last}${said ? `: ${said.text}` : ""}`}
				onChange={(event) => go(event.target.valueAsNumber)}
				onKeyDown={onKey}
			/>
			<span className="ticks" aria-hidden="true">
				{ticks.map(({ seq, kind }) => (
					<span key={seq} className={`tick tick-${kind}`} style={{ left: `${placeOf(seq, last)}%` }} />
				))}
			</span>
			<p className="slider-says">
				<span>
					{said ? said.text : `Event ${at}`}
					{said?.detail && <span className="muted"> {said.detail}</span>}
				</span>
				<span className="tick-legend" aria-hidden="true">
					<span className="tick tick-signal" /> mail, call, note <span className="tick tick-run" /> run ended{" "}
					<span className="tick tick-stage" /> stage moved
				</span>
			</p>
		</div>
	);
}

const placeOf = (seq: number, last: number): number => (last <= 1 ? 100 : ((seq - 1) / (last - 1)) * 100);
