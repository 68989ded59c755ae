import type { LessonView } from "#knowledge/core/contract/judgement.ts";
import { Bar } from "../parts/bar.tsx";
import { skillName } from "../text/labels.ts";
import { lessonSubject, percent } from "./words.ts";

/** What people said of each skill's work, and what its word is worth by now. */
export function Worth({ lessons }: { lessons: readonly LessonView[] }) {
	return (
		<section aria-labelledby="worth-head">
			<h2 id="worth-head" className="section-head">
				What people said, by skill
			</h2>
			{lessons.length === 0 ? (
				<p className="after">Nobody has judged a fact or a holding back yet.</p>
			) : (
				<div className="table-box">
					<table className="table">
						<caption className="hidden">Verdicts by skill and subject</caption>
						<thead>
							<tr>
								<th scope="col">Skill and subject</th>
								<th scope="col">Verdicts</th>
								<th scope="col" className="bar-column">
									Right as it stood
								</th>
								<th scope="col" className="number">
									A claim of 90 % counts
								</th>
							</tr>
						</thead>
						<tbody>
							{lessons.map((lesson) => (
								<Row key={`${lesson.skill} ${lesson.about} ${lesson.subject}`} lesson={lesson} />
							))}
						</tbody>
					</table>
				</div>
			)}
		</section>
	);
}

function Row({ lesson }: { lesson: LessonView }) {
	const { skill, share, shareLow, worth } = lesson;
	return (
		<tr>
			<th scope="row">
				<span className="cell-title">{skillName(skill)}</span>
				<span className="cell-note">{lessonSubject(lesson)}</span>
			</th>
			<td data-label="Verdicts">{verdicts(lesson)}</td>
			<td data-label="Right as it stood">
				{share === null ? (
					"taken back"
				) : (
					<>
						<Bar parts={[{ name: "right", share, look: "full" }]} />
						<span className="cell-note">
							{percent(share)}
							{shareLow === null || shareLow === 0 ? "" : `; surely ${percent(shareLow)} or more`}
						</span>
					</>
				)}
			</td>
			<td data-label="A claim of 90 % counts" className="number">
				{worth === null ? <span className="muted">no feedback changes a rule</span> : percent(worth)}
			</td>
		</tr>
	);
}

function verdicts({ about, right, edited, wrong, agreed, disagreed }: LessonView): string {
	return about === "fact"
		? `${right} right, ${edited} in other words, ${wrong} wrong`
		: `${agreed} agreed, ${disagreed} disagreed`;
}
