-- Every table starts with its tenant. `automation_state` is there from the first day: pause and resume are columns, not a feature.

CREATE TABLE tenants(
	tenant TEXT PRIMARY KEY,
	organisation TEXT NOT NULL,
	region_default TEXT NOT NULL,
	automation_state TEXT NOT NULL DEFAULT 'active' CHECK (automation_state IN ('active', 'paused')),
	settings_version INTEGER NOT NULL DEFAULT 1,
	undo_window_ms INTEGER NOT NULL DEFAULT 15000,
	sends_normal_hour INTEGER NOT NULL DEFAULT 20,
	sends_day_max INTEGER NOT NULL DEFAULT 500,
	sends_contact_day_max INTEGER NOT NULL DEFAULT 6,
	created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE people(
	tenant TEXT NOT NULL REFERENCES tenants(tenant),
	id TEXT NOT NULL,
	name TEXT NOT NULL,
	address TEXT NOT NULL,
	roles TEXT NOT NULL,
	region TEXT,
	PRIMARY KEY (tenant, id)
) STRICT;

-- Opaque tokens: only their SHA-256 is stored. `kind` is key, session or sign-in.
CREATE TABLE access_tokens(
	tenant TEXT NOT NULL REFERENCES tenants(tenant),
	hash TEXT NOT NULL,
	kind TEXT NOT NULL CHECK (kind IN ('key', 'session', 'sign-in')),
	principal_kind TEXT NOT NULL CHECK (principal_kind IN ('user', 'service')),
	subject TEXT NOT NULL,
	roles TEXT NOT NULL,
	region TEXT,
	expires_at INTEGER NOT NULL,
	used_at INTEGER,
	created_at INTEGER NOT NULL,
	PRIMARY KEY (tenant, hash)
) STRICT;
CREATE UNIQUE INDEX access_tokens_by_hash ON access_tokens(hash);

CREATE TABLE socket_tickets(
	tenant TEXT NOT NULL REFERENCES tenants(tenant),
	hash TEXT NOT NULL,
	room TEXT NOT NULL,
	principal TEXT NOT NULL,
	expires_at INTEGER NOT NULL,
	PRIMARY KEY (tenant, hash)
) STRICT;

CREATE TABLE agents(
	tenant TEXT NOT NULL REFERENCES tenants(tenant),
	agent TEXT NOT NULL,
	automation_state TEXT NOT NULL DEFAULT 'active' CHECK (automation_state IN ('active', 'paused')),
	PRIMARY KEY (tenant, agent)
) STRICT;

CREATE TABLE mailboxes(
	tenant TEXT NOT NULL REFERENCES tenants(tenant),
	address TEXT NOT NULL,
	name TEXT NOT NULL,
	region TEXT NOT NULL,
	rep TEXT,
	PRIMARY KEY (tenant, address)
) STRICT;
CREATE UNIQUE INDEX mailboxes_by_address ON mailboxes(address);

-- Ways out and in. `credentials` is read by the gateway alone.
CREATE TABLE connections(
	tenant TEXT NOT NULL REFERENCES tenants(tenant),
	connection TEXT NOT NULL,
	provider TEXT NOT NULL,
	settings TEXT NOT NULL,
	credentials TEXT NOT NULL,
	created_at INTEGER NOT NULL,
	PRIMARY KEY (tenant, connection)
) STRICT;
CREATE UNIQUE INDEX connections_by_name ON connections(connection, tenant);

-- From here on: what deals look like from outside. The deal is the truth; `version` is its last event.
CREATE TABLE deals(
	tenant TEXT NOT NULL REFERENCES tenants(tenant),
	deal TEXT NOT NULL,
	name TEXT NOT NULL,
	stage TEXT NOT NULL,
	region TEXT NOT NULL,
	rep TEXT,
	automation_state TEXT NOT NULL DEFAULT 'active' CHECK (automation_state IN ('active', 'paused')),
	version INTEGER NOT NULL DEFAULT 0,
	facts INTEGER NOT NULL DEFAULT 0,
	open_approvals INTEGER NOT NULL DEFAULT 0,
	flags INTEGER NOT NULL DEFAULT 0,
	sent INTEGER NOT NULL DEFAULT 0,
	updated_at INTEGER NOT NULL,
	PRIMARY KEY (tenant, deal)
) STRICT;
CREATE INDEX deals_by_change ON deals(tenant, updated_at, deal);

CREATE TABLE contacts(
	tenant TEXT NOT NULL REFERENCES tenants(tenant),
	contact TEXT NOT NULL,
	name TEXT,
	address TEXT,
	automation_state TEXT NOT NULL DEFAULT 'active' CHECK (automation_state IN ('active', 'paused')),
	PRIMARY KEY (tenant, contact)
) STRICT;

CREATE TABLE deal_contacts(
	tenant TEXT NOT NULL REFERENCES tenants(tenant),
	deal TEXT NOT NULL,
	contact TEXT NOT NULL,
	PRIMARY KEY (tenant, deal, contact)
) STRICT;
CREATE INDEX deal_contacts_by_contact ON deal_contacts(tenant, contact);

CREATE TABLE approvals(
	tenant TEXT NOT NULL REFERENCES tenants(tenant),
	approval TEXT NOT NULL,
	deal TEXT NOT NULL,
	requested_at INTEGER NOT NULL,
	view TEXT NOT NULL,
	PRIMARY KEY (tenant, approval)
) STRICT;
CREATE INDEX approvals_by_age ON approvals(tenant, requested_at, approval);
CREATE INDEX approvals_by_deal ON approvals(tenant, deal);

-- What a queue could not deliver, for a person to look at.
CREATE TABLE incidents(
	tenant TEXT NOT NULL,
	id TEXT NOT NULL,
	queue TEXT NOT NULL,
	code TEXT NOT NULL,
	at INTEGER NOT NULL,
	PRIMARY KEY (tenant, id)
) STRICT;
