-- What a tenant sells, with its price lists and floors, and who else does. Bodies are JSON, checked when they are read.
CREATE TABLE offerings (
	tenant TEXT NOT NULL,
	offering TEXT NOT NULL,
	position INTEGER NOT NULL,
	body TEXT NOT NULL,
	PRIMARY KEY (tenant, offering)
) STRICT;
CREATE TABLE competitors (
	tenant TEXT NOT NULL,
	competitor TEXT NOT NULL,
	body TEXT NOT NULL,
	PRIMARY KEY (tenant, competitor)
) STRICT;

-- Sandbox copies of deals. They are no deals: no list, no mail and no reconciler finds them.
CREATE TABLE forks (
	tenant TEXT NOT NULL,
	fork TEXT NOT NULL,
	deal TEXT NOT NULL,
	at_seq INTEGER NOT NULL,
	label TEXT NOT NULL,
	created_by TEXT NOT NULL,
	created_at INTEGER NOT NULL,
	PRIMARY KEY (tenant, fork)
) STRICT;
CREATE INDEX forks_by_deal ON forks (tenant, deal, created_at);
