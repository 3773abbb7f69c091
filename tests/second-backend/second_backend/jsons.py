"""JSON in and out, with no surprise in between: what is read here can be written, stored and compared."""

import json

from .problems import Problem

DEEPEST = 64
EXACT = 2**53  # whole numbers up to here are themselves in a double: 20.0 is 20


def _no_constant(name):
    raise ValueError(name)


def _number(text):
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise ValueError("a number no double can hold")
    return int(value) if value.is_integer() and abs(value) <= EXACT else value


def _whole(text):
    return int(text) if len(text) < 18 else _number(text)


def parse(raw, around=0):
    """The value of a body; so many levels may stand around a document in it. Not UTF-8, not JSON, deeper than any document is, or half a character: malformed."""
    try:
        value = json.loads(raw.decode(), parse_constant=_no_constant, parse_int=_whole, parse_float=_number)
        _measure(value, DEEPEST + around)
        dump(value)
        return value
    except (ValueError, RecursionError) as wrong:
        raise Problem("malformed", "The body is not JSON that can be kept.") from wrong


def _measure(value, deepest):
    level = [value]
    for _depth in range(deepest + 1):
        level = [one for one in level if isinstance(one, (dict, list))]
        if not level:
            return
        level = [inner for outer in level for inner in _inside(outer)]
    raise ValueError("too deep")


def _inside(value):
    return value.values() if isinstance(value, dict) else value


def dump(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def canonical(value):
    """The bytes of RFC 8785 for what is compared here: no numbers but whole ones, and keys in ASCII."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def store(value):
    """For the store: in ASCII, so that no character of a patron meets the database."""
    return json.dumps(value, separators=(",", ":"))


def restore(text):
    return json.loads(text)
