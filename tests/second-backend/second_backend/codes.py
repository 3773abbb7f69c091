"""The codes of challenges: each version of one has its own, and those of the version in force can be redeemed."""

from . import jsons
from .accounts import plain
from .problems import Problem
from .progress import in_force
from .shapes import Report, amount, identifier, invalid, items, may, need, obj, string

SHORTEST, LONGEST = 4, 40  # measured as they are compared: without blanks and hyphens


def _code(value, pointer, report):
    value = string(1, 1000)(value, pointer, report)
    if isinstance(value, str) and not SHORTEST <= len(plain(value)) <= LONGEST:
        report.wrong(pointer, f"Should have {SHORTEST} to {LONGEST} characters without blanks and hyphens.")
    return value


def _one_meaning(code, pointer, report):
    if ("item" in code) == ("amount" in code):
        report.wrong(pointer, "Should have an item or an amount, one of them.")


codes = items(obj({"code": need(_code), "item": may(identifier), "amount": may(amount)}, _one_meaning))


def check_codes(db, collection, name, draft, now):
    """422 where a code of a draft cannot stand for anything, or is there twice among the member's."""
    given = draft.get("codes") or []
    if given and collection != "challenges":
        raise invalid("/codes", "Only challenges have codes.")
    goal = draft["document"].get("goal")
    listed = goal.get("items") if isinstance(goal, dict) else None
    known = [item.get("id") for item in listed if isinstance(item, dict)] if isinstance(listed, list) else []
    seen, report = set(), Report()
    for n, code in enumerate(given):
        typed = plain(code["code"])
        if typed in seen or any(row["challenge"] != name for row in _live(db, typed, now)):
            report.wrong(f"/codes/{n}/code", "Is there twice.")
        if "item" in code and code["item"] not in known:
            report.wrong(f"/codes/{n}/item", "Is not on the checklist.")
        seen.add(typed)
    if report.errors:
        raise Problem("invalid", errors=report.errors[:100])


def keep_codes(db, challenge, version, given, public, now):
    """Writes the codes of a version. While a version is public it keeps its own; what waited or was worked on is replaced."""
    in_use = in_force(db, challenge, now)[0] if public else None
    db.execute("DELETE FROM codes WHERE challenge=? AND version<>?", (challenge, in_use or 0))
    db.executemany("INSERT OR REPLACE INTO codes VALUES (?,?,?,?,?)",
                   [(plain(code["code"]), challenge, version, n, jsons.store(code)) for n, code in enumerate(given)])


def codes_of(db, challenge, version):
    rows = db.execute("SELECT json FROM codes WHERE challenge=? AND version=? ORDER BY place", (challenge, version))
    return [jsons.restore(row["json"]) for row in rows]


def meaning(db, typed, now):
    """(challenge, code) of a code in force, or (None, None)."""
    for row in _live(db, plain(typed), now):
        if row["version"] == in_force(db, row["challenge"], now)[0]:
            return row["challenge"], jsons.restore(row["json"])
    return None, None


def _live(db, typed, now):
    """Where a code is in force, waits, or is worked on."""
    rows = db.execute("SELECT challenge, version, json FROM codes WHERE code=?", (typed,)).fetchall()
    return [row for row in rows if row["version"] >= (in_force(db, row["challenge"], now)[0] or 0)]
