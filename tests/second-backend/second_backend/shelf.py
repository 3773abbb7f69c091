"""The shelf: a member's documents, from the folder it began with and as staff changed them since."""

import posixpath
import re
from pathlib import Path

from . import clock, jsons
from .documents import CARD_FIELDS, COLLECTIONS, card as card_shape, member as member_shape
from .problems import Problem
from .requests import etag_of
from .shapes import Report, check, is_id

_TYPES = {kind: collection for collection, (kind, _shape) in COLLECTIONS.items()}
_RELATIVE = re.compile(r"(?![A-Za-z][A-Za-z0-9+.-]*:)[^/?#]")
_LINKS = ("src", "rights", "theme")
LISTS = ("campaigns", "exhibits", "challenges")
OF_BACKEND = {
    "offers": ["read", "participate", "publish"], "participate": "participate.json", "publish": "publish.json",
}
KINDS = {
    ".json": "application/json", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp",
    ".avif": "image/avif", ".svg": "image/svg+xml", ".gif": "image/gif", ".txt": "text/plain; charset=utf-8",
}


class Shelf:
    def __init__(self, store, folder, now):
        self.store, self.folder = store, Path(folder).resolve()
        member = jsons.parse((self.folder / "member.json").read_bytes())
        check(member_shape, member)
        self.member = member["id"]
        with store.write() as db:
            if not db.execute("SELECT 1 FROM member").fetchone():
                self._begin(db, member, now)

    def _begin(self, db, member, now):
        """Once, with an empty store: each document of the folder is published as it stands."""
        db.execute("INSERT INTO member VALUES (1,?,?)", (jsons.store(member), clock.text_of(now)))
        places = [card.get("id") for name in LISTS for card in member.get(name) or []]
        for path in sorted(self.folder.rglob("*.json")):
            document = jsons.parse(path.read_bytes())
            collection = _TYPES.get(document.get("type")) if isinstance(document, dict) else None
            if not collection or not is_id(document.get("id")):
                continue
            check(COLLECTIONS[collection][1], document)
            name = document["id"]
            place = places.index(name) if name in places else len(places)
            text, address = jsons.store(document), path.relative_to(self.folder).as_posix()
            db.execute("INSERT INTO items VALUES (?,?,?,?,'published',NULL,?,1,?,?)",
                       (collection, name, address, place, text, clock.text_of(now), now))
            db.execute("INSERT INTO versions VALUES (?,?,1,?,?,1)", (collection, name, now, text))

    def visible(self, db, collection, name, now):
        """Whether the public sees it."""
        row = db.execute("SELECT 1 FROM items WHERE collection=? AND id=? AND visible_from<=?",
                         (collection, name, now)).fetchone()
        return row is not None

    def document(self, db, path, now):
        """The published document at a path; None where no document of a collection is at home there."""
        row = db.execute("SELECT collection, id FROM items WHERE path=?", (path,)).fetchone()
        if not row:
            return None
        if not self.visible(db, row["collection"], row["id"], now):
            raise Problem("not-found")
        return self.public(db, row["collection"], row["id"], now)

    def public(self, db, collection, name, now):
        row = db.execute("SELECT document FROM versions WHERE collection=? AND id=? AND since<=? ORDER BY version DESC LIMIT 1",
                         (collection, name, now)).fetchone()
        return jsons.restore(row["document"])

    def own(self, db):
        """What of the member document is the member's to say: of its lists, the cards of other members' documents."""
        document = jsons.restore(db.execute("SELECT document FROM member").fetchone()["document"])
        own = {name: value for name, value in document.items() if name not in OF_BACKEND}
        for name in LISTS:
            own[name] = [listed for listed in _listed(document, name) if self._of_another(listed)]
        return own

    def _of_another(self, listed):
        return isinstance(listed, dict) and listed.get("member") not in (None, self.member)

    def check_cards(self, document):
        """422 where a card that is to be kept is one that readers leave out."""
        report = Report()
        for name in LISTS:
            for n, listed in enumerate(_listed(document, name)):
                if self._of_another(listed):
                    card_shape(listed, f"/{name}/{n}", report)
        if report.errors:
            raise Problem("invalid", errors=report.errors[:100])

    def member_tag(self, db):
        """Changes when staff change the member document, and at no other time."""
        row = db.execute("SELECT changed_at FROM member").fetchone()
        return etag_of(jsons.dump([self.own(db), row["changed_at"]]))

    def member_document(self, db, now):
        document = {**self.own(db), **OF_BACKEND}
        for collection in LISTS:
            rows = db.execute("SELECT id, path FROM items WHERE collection=? ORDER BY place, id", (collection,)).fetchall()
            document[collection][:0] = [card(self.public(db, collection, row["id"], now), row["path"])
                                    for row in rows if self.visible(db, collection, row["id"], now)]
        return document

    def file(self, path):
        """(bytes, media type) of a file of the folder that is no document of a collection."""
        parts = path.split("/")
        if "\0" in path or any(part in ("", ".", "..") or (part[0] == "." and part != ".well-known") for part in parts):
            raise Problem("not-found")
        file = (self.folder / path).resolve()
        if not file.is_relative_to(self.folder) or not file.is_file() or file.suffix.lower() not in KINDS:
            raise Problem("not-found")
        return file.read_bytes(), KINDS[file.suffix.lower()]


def _listed(document, name):
    return document[name] if isinstance(document.get(name), list) else []


def card(document, path):
    """A document seen from outside: what it says itself, its links as they are from the member document."""
    inside = {name: document[name] for name in CARD_FIELDS if name in document}
    return {"id": document["id"], "href": path, **_from_member(inside, posixpath.dirname(path))}


def _from_member(value, folder, under=None):
    if isinstance(value, list):
        return [_from_member(item, folder) for item in value]
    if isinstance(value, dict):
        return {name: _moved(inner, folder) if _is_link(name, inner, under) else _from_member(inner, folder, name)
                for name, inner in value.items()}
    return value


def _is_link(name, value, under):
    return isinstance(value, str) and (name in _LINKS or (name == "id" and under == "service"))


def _moved(href, folder):
    if not _RELATIVE.match(href):
        return href
    path, mark, rest = re.match(r"([^?#]*)([?#]?)(.*)", href, re.S).groups()
    end = "/" if path.endswith("/") else ""
    return posixpath.normpath(posixpath.join(folder, path)) + end + mark + rest

