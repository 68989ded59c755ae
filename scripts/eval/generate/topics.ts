export interface Topic {
	readonly area: string;
	readonly goals: readonly string[];
	readonly pains: readonly string[];
	readonly reqs: readonly string[];
	readonly crits: readonly string[];
	readonly metrics: readonly (readonly [string, string])[];
}

export const topics: readonly Topic[] = [
	{
		area: "order handling",
		goals: [
			"see every open order in one place",
			"answer customers about their order while they are on the phone",
			"ship on the day of the order",
			"let dealers place orders themselves",
		],
		pains: [
			"orders get lost between two spreadsheets",
			"stock figures never match what's on the shelf",
			"orders from the dealers are typed in twice",
			"nobody knows which order is urgent",
		],
		reqs: [
			"a link to our web shop",
			"barcode scanning",
			"an interface to our accounting package",
			"partial deliveries",
		],
		crits: ["ease of use in the warehouse", "the quality of the stock figures", "speed of implementation"],
		metrics: [
			["we retype {n} orders a day", "{n} orders a day"],
			["{pct}% of parcels go out late", "{pct}% late"],
			["picking mistakes cost us {cost} a month", "{cost} a month"],
		],
	},
	{
		area: "production planning",
		goals: [
			"plan all machines in one schedule",
			"give customers a delivery date they can trust",
			"replan within minutes when a machine stops",
			"level the load across both plants",
		],
		pains: [
			"the plan is out of date before the shift starts",
			"rush jobs throw everything over",
			"two planners work on different versions of the file",
			"material is missing when the job begins",
		],
		reqs: [
			"a shop-floor terminal view",
			"import of routings from Excel",
			"a shift calendar per machine",
			"read access for the sales office",
		],
		crits: ["how fast a planner learns it", "the depth of the capacity model", "experience with job shops"],
		metrics: [
			["replanning takes {n} hours a week", "{n} hours a week"],
			["our on-time rate is stuck at {hi}%", "{hi}% on time"],
			["we pay for {k} extra shifts a month", "{k} extra shifts a month"],
		],
	},
	{
		area: "billing",
		goals: [
			"bill every customer on the first of the month",
			"launch a new tariff without a project",
			"show customers their usage as it happens",
			"merge the billing of both brands",
		],
		pains: [
			"invoices go out with the wrong tariff",
			"a price change takes a release",
			"disputes pile up after each bill run",
			"the rating engine falls over at month end",
		],
		reqs: [
			"support for prepaid and postpaid",
			"an audit trail of price changes",
			"multi-currency invoices",
			"export to the tax authority's format",
		],
		crits: ["proven scale with telecom operators", "total cost over five years", "openness of the interfaces"],
		metrics: [
			["{n} disputes reach us per bill run", "{n} disputes per bill run"],
			["the bill run takes {k} nights", "{k} nights"],
			["we leak {pct} per cent of revenue", "{pct} per cent of revenue"],
		],
	},
	{
		area: "customer support",
		goals: [
			"answer every ticket the same day",
			"route questions to the right team without a dispatcher",
			"offer self-service in four languages",
			"hand chats over to a person without losing the thread",
		],
		pains: [
			"tickets sit unread in a shared mailbox",
			"agents answer the same question over and over",
			"nobody sees who promised what to a customer",
			"night-time requests wait until noon",
		],
		reqs: ["single sign-on", "a connection to our phone system", "hosting inside the EU", "role-based access"],
		crits: ["quality of the answers", "data protection", "references in our sector"],
		metrics: [
			["first reply takes {n} hours", "{n} hours to first reply"],
			["{n} tickets a week get lost", "{n} tickets a week"],
			["agents spend {pct}% of the day searching", "{pct}% of the day"],
		],
	},
	{
		area: "staff onboarding",
		goals: [
			"get new starters productive in their first week",
			"run all contracts without paper",
			"let managers see who is missing what",
			"keep training records for every site",
		],
		pains: [
			"new people sit without a laptop for days",
			"contracts travel by post between sites",
			"training certificates expire unnoticed",
			"HR chases managers by phone",
		],
		reqs: [
			"electronic signature",
			"a Polish user interface",
			"deletion of applicant data after six months",
			"a mobile view",
		],
		crits: ["simplicity for line managers", "support in our own language", "a fair licence model"],
		metrics: [
			["a new starter waits {k} days for access", "{k} days"],
			["{pct}% of new hires leave in probation", "{pct}% leave"],
			["HR spends {n} hours per hire on forms", "{n} hours per hire"],
		],
	},
	{
		area: "field service",
		goals: [
			"send the nearest technician automatically",
			"close a job on site including the signature",
			"tell customers the arrival time",
			"see spare parts in every van",
		],
		pains: [
			"technicians criss-cross the county all day",
			"job sheets come back unreadable",
			"we can't tell a caller when someone arrives",
			"parts are missing in the van",
		],
		reqs: ["offline use", "photo upload from the job", "a map view", "push messages to the customer"],
		crits: ["acceptance by the technicians", "how well it works offline", "route quality"],
		metrics: [
			["each van drives {n} unnecessary kilometres a day", "{n} km a day per van"],
			["{pct}% of visits need a second trip", "{pct}% second trips"],
			["the office spends {n} hours a week deciphering job sheets", "{n} hours a week"],
		],
	},
	{
		area: "patient scheduling",
		goals: [
			"offer patients appointments online",
			"fill cancelled slots the same day",
			"plan rooms and doctors together",
			"cut the phone queue in the morning",
		],
		pains: [
			"patients wait on hold all morning",
			"rooms are booked twice",
			"no-shows leave gaps we can't fill",
			"referrals arrive by fax",
		],
		reqs: [
			"text-message reminders",
			"a link to our practice software",
			"consent forms in the portal",
			"a waiting list",
		],
		crits: ["patient friendliness", "medical data security", "reliability on busy days"],
		metrics: [
			["{pct}% of slots stay empty", "{pct}% empty slots"],
			["callers wait {n} minutes", "{n} minutes"],
			["we lose {k} appointments a day to no-shows", "{k} appointments a day"],
		],
	},
	{
		area: "month-end closing",
		goals: [
			"close the month without weekend work",
			"consolidate all entities from one source",
			"give budget owners their figures without asking us",
			"drop the manual reconciliations",
		],
		pains: [
			"we chase branches for figures until the last evening",
			"reconciliations are done by hand",
			"every entity books differently",
			"the auditors keep finding missing receipts",
		],
		reqs: ["four-eyes approval", "IFRS and local accounts in parallel", "automatic bank import", "an unchangeable log"],
		crits: ["what our auditors say", "fit with our chart of accounts", "independence from consultants"],
		metrics: [
			["the close takes {k} working days", "{k} working days"],
			["{n} reconciliations are done by hand each month", "{n} a month"],
			["consolidation swallows {n} hours", "{n} hours"],
		],
	},
	{
		area: "fleet management",
		goals: [
			"know where each trailer is",
			"plan services before something breaks",
			"report emissions per trip",
			"hand out vehicles without keys changing desks",
		],
		pains: [
			"trailers stand forgotten in yards",
			"services are missed",
			"fuel cards get used for private trips",
			"drivers' hours are written on paper",
		],
		reqs: ["tachograph download", "an alert for overdue inspections", "a driver app in Romanian", "open data export"],
		crits: ["hardware reliability", "price per vehicle", "coverage in Eastern Europe"],
		metrics: [
			["breakdowns cost {cost} a quarter", "{cost} a quarter"],
			["{pct}% of trailers stand idle", "{pct}% idle"],
			["we pay fines for {k} missed inspections a year", "{k} a year"],
		],
	},
	{
		area: "purchasing",
		goals: [
			"see group-wide spend by supplier",
			"let staff order from approved catalogues",
			"compare quotes side by side",
			"know which contracts renew",
		],
		pains: [
			"people buy around the framework contracts",
			"approvals wait in somebody's inbox",
			"supplier data lives in several files",
			"contracts renew without anyone noticing",
		],
		reqs: ["approval limits per role", "punch-out catalogues", "three-way matching", "supplier self-registration"],
		crits: ["flexibility of the approval flow", "user acceptance", "integration with what we have"],
		metrics: [
			["an approval takes {k} days", "{k} days"],
			["{pct}% of spend bypasses purchasing", "{pct}% of spend"],
			["unwanted renewals cost {cost} a year", "{cost} a year"],
		],
	},
];
