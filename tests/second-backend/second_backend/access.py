"""Who may ask: front doors, forged requests, cookies, staff."""

import hashlib
import hmac
from urllib.parse import urlsplit

from . import clock
from .problems import Problem

COOKIE = "__Host-atrium"
YEAR = 365 * 86400
METHODS = "GET, PUT, POST, DELETE"
ALLOWED = "Content-Type, If-Match, If-None-Match, Atrium-Client"
EXPOSED = "ETag, Link, Location, Retry-After"


def hashed(secret):
    return hashlib.sha256(secret.encode()).hexdigest()


class Access:
    def __init__(self, front_doors, staff_token):
        self.front_doors = frozenset(front_doors)
        self.staff_token = hashed(staff_token) if staff_token else None

    def origin(self, headers):
        """The front door that asks, where it is one."""
        origin = headers.get("Origin")
        return origin if origin in self.front_doors else None

    def refuse_forged(self, request, staff):
        """A page must be one this backend knows, and whatever is not a GET must say that it means it.

        No page can send Authorization without asking first, so that says it too.
        """
        if request.headers.get("Origin") is not None and request.origin is None:
            raise Problem("origin-unknown")
        if request.method in ("GET", "HEAD"):
            return
        said = request.headers.get("Atrium-Client")
        if said is None and staff and "Authorization" in request.headers:
            return
        if said != "1":
            raise Problem("client-header-missing")

    def cors(self, request, public):
        if public:
            return {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": EXPOSED}
        headers = {"Vary": "Origin"}
        if request.origin:
            headers["Access-Control-Allow-Origin"] = request.origin
            headers["Access-Control-Allow-Credentials"] = "true"
            headers["Access-Control-Expose-Headers"] = EXPOSED
        return headers

    def preflight(self, request, staff):
        if request.origin is None:
            raise Problem("origin-unknown")
        return {
            "Access-Control-Allow-Methods": METHODS,
            "Access-Control-Allow-Headers": ALLOWED + (", Authorization" if staff else ""),
            "Access-Control-Max-Age": "600",
        }

    def staff(self, request):
        """Lets staff pass. Their token was given to them by the operator; patrons are not staff here."""
        scheme, _, token = (request.headers.get("Authorization") or "").partition(" ")
        if scheme.lower() == "bearer" and self.staff_token:
            if hmac.compare_digest(hashed(token.strip()), self.staff_token):
                return
            raise Problem("sign-in-needed")
        raise Problem("not-staff" if request.patron else "sign-in-needed")


def sign_in(request, db):
    """Puts the device that sends its cookie, and its account, in the request."""
    token = _cookie(request.headers)
    if not token:
        return
    row = db.execute("SELECT * FROM devices WHERE token=?", (hashed(token),)).fetchone()
    if row and not _forgotten(row["seen_on"], request.now):
        request.device, request.patron = row, row["account"]


def heard(db, device, account, recovery):
    """A device shows that it heard its new key, which takes the place of the one before."""
    db.execute("UPDATE accounts SET recovery=? WHERE id=?", (recovery, account))
    db.execute("UPDATE devices SET recovery=NULL WHERE id=?", (device,))


def seen(request, db):
    """Notes the day on which a device was seen, and gives its cookie another year."""
    db.execute("UPDATE devices SET seen_on=? WHERE id=?", (today(request), request.device["id"]))
    return cookie(request, _cookie(request.headers))


def today(request):
    return clock.text_of(request.now)[:10]


def _forgotten(seen_on, now):
    return (now // 86_400_000) - (clock.key(seen_on + "T00:00:00Z")[0] // 86400) > 365


def _cookie(headers):
    for part in (headers.get("Cookie") or "").split(";"):
        name, _, value = part.strip().partition("=")
        if name == COOKIE and 0 < len(value) <= 200 and value.isascii():
            return value
    return None


def cookie(request, token, age=YEAR):
    site = "Strict" if _same_host(request) else "None"
    return f"{COOKIE}={token}; Path=/; Max-Age={age}; HttpOnly; Secure; SameSite={site}; Partitioned"


def _same_host(request):
    host = (request.headers.get("Host") or "").rpartition("@")[2].split(":")[0].lower()
    return bool(request.origin) and (urlsplit(request.origin).hostname or "") == host
