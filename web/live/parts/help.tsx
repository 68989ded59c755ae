import { useState } from "react";
import { setSingleKeys, singleKeysOn } from "./keys.ts";
import { Sheet } from "./sheet.tsx";

const KEYS: readonly [keys: string, does: string][] = [
	["J / K", "Next or previous approval; deals, where nothing waits"],
	["Shift J / Shift K", "Next or previous deal"],
	["A", "Approve"],
	["E", "Edit the draft"],
	["R", "Reject"],
	["U", "Undo, while the mail waits to leave"],
	["T", "Time machine: the deal as it stood"],
	["← / →", "There: one event back or on"],
	["PgDn / PgUp", "There: one run back or on"],
	["Ctrl Enter", "Save what you are writing"],
	["Esc", "Close, stop writing, or back to now"],
	["?", "This list"],
];

export function Help({ onClose }: { onClose(): void }) {
	const [on, setOn] = useState(singleKeysOn);
	const change = (next: boolean) => {
		setSingleKeys(next);
		setOn(next);
	};
	return (
		<Sheet title="Keys" kind="center" onClose={onClose}>
			<dl className="keys">
				{KEYS.map(([keys, does]) => (
					<div key={keys}>
						<dt>
							{keys.split(" / ").map((key) => (
								<kbd key={key}>{key}</kbd>
							))}
						</dt>
						<dd>{does}</dd>
					</div>
				))}
			</dl>
			<label className="check">
				<input type="checkbox" checked={on} onChange={(event) => change(event.target.checked)} />
				Single keys do things
			</label>
		</Sheet>
	);
}
