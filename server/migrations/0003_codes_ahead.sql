-- Codes of versions whose turn has not come. `house_codes` holds those of the versions that are in force, and nothing else is redeemed;
-- when a version's turn comes, its codes take their place there.

CREATE TABLE house_turns (
    challenge TEXT NOT NULL,
    version BIGINT NOT NULL,
    since_ms BIGINT NOT NULL,
    PRIMARY KEY (challenge, version)
);

CREATE INDEX house_turns_since ON house_turns (since_ms);

CREATE TABLE house_codes_ahead (
    code_key TEXT NOT NULL,
    challenge TEXT NOT NULL,
    version BIGINT NOT NULL,
    item TEXT,
    amount BIGINT,
    unit TEXT,
    PRIMARY KEY (challenge, version, code_key)
);

CREATE INDEX house_codes_ahead_key ON house_codes_ahead (code_key);
