"""The documents of class Read as shapes: whatever a reader would have to refuse or leave out is a fault."""

import re
from unicodedata import category
from urllib.parse import urlsplit

from .rules.works import isbn13
from .shapes import (
    amount, boolean, day, identifier, instant, items, may, need, obj, one_of, string, unit, whole, zone,
)
from .tokens import tokens

_TAG = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
AUDIENCE = ("adults", "children", "families", "students", "everyone")
MOST = 1_000_000
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def _says(strings):
    """Whether one of them has more than blanks, controls and marks that nobody sees."""
    return any(category(c) not in ("Cc", "Cf", "Zs", "Zl", "Zp") for s in strings for c in s)


def text(value, pointer, report, needed=False):
    """A language map or a bare string. `<` is a less-than sign, so there is nothing in it to refuse."""
    if isinstance(value, str):
        said = _says([value])
    elif isinstance(value, dict) and value:
        said = False
        for tag, strings in value.items():
            strings = [strings] if isinstance(strings, str) else strings
            if not _TAG.fullmatch(tag):
                report.wrong(f"{pointer}/{_escaped(tag)}", "Should be a language tag.")
            elif not isinstance(strings, list) or not all(isinstance(s, str) for s in strings):
                report.wrong(f"{pointer}/{tag}", "Should be a string or a list of strings.")
                said = True
            else:
                said = said or _says(strings)
    else:
        return report.wrong(pointer, "Should be text.")
    if needed and not said:
        report.wrong(pointer, "Says nothing in any language.")
    return value


def _escaped(name):
    return name.replace("~", "~0").replace("/", "~1")


def said(value, pointer, report):
    return text(value, pointer, report, needed=True)


rich = text  # what is not allowed in rich text is dropped by who shows it, never refused


def _href(*schemes):
    def shape(value, pointer, report):
        if not isinstance(value, str) or not value.strip() or len(value) > 2000 or _CONTROL.search(value.strip()):
            return report.wrong(pointer, "Should be an address.")
        try:
            scheme = urlsplit(value).scheme.lower() if _SCHEME.match(value.strip()) else ""
        except ValueError:
            return report.wrong(pointer, "Should be an address.")
        if scheme and scheme not in schemes:
            report.wrong(pointer, "Is followed with " + ", ".join(schemes) + " only.")
        return value

    return shape


href = _href("http", "https")
contact = _href("https", "mailto")


def _capability(_value, pointer, report):
    report.wrong(pointer, "Is not known to any reader.")



def _template(variable):
    def shape(value, pointer, report):
        if not isinstance(value, str) or variable not in value:
            return report.wrong(pointer, f"Should be an address with {variable}.")
        try:
            parts = urlsplit(value)
        except ValueError:
            return report.wrong(pointer, "Should be an address.")
        if parts.scheme not in ("http", "https") or not parts.netloc or "{" in parts.netloc:
            report.wrong(pointer, "Should be a full http or https address with a fixed host.")
        return value

    return shape


def _isbn(value, pointer, report):
    if not isinstance(value, str) or not isbn13(value):
        report.wrong(pointer, "Should be an ISBN with a true checksum.")
    return value


def _in_order(kept, pointer, report):
    if kept.get("starts") and kept.get("ends") and kept["ends"] < kept["starts"]:
        report.wrong(f"{pointer}/ends", "Is before the start.")


px = whole(1, MOST)
size = obj({"width": need(px), "height": need(px)})
picture = obj({
    "src": need(href), "width": need(px), "height": need(px), "alt": may(text), "caption": may(text), "credit": may(text),
    "rights": may(href),
    "sizes": may(items(obj({"src": need(href), "width": need(px), "height": need(px)}))),
    "service": may(obj({
        "id": need(href), "type": may(string()), "profile": may(string()), "sizes": may(items(size)),
        "tiles": may(items(obj({"width": need(px), "height": may(px), "scaleFactors": need(items(px))}))),
    })),
    "region": may(obj({"x": need(whole(0, MOST)), "y": need(whole(0, MOST)), "w": need(px), "h": need(px)})),
})
audience = items(string())  # an unknown word is skipped in display
hosts = items(identifier)
campaign_link = obj({"id": need(identifier), "member": may(identifier), "href": need(href), "title": need(said)})
card = obj({
    "id": need(identifier), "href": need(href), "title": need(said), "summary": may(text), "member": may(identifier),
    "picture": may(picture), "starts": may(day), "ends": may(day), "zone": may(zone), "theme": may(href), "hosts": may(hosts),
    "audience": may(audience), "tag": may(text),
})
event = obj({
    "id": need(identifier), "title": need(said), "starts": need(instant), "ends": may(instant), "zone": may(zone),
    "summary": may(text), "place": may(text), "member": may(identifier), "href": may(href), "audience": may(audience),
})

