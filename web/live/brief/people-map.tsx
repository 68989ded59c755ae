import type { DealView, StakeholderView } from "#knowledge/core/contract/deal.ts";
import type { Proof } from "../deal/proof.ts";
import { Icon } from "../parts/icon.tsx";
import { roleName, stanceName } from "../text/labels.ts";
import { plural } from "../text/time.ts";
import { peopleMap, STANCE_ORDER } from "./people.ts";
import { oneLine } from "./quote-link.tsx";
import { StanceMark } from "./stance-mark.tsx";

type Props = { people: readonly StakeholderView[]; deal: DealView; onProof(proof: Proof): void };

/** A map of who has a say: from the left by what they are to the deal, each with where they stand. */
export function People({ people, deal, onProof }: Props) {
	const { columns, others } = peopleMap(people);
	const open = (person: StakeholderView) => {
		const { name, title, role, stance, evidence, fact } = person;
		const value = [name, title, roleName(role), stanceName(stance)].filter(Boolean).join(" · ");
		onProof({ title: name, value, fact: deal.facts.find((each) => each.id === fact) ?? null, quotes: evidence });
	};
	return (
		<section className="brief-card people" aria-labelledby="people-head">
			<header className="brief-top">
				<h2 id="people-head" className="brief-head">
					<Icon name="person" size={14} />
					Who matters
				</h2>
				{people.length > 0 && <p className="people-sum">{summaryOf(people)}</p>}
			</header>
			<div className="map">
				{columns.map((column) => (
					<section key={column.name} className="map-column" aria-label={column.name}>
						<h3>{column.name}</h3>
						{column.people.length === 0 && (
							<p className={column.isNeeded ? "map-gap map-needed" : "map-gap"}>{column.gap}</p>
						)}
						<Cards people={column.people} onOpen={open} />
					</section>
				))}
			</div>
			{others.length > 0 && (
				<section className="map-others" aria-label="Role not known">
					<h3>Role not known</h3>
					<Cards people={others} onOpen={open} />
				</section>
			)}
		</section>
	);
}

const Cards = ({ people, onOpen }: { people: readonly StakeholderView[]; onOpen(person: StakeholderView): void }) => (
	<ul>
		{people.map((person) => (
			<li key={person.fact}>
				<Person person={person} onOpen={() => onOpen(person)} />
			</li>
		))}
	</ul>
);

/** Columns that name two roles: their cards say which of them it is. */
const SAYS_ROLE = new Set<string>(["decides", "signs-off", "influences", "uses"]);

function Person({ person, onOpen }: { person: StakeholderView; onOpen(): void }) {
	const { name, title, role, stance, evidence } = person;
	const quote = evidence[0]?.quote ?? null;
	const about = [SAYS_ROLE.has(role) ? roleName(role) : null, title].filter(Boolean).join(" · ");
	return (
		<button type="button" className={`who who-${stance}`} onClick={onOpen}>
			<span className="who-top">
				<span className="who-name">{name}</span>
				<span className={`who-stance stance-${stance}`}>
					<StanceMark stance={stance} />
					{stanceName(stance)}
				</span>
			</span>
			{about && <span className="who-about">{about}</span>}
			{quote && <span className="who-quote">“{oneLine(quote)}”</span>}
			{evidence.length > 1 && <span className="hidden">, {plural(evidence.length, "quote")}</span>}
		</button>
	);
}

function summaryOf(people: readonly StakeholderView[]): string {
	const words = { for: "for us", neutral: "neutral", against: "against us", unknown: "not known" };
	return STANCE_ORDER.flatMap((stance) => {
		const count = people.filter((each) => each.stance === stance).length;
		return count === 0 ? [] : [`${count} ${words[stance]}`];
	}).join(", ");
}
