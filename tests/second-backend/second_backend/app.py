"""The backend without its socket: which path leads where, who may ask, and what every answer carries."""

import gzip
import sqlite3
import sys
import traceback
from urllib.parse import parse_qsl, unquote, urlsplit

from . import access, accounts, answers, ledger, publishing, readers
from .access import Access
from .clock import Clock
from .limits import Limit
from .problems import Problem
from .requests import Answer, Request, etag_of, matches, takes_gzip
from .shelf import Shelf
from .store import Store

PUBLIC, OPEN, PATRON, STAFF = "public", "open", "patron", "staff"
LARGEST_BODY, LARGEST_DRAFT = 1_000_000, 2_100_000
COMPRESSED = ("application/json", "image/svg+xml", "text/plain; charset=utf-8")  # of what is public; secrets are not compressed
MOST_ACCOUNTS = 30  # from one address in an hour

_API = [
    ("accounts", OPEN, {"POST": accounts.post_accounts}),
    ("session", OPEN, {"POST": accounts.post_session, "DELETE": accounts.delete_session}),
    ("account", PATRON, {"GET": accounts.get_account, "DELETE": accounts.delete_account}),
    ("export", PATRON, {"GET": answers.get_export}),
    ("pairings", PATRON, {"POST": accounts.post_pairings}),
    ("recovery", PATRON, {"POST": accounts.post_recovery}),
    ("devices/{id}", PATRON, {"DELETE": accounts.delete_device}),
    ("profiles/{id}", PATRON, {"PUT": readers.put_profile, "DELETE": readers.delete_profile}),
    ("enrolments/{challenge}/{profile}", PATRON, {"PUT": readers.put_enrolment}),
    ("entries/{id}", PATRON, {"GET": ledger.get_entry, "PUT": ledger.put_entry}),
    ("entries", PATRON, {"PUT": ledger.put_entries}),
    ("redemptions/{id}", PATRON, {"PUT": ledger.put_redemption}),
    ("standings/{challenge}/{profile}", PATRON, {"GET": answers.get_standing}),
    ("awards", PATRON, {"GET": answers.get_awards}),
    ("changes", PATRON, {"GET": answers.get_changes}),
    ("teams/{id}", PATRON, {"GET": readers.get_team, "PUT": readers.put_team}),
    ("boards/{challenge}", PUBLIC, {"GET": answers.get_board}),
    ("publish/collections/{collection}", STAFF, {"GET": publishing.get_collection}),
    ("publish/items/{collection}/{id}", STAFF,
     {"GET": publishing.get_item, "PUT": publishing.put_item, "DELETE": publishing.delete_item}),
    ("publish/history/{collection}/{id}", STAFF, {"GET": publishing.get_history}),
    ("publish/member", STAFF, {"GET": publishing.get_member, "PUT": publishing.put_member}),
    ("publish/awards/{challenge}/{profile}/{milestone}", STAFF, {"PUT": answers.put_award}),
]
_ROUTES = [(["api", *path.split("/")], who, methods) for path, who, methods in _API]
_NEEDS_ACCOUNT = {accounts.delete_session}