_SECTIONS = {
    "text": {"body": need(rich)},
    "picture": {"picture": need(picture), "wide": may(boolean)},
    "quotation": {"text": need(said), "cite": may(text)},
    "exhibits": {"items": need(items(card))},
    "challenges": {"items": need(items(card))},
    "list": {"href": need(href)},
    "events": {"items": need(items(event))},
}


def section(value, pointer, report):
    obj({"kind": need(string(1)), "id": may(identifier), "title": may(text)})(value, pointer, report)
    kind = value.get("kind") if isinstance(value, dict) else None
    if isinstance(kind, str) and kind in _SECTIONS:  # an unknown kind is skipped, not wrong
        obj(_SECTIONS[kind])(value, pointer, report)


def _kinds(**shapes):
    """An object whose `kind` says its shape."""
    known = one_of(*shapes)

    def shape(value, pointer, report):
        obj({"kind": need(known)})(value, pointer, report)
        kind = value.get("kind") if isinstance(value, dict) else None
        if isinstance(kind, str) and kind in shapes:
            return shapes[kind](value, pointer, report)
        return value

    return shape


target = whole(1, MOST)
goal = _kinds(
    total=obj({"unit": need(unit), "target": need(target)}),
    days=obj({"target": need(target), "atLeast": may(amount), "within": may(target)}),
    streak=obj({"target": need(target), "freezes": may(whole(0, 365)), "atLeast": may(amount)}),
    checklist=obj({"target": may(target), "items": need(items(obj({
        "id": need(identifier), "title": need(said), "summary": may(text), "exhibit": may(href), "code": may(boolean),
    }), unique="id", least=1))}),
)


def top(kind, fields, also=None):
    return obj({"atrium": need(one_of("1")), "type": need(one_of(kind)), "id": need(identifier),
                "requires": may(items(_capability)), **fields}, also)


_look = {"summary": may(text), "tag": may(text), "picture": may(picture), "theme": may(href), "hosts": may(hosts),
         "audience": may(audience)}
_when = {"starts": need(day), "ends": need(day), "zone": need(zone)}

campaign = top("Campaign", {
    "title": need(said), **_when, **_look, "sections": may(items(section)),
    "stages": may(items(obj({"id": need(identifier), "title": need(said), "summary": may(text), "starts": need(day),
                             "ends": need(day)}, _in_order))),
}, _in_order)
exhibit = top("Exhibit", {
    "title": need(said), **_look, "campaign": may(campaign_link),
    "scenes": need(items(obj({"id": need(identifier), "title": need(said), "body": may(rich), "forChildren": may(rich),
                              "picture": may(picture), "label": may(text)}), unique="id", least=1)),
    "sources": may(items(obj({"title": need(said), "href": may(href), "licence": may(text), "licenceHref": may(href)}))),
})
challenge = top("Challenge", {
    "title": need(said), **_when, **_look, "campaign": may(campaign_link), "body": may(rich), "goal": need(goal),
    "logUntil": may(day), "countFrom": may(one_of("campaign-start", "enrolment")), "distinct": may(boolean), "usual": may(amount),
    "milestones": may(items(obj({"id": need(identifier), "at": need(target), "title": need(said), "summary": may(text)}), unique="id")),
    "list": may(href),
    "caps": may(items(obj({"per": need(one_of("entry", "day", "all")), "amount": need(target), "unit": need(unit)}))),
    "rates": may(items(obj({"from": need(amount), "to": need(amount)}))),
    "boards": may(obj({"kinds": need(items(string())), "by": may(one_of("sum", "head")), "minimum": may(whole(0, MOST)),
                       "children": may(boolean)})),
    "codes": may(boolean),
}, _in_order)
theme = top("Theme", {"title": need(said), "tokens": need(tokens)})
work = obj({
    "title": need(said), "id": may(identifier), "isbn": may(_isbn), "authors": may(items(said)), "year": may(whole(-MOST, MOST)),
    "language": may(string(1, 35)), "note": may(text), "audience": may(audience), "picture": may(picture), "href": may(href),
})
reading_list = top("ReadingList", {"title": need(said), "summary": may(text), "works": need(items(work))})
member = top("Member", {
    "kind": need(string(1)), "name": need(said), "summary": may(text), "about": may(rich), "picture": may(picture),
    "place": may(obj({"name": may(text), "address": may(text), "zone": may(zone)})), "homepage": may(href),
    "contact": may(contact),
    "catalogue": may(obj({"title": need(said), "isbn": may(_template("{isbn}")), "search": may(_template("{query}"))})),
    "events": may(items(event)),
})

# The collections of class Publish: the type of their documents, and their shape.
COLLECTIONS = {
    "campaigns": ("Campaign", campaign), "exhibits": ("Exhibit", exhibit), "challenges": ("Challenge", challenge),
    "themes": ("Theme", theme), "lists": ("ReadingList", reading_list),
}
CARD_FIELDS = ("title", "summary", "tag", "picture", "starts", "ends", "zone", "theme", "hosts", "audience")
__all__ = ["CARD_FIELDS", "COLLECTIONS", "card", "member"]
