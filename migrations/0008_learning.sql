-- What the crew learned from, in the order in which it was taught: the same rows in the same order make the same state.
-- `source` is the event of a deal that it was («d-… 17»), or what a person said by the API; `body` is JSON, without texts.
CREATE TABLE learning_log(
	tenant TEXT NOT NULL REFERENCES tenants(tenant),
	seq INTEGER NOT NULL,
	source TEXT NOT NULL,
	deal TEXT NOT NULL,
	at INTEGER NOT NULL,
	body TEXT NOT NULL,
	PRIMARY KEY (tenant, seq),
	UNIQUE (tenant, source)
) STRICT;

-- The state after the row `seq`, so that nobody has to read the log from its beginning. It can be made again from it.
CREATE TABLE learned_states(
	tenant TEXT NOT NULL REFERENCES tenants(tenant) PRIMARY KEY,
	seq INTEGER NOT NULL,
	body TEXT NOT NULL
) STRICT;
