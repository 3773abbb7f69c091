"""What the backend answers: standings, awards, changes, the export, boards."""

from . import clock, jsons
from .problems import Problem
from .progress import GOAL, award_of, enrolled_on, entries_of, in_force, settle_due, today_in
from .requests import Answer
from .rules import board, fold, has_board
from .rules.goals import unit_of
from .shapes import check, is_uuid, moment, need, obj
from .store import changed

PAGE = 500

_handed_out = obj({"redeemedAt": need(moment)})


def _settled(app, request):
    """Works out what a version that came into force by itself has changed, where there is one."""
    with app.store.read() as db:
        due = db.execute("SELECT 1 FROM versions WHERE settled=0 AND since<=?", (request.now,)).fetchone()
    if due:
        with app.store.write() as db:
            settle_due(db, request.now)


def get_standing(app, request):
    profile, challenge = request.params["profile"].lower(), request.params["challenge"]
    with app.store.read() as db:
        row = db.execute("SELECT account FROM profiles WHERE id=?", (profile,)).fetchone()
        version, document = in_force(db, challenge, request.now)
        if not document or not row or row["account"] != request.patron or not is_uuid(profile):
            raise Problem("not-found")
        joined, entries = enrolled_on(db, profile, challenge), entries_of(db, profile, challenge)
    today = today_in(document, request.now)
    standing = fold(document, joined, today, entries)
    answer = {
        "atrium": "1", "type": "Standing", "challenge": challenge, "profile": profile, "version": version, "today": today,
        "unit": standing.unit, "amount": standing.amount, "target": standing.target, "done": standing.done,
        "days": standing.days,
        "reached": [{"id": name, "on": day} for name, day in standing.reached.items() if name is not None],
        "verdicts": [_verdict(*verdict) for verdict in standing.verdicts],
    }
    if joined:
        answer["enrolledOn"] = joined
    if standing.reached.get(None):
        answer["doneOn"] = standing.reached[None]
    if standing.run is not None:
        answer["run"] = standing.run
    if standing.ticked is not None:
        answer["ticked"] = standing.ticked
    return Answer(200, answer)


def _verdict(entry, credited, reason):
    verdict = {"entry": entry["id"], "credited": credited}
    return {**verdict, "reason": reason} if reason else verdict


def get_awards(app, request):
    _settled(app, request)
    with app.store.read() as db:
        return Answer(200, {"atrium": "1", "type": "Awards", "items": _awards(db, request.patron)})


def _awards(db, account):
    rows = db.execute("SELECT a.* FROM awards a JOIN profiles p ON p.id = a.profile WHERE p.account=? "
                      "ORDER BY a.challenge, a.profile, a.milestone", (account,))
    return [award_of(row) for row in rows]


def get_changes(app, request):
    _settled(app, request)
    with app.store.read() as db:
        after = _cursor(db, request.query.get("after"))
        rows = db.execute("SELECT * FROM changes WHERE account=? AND seq>? ORDER BY seq LIMIT ?",
                          (request.patron, after, PAGE + 1)).fetchall()
        answer = {"atrium": "1", "type": "Changes", "profiles": [], "enrolments": [], "entries": [], "awards": [], "gone": []}
        for row in rows[:PAGE]:
            _tell(db, row, answer)
            after = row["seq"]
    answer["more"] = len(rows) > PAGE
    answer["next"] = f"changes?after=c{after}"
    return Answer(200, answer, headers={"Link": f'<{answer["next"]}>; rel="next"'})


def _cursor(db, cursor):
    """A cursor from before the store was put back from a copy leads past its end: the app has to begin again."""
    if cursor is None:
        return 0
    if not (cursor[:1] == "c" and cursor[1:].isascii() and cursor[1:].isdigit() and len(cursor) < 18):
        raise Problem("malformed", "This cursor cannot be read. Begin without one.")
    last = db.execute("SELECT seq FROM sqlite_sequence WHERE name='changes'").fetchone()
    if int(cursor[1:]) > (last["seq"] if last else 0):
        raise Problem("malformed", "This cursor is not of this backend. Begin without one.")
    return int(cursor[1:])


def _tell(db, row, answer):
    kind, profile, key = row["kind"], row["profile"], row["key"]
    if kind == "gone":
        answer["gone"].append(profile)
    elif kind == "profile":
        answer["profiles"].append(_json(db, "SELECT json FROM profiles WHERE id=?", profile))
    elif kind == "enrolment":
        answer["enrolments"].append(_json(db, "SELECT json FROM enrolments WHERE profile=? AND challenge=?", profile, key))
    elif kind == "entry":
        answer["entries"].append(_json(db, "SELECT json FROM entries WHERE id=?", key))
    else:
        challenge, _, milestone = key.partition("/")
        found = db.execute("SELECT * FROM awards WHERE profile=? AND challenge=? AND milestone=?",
                           (profile, challenge, milestone)).fetchone()
        answer["awards"].append(award_of(found))