class App:
    def __init__(self, data, documents, front_doors=(), staff_token=None, clock=None, most_accounts=MOST_ACCOUNTS):
        self.clock = clock or Clock()
        self.store = Store(data)
        self.shelf = Shelf(self.store, documents, self.clock.now())
        self.member = self.shelf.member
        self.access = Access(front_doors, staff_token)
        self.new_accounts = Limit(most_accounts, 3600)
        self.wrong_here = Limit(10, 600)
        self.wrong_anywhere = Limit(100, 60)
        self.wrong_codes = Limit(10, 600)

    def request(self, method, target, headers, raw, address):
        """A request as it came over the wire. The target may be anything."""
        try:
            parts = urlsplit(target)
            path, query = unquote(parts.path, errors="strict"), dict(parse_qsl(parts.query, errors="replace"))
        except ValueError:
            path, query = "", {}
        return Request(method, path, query, headers, raw, address, self.clock.now(), self.access.origin(headers))

    def answer(self, request, trouble=None):
        """(status, headers, bytes). `trouble` is a problem the socket has with the request already."""
        who, methods = self._find(request)
        try:
            if trouble and trouble.kind != "too-large":  # what is too large is said in its turn
                raise trouble
            answer = self._answer(request, who, methods, trouble)
        except Problem as problem:
            answer = _of_problem(problem)
        except Exception as fault:
            answer = _of_problem(self._fault(request, fault))
        return self._finished(request, who, answer)

    def _fault(self, request, fault):
        """What nobody thought of. An account may be deleted while its other device is asking: that is no fault."""
        if isinstance(fault, sqlite3.IntegrityError) and request.device:
            with self.store.read() as db:
                if not db.execute("SELECT 1 FROM devices WHERE id=?", (request.device["id"],)).fetchone():
                    return Problem("sign-in-needed")
        traceback.print_exception(fault, file=sys.stderr)
        if isinstance(fault, sqlite3.OperationalError):
            return Problem("unavailable", headers={"Retry-After": "1"})
        return Problem("internal")

    def _find(self, request):
        parts = request.path.split("/")[1:]
        for route, who, methods in _ROUTES:
            if len(route) == len(parts):
                params = {}
                for expected, part in zip(route, parts):
                    if expected.startswith("{") and part:
                        params[expected[1:-1]] = part
                    elif expected != part:
                        break
                else:
                    request.params = params
                    return who, methods
        return PUBLIC, {"GET": _document}

    def _answer(self, request, who, methods, trouble):
        method = "GET" if request.method == "HEAD" else request.method
        if method == "OPTIONS":
            return self._preflight(request, who, methods)
        if methods.get("GET") is _document:
            found = _document(self, request)  # nothing here is said before how it may be asked
        if method not in methods:
            raise Problem("method-not-allowed", headers={"Allow": _allowed(methods)})
        if methods[method] is _document:
            return found
        if who != PUBLIC:
            self.access.refuse_forged(request, who == STAFF)
        if trouble:
            raise trouble
        if len(request.raw) > (LARGEST_DRAFT if methods[method] is publishing.put_item else LARGEST_BODY):
            raise Problem("too-large")
        cookie = self._sign_in(request) if who != PUBLIC else None
        if who == STAFF:
            self.access.staff(request)
        if (who == PATRON or methods[method] in _NEEDS_ACCOUNT) and not request.patron:
            raise Problem("sign-in-needed")
        answer = methods[method](self, request)
        if cookie and not answer.cookies:
            answer.cookies.append(cookie)
        return answer

    def _sign_in(self, request):
        with self.store.read() as db:
            access.sign_in(request, db)
        if request.device and request.device["recovery"]:
            with self.store.write() as db:
                access.heard(db, request.device["id"], request.patron, request.device["recovery"])
        if request.device and request.device["seen_on"] != access.today(request):
            with self.store.write() as db:
                return access.seen(request, db)
        return None

    def _preflight(self, request, who, methods):
        if who == PUBLIC:
            return Answer(204, headers={"Access-Control-Allow-Methods": "GET", "Access-Control-Allow-Headers": access.ALLOWED,
                                        "Allow": _allowed(methods)})
        headers = self.access.preflight(request, who == STAFF)
        return Answer(204, headers={**headers, "Allow": _allowed(methods)})

    def _finished(self, request, who, answer):
        raw, headers = answer.bytes(), dict(answer.headers)
        headers.update(self.access.cors(request, who == PUBLIC))
        headers.setdefault("Cache-Control", "public, no-cache" if who == PUBLIC and answer.status == 200 else "private, no-store"
                           if who != PUBLIC else "no-store")
        headers["X-Content-Type-Options"] = "nosniff"
        status = answer.status
        if who == PUBLIC:
            headers["Vary"] = "Accept-Encoding"
        if request.method in ("GET", "HEAD") and status == 200:
            headers.setdefault("ETag", etag_of(raw))
            if who == PUBLIC and answer.kind in COMPRESSED and takes_gzip(request):
                raw, headers["Content-Encoding"] = gzip.compress(raw, mtime=0), "gzip"
                headers["ETag"] = headers["ETag"][:-1] + '-gzip"'  # other bytes, another strong ETag
            if_none = request.headers.get("If-None-Match")
            if if_none is not None and matches(if_none, headers["ETag"], weakly=True):
                status, raw = 304, b""
                headers.pop("Content-Encoding", None)
        if raw:
            headers["Content-Type"] = answer.kind
        if answer.kind == "application/problem+json":
            headers["Content-Language"] = "en"
        return status, [*headers.items(), *(("Set-Cookie", cookie) for cookie in answer.cookies)], raw


def _allowed(methods):
    return ", ".join(sorted({*methods, "OPTIONS", *(("HEAD",) if "GET" in methods else ())}))


def _of_problem(problem):
    return Answer(problem.status, problem.document(), kind="application/problem+json", headers=problem.headers)


def _document(app, request):
    """A public document, or another file of the folder."""
    path = request.path[1:]
    if request.path[:1] != "/" or "\0" in path:
        raise Problem("not-found")
    with app.store.read() as db:
        if path == "member.json":
            return Answer(200, app.shelf.member_document(db, request.now))
        if path in _LINKS:
            return Answer(200, {**_LINKS[path], "id": app.member})
        value = app.shelf.document(db, path, request.now)
    if value is not None:
        return Answer(200, value)
    raw, kind = app.shelf.file(path)
    headers = {} if kind == "application/json" else {"Cache-Control": "public, max-age=3600"}
    return Answer(200, raw=raw, kind=kind, headers=headers)


_LINKS = {
    "participate.json": {
        "atrium": "1", "type": "Participation", "id": "", "signIn": [{"kind": "pairing"}],
        "accounts": "api/accounts", "session": "api/session", "account": "api/account", "export": "api/export",
        "pairings": "api/pairings", "recovery": "api/recovery", "device": "api/devices/{id}", "profile": "api/profiles/{id}",
        "enrolment": "api/enrolments/{challenge}/{profile}", "entry": "api/entries/{id}", "entries": "api/entries",
        "redemption": "api/redemptions/{id}", "standing": "api/standings/{challenge}/{profile}", "awards": "api/awards",
        "changes": "api/changes", "team": "api/teams/{id}", "board": "api/boards/{challenge}",
    },
    "publish.json": {
        "atrium": "1", "type": "Publication", "id": "",
        "collections": {name: "api/publish/collections/" + name
                        for name in ("campaigns", "exhibits", "challenges", "themes", "lists")},
        "item": "api/publish/items/{collection}/{id}", "history": "api/publish/history/{collection}/{id}",
        "member": "api/publish/member", "award": "api/publish/awards/{challenge}/{profile}/{milestone}",
    },
}
