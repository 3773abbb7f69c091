"""Where the rules meet the store: challenges and their versions, entries, amounts and awards."""

from . import clock, jsons
from .problems import Problem
from .rules import awards, fold, settle
from .store import changed

GOAL = ""  # the goal's place among the milestones in the store


def versions(db, challenge, now):
    """The versions that are or were in force, oldest first; none: never published."""
    rows = db.execute("SELECT version, since, document FROM versions WHERE collection='challenges' AND id=? AND since<=? ORDER BY version",
                      (challenge, now))
    return [{"version": row["version"], "since": clock.text_of(row["since"]), "challenge": jsons.restore(row["document"])} for row in rows]


def in_force(db, challenge, now):
    """The challenge as it is now. It stays known when it is unpublished: its entries stay too."""
    row = db.execute("SELECT version, document FROM versions WHERE collection='challenges' AND id=? AND since<=? "
                     "ORDER BY version DESC LIMIT 1", (challenge, now)).fetchone()
    return (row["version"], jsons.restore(row["document"])) if row else (None, None)


def own_profile(db, request, profile):
    row = db.execute("SELECT account FROM profiles WHERE id=?", (profile,)).fetchone()
    if not row or row["account"] != request.patron:
        raise Problem("profile-unknown")


def entries_of(db, profile, challenge):
    rows = db.execute("SELECT json FROM entries WHERE profile=? AND challenge=?", (profile, challenge))
    return [jsons.restore(row["json"]) for row in rows]


def enrolled_on(db, profile, challenge):
    row = db.execute("SELECT json FROM enrolments WHERE profile=? AND challenge=?", (profile, challenge)).fetchone()
    return jsons.restore(row["json"])["on"] if row else None


def today_in(challenge, now):
    return clock.day_in(challenge["zone"], clock.text_of(now)).isoformat()


def recompute(db, now, profile, challenge):
    """After anything a reader's awards follow from has changed."""
    known = versions(db, challenge, now)
    if not known:
        return
    account = db.execute("SELECT account FROM profiles WHERE id=?", (profile,)).fetchone()["account"]
    entries, joined = entries_of(db, profile, challenge), enrolled_on(db, profile, challenge)
    document = known[-1]["challenge"]
    today = today_in(document, now)
    current = fold(document, joined, today, entries)
    db.execute("INSERT OR REPLACE INTO amounts VALUES (?,?,?)", (profile, challenge, current.amount))

    kept = awards_of(db, profile, challenge)
    for name in settle(kept, awards(known, joined, today, entries, current), clock.text_of(now)):
        db.execute("INSERT OR REPLACE INTO awards VALUES (?,?,?,?)",
                   (profile, challenge, name or GOAL, jsons.store(kept[name])))
        changed(db, account, "award", profile, f"{challenge}/{name or GOAL}")


def awards_of(db, profile, challenge):
    rows = db.execute("SELECT milestone, json FROM awards WHERE profile=? AND challenge=?", (profile, challenge))
    return {row["milestone"] or None: jsons.restore(row["json"]) for row in rows}


def award_of(row):
    """The Award of a row of the store."""
    names = {"challenge": row["challenge"], "profile": row["profile"]}
    if row["milestone"] != GOAL:
        names["milestone"] = row["milestone"]
    return {**names, **jsons.restore(row["json"])}


def settle_due(db, now):
    """A version that was scheduled comes into force by itself: what follows from it is worked out by who asks next."""
    due = db.execute("SELECT collection, id, version FROM versions WHERE settled=0 AND since<=?", (now,)).fetchall()
    for row in due:
        if row["collection"] == "challenges":
            readers = db.execute("SELECT profile FROM entries WHERE challenge=? UNION SELECT profile FROM enrolments "
                                 "WHERE challenge=?", (row["id"], row["id"])).fetchall()
            for reader in readers:
                recompute(db, now, reader["profile"], row["id"])
        db.execute("UPDATE versions SET settled=1 WHERE collection=? AND id=? AND version=?",
                   (row["collection"], row["id"], row["version"]))
