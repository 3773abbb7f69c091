-- The key that takes the place of the one a device came in by, once the device is heard of.
ALTER TABLE devices ADD COLUMN recovery TEXT;
CREATE UNIQUE INDEX devices_recovery ON devices (recovery);
-- What an account's entries have in bytes, so that there is an end to it.
ALTER TABLE accounts ADD COLUMN bytes BIGINT NOT NULL DEFAULT 0;
UPDATE accounts SET bytes = (SELECT COALESCE(SUM(LENGTH(e.json)), 0) FROM entries e WHERE e.account = accounts.id);
-- The browser that began a way to the provider, by a hash of its cookie.
ALTER TABLE oidc_flows ADD COLUMN browser TEXT NOT NULL DEFAULT '';
-- The device that shows a phrase: the phrase goes with it.
ALTER TABLE pairings ADD COLUMN device TEXT NOT NULL DEFAULT '';
-- What is old is found without looking at what is not.
CREATE INDEX guesses_old ON guesses (at);
