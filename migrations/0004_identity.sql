-- S1-30. `state`: a suspended account answers nobody but the platform; a closing one is being torn down. `quotas` and `flags` are
-- JSON objects of what differs from the usual.
ALTER TABLE tenants ADD COLUMN state TEXT NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'suspended', 'closing'));
ALTER TABLE tenants ADD COLUMN tier TEXT NOT NULL DEFAULT 'standard' CHECK (tier IN ('entry', 'standard', 'premium'));
ALTER TABLE tenants ADD COLUMN quotas TEXT NOT NULL DEFAULT '{}';
ALTER TABLE tenants ADD COLUMN flags TEXT NOT NULL DEFAULT '{}';
ALTER TABLE tenants ADD COLUMN billing TEXT NOT NULL DEFAULT '{}';

-- When they came in by a proven address for the first time. Nobody is active without; those of before were let in by us.
ALTER TABLE people ADD COLUMN accepted_at INTEGER;
UPDATE people SET accepted_at = 0;
ALTER TABLE people ADD COLUMN state TEXT NOT NULL DEFAULT 'active'
	CHECK (state IN ('invited', 'active', 'suspended') AND (state <> 'active' OR accepted_at IS NOT NULL));
ALTER TABLE people ADD COLUMN created_at INTEGER NOT NULL DEFAULT 0;
-- Whose account is this address of: asked before a tenant is known.
CREATE INDEX people_by_address ON people(LOWER(address));

-- S2-03: one human of each region, and who stands in. Whoever `acting` names has the role; the other has not.
CREATE TABLE region_desks(
	tenant TEXT NOT NULL REFERENCES tenants(tenant),
	region TEXT NOT NULL,
	human TEXT NOT NULL,
	deputy TEXT,
	acting TEXT NOT NULL DEFAULT 'human' CHECK (acting = 'human' OR (acting = 'deputy' AND deputy IS NOT NULL)),
	CHECK (deputy IS NULL OR deputy <> human),
	PRIMARY KEY (tenant, region)
) STRICT;
INSERT OR IGNORE INTO region_desks (tenant, region, human)
	SELECT tenant, region, id FROM people WHERE region IS NOT NULL AND roles LIKE '%"regional-human"%' ORDER BY tenant, region, id;

-- `id`: the public name, made from the hash. `scopes` and `deals` are JSON; `deals` NULL: every deal. `idle_ms`: how long it may rest.
ALTER TABLE access_tokens ADD COLUMN id TEXT;
ALTER TABLE access_tokens ADD COLUMN label TEXT;
ALTER TABLE access_tokens ADD COLUMN scopes TEXT NOT NULL DEFAULT '["read","write","decide","admin"]';
ALTER TABLE access_tokens ADD COLUMN deals TEXT;
ALTER TABLE access_tokens ADD COLUMN last_used_at INTEGER;
ALTER TABLE access_tokens ADD COLUMN revoked_at INTEGER;
ALTER TABLE access_tokens ADD COLUMN idle_ms INTEGER;
ALTER TABLE access_tokens ADD COLUMN address TEXT;
ALTER TABLE access_tokens ADD COLUMN agent TEXT;
CREATE INDEX access_tokens_by_subject ON access_tokens(tenant, subject, kind);
CREATE INDEX access_tokens_by_id ON access_tokens(tenant, id);

-- Which rooms a session or key has a socket in, so that they can be closed with it.
CREATE TABLE open_sockets(
	tenant TEXT NOT NULL REFERENCES tenants(tenant),
	token TEXT NOT NULL,
	room TEXT NOT NULL,
	opened_at INTEGER NOT NULL,
	PRIMARY KEY (tenant, token, room)
) STRICT;

-- Whose sites may send visitors: the public half of an Ed25519 key. `origins` is a JSON list.
CREATE TABLE embed_keys(
	tenant TEXT NOT NULL REFERENCES tenants(tenant),
	id TEXT NOT NULL,
	label TEXT NOT NULL,
	public_key TEXT NOT NULL,
	origins TEXT NOT NULL,
	created_at INTEGER NOT NULL,
	revoked_at INTEGER,
	PRIMARY KEY (tenant, id)
) STRICT;

-- A sign-in at another house that came back, so that it does so once. `state`: the hash of what came back with it.
CREATE TABLE sign_in_flows(
	tenant TEXT NOT NULL REFERENCES tenants(tenant),
	state TEXT NOT NULL,
	expires_at INTEGER NOT NULL,
	PRIMARY KEY (tenant, state)
) STRICT;

-- The tenant's data keys, each wrapped by the master key of version `master`. A key is announced before it is used, so that
-- whoever reads knows it before anybody writes with it.
CREATE TABLE data_keys(
	tenant TEXT NOT NULL REFERENCES tenants(tenant),
	version INTEGER NOT NULL,
	master INTEGER NOT NULL,
	wrapped TEXT NOT NULL,
	active_from INTEGER NOT NULL,
	PRIMARY KEY (tenant, version)
) STRICT;

-- A request by the name that its caller gave it. `answer` is sealed, and NULL while it runs; of one that showed a secret it is
-- only what was made.
CREATE TABLE requests(
	tenant TEXT NOT NULL REFERENCES tenants(tenant),
	principal TEXT NOT NULL,
	key TEXT NOT NULL,
	operation TEXT NOT NULL,
	asked TEXT NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('begun', 'done')),
	status INTEGER,
	answer TEXT,
	at INTEGER NOT NULL,
	PRIMARY KEY (tenant, principal, key)
) STRICT;
CREATE INDEX requests_by_age ON requests(tenant, at);

