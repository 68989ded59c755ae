import "./no-eval.ts";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/parts.css";
import "./styles/layout.css";
import "./styles/deal.css";
import "./styles/brief.css";
import "./styles/record.css";
import "./styles/travel.css";
import "./styles/sheets.css";
import "./styles/approvals.css";
import "./styles/timeline.css";
import "./styles/numbers.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";

const root = document.getElementById("root");
if (root) {
	createRoot(root).render(
		<StrictMode>
			<App />
		</StrictMode>,
	);
}
