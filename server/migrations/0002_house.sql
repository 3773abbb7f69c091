-- What the member publishes. A document never loses a version: awards and entries were judged by them.

CREATE TABLE house_items (
    collection TEXT NOT NULL,
    id TEXT NOT NULL,
    version BIGINT NOT NULL,
    position BIGINT NOT NULL,
    PRIMARY KEY (collection, id)
);

CREATE TABLE house_versions (
    collection TEXT NOT NULL,
    id TEXT NOT NULL,
    version BIGINT NOT NULL,
    state TEXT NOT NULL,
    publish_at TEXT,
    since_ms BIGINT NOT NULL,
    changed_ms BIGINT NOT NULL,
    document TEXT NOT NULL,
    codes TEXT NOT NULL,
    PRIMARY KEY (collection, id, version)
);

CREATE TABLE house_codes (
    code_key TEXT NOT NULL PRIMARY KEY,
    challenge TEXT NOT NULL,
    item TEXT,
    amount BIGINT,
    unit TEXT
);

CREATE INDEX house_codes_of ON house_codes (challenge);

CREATE TABLE house_member (
    one BIGINT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    document TEXT NOT NULL
);

CREATE TABLE house_revision (
    one BIGINT NOT NULL PRIMARY KEY,
    revision BIGINT NOT NULL
);

INSERT INTO house_revision (one, revision) VALUES (1, 0) ON CONFLICT (one) DO NOTHING;

CREATE TABLE house_staff (
    name TEXT NOT NULL PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    added_ms BIGINT NOT NULL
);
