"""Entries and redemptions: what is kept, and that it never changes."""

from . import clock, jsons
from .accounts import plain
from .codes import meaning
from .problems import Problem
from .progress import in_force, own_profile, recompute, today_in
from .readers import uuid_in_address
from .requests import Answer
from .rules import merges
from .rules.judge import ONE_TICK
from .shapes import (
    amount, check, day, identifier, invalid, may, moment, need, obj, string, uuid,
)
from .store import changed

MOST_ENTRIES = 200_000
MOST_AT_ONCE = 500

_entry = obj({
    "id": need(uuid), "challenge": need(obj({"member": need(identifier), "id": need(identifier)})), "profile": need(uuid),
    "occurredOn": need(day), "zone": may(string(1, 100)), "recordedAt": need(moment), "amount": need(amount),
    "work": may(obj({"title": may(string(0, 500)), "author": may(string(0, 500)), "isbn": may(string(0, 40))})),
    "item": may(identifier), "note": may(string(0, 2000)), "corrects": may(uuid), "voidedAt": may(moment),
})
_redemption = obj({"id": need(uuid), "profile": need(uuid), "code": need(string(1, 200)), "on": need(day), "at": need(moment)})


def put_entry(app, request):
    entry = uuid_in_address(request)
    body = check(_entry, request.body())
    if body["id"] != entry:
        raise invalid("/id", "Should be the id of the address.")
    with app.store.write() as db:
        status, kept = _keep(app, db, request, body, touched := set())
        for profile, challenge in touched:
            recompute(db, request.now, profile, challenge)
    return Answer(status, kept)


def put_entries(app, request):
    body = request.body()
    given = body.get("entries") if isinstance(body, dict) else None
    if not isinstance(given, list):
        raise invalid("/entries", "Should be a list.")
    if len(given) > MOST_AT_ONCE:
        raise Problem("too-large", "At most 500 entries at once.")
    results, touched = [], set()
    with app.store.write() as db:
        for one in given:
            results.append(_each(app, db, request, one, touched))
        for profile, challenge in touched:
            recompute(db, request.now, profile, challenge)
    return Answer(200, {"results": results})


def _each(app, db, request, one, touched):
    sent = one.get("id") if isinstance(one, dict) else None
    result = {"id": sent if isinstance(sent, str) else None}
    try:
        result["status"], result["entry"] = _keep(app, db, request, check(_entry, one), touched)
    except Problem as problem:
        result["status"], result["problem"] = problem.status, problem.document()
    return result


def _keep(app, db, request, body, touched):
    """(status, entry as it is kept). Nothing is written where this raises a problem."""
    row = db.execute("SELECT account, json FROM entries WHERE id=?", (body["id"],)).fetchone()
    if row and row["account"] != request.patron:
        raise Problem("id-taken")
    challenge = body["challenge"]["id"]
    if row:
        before = jsons.restore(row["json"])
        try:
            kept = merges.entry(before, body)
        except merges.Differs as differs:
            raise Problem("entry-differs") from differs
        if kept != before:
            db.execute("UPDATE entries SET json=? WHERE id=?", (jsons.store(kept), kept["id"]))
            changed(db, request.patron, "entry", kept["profile"], kept["id"])
            touched.add((kept["profile"], challenge))
        return 200, kept
    if body["challenge"]["member"] != app.member or not in_force(db, challenge, request.now)[1]:
        raise Problem("challenge-unknown")
    own_profile(db, request, body["profile"])
    _insert(db, request, body)
    touched.add((body["profile"], challenge))
    return 201, body


def _insert(db, request, entry):
    if db.execute("SELECT count(*) FROM entries WHERE account=?", (request.patron,)).fetchone()[0] >= MOST_ENTRIES:
        raise Problem("too-many", "An account has at most 200 000 entries.")
    entry["receivedAt"] = clock.text_of(request.now)
    db.execute("INSERT INTO entries VALUES (?,?,?,?,?)",
               (entry["id"], request.patron, entry["profile"], entry["challenge"]["id"], jsons.store(entry)))
    changed(db, request.patron, "entry", entry["profile"], entry["id"])


def get_entry(app, request):
    entry = uuid_in_address(request)
    with app.store.read() as db:
        row = db.execute("SELECT json FROM entries WHERE id=? AND account=?", (entry, request.patron)).fetchone()
    if not row:
        raise Problem("not-found")
    return Answer(200, jsons.restore(row["json"]))


def put_redemption(app, request):
    redemption = uuid_in_address(request)
    body = check(_redemption, request.body())
    if body["id"] != redemption:
        raise invalid("/id", "Should be the id of the address.")
    with app.store.write() as db:
        app.wrong_codes.check(request.patron)
        try:
            return _redeem(app, db, request, body)
        except Problem as problem:
            if problem.kind == "code-unknown":
                app.wrong_codes.count(request.patron)
            raise


def _redeem(app, db, request, body):
    code = plain(body["code"])
    row = db.execute("SELECT e.account, e.json AS entry, r.code, r.json FROM entries e LEFT JOIN redemptions r ON r.id = e.id "
                     "WHERE e.id=?", (body["id"],)).fetchone()
    if row and row["account"] != request.patron:
        raise Problem("id-taken")
    if row:
        kept = jsons.restore(row["json"]) if row["json"] else {}
        if row["code"] != code or any(kept[field] != body[field] for field in ("profile", "on")):
            raise Problem("entry-differs")
        return Answer(200, {"redemption": kept, "entry": jsons.restore(row["entry"])})
    own_profile(db, request, body["profile"])
    challenge, stands_for = meaning(db, code, request.now)
    if not challenge or not _runs(app, db, challenge, request.now):
        raise Problem("code-unknown")
    if "amount" in stands_for and _counted(db, body["profile"], code):
        raise Problem("code-unknown")
    zone = in_force(db, challenge, request.now)[1]["zone"]
    entry = {
        "id": body["id"], "challenge": {"member": app.member, "id": challenge}, "profile": body["profile"],
        "occurredOn": body["on"], "zone": zone, "recordedAt": body["at"], "amount": stands_for.get("amount") or ONE_TICK,
        "source": "code",
    }
    if "item" in stands_for:
        entry["item"] = stands_for["item"]
    _insert(db, request, entry)
    db.execute("INSERT INTO redemptions VALUES (?,?,?,?)", (body["id"], body["profile"], code, jsons.store(body)))
    recompute(db, request.now, body["profile"], challenge)
    return Answer(201, {"redemption": body, "entry": entry})


def _counted(db, profile, code):
    """Whether an amount by this code was given already, and not voided since: it is given once."""
    rows = db.execute("SELECT e.json FROM redemptions r JOIN entries e ON e.id = r.id WHERE r.profile=? AND r.code=?",
                      (profile, code))
    return any("voidedAt" not in jsons.restore(row["json"]) for row in rows)


def _runs(app, db, challenge, now):
    if not app.shelf.visible(db, "challenges", challenge, now):
        return False
    document = in_force(db, challenge, now)[1]
    return document["starts"] <= today_in(document, now) <= max(document.get("logUntil") or "", document["ends"])
