"""The store: one SQLite file. A write is on the disk when its block is left; one is done at a time."""

import sqlite3
import threading
from contextlib import contextmanager
from pathlib import Path

_SCHEMA = """
CREATE TABLE IF NOT EXISTS accounts(id TEXT PRIMARY KEY, created_at TEXT NOT NULL, recovery TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS devices(id TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
    name TEXT, created_at TEXT NOT NULL, seen_on TEXT NOT NULL, token TEXT NOT NULL UNIQUE, recovery TEXT UNIQUE);
CREATE TABLE IF NOT EXISTS pairings(account TEXT PRIMARY KEY REFERENCES accounts ON DELETE CASCADE,
    phrase TEXT NOT NULL UNIQUE, expires INTEGER NOT NULL, device TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS profiles(id TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
    json TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS gone(profile TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE);
CREATE TABLE IF NOT EXISTS enrolments(profile TEXT NOT NULL REFERENCES profiles ON DELETE CASCADE, challenge TEXT NOT NULL,
    json TEXT NOT NULL, PRIMARY KEY (profile, challenge));
CREATE TABLE IF NOT EXISTS teams(id TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
    challenge TEXT NOT NULL, invitation TEXT NOT NULL, json TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS joined(profile TEXT NOT NULL REFERENCES profiles ON DELETE CASCADE,
    team TEXT NOT NULL REFERENCES teams ON DELETE CASCADE, PRIMARY KEY (profile, team));
CREATE TABLE IF NOT EXISTS entries(id TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE,
    profile TEXT NOT NULL REFERENCES profiles ON DELETE CASCADE, challenge TEXT NOT NULL, json TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS entries_of ON entries(profile, challenge);
CREATE INDEX IF NOT EXISTS entries_in ON entries(challenge, profile);
CREATE INDEX IF NOT EXISTS entries_from ON entries(account);
CREATE TABLE IF NOT EXISTS redemptions(id TEXT PRIMARY KEY REFERENCES entries ON DELETE CASCADE,
    profile TEXT NOT NULL REFERENCES profiles ON DELETE CASCADE, code TEXT NOT NULL, json TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS redemptions_of ON redemptions(profile, code);
CREATE TABLE IF NOT EXISTS awards(profile TEXT NOT NULL REFERENCES profiles ON DELETE CASCADE, challenge TEXT NOT NULL,
    milestone TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (profile, challenge, milestone));
CREATE TABLE IF NOT EXISTS amounts(profile TEXT NOT NULL REFERENCES profiles ON DELETE CASCADE, challenge TEXT NOT NULL,
    amount INTEGER NOT NULL, PRIMARY KEY (profile, challenge));
CREATE TABLE IF NOT EXISTS changes(seq INTEGER PRIMARY KEY AUTOINCREMENT,
    account TEXT NOT NULL REFERENCES accounts ON DELETE CASCADE, kind TEXT NOT NULL, profile TEXT NOT NULL, key TEXT NOT NULL,
    UNIQUE (account, kind, profile, key));
CREATE INDEX IF NOT EXISTS changes_of ON changes(account, seq);

CREATE TABLE IF NOT EXISTS items(collection TEXT NOT NULL, id TEXT NOT NULL, path TEXT NOT NULL UNIQUE, place INTEGER NOT NULL,
    state TEXT NOT NULL, publish_at TEXT, document TEXT NOT NULL, version INTEGER NOT NULL, changed_at TEXT NOT NULL,
    visible_from INTEGER, PRIMARY KEY (collection, id));
CREATE TABLE IF NOT EXISTS versions(collection TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, since INTEGER NOT NULL,
    document TEXT NOT NULL, settled INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (collection, id, version),
    FOREIGN KEY (collection, id) REFERENCES items ON DELETE CASCADE);
CREATE INDEX IF NOT EXISTS versions_due ON versions(since) WHERE settled = 0;
CREATE TABLE IF NOT EXISTS codes(code TEXT NOT NULL, challenge TEXT NOT NULL, version INTEGER NOT NULL, place INTEGER NOT NULL,
    json TEXT NOT NULL, PRIMARY KEY (code, challenge, version));
CREATE TABLE IF NOT EXISTS member(one INTEGER PRIMARY KEY CHECK (one = 1), document TEXT NOT NULL, changed_at TEXT NOT NULL);
"""


class Store:
    def __init__(self, folder):
        file = Path(folder) / "backend.sqlite"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        self._lock = threading.RLock()
        self._db = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        self._db.row_factory = sqlite3.Row
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            self._db.execute("PRAGMA " + pragma)
        self._db.executescript(_SCHEMA)

    @contextmanager
    def write(self):
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                self._db.execute("ROLLBACK")
                raise

    @contextmanager
    def read(self):
        with self._lock:
            yield self._db

    def forget(self):
        """What was deleted leaves the journal too, not only the tables."""
        with self._lock:
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self):
        with self._lock:
            self._db.close()


def changed(db, account, kind, profile="", key=""):
    """Notes that a thing is new or new again; it moves to the end of what the devices are told."""
    where = (account, kind, profile, key)
    db.execute("DELETE FROM changes WHERE account=? AND kind=? AND profile=? AND key=?", where)
    db.execute("INSERT INTO changes(account, kind, profile, key) VALUES (?,?,?,?)", where)
