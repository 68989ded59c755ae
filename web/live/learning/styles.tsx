import type { LearnedView } from "#knowledge/core/contract/judgement.ts";
import type { NameOf } from "../people/use-people.ts";
import { sentence } from "../text/labels.ts";
import { styleWords } from "./words.ts";

/** How the crew writes for each person, where their edits showed a habit. */
export const Styles = ({ styles, nameOf }: { styles: LearnedView["styles"]; nameOf: NameOf }) => (
	<section aria-labelledby="styles-head">
		<h2 id="styles-head" className="section-head">
			How the crew writes for whom
		</h2>
		{styles.length === 0 ? (
			<p className="after">For everybody as it would by itself: no habit shows in the edits yet.</p>
		) : (
			<dl className="figures">
				{styles.map((style) => (
					<div key={style.person}>
						<dt>{nameOf(style.person)}</dt>
						<dd>{sentence(styleWords(style))}</dd>
					</div>
				))}
			</dl>
		)}
	</section>
);