-- The audit chain as lists show it. The tenant's ledger is the truth; `json` is one entry of its chain, whole.
CREATE TABLE audit_entries(
	tenant TEXT NOT NULL REFERENCES tenants(tenant),
	seq INTEGER NOT NULL,
	at INTEGER NOT NULL,
	actor TEXT NOT NULL,
	action TEXT NOT NULL,
	target TEXT,
	result TEXT NOT NULL,
	json TEXT NOT NULL,
	PRIMARY KEY (tenant, seq)
) STRICT;

-- What was used, by the day (UTC), and of what deal, by which agent or person. '' where there is none.
CREATE TABLE usage_days(
	tenant TEXT NOT NULL REFERENCES tenants(tenant),
	day TEXT NOT NULL,
	deal TEXT NOT NULL,
	agent TEXT NOT NULL,
	person TEXT NOT NULL,
	metric TEXT NOT NULL,
	amount INTEGER NOT NULL,
	PRIMARY KEY (tenant, day, deal, agent, person, metric)
) STRICT;

-- Erasures of a person that go on through all deals. `sealed`: whom it is about, once it is nowhere else, and who asked. `position`:
-- deals up to this one were gone through; NULL: all were. `again`: deals before it that have to be gone through once more, as JSON.
CREATE TABLE erasures(
	tenant TEXT NOT NULL REFERENCES tenants(tenant),
	contact TEXT NOT NULL,
	sealed TEXT NOT NULL,
	position TEXT,
	again TEXT NOT NULL,
	PRIMARY KEY (tenant, contact)
) STRICT;

-- Accounts that are being torn down, or were: rows of the platform's own tenant, for nothing of theirs may be left. A name
-- that stands here is never given again: whatever of it is still under way somewhere must not meet another account.
-- `asked` and `remaining`: objects that were told to forget everything, and what they still held. `proof` is JSON.
CREATE TABLE closed_accounts(
	tenant TEXT NOT NULL REFERENCES tenants(tenant),
	account TEXT NOT NULL,
	asked_at INTEGER NOT NULL,
	asked_by TEXT NOT NULL,
	asked INTEGER NOT NULL DEFAULT 0,
	remaining INTEGER NOT NULL DEFAULT 0,
	closed_at INTEGER,
	proof TEXT,
	PRIMARY KEY (tenant, account)
) STRICT;
CREATE INDEX closed_accounts_open ON closed_accounts(tenant, account) WHERE closed_at IS NULL;

-- Four tables were made without a reference to their tenant: once a tenant is gone, no row of it can come back in any table.
CREATE TABLE offerings_of_tenants(
	tenant TEXT NOT NULL REFERENCES tenants(tenant),
	offering TEXT NOT NULL,
	position INTEGER NOT NULL,
	body TEXT NOT NULL,
	PRIMARY KEY (tenant, offering)
) STRICT;
INSERT INTO offerings_of_tenants SELECT tenant, offering, position, body FROM offerings WHERE tenant IN (SELECT tenant FROM tenants);
DROP TABLE offerings;
ALTER TABLE offerings_of_tenants RENAME TO offerings;

CREATE TABLE competitors_of_tenants(
	tenant TEXT NOT NULL REFERENCES tenants(tenant),
	competitor TEXT NOT NULL,
	body TEXT NOT NULL,
	PRIMARY KEY (tenant, competitor)
) STRICT;
INSERT INTO competitors_of_tenants SELECT tenant, competitor, body FROM competitors WHERE tenant IN (SELECT tenant FROM tenants);
DROP TABLE competitors;
ALTER TABLE competitors_of_tenants RENAME TO competitors;

-- `counted_at`: when the clock last looked at what was used in it; nobody rings for a fork.
CREATE TABLE forks_of_tenants(
	tenant TEXT NOT NULL REFERENCES tenants(tenant),
	fork TEXT NOT NULL,
	deal TEXT NOT NULL,
	at_seq INTEGER NOT NULL,
	label TEXT NOT NULL,
	created_by TEXT NOT NULL,
	created_at INTEGER NOT NULL,
	counted_at INTEGER NOT NULL DEFAULT 0,
	PRIMARY KEY (tenant, fork)
) STRICT;
INSERT INTO forks_of_tenants SELECT tenant, fork, deal, at_seq, label, created_by, created_at, 0 FROM forks WHERE tenant IN (SELECT tenant FROM tenants);
DROP TABLE forks;
ALTER TABLE forks_of_tenants RENAME TO forks;
CREATE INDEX forks_by_deal ON forks(tenant, deal, created_at);
CREATE INDEX forks_by_count ON forks(tenant, counted_at);

CREATE TABLE incidents_of_tenants(
	tenant TEXT NOT NULL REFERENCES tenants(tenant),
	id TEXT NOT NULL,
	queue TEXT NOT NULL,
	code TEXT NOT NULL,
	at INTEGER NOT NULL,
	PRIMARY KEY (tenant, id)
) STRICT;
INSERT INTO incidents_of_tenants SELECT tenant, id, queue, code, at FROM incidents WHERE tenant IN (SELECT tenant FROM tenants);
DROP TABLE incidents;
ALTER TABLE incidents_of_tenants RENAME TO incidents;
