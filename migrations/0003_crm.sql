-- The customer record as lists show it. The deals are the truth: each writes what it knows of a record, and the record is the newest of it.
ALTER TABLE deals ADD COLUMN amount_minor INTEGER;
ALTER TABLE deals ADD COLUMN currency TEXT;
ALTER TABLE deals ADD COLUMN close_date TEXT;
ALTER TABLE deals ADD COLUMN next_step TEXT;
ALTER TABLE deals ADD COLUMN next_step_due TEXT;
ALTER TABLE deals ADD COLUMN offering TEXT;
ALTER TABLE deals ADD COLUMN competitor TEXT;
ALTER TABLE deals ADD COLUMN lost_reason TEXT;
ALTER TABLE deals ADD COLUMN company TEXT;
CREATE INDEX deals_by_company ON deals(tenant, company) WHERE company IS NOT NULL;

-- `company` is an id; `company_name` what they, or the record, say of where they work.
ALTER TABLE contacts ADD COLUMN title TEXT;
ALTER TABLE contacts ADD COLUMN phone TEXT;
ALTER TABLE contacts ADD COLUMN company TEXT;
ALTER TABLE contacts ADD COLUMN company_name TEXT;
ALTER TABLE contacts ADD COLUMN role TEXT;
ALTER TABLE contacts ADD COLUMN stance TEXT;
CREATE INDEX contacts_by_company ON contacts(tenant, company) WHERE company IS NOT NULL;

CREATE TABLE companies(
	tenant TEXT NOT NULL REFERENCES tenants(tenant),
	company TEXT NOT NULL,
	name TEXT NOT NULL,
	domain TEXT NOT NULL,
	current_system TEXT,
	size TEXT,
	updated_at INTEGER NOT NULL,
	PRIMARY KEY (tenant, company)
) STRICT;

-- What each deal says of a field of a contact or company, and when. The higher source wins, then the newer.
CREATE TABLE record_fields(
	tenant TEXT NOT NULL REFERENCES tenants(tenant),
	record TEXT NOT NULL,
	field TEXT NOT NULL,
	deal TEXT NOT NULL,
	source INTEGER NOT NULL,
	value TEXT,
	at INTEGER NOT NULL,
	PRIMARY KEY (tenant, record, field, deal)
) STRICT;
CREATE INDEX record_fields_by_deal ON record_fields(tenant, deal);

-- A line for each event that people look for. A row is a function of the deal's log.
CREATE TABLE activities(
	tenant TEXT NOT NULL REFERENCES tenants(tenant),
	deal TEXT NOT NULL,
	seq INTEGER NOT NULL,
	at INTEGER NOT NULL,
	kind TEXT NOT NULL,
	contact TEXT,
	by TEXT,
	summary TEXT NOT NULL,
	run TEXT,
	PRIMARY KEY (tenant, deal, seq)
) STRICT;

-- How far a subscriber has read each deal's log: everything up to `seq` is written. `state`: what it has to remember of that.
CREATE TABLE cursors(
	tenant TEXT NOT NULL REFERENCES tenants(tenant),
	subscriber TEXT NOT NULL,
	deal TEXT NOT NULL,
	seq INTEGER NOT NULL,
	state TEXT NOT NULL,
	PRIMARY KEY (tenant, subscriber, deal)
) STRICT;
