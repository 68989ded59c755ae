-- What the month of an account's model tokens is made of, where it differs from the usual one: tokens a month, revenue, complexity,
-- activity. JSON, checked when it is read.
ALTER TABLE tenants ADD COLUMN budget TEXT NOT NULL DEFAULT '{}';
