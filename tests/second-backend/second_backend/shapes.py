"""Shapes: what a value must be, said once and checked with a JSON Pointer for each fault.

A shape is called with (value, pointer, report). It gives the value as it is kept (known fields only,
ids in small letters) and tells `report` each fault; what it gives after a fault is not used.
A field that is null counts as not there.
"""

import re

from . import clock
from .problems import Problem

MOST_ITEMS = 5000
UNITS = ("books", "pages", "minutes", "days", "activities")
_ID = re.compile(r"[A-Za-z0-9._-]{1,100}")
_UUID = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")


class Report:
    def __init__(self):
        self.errors = []

    def wrong(self, pointer, detail):
        self.errors.append({"pointer": pointer, "detail": detail})


def check(shape, value):
    """The value as it is kept, or 422."""
    report = Report()
    kept = shape(value, "", report)
    if report.errors:
        raise Problem("invalid", errors=report.errors[:100])
    return kept


def invalid(pointer, detail):
    return Problem("invalid", errors=[{"pointer": pointer, "detail": detail}])


def need(shape):
    return (True, shape)


def may(shape):
    return (False, shape)


def obj(fields, also=None):
    """An object of fields; `also(value, pointer, report)` looks at the whole of it when its fields are right."""

    def shape(value, pointer, report):
        if not isinstance(value, dict):
            return report.wrong(pointer, "Should be an object.")
        before, kept = len(report.errors), {}
        for name, (needed, inner) in fields.items():
            if value.get(name) is not None:
                kept[name] = inner(value[name], f"{pointer}/{name}", report)
            elif needed:
                report.wrong(f"{pointer}/{name}", "Is missing.")
        if also and len(report.errors) == before:
            also(kept, pointer, report)
        return kept

    return shape


def items(inner, unique=None, least=0):
    def shape(value, pointer, report):
        if not isinstance(value, list) or not least <= len(value) <= MOST_ITEMS:
            return report.wrong(pointer, f"Should be a list of {least} to {MOST_ITEMS}.")
        kept, seen = [], set()
        for n, item in enumerate(value):
            item = inner(item, f"{pointer}/{n}", report)
            kept.append(item)
            name = item.get(unique) if unique and isinstance(item, dict) else None
            if isinstance(name, str):
                if name in seen:
                    report.wrong(f"{pointer}/{n}/{unique}", "Is there twice.")
                seen.add(name)
        return kept

    return shape


def one_of(*words):
    def shape(value, pointer, report):
        if not isinstance(value, str) or value not in words:
            report.wrong(pointer, "Should be one of: " + ", ".join(words) + ".")
        return value

    return shape


def whole(least, most):
    def shape(value, pointer, report):
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            return report.wrong(pointer, f"Should be a whole number from {least} to {most}.")
        return value

    return shape


def string(least=0, most=100_000):
    """Characters are code points. One that must say something may not be of blanks or controls only."""

    def shape(value, pointer, report):
        if not isinstance(value, str):
            return report.wrong(pointer, "Should be a string.")
        if not least <= len(value) <= most or (least and not value.strip()):
            return report.wrong(pointer, f"Should have {least} to {most} characters.")
        return value

    return shape


def name(value, pointer, report):
    """A name people see: 1 to 60 characters, none of them a control or a mark that turns what stands behind it."""
    value = string(1, 60)(value, pointer, report)
    if value and any(ord(c) < 32 or 127 <= ord(c) < 160 or 0x202A <= ord(c) <= 0x202E or 0x2066 <= ord(c) <= 0x2069 for c in value):
        report.wrong(pointer, "Should have no control characters and no marks of direction.")
    return value


def boolean(value, pointer, report):
    if not isinstance(value, bool):
        report.wrong(pointer, "Should be true or false.")
    return value


def number(value, pointer, report):
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        report.wrong(pointer, "Should be a number.")
    return value


def is_id(value):
    return isinstance(value, str) and bool(_ID.fullmatch(value)) and value not in (".", "..")


def is_uuid(value):
    return isinstance(value, str) and bool(_UUID.fullmatch(value))


def identifier(value, pointer, report):
    if not is_id(value):
        report.wrong(pointer, "Should be an id: 1 to 100 of A-Z a-z 0-9 . _ -")
    return value


def uuid(value, pointer, report):
    if not is_uuid(value):
        return report.wrong(pointer, "Should be a UUID.")
    return value.lower()


def day(value, pointer, report):
    if not isinstance(value, str) or clock.day(value) is None:
        report.wrong(pointer, "Should be a day like 2026-11-23.")
    return value


def instant(value, pointer, report):
    if not isinstance(value, str) or clock.key(value) is None:
        report.wrong(pointer, "Should be a moment like 2026-11-23T18:02:11Z.")
    return value


def moment(value, pointer, report):
    """An instant as it is sent: written in at most 40 characters."""
    if isinstance(value, str) and len(value) > 40:
        return report.wrong(pointer, "Should be written in at most 40 characters.")
    return instant(value, pointer, report)


def zone(value, pointer, report):
    if not isinstance(value, str) or value not in clock.ZONES:
        report.wrong(pointer, "Should be an IANA time zone.")
    return value


unit = one_of(*UNITS)
amount = obj({"amount": need(whole(1, 1_000_000)), "unit": need(unit)})
