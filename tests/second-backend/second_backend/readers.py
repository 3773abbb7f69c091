"""Readers, their enrolments, and teams."""

from . import jsons
from .accounts import CROCKFORD, plain_key, words
from .problems import Problem
from .progress import in_force, own_profile, recompute
from .requests import Answer
from .rules import merges
from .shapes import (
    boolean, check, day, identifier, invalid, is_uuid, may, moment, name, need, obj, string, uuid,
)
from .store import changed

MOST_READERS = 50

_profile = obj({"id": need(uuid), "nickname": need(name), "createdAt": need(moment), "changedAt": may(moment)})
_enrolment = obj({
    "challenge": need(obj({"member": need(identifier), "id": need(identifier)})), "profile": need(uuid), "on": need(day),
    "at": need(moment), "leftAt": may(moment), "board": may(boolean), "nickname": may(name), "team": may(uuid),
    "invitation": may(string(0, 200)), "changedAt": may(moment),
})
_team = obj({"id": need(uuid), "challenge": need(identifier), "name": need(name), "createdAt": need(moment)})


def uuid_in_address(request):
    value = request.params["id"]
    if not is_uuid(value):
        raise Problem("not-found")
    return value.lower()


def put_profile(app, request):
    profile = uuid_in_address(request)
    body = check(_profile, request.body())
    if body["id"] != profile:
        raise invalid("/id", "Should be the id of the address.")
    with app.store.write() as db:
        gone = db.execute("SELECT account FROM gone WHERE profile=?", (profile,)).fetchone()
        if gone:
            raise Problem("not-found" if gone["account"] == request.patron else "id-taken")
        row = db.execute("SELECT account, json FROM profiles WHERE id=?", (profile,)).fetchone()
        if row and row["account"] != request.patron:
            raise Problem("id-taken")
        if row:
            kept = jsons.restore(row["json"])
            if merges.profile(body, kept) == kept:
                return Answer(200, kept)
            db.execute("UPDATE profiles SET json=? WHERE id=?", (jsons.store(body), profile))
        else:
            if db.execute("SELECT count(*) FROM profiles WHERE account=?", (request.patron,)).fetchone()[0] >= MOST_READERS:
                raise Problem("too-many", "An account has at most 50 readers.")
            db.execute("INSERT INTO profiles VALUES (?,?,?)", (profile, request.patron, jsons.store(body)))
        changed(db, request.patron, "profile", profile)
    return Answer(200 if row else 201, body)


def delete_profile(app, request):
    profile = uuid_in_address(request)
    with app.store.write() as db:
        if not db.execute("DELETE FROM profiles WHERE id=? AND account=?", (profile, request.patron)).rowcount:
            raise Problem("not-found")
        db.execute("DELETE FROM changes WHERE account=? AND profile=?", (request.patron, profile))
        db.execute("INSERT INTO gone VALUES (?,?)", (profile, request.patron))
        changed(db, request.patron, "gone", profile)
    app.store.forget()
    return Answer(204)


def put_enrolment(app, request):
    body = check(_enrolment, request.body())
    invitation = body.pop("invitation", "")
    profile, challenge = body["profile"], body["challenge"]["id"]
    if challenge != request.params["challenge"]:
        raise invalid("/challenge/id", "Should be the challenge of the address.")
    if profile != request.params["profile"].lower():
        raise invalid("/profile", "Should be the reader of the address.")
    with app.store.write() as db:
        if body["challenge"]["member"] != app.member or not in_force(db, challenge, request.now)[1]:
            raise Problem("challenge-unknown")
        own_profile(db, request, profile)
        row = db.execute("SELECT json FROM enrolments WHERE profile=? AND challenge=?", (profile, challenge)).fetchone()
        if row:
            kept = jsons.restore(row["json"])
            if merges.enrolment(body, kept) == kept:
                return Answer(200, kept)
        if "team" in body:
            _join(db, body["team"], challenge, profile, invitation)
        db.execute("INSERT OR REPLACE INTO enrolments VALUES (?,?,?)", (profile, challenge, jsons.store(body)))
        changed(db, request.patron, "enrolment", profile, challenge)
        recompute(db, request.now, profile, challenge)
    return Answer(200 if row else 201, body)


def _join(db, team, challenge, profile, invitation):
    """A reader who was in the team before is asked for nothing."""
    row = db.execute("SELECT * FROM teams WHERE id=? AND challenge=?", (team, challenge)).fetchone()
    if not row:
        raise Problem("team-unknown")
    if db.execute("SELECT 1 FROM joined WHERE profile=? AND team=?", (profile, team)).fetchone():
        return
    if plain_key(invitation) != row["invitation"]:
        raise Problem("team-unknown")
    db.execute("INSERT INTO joined VALUES (?,?)", (profile, team))


def put_team(app, request):
    team = uuid_in_address(request)
    body = check(_team, request.body())
    if body["id"] != team:
        raise invalid("/id", "Should be the id of the address.")
    with app.store.write() as db:
        row = db.execute("SELECT * FROM teams WHERE id=?", (team,)).fetchone()
        if row and row["account"] != request.patron:
            raise Problem("id-taken")
        if not row:
            if not in_force(db, body["challenge"], request.now)[1]:
                raise Problem("challenge-unknown")
            db.execute("INSERT INTO teams VALUES (?,?,?,?,?)",
                       (team, request.patron, body["challenge"], words(CROCKFORD, 1, 12)[0], jsons.store(body)))
        return Answer(200 if row else 201, _shown(db, team))


def get_team(app, request):
    team = uuid_in_address(request)
    with app.store.read() as db:
        row = db.execute("SELECT account, challenge FROM teams WHERE id=?", (team,)).fetchone()
        if not row:
            raise Problem("not-found")
        inside = any(account == request.patron for account in _accounts_in(db, team, row["challenge"]))
        if row["account"] != request.patron and not inside:
            raise Problem("not-found")
        return Answer(200, _shown(db, team))


def _accounts_in(db, team, challenge):
    """The account of each reader who is in the team and has not left."""
    rows = db.execute("SELECT p.account, e.json FROM enrolments e JOIN profiles p ON p.id = e.profile "
                      "JOIN joined j ON j.profile = p.id AND j.team = ? WHERE e.challenge = ?", (team, challenge))
    enrolments = [(row["account"], jsons.restore(row["json"])) for row in rows]
    return [account for account, enrolment in enrolments if enrolment.get("team") == team and not enrolment.get("leftAt")]


def _shown(db, team):
    row = db.execute("SELECT * FROM teams WHERE id=?", (team,)).fetchone()
    return {**jsons.restore(row["json"]), "invitation": row["invitation"],
            "readers": len(_accounts_in(db, team, row["challenge"]))}