def _json(db, query, *values):
    return jsons.restore(db.execute(query, values).fetchone()["json"])


def get_export(app, request):
    _settled(app, request)
    with app.store.read() as db:
        def all_of(query):
            return [jsons.restore(row["json"]) for row in db.execute(query, (request.patron,))]

        return Answer(200, {
            "atrium": "1", "type": "Ledger", "exportedAt": clock.text_of(request.now),
            "profiles": all_of("SELECT json FROM profiles WHERE account=? ORDER BY rowid"),
            "enrolments": all_of("SELECT e.json FROM enrolments e JOIN profiles p ON p.id = e.profile WHERE p.account=? "
                                 "ORDER BY e.rowid"),
            "entries": all_of("SELECT json FROM entries WHERE account=? ORDER BY rowid"),
            "awards": _awards(db, request.patron),
            "redemptions": all_of("SELECT r.json FROM redemptions r JOIN profiles p ON p.id = r.profile WHERE p.account=? "
                                  "ORDER BY r.rowid"),
            "teams": all_of("SELECT json FROM teams WHERE account=? ORDER BY rowid"),
            "account": _account(db, request.patron),
            "devices": [_device(row) for row in
                        db.execute("SELECT * FROM devices WHERE account=? ORDER BY created_at, id", (request.patron,))],
        })


def _account(db, patron):
    row = db.execute("SELECT * FROM accounts WHERE id=?", (patron,)).fetchone()
    return {"id": row["id"], "createdAt": row["created_at"]}


def _device(row):
    device = {"createdAt": row["created_at"], "seenOn": row["seen_on"]}
    return {**device, "name": row["name"]} if row["name"] else device


def get_board(app, request):
    _settled(app, request)
    challenge = request.params["challenge"]
    with app.store.read() as db:
        document = in_force(db, challenge, request.now)[1] if app.shelf.visible(db, "challenges", challenge, request.now) else None
        if not document or not has_board(document):
            raise Problem("not-found")
        rows = db.execute("SELECT e.json, a.amount FROM enrolments e LEFT JOIN amounts a ON a.profile = e.profile AND "
                          "a.challenge = e.challenge WHERE e.challenge=?", (challenge,)).fetchall()
        teams = [jsons.restore(row["json"]) for row in db.execute("SELECT json FROM teams WHERE challenge=?", (challenge,))]
    readers = [_on_board(jsons.restore(row["json"]), row["amount"] or 0) for row in rows]
    return Answer(200, {
        "atrium": "1", "type": "Board", "challenge": challenge, "unit": unit_of(document),
        "asOf": clock.text_of(request.now - request.now % 60_000)[:19] + "Z",
        **board(document["boards"], readers, teams),
    })


def _on_board(enrolment, amount):
    """Who left, or gave no name for the board, is not on it."""
    shows = enrolment.get("board") is True and "nickname" in enrolment and "leftAt" not in enrolment
    return {"nickname": enrolment.get("nickname"), "amount": amount, "team": enrolment.get("team"), "board": shows}


def put_award(app, request):
    body = check(_handed_out, request.body())
    milestone = GOAL if request.params["milestone"] == "~" else request.params["milestone"]
    where = (request.params["profile"].lower(), request.params["challenge"], milestone)
    with app.store.write() as db:
        settle_due(db, request.now)
        row = db.execute("SELECT a.*, p.account FROM awards a JOIN profiles p ON p.id = a.profile "
                         "WHERE a.profile=? AND a.challenge=? AND a.milestone=?", where).fetchone()
        award = jsons.restore(row["json"]) if row else {"withdrawnAt": None}
        if "withdrawnAt" in award:
            raise Problem("not-found")
        if "redeemedAt" not in award:
            award["redeemedAt"] = body["redeemedAt"]
            db.execute("UPDATE awards SET json=? WHERE profile=? AND challenge=? AND milestone=?", (jsons.store(award), *where))
            changed(db, row["account"], "award", where[0], f"{where[1]}/{milestone}")
        row = db.execute("SELECT * FROM awards WHERE profile=? AND challenge=? AND milestone=?", where).fetchone()
    return Answer(200, award_of(row))
