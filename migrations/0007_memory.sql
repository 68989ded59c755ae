-- What an account remembers of its buyers' companies (S3-05): a line an event that is worth it, made from the deals' logs and made
-- again from them at any time. A line is of the company that its deal is of. `text` is sealed; `source` is the event's type.
CREATE TABLE company_memory(
	tenant TEXT NOT NULL REFERENCES tenants(tenant),
	deal TEXT NOT NULL,
	seq INTEGER NOT NULL,
	at INTEGER NOT NULL,
	kind TEXT NOT NULL,
	category TEXT NOT NULL,
	importance INTEGER NOT NULL CHECK (importance BETWEEN 1 AND 10),
	source TEXT NOT NULL,
	text TEXT NOT NULL,
	PRIMARY KEY (tenant, deal, seq)
) STRICT;
