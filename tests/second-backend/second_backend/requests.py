"""A request as the handlers see it, and what they answer."""

import hashlib
import re
from dataclasses import dataclass, field

from . import jsons
from .problems import Problem


@dataclass
class Request:
    method: str
    path: str
    query: dict
    headers: object  # case does not matter, as in email.message
    raw: bytes
    address: str
    now: int  # milliseconds since 1970
    origin: str | None = None  # a front door this backend knows
    device: object = None  # the row of the device that is signed in
    patron: str | None = None  # the id of its account
    params: dict = field(default_factory=dict)

    def body(self, empty=None, around=0):
        """The JSON of the body; `empty` stands for a body that is not there, where one is not needed; `around` are the levels
        that stand around a document in it."""
        if not self.raw and empty is not None:
            return empty
        kind = (self.headers.get("Content-Type") or "").split(";")[0].strip().lower()
        if kind != "application/json":
            raise Problem("media-type")
        return jsons.parse(self.raw, around)


@dataclass
class Answer:
    status: int = 200
    value: object = None  # what becomes JSON
    raw: bytes | None = None  # or bytes as they are
    kind: str = "application/json"
    headers: dict = field(default_factory=dict)
    cookies: list = field(default_factory=list)

    def bytes(self):
        if self.raw is not None:
            return self.raw
        return b"" if self.value is None else jsons.dump(self.value)


def etag_of(raw):
    return '"' + hashlib.sha256(raw).hexdigest()[:32] + '"'


def matches(header, *etags, weakly=False):
    """Whether If-Match, or weakly If-None-Match, names one of these strong ETags."""
    tags = [tag.strip() for tag in header.split(",")]
    if weakly:
        tags = [tag.removeprefix("W/") for tag in tags]
    return "*" in tags or any(etag in tags for etag in etags)


def takes_gzip(request):
    """Whether Accept-Encoding names gzip, or whatever there is, and does not refuse it."""
    takes = {}
    for part in (request.headers.get("Accept-Encoding") or "").lower().split(","):
        coding, _, weight = part.replace(" ", "").partition(";q=")
        takes[coding] = not re.fullmatch(r"0(\.0*)?", weight)
    return takes.get("gzip", takes.get("*", False))
