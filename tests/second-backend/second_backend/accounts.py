"""Accounts and devices. Of every secret only a hash is kept."""

import secrets
import unicodedata
import uuid

from . import access, clock
from .problems import Problem
from .requests import Answer
from .rules.works import SMALL
from .shapes import check, invalid, is_uuid, may, name, obj, string

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MOST_DEVICES = 50
PHRASE_LASTS = 10 * 60 * 1000

_device_named = obj({"device": may(name)})
_session = obj({"device": may(name), "phrase": may(string(0, 200)), "recovery": may(string(0, 200)),
                "code": may(string(0, 2000)), "verifier": may(string(0, 2000))})


def words(letters, groups, each):
    return ["".join(secrets.choice(letters) for _ in range(each)) for _ in range(groups)]


def plain(typed):
    """What was typed, without blanks and hyphens and in small letters; digits of any script are digits."""
    kept = []
    for c in typed:
        if unicodedata.category(c) not in ("Zs", "Pd", "Cc", "Cf"):
            digit = unicodedata.digit(c, None)
            kept.append(c if digit is None else str(digit))
    return "".join(kept).translate(SMALL)


def plain_key(typed):
    """Crockford's base 32 reads O as 0, I and L as 1."""
    return plain(typed).upper().translate(str.maketrans("OIL", "011"))


def post_accounts(app, request):
    body = check(_device_named, request.body(empty={}))
    account, recovery = str(uuid.uuid4()), "-".join(words(CROCKFORD, 8, 4))
    with app.store.write() as db:
        app.new_accounts.check(request.address)
        app.new_accounts.count(request.address)
        db.execute("INSERT INTO accounts VALUES (?,?,?)",
                   (account, clock.text_of(request.now), access.hashed(plain_key(recovery))))
        device, cookie = _new_device(db, request, account, body.get("device"))
    return Answer(201, {"account": account, "device": device, "recovery": recovery}, cookies=[cookie])


def post_pairings(app, request):
    with app.store.write() as db:
        while True:
            phrase = words("0123456789", 3, 4)
            hashed = access.hashed("".join(phrase))
            if not db.execute("SELECT 1 FROM pairings WHERE phrase=?", (hashed,)).fetchone():
                break
        expires = request.now + PHRASE_LASTS
        db.execute("INSERT OR REPLACE INTO pairings VALUES (?,?,?,?)", (request.patron, hashed, expires, request.device["id"]))
    return Answer(201, {"phrase": " ".join(phrase), "expiresAt": clock.text_of(expires)})


def post_session(app, request):
    body = check(_session, request.body())
    given = [kind for kind in ("phrase", "recovery", "code") if kind in body]
    if len(given) != 1:
        raise invalid("/phrase", "Should be there, or else recovery, or else code: one of them.")
    if given == ["code"] and "verifier" not in body:
        raise invalid("/verifier", "Is missing.")
    with app.store.write() as db:  # one at a time, so that nobody guesses twice at once
        app.wrong_here.check(request.address)
        app.wrong_anywhere.check("")
        account = _redeemed(db, request, body, given[0])
        if account:
            device, cookie = _new_device(db, request, account, body.get("device"))
            answer = {"account": account, "device": device}
            if given == ["recovery"]:
                # The key that was used stays good until this device is heard of: the answer may be lost.
                answer["recovery"] = "-".join(words(CROCKFORD, 8, 4))
                db.execute("UPDATE devices SET recovery=? WHERE id=?",
                           (access.hashed(plain_key(answer["recovery"])), device))
            return Answer(201, answer, cookies=[cookie])
        app.wrong_here.count(request.address)
        app.wrong_anywhere.count("")
        raise Problem("phrase-unknown")


def _redeemed(db, request, body, kind):
    """The account a phrase or a key leads to. A phrase is used up; a code leads nowhere, there is no OIDC here."""
    if kind == "phrase":
        hashed = access.hashed(plain(body["phrase"]))
        row = db.execute("SELECT account FROM pairings WHERE phrase=? AND expires>?", (hashed, request.now)).fetchone()
        if row:
            db.execute("DELETE FROM pairings WHERE account=?", (row["account"],))
    elif kind == "recovery":
        hashed = access.hashed(plain_key(body["recovery"]))
        row = db.execute("SELECT id AS account FROM accounts WHERE recovery=?", (hashed,)).fetchone()
        if row:
            db.execute("DELETE FROM devices WHERE account=? AND recovery IS NOT NULL", (row["account"],))
        else:
            row = db.execute("SELECT id, account FROM devices WHERE recovery=?", (hashed,)).fetchone()
            if row:
                access.heard(db, row["id"], row["account"], hashed)
    else:
        row = None
    return row["account"] if row else None


def _new_device(db, request, account, called):
    if db.execute("SELECT count(*) FROM devices WHERE account=?", (account,)).fetchone()[0] >= MOST_DEVICES:
        raise Problem("too-many", "An account has at most 50 devices.")
    device, token, now = str(uuid.uuid4()), secrets.token_urlsafe(32), clock.text_of(request.now)
    db.execute("INSERT INTO devices VALUES (?,?,?,?,?,?,NULL)", (device, account, called, now, now[:10], access.hashed(token)))
    return device, access.cookie(request, token)


def post_recovery(app, request):
    """A new sheet. Every key before it is worth nothing from then on."""
    check(obj({}), request.body(empty={}))
    recovery = "-".join(words(CROCKFORD, 8, 4))
    with app.store.write() as db:
        db.execute("UPDATE accounts SET recovery=? WHERE id=?", (access.hashed(plain_key(recovery)), request.patron))
        db.execute("UPDATE devices SET recovery=NULL WHERE account=?", (request.patron,))
    return Answer(201, {"recovery": recovery})


def delete_session(app, request):
    with app.store.write() as db:
        db.execute("DELETE FROM devices WHERE id=?", (request.device["id"],))
    return Answer(204, cookies=[access.cookie(request, "", 0)])


def get_account(app, request):
    with app.store.read() as db:
        account = db.execute("SELECT * FROM accounts WHERE id=?", (request.patron,)).fetchone()
        rows = db.execute("SELECT * FROM devices WHERE account=? ORDER BY created_at, id", (request.patron,)).fetchall()
    devices = []
    for row in rows:
        device = {"id": row["id"], "createdAt": row["created_at"], "seenOn": row["seen_on"],
                  "this": row["id"] == request.device["id"]}
        if row["name"]:
            device["name"] = row["name"]
        devices.append(device)
    return Answer(200, {"atrium": "1", "type": "Account", "id": account["id"], "createdAt": account["created_at"],
                        "devices": devices})


def delete_account(app, request):
    with app.store.write() as db:
        db.execute("DELETE FROM accounts WHERE id=?", (request.patron,))
    app.store.forget()
    return Answer(204, cookies=[access.cookie(request, "", 0)])


def delete_device(app, request):
    device = request.params["id"].lower()
    with app.store.write() as db:
        gone = db.execute("DELETE FROM devices WHERE id=? AND account=?", (device, request.patron)).rowcount
        db.execute("DELETE FROM pairings WHERE account=? AND device=?", (request.patron, device))
    if not (gone and is_uuid(device)):
        raise Problem("not-found")
    cookies = [access.cookie(request, "", 0)] if device == request.device["id"] else []
    return Answer(204, cookies=cookies)
