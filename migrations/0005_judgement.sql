-- The methods a tenant sells by. A row replaces the built-in pack of its id, or adds one; without rows the built-in ones hold.
-- `body` is JSON, checked when it is read.
CREATE TABLE methodologies(
	tenant TEXT NOT NULL REFERENCES tenants(tenant),
	pack TEXT NOT NULL,
	body TEXT NOT NULL,
	updated_at INTEGER NOT NULL,
	PRIMARY KEY (tenant, pack)
) STRICT;

-- What people said of the crew's work: of a skill's facts of a key (`about` is 'fact'), or of its holding back by a rule. `deal` is
-- the deal in which they said it; '' holds the sums of all of them, so that they are read at once.
CREATE TABLE lessons(
	tenant TEXT NOT NULL REFERENCES tenants(tenant),
	deal TEXT NOT NULL,
	skill TEXT NOT NULL,
	about TEXT NOT NULL,
	subject TEXT NOT NULL,
	verdict TEXT NOT NULL,
	amount INTEGER NOT NULL,
	PRIMARY KEY (tenant, deal, skill, about, subject, verdict)
) STRICT;
