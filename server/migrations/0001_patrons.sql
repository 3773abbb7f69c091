-- What patrons give. BIGINT holds whole numbers, truth (0, 1) and moments (milliseconds since 1970); TEXT everything else.
-- Every row of a patron names its account, so that a patron's wish to be forgotten is one DELETE for each table.

CREATE TABLE installation (
    -- A random key of this installation, for hashes of what could be guessed by trying.
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE accounts (
    id TEXT PRIMARY KEY,
    created_at BIGINT NOT NULL,
    -- The number of the last thing that came to be: the cursor of changes. Whoever writes locks this row first.
    seq BIGINT NOT NULL,
    entries BIGINT NOT NULL,
    recovery TEXT NOT NULL UNIQUE,
    -- A keyed hash of issuer and subject, where the account came by OIDC.
    identity TEXT UNIQUE,
    staff BIGINT NOT NULL
);

CREATE TABLE devices (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id),
    name TEXT,
    token TEXT NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    seen_on TEXT NOT NULL
);
CREATE INDEX devices_account ON devices (account);

CREATE TABLE pairings (
    account TEXT PRIMARY KEY REFERENCES accounts (id),
    phrase TEXT NOT NULL UNIQUE,
    expires_at BIGINT NOT NULL
);

-- Attempts with a secret that turned out wrong, so that several processes count together.
CREATE TABLE guesses (
    id TEXT PRIMARY KEY,
    -- A keyed hash of the address, or the account that tries codes.
    who TEXT NOT NULL,
    kind TEXT NOT NULL,
    account TEXT,
    at BIGINT NOT NULL
);
CREATE INDEX guesses_who ON guesses (kind, who, at);
CREATE INDEX guesses_at ON guesses (kind, at);
CREATE INDEX guesses_account ON guesses (account);

CREATE TABLE oidc_flows (
    state TEXT PRIMARY KEY,
    return_to TEXT NOT NULL,
    challenge TEXT NOT NULL,
    nonce TEXT NOT NULL,
    verifier TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE TABLE oidc_codes (
    code TEXT PRIMARY KEY,
    challenge TEXT NOT NULL,
    identity TEXT NOT NULL,
    staff BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX oidc_codes_identity ON oidc_codes (identity);

CREATE TABLE profiles (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id),
    seq BIGINT NOT NULL,
    json TEXT NOT NULL
);
CREATE INDEX profiles_account ON profiles (account, seq);

-- Readers that were deleted: their ids are not taken again, and other devices are told.
CREATE TABLE gone (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id),
    seq BIGINT NOT NULL
);
CREATE INDEX gone_account ON gone (account, seq);

CREATE TABLE enrolments (
    profile TEXT NOT NULL REFERENCES profiles (id),
    challenge TEXT NOT NULL,
    account TEXT NOT NULL REFERENCES accounts (id),
    seq BIGINT NOT NULL,
    on_day TEXT NOT NULL,
    -- 0 for who left.
    active BIGINT NOT NULL,
    -- The name on the board, of who wants to be on it and has not left.
    board TEXT,
    team TEXT,
    json TEXT NOT NULL,
    PRIMARY KEY (profile, challenge)
);
CREATE INDEX enrolments_account ON enrolments (account, seq);
CREATE INDEX enrolments_challenge ON enrolments (challenge, active);
CREATE INDEX enrolments_team ON enrolments (team);

CREATE TABLE entries (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id),
    profile TEXT NOT NULL REFERENCES profiles (id),
    challenge TEXT NOT NULL,
    seq BIGINT NOT NULL,
    occurred_on TEXT NOT NULL,
    voided BIGINT NOT NULL,
    json TEXT NOT NULL
);
CREATE INDEX entries_account ON entries (account, seq);
CREATE INDEX entries_reader ON entries (profile, challenge, seq);
CREATE INDEX entries_challenge ON entries (challenge, voided, occurred_on);

CREATE TABLE redemptions (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id),
    profile TEXT NOT NULL REFERENCES profiles (id),
    -- As the code is compared, so that a reader redeems it once.
    code_key TEXT NOT NULL,
    json TEXT NOT NULL
);
CREATE INDEX redemptions_account ON redemptions (account);
CREATE INDEX redemptions_profile ON redemptions (profile, code_key);

CREATE TABLE awards (
    profile TEXT NOT NULL REFERENCES profiles (id),
    challenge TEXT NOT NULL,
    -- Empty: the goal.
    milestone TEXT NOT NULL,
    account TEXT NOT NULL REFERENCES accounts (id),
    seq BIGINT NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (profile, challenge, milestone)
);
CREATE INDEX awards_account ON awards (account, seq);

-- What a reader's entries for a challenge came to when they were folded last, and under which version. A board is read from here.
CREATE TABLE folds (
    profile TEXT NOT NULL REFERENCES profiles (id),
    challenge TEXT NOT NULL,
    account TEXT NOT NULL REFERENCES accounts (id),
    version BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (profile, challenge)
);
CREATE INDEX folds_account ON folds (account);
CREATE INDEX folds_challenge ON folds (challenge, version);

CREATE TABLE teams (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES accounts (id),
    challenge TEXT NOT NULL,
    name TEXT NOT NULL,
    invitation TEXT NOT NULL,
    json TEXT NOT NULL
);
CREATE INDEX teams_account ON teams (account);
CREATE INDEX teams_challenge ON teams (challenge);
